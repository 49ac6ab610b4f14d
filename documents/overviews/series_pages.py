"""What the pages of number series show one reader; every query starts from `visible_to`.

What a reader may not see is loaded nowhere here: its number is one of those not known, and
the highest number is the highest of those shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from documents.listing.rows import Row, plain_rows
from documents.models import Document, DocumentType, SeriesRule
from documents.overviews.series import (
    CONGRESS,
    TERM,
    WITH_YEAR,
    YEAR,
    Gap,
    Habits,
    Numbered,
    Place,
    entries_of,
    is_settled,
    may_stand_in,
    place_of,
    stored_series,
    types_sharing,
)
from organizations.models import Organization

ROWS_OF_A_PAGE = 200
_FACTS = (
    *("pk", "identity_key", "collective", "year_in_number", "number_value", "document_type_id"),
    *("issued_on", "issued_year", "is_held"),
)


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a body: its documents by number with the gaps, and what may belong to it."""

    place: Place
    name: str
    period: str
    entries: list[Numbered | Gap]
    unsettled: list[int]
    sharing: list[str]
    is_provisional: bool

    @property
    def known(self) -> list[Numbered]:
        return [entry for entry in self.entries if isinstance(entry, Numbered)]

    @property
    def held(self) -> int:
        return sum(document.is_held for document in self.known)

    @property
    def bare(self) -> int:
        """How many are known by number and day alone: cited, or entered without text or file."""
        return len(self.known) - self.held

    @property
    def unknown(self) -> int:
        """How many numbers up to the highest shown nothing is known of."""
        return sum(entry.numbers for entry in self.entries if isinstance(entry, Gap))

    @property
    def first(self) -> int:
        """The first number counted: 1, or where the series may begin earlier the lowest known."""
        return 1 if not self.is_provisional else self.known[0].number

    @property
    def last(self) -> int:
        return self.known[-1].number


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the page: a document with its row, or a gap."""

    gap: Gap | None = None
    document: Document | None = None
    row: Row | None = None


def habits_of(body: Organization) -> Habits:
    """Return how the body numbers. Two queries."""
    rules = SeriesRule.objects.filter(organization=body).select_related("document_type")
    return Habits(body, list(body.terms.all()), list(rules))


def series_of(habits: Habits, place: Place, reader: Any) -> Series | None:
    """Return a series as far as the reader may see it, None when no document of it is shown.

    Two queries.
    """
    types = list(DocumentType.objects.all())
    documents = Document.objects.visible_to(reader).filter(organization=habits.body)
    found = _numbered(documents.filter(_may_stand_in(place, habits)))
    settled = [one for one in found if one.place == place and is_settled(one, habits)]
    if not settled:
        return None
    is_provisional = habits.is_provisional(place.period)
    sharing = [] if place.series == CONGRESS else types_sharing(place, habits, types)
    return Series(
        place=place,
        name=series_name(place.series, settled, types),
        period=period_name(place.period, habits),
        entries=entries_of(settled, from_one=not is_provisional),
        unsettled=[
            one.pk
            for one in found
            if not is_settled(one, habits) and may_stand_in(one, place, habits)
        ],
        sharing=[kind.name for kind in sharing],
        is_provisional=is_provisional,
    )


def _may_stand_in(place: Place, habits: Habits) -> Q:
    """Return the condition that leaves out most other documents; the place itself decides."""
    series = stored_series(place.series)
    types = Q()
    if place.series != CONGRESS:
        ruled = [rule.document_type_id for rule in habits.rules if rule.series == series]
        types = Q(document_type__series=series) | Q(document_type__in=ruled)
    term, year = habits.term_in(place.period), place.period.removeprefix(YEAR)
    if term:
        return types & (Q(term=term) | Q(issued_on__isnull=True))
    # What stands in the address may be no year; then no day lies in it.
    is_year = year.isascii() and year.isdigit() and len(year) == 4
    of_year = Q(year_in_number=year) | Q(issued_year=year) if is_year else Q()
    return types & (of_year | Q(issued_on__isnull=True))


def _numbered(documents: Any) -> list[Numbered]:
    facts = documents.exclude(number="").order_by("number_value", "pk").values_list(*_FACTS)
    return [
        Numbered(pk, place_of(key, collective, year_in), number or 0, type_id, day, year, is_held)
        for pk, key, collective, year_in, number, type_id, day, year, is_held in facts
    ]


def series_name(series: str, shown: Iterable[Numbered], types: Sequence[DocumentType]) -> str:
    """Return the types whose documents are shown, in their own order: “Quyết định, Quy định”."""
    if series == CONGRESS:
        return "Văn bản của đại hội"
    used = {document.type_id for document in shown}
    names = ", ".join(kind.name for kind in types if kind.pk in used)
    return f"{names} (số có ghi năm)" if series.endswith(WITH_YEAR) else names


def period_name(period: str, habits: Habits) -> str:
    """Return a period in words: “Khóa XIX (2020–2025)”, “Năm 2024”."""
    term = habits.term_in(period)
    if term:
        return str(term)
    label = period.removeprefix(TERM)
    return f"Năm {period.removeprefix(YEAR)}" if label == period else f"Khóa {label.upper()}"


def entries_shown(entries: Sequence[Numbered | Gap], reader: Any) -> list[Entry]:
    """Return the lines of one page. One query."""
    documents = _by_pk([entry.pk for entry in entries if isinstance(entry, Numbered)], reader)
    rows = dict(zip(documents, plain_rows(documents.values()), strict=True))
    return [
        Entry(gap=entry)
        if isinstance(entry, Gap)
        else Entry(document=documents[entry.pk], row=rows[entry.pk])
        for entry in entries
        if isinstance(entry, Gap) or entry.pk in rows
    ]


def rows_shown(pks: Sequence[int], reader: Any) -> list[Row]:
    """Return a row for each of these documents that the reader may see, in order. One query."""
    documents = _by_pk(pks, reader)
    return plain_rows(documents[pk] for pk in pks if pk in documents)


def _by_pk(pks: Sequence[int], reader: Any) -> dict[int, Document]:
    return Document.objects.visible_to(reader).for_rows().in_bulk(pks)
