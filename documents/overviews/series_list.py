"""The list of a body's number series; the database counts, since a body may have issued thousands.

Every query starts from `visible_to`: a series of which a reader may see nothing is not told of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Value
from django.db.models.functions import StrIndex, Substr

from documents.identity import period_key
from documents.listing.rows import Row, plain_rows
from documents.models import Document, DocumentType
from documents.overviews.series import (
    Habits,
    Numbered,
    Place,
    dated_types,
    is_settled,
    place_in,
)
from documents.overviews.series_pages import period_name, series_name
from organizations.models import Organization


@dataclass(frozen=True, slots=True)
class Group:
    """The periods of one series in the list of a body: (place, name of the period, documents)."""

    name: str
    periods: list[tuple[Place, str, int]]


@dataclass(frozen=True, slots=True)
class _Counted:
    """Documents alike in all their place depends on: the newest of them, and how many."""

    newest: Numbered
    count: int


def groups_of(habits: Habits, reader: Any) -> tuple[list[Group], int]:
    """Return the body's series the reader may know of, and how many documents of no certain place.

    Two queries. Series stand in the order of their types, periods newest first.
    """
    counted = _counted(habits, reader)
    settled = [one for one in counted if is_settled(one.newest, habits)]
    types = list(DocumentType.objects.all())
    by_series: dict[str, dict[Place, list[_Counted]]] = {}
    for one in settled:
        place = one.newest.place
        by_series.setdefault(place.series, {}).setdefault(place, []).append(one)
    groups = []
    for series in sorted(by_series, key=lambda name: _in_order(name, by_series[name], types)):
        places = by_series[series]
        shown = [one.newest for alike in places.values() for one in alike]
        periods = [
            (at, period_name(at.period, habits), sum(one.count for one in places[at]))
            for at in sorted(places, key=lambda at: _newest(places[at]), reverse=True)
        ]
        groups.append(Group(series_name(series, shown, types), periods))
    return groups, sum(one.count for one in counted) - sum(one.count for one in settled)


def unsettled_rows(habits: Habits, reader: Any, most: int) -> list[Row]:
    """Return the first documents of no certain place, by number. One query."""
    documents = _numbered(habits, reader).filter(_unsettled(habits))
    return plain_rows(documents.for_rows().order_by("number_value", "pk")[:most])


def _counted(habits: Habits, reader: Any) -> list[_Counted]:
    # The key begins with the body; what stands behind it up to the next sign is the series.
    behind = Substr("identity_key", len(habits.body.slug) + 2)
    series = Substr(behind, 1, StrIndex(behind, Value("|")) - 1)
    alike = ("series", "collective", "year_in_number", "document_type", "term", "issued_year")
    rows = (
        _numbered(habits, reader)
        .annotate(series=series, has_day=Q(issued_on__isnull=False))
        .values_list(*alike, "has_day")
        .annotate(day=Max("issued_on"), count=Count("pk"))
    )
    terms = {term.pk: term for term in habits.terms}
    counted = []
    for name, collective, year_in, kind, term, year, _, day, count in rows:
        period = period_key(terms.get(term), year_in, year)
        place = place_in(name, period, collective, year_in)
        # Its number and whether it is held matter to nothing here.
        counted.append(_Counted(Numbered(0, place, 0, kind, day, year, False), count))
    return counted


def _numbered(habits: Habits, reader: Any) -> QuerySet[Document]:
    documents = Document.objects.visible_to(reader).filter(organization=habits.body)
    return documents.exclude(number="").order_by()


def _unsettled(habits: Habits) -> Q:
    """Return what `is_settled` says no to, as a condition on rows."""
    of_no_period = Q(year_in_number="", issued_year__isnull=True)
    if habits.terms and habits.body.system == Organization.System.PARTY:
        # A year alone is no period of a body whose terms are known.
        of_no_period = Q()
    uncertain = Q(term__isnull=True) & of_no_period
    return Q(issued_on__isnull=True) & (uncertain | Q(document_type__in=dated_types(habits)))


def _in_order(
    series: str, places: dict[Place, list[_Counted]], types: Sequence[DocumentType]
) -> tuple[int, str]:
    used = {one.newest.type_id for alike in places.values() for one in alike}
    return (min(at for at, kind in enumerate(types) if kind.pk in used), series)


def _newest(alike: list[_Counted]) -> tuple[str, int]:
    # A period known by its year alone has no day to sort by.
    days = [str(one.newest.day or one.newest.year or "") for one in alike]
    return (max(days), sum(one.count for one in alike))
