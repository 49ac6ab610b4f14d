"""Hits for a query, counted and in order: the best, the newest, the oldest, or by number.

What a page costs does not grow with the number of documents: hits are counted up to a
thousand, and of more only as many are looked at as the page needs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db import models
from django.utils.functional import cached_property

from documents.search.engine import Hit, Index
from documents.search.match import Match, any_of, tiers
from documents.search.positions import FIRST, FURTHER, Days, age, band_of
from documents.search.question import NO_HINT, Hint, Rights
from documents.search.terms import folded_text, words_of
from documents.search.wanted import Asked

# Beyond it a list says "hơn 1.000": nobody reads further, and counting all would take seconds.
COUNTED = 1_000
# Further passages of long texts that are looked through for documents not yet found.
_PASSAGES = 20_000
# Of the newest hits, how many are looked at for what makes them better than others.
SAMPLE = 100
# Headings that hold the whole query; more share it as a formula, and are no better than others.
HEADINGS = 50


class Order(models.TextChoices):
    BEST = "phu-hop", "Phù hợp nhất"
    NEWEST = "moi-nhat", "Mới nhất"
    OLDEST = "cu-nhat", "Cũ nhất"
    NUMBER = "so", "Theo số"


class Hits:
    """The records one person may see that fit a question, counted up to a bound."""

    def __init__(
        self,
        index: Index,
        visible: models.QuerySet[Any],
        asked: Asked,
        bound: int | None = None,
        rights: Rights | None = None,
        hint: Hint = NO_HINT,
    ) -> None:
        self.index, self.visible, self.asked = index, visible, asked
        self.bound = bound or COUNTED
        self._hint = hint
        self._rights_of_all = self._rights = rights or Rights(visible)
        if asked.issuers:
            self._rights = Rights(visible.filter(organization__in=asked.issuers))

    def instead(self, asked: Asked, bound: int | None = None, hint: Hint = NO_HINT) -> "Hits":
        """Return the hits of another question, in the same index and for the same person."""
        return Hits(self.index, self.visible, asked, bound, self._rights_of_all, hint)

    def narrowed(self, fact: Match, share: float) -> "Hits":
        """Return the hits that this fact is true of, as it is of so much of the newest ones.

        Call it where there are more hits than the bound.
        """
        asked = self.asked.also(fact)
        if asked.heading:
            asked = replace(asked, heading=asked.heading & fact)
        return self.instead(asked, hint=self._hint_of(share))

    def within(self, days: Days) -> "Hits":
        """Return those of the hits that are of these days, all of one year."""
        asked = self.asked.within(days)
        if asked.heading:
            # Headings are looked for whatever the day.
            asked = replace(asked, heading=asked.heading & any_of([f"y:{days.year}"]))
        return self.instead(asked)

    def more_of_them(self, bound: int) -> "Hits":
        """Return the same hits counted up to another bound. Call it where there are more."""
        return self.instead(self.asked, bound, self._hint_of(1))

    def _hint_of(self, share: float) -> Hint:
        """Return what is known of those hits that are `share` of the newest ones."""
        ends = self._counted[0][0], self._counted[-1][0]
        passages = self.index.passages_between(*sorted(ends))
        # What is not seen among the newest may be there once in twice as many.
        seen = max(share, 0.5 / SAMPLE)
        return Hint(density=seen * len(self._counted) / passages) if passages else NO_HINT

    @cached_property
    def _counted(self) -> list[Hit]:
        """The newest hits, a record once; one more than `bound` when there are more.

        Then without those that only further passages hold: it is known that they are too many.
        """
        hits = list(_once(self._passages))
        if self._headings and len(hits) <= self.bound:
            both = sorted(hits + self._headings, key=lambda hit: age(hit[0]), reverse=True)
            hits = list(_once(both))
        return hits[: self.bound + 1]

    @cached_property
    def _passages(self) -> list[Hit]:
        """The newest passages that fit, all there are unless they are of more than `bound`."""
        if len(self._first) > self.bound:
            return self._first
        return self._with_further(self.asked.match, self.bound + 1, self._first)

    @cached_property
    def _first(self) -> list[Hit]:
        """The newest first passages that fit, one more than `bound` when there are more."""
        return self._of_band(self.asked.match, self.bound + 1, hint=self._hint)

    @cached_property
    def _headings(self) -> list[Hit]:
        """Hits whose heading holds the query in a row: titles that begin so, then the shortest."""
        if not self.asked.heading:
            return []
        hits = self.index.hits(self.asked.heading, self._rights_of_all, limit=HEADINGS)
        row = self.asked.row
        ranks = {
            # The title itself before longer ones that contain it; of equal ones the newest.
            record: (not folded_text(words_of(title)).startswith(row), len(title))
            for record, title in self._told(hits, "title")
        }
        return sorted(hits, key=lambda hit: ranks.get(hit[1], (True, 0)))

    @property
    def count(self) -> int:
        """How many records fit, `bound` when there are more."""
        return min(len(self._counted), self.bound)

    @property
    def newest(self) -> list[int]:
        """The newest records that fit: all of them, or one more than the bound."""
        return [record for _, record in self._counted]

    @property
    def is_more(self) -> bool:
        """Whether more than `bound` records fit."""
        return len(self._counted) > self.bound

    def records(self, order: Order, start: int, stop: int) -> list[int]:
        """Return the keys of the hits from `start` to `stop` (not included) in this order.

        By number only when all hits are known; of more, the newest come first.
        """
        if not self._counted:
            return []
        if order == Order.NUMBER and not self.is_more:
            return self._by_number()[start:stop]
        if order == Order.BEST and (self.asked.words or self.asked.code or self._headings):
            return self._best(stop)[start:stop]
        if order == Order.OLDEST and self.is_more:
            hits = self._merged(self.asked.match, stop, oldest_first=True)
        elif order == Order.OLDEST:
            hits = self._counted[::-1]
        else:
            hits = self._newest(stop)
        return [record for _, record in hits[start:stop]]

    def _newest(self, stop: int) -> list[Hit]:
        """Return at least the first `stop` hits, the newest first."""
        # Of words, further passages may hold newer hits than those that were counted.
        is_known = not self.is_more or (stop <= self.bound and not self.asked.match.has_words)
        return self._counted if is_known else self._merged(self.asked.match, stop)

    def _best(self, stop: int) -> list[int]:
        """Return the first `stop` hits, those of each tier newest first."""
        first = [self._headings, self._of_code(stop) if self.asked.code else []]
        if self.asked.opens_with_code:
            first.reverse()
        ranked = dict.fromkeys(record for hits in first for _, record in hits)
        for hits in self._by_tier(stop + len(ranked)):
            ranked.update(dict.fromkeys(record for _, record in hits))
            # Of more than were counted nobody knows how many there are.
            if len(ranked) >= (stop if self.is_more else min(stop, len(self._counted))):
                break
        return list(ranked)[:stop]

    def _of_code(self, limit: int) -> list[Hit]:
        """Return the first `limit` hits with the very code typed, the newest first.

        Nearly all hits bear it, so the newest hits mostly hold a page of them. Only where they do
        not the index is asked, as it fetches all there are; so does reading a thousand hits.
        """
        first = [hit for hit in self._passages if band_of(hit[0]) == FIRST]
        (newest,) = self._parted(first[:SAMPLE], [self.asked.code])
        if len(newest) >= limit or len(first) <= SAMPLE:
            return newest
        return self._of_band(self.asked.match & self.asked.code, limit, hint=Hint(is_few=True))

    def _by_tier(self, limit: int) -> Iterator[list[Hit]]:
        """Yield the hits of each tier of words, the newest first; those of better ones again.

        At least `limit` of each tier, as far as it has them.
        """
        if not self.asked.words:
            yield self._newest(limit)
            return
        ranked = tiers(self.asked.words)
        # Who counts to less only gives examples: the best of the newest will do.
        if not self.is_more or self.bound < COUNTED:
            yield from self._parted(self._passages, [words for words, _ in ranked])
            return
        sample = self._passages[:SAMPLE]
        of_sample = self._parted(sample, [words for words, _ in ranked])
        for (words, in_heading), newest in zip(ranked, of_sample, strict=True):
            hint = self._hint_of(len(newest) / SAMPLE)
            if not in_heading:
                yield self._merged(self.asked.facts & words, limit, hint=hint)
            elif len(newest) >= limit:
                # The newest of all hits are also those of the tier.
                yield newest
            else:
                yield self._of_band(self.asked.facts & words, limit, hint=hint)

    def _parted(self, hits: list[Hit], words: Sequence[Match]) -> Iterator[list[Hit]]:
        """Yield which of these hits hold each of `words`; they are few enough to be read."""
        positions = [position for position, _ in hits]
        for held in self.index.holding(positions, self.asked.facts, words):
            yield [hit for hit in hits if hit[0] in held]

    def _by_number(self) -> list[int]:
        keys = [record for _, record in self._counted]
        numbers = dict(self._told(self._counted, "number_value"))
        # Without a number last; the newest of equal numbers first, as the hits come.
        return sorted(keys, key=lambda key: (numbers.get(key) is None, numbers.get(key) or 0))

    def _told(self, hits: list[Hit], column: str) -> models.QuerySet[Any]:
        """Return the keys of hits with what one column holds; that they may be seen is known."""
        found = self.visible.model.objects.filter(pk__in=[record for _, record in hits])
        return found.order_by().values_list("pk", column)

    def _of_band(self, match: Match, limit: int, band: int = FIRST, **how: Any) -> list[Hit]:
        return self.index.hits(
            match, self._rights, limit=limit, days=self.asked.days, band=band, **how
        )

    def _merged(
        self, match: Match, limit: int, *, oldest_first: bool = False, hint: Hint = NO_HINT
    ) -> list[Hit]:
        """Return hits of both bands in order of age, each record once."""
        if match == self.asked.match and not oldest_first:
            first = self._first_ones(limit)
        else:
            first = self._of_band(match, limit, oldest_first=oldest_first, hint=hint)
        both = self._with_further(match, limit, first, oldest_first=oldest_first)
        return list(_once(both))[:limit]

    def _first_ones(self, limit: int) -> list[Hit]:
        """Return the newest `limit` first passages that fit; those that were counted are known."""
        known = self._first[:limit]
        if len(known) == limit or len(self._first) <= self.bound:
            return known
        hint, last = self._hint_of(1), known[-1][0]
        more = self._of_band(self.asked.match, limit - len(known), beyond=last, hint=hint)
        return known + more

    def _with_further(
        self, match: Match, limit: int, first: list[Hit], *, oldest_first: bool = False
    ) -> list[Hit]:
        """Return first passages that match with the further ones that do, in order of age."""
        if not match.has_words:
            # Facts stand in the first passage of every record.
            return first
        further = self._further(match, limit if len(first) >= limit else _PASSAGES, oldest_first)
        if not further:
            return first
        return sorted(first + further, key=lambda hit: age(hit[0]), reverse=not oldest_first)

    def _further(self, match: Match, limit: int, oldest_first: bool) -> list[Hit]:
        """Return further passages that match, of `limit` records as far as there are so many.

        One long text may fill many passages; of a rare word all are looked at.
        """
        asked = limit
        while True:
            # Where all are wanted there is nothing to stop at.
            hint = Hint(is_few=asked >= _PASSAGES)
            found = self._of_band(match, asked, FURTHER, oldest_first=oldest_first, hint=hint)
            is_all = len(found) < asked or asked >= _PASSAGES
            if is_all or len({record for _, record in found}) >= limit:
                return found
            asked = min(4 * asked, _PASSAGES)


def _once(hits: list[Hit]) -> Iterator[Hit]:
    seen: set[int] = set()
    for hit in hits:
        if hit[1] not in seen:
            seen.add(hit[1])
            yield hit
