"""Hits for a query, counted and in order: the best, the newest, the oldest, or by number.

What a page costs does not grow with the number of documents: hits are counted up to a
thousand, and of more only as many are looked at as the page needs.
"""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.functional import cached_property

from documents.search.engine import Hit, Index
from documents.search.match import Match, tiers
from documents.search.positions import FIRST, FURTHER, age
from documents.search.wanted import Asked

# Beyond it a list says "hơn 1.000": nobody reads further, and counting all would take seconds.
COUNTED = 1_000
# Further passages of long texts that are looked through for documents not yet found.
_PASSAGES = 20_000
# Headings that hold the whole query; more share it as a formula, and are no better than others.
HEADINGS = 50


class Order(models.TextChoices):
    BEST = "phu-hop", "Phù hợp nhất"
    NEWEST = "moi-nhat", "Mới nhất"
    OLDEST = "cu-nhat", "Cũ nhất"
    NUMBER = "so", "Theo số"


class Hits:
    """The records one person may see that fit a question."""

    def __init__(self, index: Index, visible: models.QuerySet[Any], asked: Asked) -> None:
        self.index, self.visible, self.asked = index, visible, asked

    @cached_property
    def _counted(self) -> list[Hit]:
        """The newest hits, a record once; one more than `COUNTED` when there are more.

        Then without those that only further passages hold: it is known that they are too many.
        """
        first = self._of_band(self.asked.match, COUNTED + 1)
        if len(first) > COUNTED:
            return first
        hits = self._merged(self.asked.match, COUNTED + 1, first)
        if not self._headings:
            return hits
        both = sorted(hits + self._headings, key=lambda hit: age(hit[0]), reverse=True)
        return list(_once(both))[: COUNTED + 1]

    @cached_property
    def _headings(self) -> list[Hit]:
        """Hits whose heading holds the whole query in a row, the shortest heading first."""
        if not self.asked.heading:
            return []
        hits = self.index.hits(self.asked.heading, self.visible, limit=HEADINGS)
        titles = self.visible.filter(pk__in=[record for _, record in hits])
        chars = {record: len(title) for record, title in titles.values_list("pk", "title")}
        # The title itself before longer ones that contain it; of equal ones the newest.
        return sorted(hits, key=lambda hit: chars[hit[1]])

    @property
    def count(self) -> int:
        """How many records fit, `COUNTED` when there are more."""
        return min(len(self._counted), COUNTED)

    @property
    def is_more(self) -> bool:
        """Whether more than `COUNTED` records fit."""
        return len(self._counted) > COUNTED

    def records(self, order: Order, start: int, stop: int) -> list[int]:
        """Return the keys of the hits from `start` to `stop` (not included) in this order.

        By number only when all hits are known; of more, the newest come first.
        """
        if order == Order.NUMBER and not self.is_more:
            return self._by_number()[start:stop]
        if order == Order.BEST and (self.asked.words or self.asked.code or self._headings):
            return self._best(stop)[start:stop]
        if order == Order.OLDEST and self.is_more:
            hits = self._merged(self.asked.match, stop, oldest_first=True)
        elif order == Order.OLDEST:
            hits = self._counted[::-1]
        else:
            known = stop <= COUNTED and not self.is_more
            hits = self._counted if known else self._merged(self.asked.match, stop)
        return [record for _, record in hits[start:stop]]

    def _best(self, stop: int) -> list[int]:
        """Return the first `stop` hits, those of each tier newest first."""
        ranked = dict.fromkeys(record for _, record in self._headings)
        if self.asked.code:
            very = self._of_band(self.asked.match & self.asked.code, stop)
            ranked.update(dict.fromkeys(record for _, record in very))
        for words, in_heading in tiers(self.asked.words):
            if len(ranked) >= min(stop, len(self._counted)):
                break
            wanted = self.asked.facts & words
            # Those already ranked are met again in every later tier.
            limit = stop + len(ranked)
            hits = self._of_band(wanted, limit) if in_heading else self._merged(wanted, limit)
            ranked.update(dict.fromkeys(record for _, record in hits))
        return list(ranked)[:stop]

    def _by_number(self) -> list[int]:
        keys = [record for _, record in self._counted]
        numbers = dict(
            self.visible.model.objects.filter(pk__in=keys).values_list("pk", "number_value")
        )
        # Without a number last; the newest of equal numbers first, as the hits come.
        return sorted(keys, key=lambda key: (numbers.get(key) is None, numbers.get(key) or 0))

    def _of_band(self, match: Match, limit: int, band: int = FIRST, **order: bool) -> list[Hit]:
        return self.index.hits(
            match, self.visible, limit=limit, days=self.asked.days, band=band, **order
        )

    def _merged(
        self,
        match: Match,
        limit: int,
        first: list[Hit] | None = None,
        *,
        oldest_first: bool = False,
    ) -> list[Hit]:
        """Return hits of both bands in order of age, each record once; `first` if known."""
        if first is None:
            first = self._of_band(match, limit, oldest_first=oldest_first)
        if not match.has_words:
            # Facts stand in the first passage of every record.
            return first
        # One long text may fill many passages, so of a rare word all are looked at.
        limit_further = limit if len(first) >= limit else _PASSAGES
        further = self._of_band(match, limit_further, FURTHER, oldest_first=oldest_first)
        if not further:
            return first
        both = sorted(first + further, key=lambda hit: age(hit[0]), reverse=not oldest_first)
        return list(_once(both))[:limit]


def _once(hits: list[Hit]) -> Iterator[Hit]:
    seen: set[int] = set()
    for hit in hits:
        if hit[1] not in seen:
            seen.add(hit[1])
            yield hit
