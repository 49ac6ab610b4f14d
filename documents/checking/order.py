"""Check of numbers: within one series and period they grow with the dates."""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterator
from datetime import date

from documents.checking.finding import Basis, Check, Finding, Grade
from documents.checking.material import Material, Mention
from documents.identity import symbol_key
from documents.models import Document
from organizations.models import Organization

# No body gives as many numbers of one type in one term; a bound on what is loaded.
SERIES_LIMIT = 5000
# What is compared of a row and told of it; a series is long, and a document has forty columns.
_COMPARED = (
    *("number", "number_value", "year_in_number", "symbol", "name", "slug", "collective"),
    *("issued_on", "issued_year", "identity_key", "organization", "term", "document_type__name"),
)


def number_out_of_order(material: Material) -> Iterator[Finding]:
    """A number is lower and its date later than another's of the same series and period.

    By rule numbers grow with dates within a term (Party) or a year (State) and restart with
    the next (Guidance 36-HD/VPTW of 2018, Decree 30/2020/NĐ-CP article 15). Offices do keep
    numbers back, so it is an inference. Of two that contradict each other only that is
    named which contradicts at least as many others. One query a series.
    """
    series: dict[tuple[str, ...], list[tuple[Document, list[Mention]]]] = {}
    for document, mentions in material.groups():
        if _is_in_order(document):
            series.setdefault(_series(document), []).append((document, mentions))
    for cited in series.values():
        rows = _rows_of_series(cited[0][0])
        conflicts = _conflicts(rows)
        places = [(row, row.number_value, row.issued_on, conflicts[row.pk]) for row in rows]
        for document, mentions in cited:
            against = _contradicted_by(document, places, conflicts[document.pk])
            if against:
                yield _order_finding(document, mentions, against)


def _is_in_order(document: Document) -> bool:
    """Whether it has a number, a day, a body and a period; congresses number by themselves."""
    return (
        document.number_value is not None
        and document.issued_on is not None
        and document.organization_id is not None
        and document.collective != Document.Collective.CONGRESS
    )


def _series(document: Document) -> tuple[str, ...]:
    """Body, series, period and the issuer's part of the symbol (a ministry's units differ)."""
    parts = document.identity_key.split("|")
    return (parts[0], parts[1], parts[5], symbol_key(document.symbol).partition("-")[2])


def _rows_of_series(document: Document) -> list[Document]:
    body, series, *_ = _series(document)
    same = Document.objects.filter(
        organization=document.organization_id,
        identity_key__startswith=f"{body}|{series}|",
        issued_on__isnull=False,
        number_value__isnull=False,
    )
    if document.term_id:
        same = same.filter(term=document.term_id)
    else:
        same = same.filter(issued_year=document.issued_year)
    rows = same.select_related("document_type").only(*_COMPARED)
    rows = rows.order_by("number_value", "issued_on", "pk")
    return [
        row
        for row in rows[:SERIES_LIMIT]
        if _is_in_order(row) and _series(row) == _series(document)
    ]


def _contradicted_by(
    document: Document, places: list[tuple[Document, int, date, int]], most: int
) -> list[Document]:
    """Return the rows that contradict `document` and at most `most` others of the series.

    `places` are the rows with number, day and how many others each contradicts. Two
    contradict each other where the lower number has the later day.
    """
    if not most:
        return []
    # In one piece, without a call for each: every document is held against its whole series.
    number, day = document.number_value, document.issued_on
    return [
        row
        for row, other_number, other_day, count in places
        if count <= most
        and (
            (other_number < number and other_day > day)
            or (other_number > number and other_day < day)
        )
    ]


def _conflicts(rows: list[Document]) -> Counter[int]:
    """Count for each row of a series, sorted by number and day, how many it contradicts."""
    counts: Counter[int] = Counter()
    before: list[date] = []
    for row in rows:
        counts[row.pk] += len(before) - bisect_right(before, row.issued_on)
        insort(before, row.issued_on)
    after: list[date] = []
    for row in reversed(rows):
        counts[row.pk] += bisect_left(after, row.issued_on)
        insort(after, row.issued_on)
    return counts


def _order_finding(document: Document, mentions: list[Mention], against: list[Document]) -> Finding:
    other = min(against, key=lambda row: abs(row.number_value - document.number_value))
    is_lower = document.number_value < other.number_value
    body = document.organization
    period = f"nhiệm kỳ {document.term.label}" if document.term else f"năm {document.issued_year}"
    if body.system == Organization.System.PARTY and not document.term:
        period += " (chưa rõ nhiệm kỳ)"
    first = mentions[0]
    return Finding(
        Check.NUMBER_OUT_OF_ORDER,
        Grade.NOTICE,
        first.citation,
        f"{first.words}: số {document.number} {'nhỏ' if is_lower else 'lớn'} hơn số {other.number} "
        f"nhưng ngày {document.date_display} lại {'sau' if is_lower else 'trước'} ngày "
        f"{other.date_display} của {other.label}, cùng {body}, {period}. Số thường tăng theo "
        "ngày: kiểm tra lại số và ngày.",
        Basis.INFERENCE,
        (document, other, *(mention.citation for mention in mentions[1:])),
    )
