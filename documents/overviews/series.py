"""Which number series a document stands in, and which numbers of a series are known.

Pure rules over values that were loaded. Numbers run from 01 per body and type name, for the Party
through a term, for the State through a calendar year (Hướng dẫn 36-HD/VPTW, part II.1; Nghị định
30/2020/NĐ-CP, article 15). What is stored as series and period is read from the identity key;
two series of the rules are told apart here: that of a congress, common to all its types, and
that of State documents whose number bears the year.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from documents.identity import UNKNOWN
from documents.models import Document, DocumentType, SeriesRule
from organizations.models import Organization, Term
from organizations.text import fold

CONGRESS = "dai-hoi"
WITH_YEAR = "-co-nam"
TERM, YEAR = "khoa-", "nam-"
# "…|ct-tu|khoa-xiii": found by its beginning, since a term's label may hold the sign that parts.
_PERIOD = re.compile(rf"\|({TERM}.+|{YEAR}\d+)$")


class Place(NamedTuple):
    """A series of one body and the period in which its numbers do not repeat."""

    series: str
    period: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a series needs to know of a document that has a number."""

    pk: int
    place: Place
    number: int
    type_id: int
    day: date | None
    year: int | None
    is_held: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers of which nothing is known, from `first` to `last`."""

    first: int
    last: int

    @property
    def numbers(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Habits:
    """How one body numbers: its terms and the types it numbers otherwise than usual."""

    body: Organization
    terms: Sequence[Term]
    rules: Sequence[SeriesRule]

    def term_in(self, period: str) -> Term | None:
        """Return the term that the period of a place names, None for a year."""
        return next((term for term in self.terms if term_period(term) == period), None)

    def is_provisional(self, period: str) -> bool:
        """Whether a year stands for a term that is not known: then numbers need not begin at 01."""
        return self.body.system == Organization.System.PARTY and period.startswith(YEAR)


def term_period(term: Term) -> str:
    return f"{TERM}{fold(term.label)}"


def place_of(identity_key: str, collective: str, year_in_number: str) -> Place:
    """Return where a numbered document stands, by what is stored of it."""
    series, period = identity_key.split("|")[1], _PERIOD.search(identity_key)
    return place_in(series, period[1] if period else UNKNOWN, collective, year_in_number)


def place_in(series: str, period: str, collective: str, year_in_number: str) -> Place:
    """Return the place that a stored series and period mean, told apart as the rules do."""
    if collective == Document.Collective.CONGRESS:
        series = CONGRESS
    elif year_in_number:
        series += WITH_YEAR
    return Place(series, period)


def stored_series(series: str) -> str:
    """Return the series of the identity key, without what is told apart here alone."""
    return series.removesuffix(WITH_YEAR)


def is_settled(document: Numbered, habits: Habits) -> bool:
    """Whether the place of a document is certain.

    It is with a day. Without one its term may be unknown, or a rule that holds for a time only
    may have given it another series.
    """
    if document.day is not None:
        return True
    period = document.place.period
    if period == UNKNOWN or (habits.terms and habits.is_provisional(period)):
        return False
    return not _dated_rules(document.type_id, habits)


def dated_types(habits: Habits) -> set[int]:
    """Return the types that a rule numbers otherwise for a time only."""
    types = {rule.document_type_id for rule in habits.rules}
    return {kind for kind in types if _dated_rules(kind, habits)}


def may_stand_in(document: Numbered, place: Place, habits: Habits) -> bool:
    """Whether a document whose place is not certain may be one of the series `place`."""
    rules = _dated_rules(document.type_id, habits)
    series = {document.place.series, *(rule.series for rule in rules)}
    if rules:
        series.add(rules[0].document_type.series)
    if place.series not in series:
        return False
    period = document.place.period
    if period in (UNKNOWN, place.period):
        return True
    term = habits.term_in(place.period)
    if term is None or document.year is None or period != f"{YEAR}{document.year}":
        return False
    return term.starts_on.year <= document.year <= (term.ends_on or date.max).year


def _dated_rules(type_id: int, habits: Habits) -> list[SeriesRule]:
    return [
        rule
        for rule in habits.rules
        if rule.document_type_id == type_id and (rule.valid_from or rule.valid_to)
    ]


def types_sharing(
    place: Place, habits: Habits, types: Iterable[DocumentType]
) -> list[DocumentType]:
    """Return the types that are numbered in the series at some time of the period."""
    series, (first, last) = stored_series(place.series), _days_of(place.period, habits)
    return [kind for kind in types if series in _series_of(kind, habits, first, last)]


def _series_of(kind: DocumentType, habits: Habits, first: date, last: date) -> set[str]:
    spans = [
        (rule.valid_from or date.min, rule.valid_to or date.max, rule.series)
        for rule in habits.rules
        if rule.document_type_id == kind.pk
    ]
    found = {series for begun, ended, series in spans if begun <= last and ended >= first}
    if not any(begun <= first and ended >= last for begun, ended, _ in spans):
        found.add(kind.series)
    return found


def _days_of(period: str, habits: Habits) -> tuple[date, date]:
    term = habits.term_in(period)
    if term:
        return term.starts_on, term.ends_on or date.max
    year = period.removeprefix(YEAR)
    if year.isascii() and year.isdigit() and 1 <= int(year) <= date.max.year:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    return date.min, date.max


def entries_of(documents: Iterable[Numbered], *, from_one: bool) -> list[Numbered | Gap]:
    """Return the documents of one series by number, with the gaps between and before them.

    Nothing follows the highest: how far the series goes is not known. `from_one` is False
    where the numbers need not begin at 01.
    """
    entries: list[Numbered | Gap] = []
    known = sorted(documents, key=lambda found: (found.number, found.day or date.max, found.pk))
    expected = 1 if from_one or not known else known[0].number
    for document in known:
        if document.number > expected:
            entries.append(Gap(expected, document.number - 1))
        entries.append(document)
        expected = max(expected, document.number + 1)
    return entries
