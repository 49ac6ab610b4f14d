"""How the hits of a search spread over types, levels, bodies, years: the numbers beside a list.

Up to five thousand hits are counted from their rows, in one query. Of more, the newest of them tell
what has more than a thousand; what has fewer among them and is not rare gets a search of its own,
and so does each of the last years.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from documents.models import Document
from documents.search import found
from documents.search.found import Hits
from documents.search.match import any_of
from documents.search.wanted import days_of_year

# The column that tells each filter's value, under the name the filter has in the address.
COLUMNS = {
    "loai": "document_type__name_key",
    "cap": "organization__level",
    "co_quan": "organization_id",
    "nam": "issued_year",
    "nhiem_ky": "term__label",
    "co_van_ban": "is_held",
    "hieu_luc": "status",
}
# Hits that are counted from their rows.
READ = 5_000
# Of those read. What is rarer is found with the boxes of the form: to search for it takes the
# longer, and it serves the fewer.
LEAST_SHARE = 0.1
# The years that are told of more hits than these, from the newest hit's back.
YEARS = 8


@dataclass(frozen=True, slots=True)
class Count:
    """How many hits have one value; `COUNTED` when `is_more`."""

    number: int
    is_more: bool = False

    @classmethod
    def of(cls, number: int) -> "Count":
        """Return the count of so many, told no further than the list tells it."""
        return cls(min(number, found.COUNTED), number > found.COUNTED)


@dataclass(frozen=True, slots=True)
class Spread:
    """For each filter its values and how many hits have each, the most frequent first.

    A value is as `COLUMNS` has it, None where a document has none. Unless `is_whole`, only
    frequent values are told, of filters that have few, and the last years.
    """

    counts: dict[str, dict[Any, Count]]
    is_whole: bool


def spread_of(hits: Hits, names: Collection[str], facts: Mapping[str, Mapping[Any, str]]) -> Spread:
    """Return how the hits spread over the values of the filters `names`.

    `facts` names the fact of the index (see `documents.search.indexing`) for every value that
    may be searched for, of filters that have few values.
    """
    known = hits.more_of_them(READ) if hits.is_more else hits
    if not known.is_more:
        counted = _values(known.newest, names)
        return Spread(
            {
                name: {value: Count.of(number) for value, number in values.most_common()}
                for name, values in counted.items()
            },
            is_whole=True,
        )
    newest = known.newest
    counts: dict[str, dict[Any, Count]] = {}
    for name, values in _values(newest, facts).items():
        counts[name] = {
            value: _count(hits, facts[name][value], number, len(newest))
            for value, number in values.most_common()
            if value in facts[name] and number >= LEAST_SHARE * len(newest)
        }
    if "nam" in names:
        counts["nam"] = _last_years(hits, newest[0])
    return Spread(counts, is_whole=False)


def _last_years(hits: Hits, newest: int) -> dict[Any, Count]:
    """Return how many hits are of each of the years up to that of the newest hit."""
    last = Document.objects.filter(pk=newest).values_list("issued_year", flat=True).first()
    counts = {}
    for year in range(last, last - YEARS, -1) if last else ():
        of_year = hits.within(days_of_year(year))
        if of_year.count:
            counts[year] = Count(of_year.count, of_year.is_more)
    return counts


def _count(hits: Hits, fact: str, number: int, read: int) -> Count:
    """Return how many hits have this fact, of which `number` are among the newest, all read."""
    if number > found.COUNTED:
        return Count.of(number)
    narrowed = hits.narrowed(any_of([fact]), number / read)
    return Count(narrowed.count, narrowed.is_more)


def _values(keys: list[int], names: Iterable[str]) -> dict[str, Counter[Any]]:
    """Return for each filter how many of these documents have each of its values."""
    columns = {name: COLUMNS[name] for name in names}
    rows = Document.objects.filter(pk__in=keys).order_by().values_list(*columns.values())
    spread = zip(columns, zip(*rows, strict=True), strict=False)
    return {name: Counter(values) for name, values in spread}
