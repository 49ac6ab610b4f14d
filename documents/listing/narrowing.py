"""Ways to narrow a list down: each value that its documents have, how many, and the address.

The numbers are those the list itself shows behind each address, for the same reader.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from documents.listing.conditions import FACTS, HELD, LEVEL_WORDS, ONLY_CITED, UNKNOWN
from documents.listing.filters import DocumentFilter
from documents.models import Document, DocumentType
from documents.search.facets import COLUMNS, Count, spread_of
from documents.search.wanted import type_fact
from organizations.models import Organization, Term

# Of bodies and years there may be hundreds; the rest is found with the boxes of the form.
MOST_VALUES = {"co_quan": 15, "nam": 15}
# A document without a year or term has no word in the address to ask for it by.
WITH_UNKNOWN = ("co_quan", "cap")
# The words in the address for what the columns hold (see `COLUMNS`).
WORDS: dict[str, dict[Any, str]] = {
    "cap": {**{level: word for word, level in LEVEL_WORDS.items()}, None: UNKNOWN},
    "co_van_ban": {True: HELD, False: ONLY_CITED},
    "hieu_luc": {status: status for status in Document.Status.values},
}


@dataclass(frozen=True, slots=True)
class Value:
    """One value to narrow the list to: what it is called, how many it leaves, its address."""

    shown: str
    count: Count
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one filter; `left_out` is how many more there are than are shown."""

    name: str
    label: str
    values: list[Value]
    left_out: int


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list can be narrowed by; unless `is_whole`, by its frequent values alone."""

    facets: list[Facet]
    is_whole: bool


def narrowing_of(filters: DocumentFilter) -> Narrowing:
    """Return what the list can be narrowed by: filters not in use, with two values and more.

    Call `filters.is_valid()` first. Of very long lists bodies are not told, and of years and
    terms the last and the frequent ones: there are too many of them to search for each.
    """
    names = [name for name in COLUMNS if not filters.form.cleaned_data.get(name)]
    facts = {name: _facts(name) for name in names if name in ("loai", "nhiem_ky", *WORDS)}
    spread = spread_of(filters.hits, names, facts)
    found = [_facet(filters, name, spread.counts[name]) for name in names if name in spread.counts]
    return Narrowing([facet for facet in found if len(facet.values) > 1], spread.is_whole)


def _facts(name: str) -> dict[Any, str]:
    if name == "loai":
        return {
            key: type_fact(key) for key in DocumentType.objects.values_list("name_key", flat=True)
        }
    if name == "nhiem_ky":
        labels = Term.objects.order_by().values_list("label", flat=True).distinct()
        return {label: FACTS[name](label) for label in labels}
    return {value: FACTS[name](word) for value, word in WORDS[name].items()}


def _facet(filters: DocumentFilter, name: str, counts: Mapping[Any, Count]) -> Facet:
    known = [value for value in counts if value is not None or name in WITH_UNKNOWN]
    known.sort(key=lambda value: (-counts[value].number, not counts[value].is_more, str(value)))
    top = known[: MOST_VALUES.get(name, len(known))]
    written = _written(filters, name, top)
    if name == "nam":
        top.sort(reverse=True)
    values = [
        Value(written[value][1], counts[value], filters.with_changed(**{name: written[value][0]}))
        for value in top
    ]
    return Facet(name, str(filters.filters[name].label), values, len(known) - len(top))


def _written(
    filters: DocumentFilter, name: str, values: Iterable[Any]
) -> dict[Any, tuple[str, str]]:
    """Return for each value how it stands in the address, and what it is called."""
    if name in WORDS:
        labels = dict(filters.form.fields[name].choices)
        return {value: (word, str(labels[word])) for value, word in WORDS[name].items()}
    if name == "loai":
        return {
            key: (key, shown) for key, shown in DocumentType.objects.values_list("name_key", "name")
        }
    if name == "co_quan":
        bodies = Organization.objects.filter(pk__in=[value for value in values if value])
        rows = bodies.values_list("pk", "slug", "name")
        return {None: (UNKNOWN, "Chưa rõ cơ quan")} | {
            pk: (slug, shown) for pk, slug, shown in rows
        }
    return {value: (str(value), str(value)) for value in values}
