"""Searches that people follow: an address of the list, in one form, and what fits it.

What is typed is read as the list reads it; the reading is kept by each process, for as long as
no body or type is renamed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse

from documents.listing.conditions import UNKNOWN
from documents.listing.filters import DOCUMENTS, DocumentFilter
from documents.models import Document, DocumentType
from documents.models.following import MAX_SEARCH_CHARS
from documents.search.few import fitting
from documents.search.names import known_names
from documents.search.wanted import Asked
from organizations.models import Organization
from organizations.secrecy import refuse_secret

# What says how the list is shown, not what is in it.
_ORDER = "xep"
# Nobody follows so many; it only keeps a process from growing.
_MOST_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Reading:
    """A search as understood: in words, and as the index is asked; `filters` without the box."""

    label: str
    understood: str
    asked: Asked
    filters: Asked


@dataclass(frozen=True, slots=True)
class _Asker:
    """Stands for the request of a list: every follower has signed in."""

    user: Any


class _SignedIn:
    is_authenticated = True
    is_editor = True


# By search: which names it was read with, and the reading; None where it is none any more.
_kept: dict[str, tuple[Any, Reading | None]] = {}


def search_in(parameters: QueryDict) -> tuple[str, Document | DocumentType | Organization | None]:
    """Return what an address of the list asks, in one order; and the body or type asked for alone.

    Raises ValidationError for what the list would refuse, for an address that asks nothing, for
    one too long to be kept, and for a secrecy mark (code 'secret').
    """
    refuse_secret(value for _, values in parameters.lists() for value in values)
    filters = _filter(parameters)
    if not filters.is_valid():
        told = [message for messages in filters.form.errors.values() for message in messages]
        raise ValidationError(told, code="refused")
    kept = QueryDict(mutable=True)
    for name in sorted(filters.filters):
        if name != _ORDER and (value := parameters.get(name, "").strip()):
            kept[name] = value
    if not kept:
        raise ValidationError(
            "Danh sách này gồm mọi văn bản. Hãy gõ câu tìm hoặc chọn loại, cơ quan, năm… rồi theo "
            "dõi danh sách đã lọc.",
            code="everything",
        )
    search = kept.urlencode()
    if len(search) > MAX_SEARCH_CHARS:
        raise ValidationError(
            "Câu tìm này dài quá nên không theo dõi được. Hãy bỏ bớt chữ hoặc điều kiện.",
            code="too_long",
        )
    return search, _asked_alone(filters, set(kept))


def _asked_alone(filters: DocumentFilter, names: set[str]) -> Any:
    values = filters.form.cleaned_data
    if names == {"loai"}:
        return values["loai"]
    return values["co_quan"] if names == {"co_quan"} and values["co_quan"] != UNKNOWN else None


def address_of(search: str) -> str:
    """Return the address of the list that shows what fits a search."""
    return f"{reverse('documents:list')}?{search}&danh_sach=1"


def readings_of(searches: Sequence[str]) -> dict[str, Reading | None]:
    """Return how these searches are understood now; None for one that the list refuses by now.

    One query tells whether a name has changed; without a change there is no other.
    """
    if not searches:
        return {}
    state = known_names().state
    found = {}
    for search in searches:
        kept = _kept.get(search)
        if kept is None or kept[0] != state:
            if len(_kept) >= _MOST_KEPT:
                _kept.clear()
            kept = _kept[search] = (state, _read(search))
        found[search] = kept[1]
    return found


def _read(search: str) -> Reading | None:
    filters = _filter(QueryDict(search))
    if not filters.is_valid():
        return None
    without_box = QueryDict(search, mutable=True)
    without_box.pop("q", None)
    beside = _filter(without_box)
    beside.is_valid()
    query = filters.query
    told = [f"{condition.label}: {condition.shown}" for condition in filters.conditions()]
    return Reading(
        label="; ".join([f"“{query.text}”", *told] if query else told),
        understood=query.reading if query else "",
        asked=filters.hits.asked,
        filters=beside.hits.asked,
    )


def _filter(parameters: QueryDict) -> DocumentFilter:
    asker: Any = _Asker(_SignedIn())
    return DocumentFilter(parameters, queryset=Document.objects.all(), request=asker)


def fitting_documents(
    searches: Sequence[str], documents: Mapping[int, int | None]
) -> dict[str, set[int]]:
    """Return by search the keys of those few `documents` that fit it.

    `documents` gives by each one's key the body that issued it. Rights are the caller's to see to.
    """
    readings = {key: value for key, value in readings_of(searches).items() if value}
    found = fitting(DOCUMENTS, documents, [(one.asked, one.filters) for one in readings.values()])
    return dict(zip(readings, found, strict=True))
