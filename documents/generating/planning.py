"""Deals out documents to bodies, types, days and numbers, in the order of their days. No Django.

Numbers go up with the days in each series: per body, series and term for the Party, per
calendar year for the State (Guidance 36-HD/VPTW of 2018; Decree 30/2020/NĐ-CP). Whoever goes
on after a break deals again from the start, which takes microseconds a document.
"""

import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from documents.generating.bodies import PlannedBody

# Both fixed, so that the same seed gives the same documents next year.
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2026, 6, 30)
# Registries fill up: with this power half of all documents are of the last third of the years.
GROWTH = 1.8
# Since the law on legal documents of 2004 those of local bodies bear the year in the number.
YEAR_IN_NUMBER_SINCE = 2005
YEAR_IN_NUMBER_SHARE = 0.12


class PlannedDocument(NamedTuple):
    """What decides a document's identity; `body` is an index, `term` one in the body's terms."""

    ordinal: int
    body: int
    type: str
    number: int
    has_year: bool
    day: date
    term: int | None


def day_of(ordinal: int, total: int) -> date:
    """Return the day of the `ordinal`-th of `total` documents, counted from 0; days only go up."""
    share = ((ordinal + 0.5) / total) ** (1 / GROWTH)
    return FIRST_DAY + timedelta(days=int(share * ((LAST_DAY - FIRST_DAY).days + 1)))


class Dealer:
    """Deals documents out; `series` gives the number series of each type by its name."""

    def __init__(self, seed: int, bodies: Sequence[PlannedBody], series: Mapping[str, str]) -> None:
        self._source = random.Random(f"{seed}/deal")
        self._bodies = bodies
        self._series = series
        self._indexes = range(len(bodies))
        self._weights = list(accumulate(body.family.weight for body in bodies))
        self._starts = [[term.starts_on for term in body.terms] for body in bodies]
        self._numbers: defaultdict[tuple[int, str, bool, int], int] = defaultdict(int)

    def deal(self, total: int, size: int) -> Iterator[list[PlannedDocument]]:
        """Yield all `total` documents in batches of `size`."""
        for first in range(0, total, size):
            count = min(size, total - first)
            drawn = self._source.choices(self._indexes, cum_weights=self._weights, k=count)
            yield [
                self._document(first + place, body, day_of(first + place, total))
                for place, body in enumerate(drawn)
            ]

    def _document(self, ordinal: int, body: int, day: date) -> PlannedDocument:
        family = self._bodies[body].family
        type_name = self._source.choices(family.type_names, cum_weights=family.type_weights)[0]
        has_year = (
            type_name in family.year_types
            and day.year >= YEAR_IN_NUMBER_SINCE
            and self._source.random() < YEAR_IN_NUMBER_SHARE
        )
        starts = self._starts[body]
        term = bisect_right(starts, day) - 1 if starts else None
        period = day.year if term is None else term
        series = (body, self._series[type_name], has_year, period)
        self._numbers[series] += 1
        number = self._numbers[series]
        return PlannedDocument(ordinal, body, type_name, number, has_year, day, term)
