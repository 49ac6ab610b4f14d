"""How the hits of a search spread over types, levels, bodies, years: the numbers beside a list.

Up to a thousand hits are counted from their rows, in one query. Of more, only what has few
values is counted, each value by a search of its own that ends at the bound.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from documents.search.found import COUNTED, Hits, Order
from documents.search.match import any_of

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


@dataclass(frozen=True, slots=True)
class Count:
    """How many hits have one value; `COUNTED` when `is_more`."""

    number: int
    is_more: bool = False


Counts = dict[str, dict[Any, Count]]


def count_all(hits: Hits, names: Collection[str]) -> Counts:
    """Return for each filter of `names` its values among the hits, the most frequent first.

    For hits that are all known (not `hits.is_more`). A value is as `COLUMNS` has it, None
    where a document has none.
    """
    keys = hits.records(Order.NEWEST, 0, COUNTED)
    columns = [COLUMNS[name] for name in names]
    rows = hits.visible.model.objects.filter(pk__in=keys).order_by().values_list(*columns)
    spread = zip(names, zip(*rows, strict=True), strict=False)
    return {
        name: {value: Count(number) for value, number in Counter(values).most_common()}
        for name, values in spread
    }


def count_bounded(hits: Hits, facts: Mapping[str, Mapping[Any, str]]) -> Counts:
    """Return for each filter how many hits have each of its values, up to the bound.

    `facts` names the fact of the index for every value to be counted (see
    `documents.search.indexing`); values without a hit are left out.
    """
    return {
        name: {value: count for value, fact in of_value.items() if (count := _count(hits, fact))}
        for name, of_value in facts.items()
    }


def _count(hits: Hits, fact: str) -> Count | None:
    narrowed = Hits(hits.index, hits.visible, hits.asked.also(any_of([fact])))
    return Count(narrowed.count, narrowed.is_more) if narrowed.count else None
