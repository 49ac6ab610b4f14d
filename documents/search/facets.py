"""How the hits of a search spread over types, levels, bodies, years: the numbers beside a list.

Up to a thousand hits are counted from their rows, in one query. Of more, only what has few
values is counted: those that the newest hits show, each by a search of its own that ends at the
bound.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from documents.models import Document
from documents.search.found import Hits
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


# Values of one filter for which a long list is searched.
SEARCHED = 8
# Of the newest hits. What is rarer among them is found with the boxes of the form.
LEAST_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Count:
    """How many hits have one value; `COUNTED` when `is_more`."""

    number: int
    is_more: bool = False


Counts = dict[str, dict[Any, Count]]


def count_all(hits: Hits, names: Iterable[str]) -> Counts:
    """Return for each filter of `names` its values among the hits, the most frequent first.

    For hits that are all known (not `hits.is_more`). A value is as `COLUMNS` has it, None
    where a document has none.
    """
    return {
        name: {value: Count(number) for value, number in values.most_common()}
        for name, values in _spread(hits.newest, names).items()
    }


def count_bounded(hits: Hits, facts: Mapping[str, Mapping[Any, str]]) -> Counts:
    """Return for each filter how many hits have each of its values, up to the bound.

    `facts` names the fact of the index for every value to be counted (see
    `documents.search.indexing`). Counted are values that the newest hits have, of each filter
    the `SEARCHED` most frequent, and none that is rare among them: the rarer, the further it has
    to be looked for, and it serves the fewer.
    """
    counts: Counts = {}
    newest = hits.newest
    for name, values in _spread(newest, facts).items():
        shares = {value: number / len(newest) for value, number in values.most_common(SEARCHED)}
        counts[name] = {
            value: _count(hits.narrowed(any_of([facts[name][value]]), share))
            for value, share in shares.items()
            if share >= LEAST_SHARE
        }
    return counts


def _spread(hits: list[int], names: Iterable[str]) -> dict[str, Counter[Any]]:
    """Return for each filter how many of these documents have each of its values."""
    columns = {name: COLUMNS[name] for name in names}
    rows = Document.objects.filter(pk__in=hits).order_by().values_list(*columns.values())
    spread = zip(columns, zip(*rows, strict=True), strict=False)
    return {name: Counter(values) for name, values in spread}


def _count(hits: Hits) -> Count:
    return Count(hits.count, hits.is_more)
