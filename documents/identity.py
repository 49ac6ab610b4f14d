"""What makes a document that document: one text key, with the unknown parts named.

A symbol alone is no key (26-CT/TW was given twice: 09/11/2018 and 23/11/2023). The key is
body | series | number | year in the number | symbol | period. The period is the congress
term for the Party, because numbers run per term, and the calendar year for the State and
for bodies whose terms are not known. An unknown part is written ``?``, so two records
that both lack the date collide instead of slipping past each other.
"""

import re
from collections.abc import Callable, Iterable
from datetime import MAXYEAR, MINYEAR, date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html

from documents.citations import find_citations, named_keys
from organizations.models import Organization, OrganizationName, Term
from organizations.naming import former_names, name_during
from organizations.querysets import valid_on
from organizations.text import fold

if TYPE_CHECKING:
    from documents.models import Document

UNKNOWN = "?"


def _term_holding(organization_id: int, day: date) -> Term | None:
    return Term.objects.holding(organization_id, day).first()


def term_of(
    document: "Document", holding: Callable[[int, date], Term | None] = _term_holding
) -> Term | None:
    """Return the term the date falls in; without a date, the one an editor chose.

    `holding` finds the term of a body on a day: whoever reads thousands has the terms at hand.
    """
    organization = document.organization
    if organization is None or organization.system == Organization.System.STATE:
        return None
    if document.issued_on is None:
        chosen = document.term
        return chosen if chosen and chosen.organization_id == organization.pk else None
    return holding(organization.pk, document.issued_on)


def issuer_then(
    document: "Document",
    former: Callable[[Organization], Iterable[OrganizationName]] = former_names,
) -> str:
    """Return the name the body bore when it issued the document; '' when it is the present one.

    Of a document whose year alone is known, the name must have been borne all year. `former`
    gives the names a body gave up, for whoever asks of many documents.
    """
    span = span_of_issue(document.issued_on, document.issued_year)
    if document.organization is None or span is None:
        return ""
    name = name_during(former(document.organization), *span)
    return "" if name == document.organization.name else name


def span_of_issue(day: date | None, year: int | None) -> tuple[date, date] | None:
    """Return the first and last day on which a document of this day or year may be of.

    None without either, or for a year that no calendar has: a form refuses it beside this.
    """
    if day:
        return day, day
    if not year or not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, 1, 1), date(year, 12, 31)


def series_of(document: "Document") -> str:
    """Return the number series: by rule the type's own, unless the body's convention differs."""
    if document.organization_id:
        rules = document.organization.series_rules.filter(document_type=document.document_type)
        if document.issued_on:
            rules = rules.filter(valid_on(document.issued_on))
        else:
            # Without a date only a rule that holds at all times can be applied.
            rules = rules.filter(valid_from__isnull=True, valid_to__isnull=True)
        rule = rules.order_by("-valid_from").first()
        if rule:
            return rule.series
    return document.document_type.series


def period_of(document: "Document") -> str:
    """Return the part of the key that tells two equal numbers apart: term, year or unknown."""
    return period_key(document.term, document.year_in_number, document.issued_year)


def period_key(term: Term | None, year_in_number: str, issued_year: int | None) -> str:
    """Return the period of a document with this term, this year in its number and of this year."""
    if term:
        return f"khoa-{fold(term.label)}"
    year = year_in_number or issued_year
    return f"nam-{year}" if year else UNKNOWN


def symbol_key(symbol: str) -> str:
    """Return the symbol for comparison; ``QĐi`` and ``QyĐ`` are spellings of ``QĐ``."""
    parts = [fold(part) for part in re.split(r"[/\-\s]+", symbol) if part]
    return "-".join("qd" if part in {"qdi", "qyd"} else part for part in parts)


def identity_key(document: "Document", series: str) -> str:
    """Return the document's unique key; `series` is what `series_of` says.

    Reads `term`, which `term_of` must have set, and asks the database nothing.
    """
    organization = document.organization.slug if document.organization else UNKNOWN
    number = document.code_key.split("/")[0] or f"ten:{_told_apart(document)}"
    return "|".join(
        [
            organization,
            series,
            number,
            document.year_in_number,
            symbol_key(document.symbol),
            period_of(document),
        ]
    )[:400]


def name_key(name: str) -> str:
    """Return the key a name is compared by: of the meeting or law it tells, else the words.

    “Nghị quyết Đại hội XIII của Đảng” and “Nghị quyết Đại hội đại biểu toàn quốc lần thứ
    XIII của Đảng” are both ``dai-hoi/xiii``.
    """
    told = [key for citation in find_citations(name) for key in named_keys(citation)]
    return told[0] if len(told) == 1 else fold(name)


def _told_apart(document: "Document") -> str:
    """A congress has one resolution; a session or plenum may pass several under one name."""
    is_congress = document.name_key.startswith("dai-hoi/") and document.organization
    return document.name_key if is_congress else fold(document.name)


def possible_duplicates(document: "Document") -> list["Document"]:
    """Return live documents that may be this one: equal, or differing only by unknown parts."""
    model = type(document)
    others = model.objects.exclude(pk=document.pk).select_related(
        "document_type", "organization", "term"
    )
    if not document.number:
        return list(others.filter(identity_key=document.identity_key))
    same_number = Q(code_key=document.code_key) | Q(
        code_key__startswith=f"{document.code_key.split('/')[0]}/"
    )
    if not document.symbol or document.code_key.count("/") == 0:
        same_number |= Q(code_key=document.code_key.split("/")[0])
    near = others.filter(same_number, number_value=document.number_value)
    near = near.filter(
        Q(organization=document.organization_id) | Q(organization__isnull=True)
        if document.organization_id
        else Q()
    )
    return [other for other in near if may_be_one(document, other)]


def may_be_one(document: "Document", other: "Document") -> bool:
    """Whether two records with keys may be one document: no part that both know differs."""
    if not (document.number and other.number):
        return document.identity_key == other.identity_key
    return _compatible(_parts(document), _parts(other)) and _may_be_of_one_time(document, other)


def _parts(document: "Document") -> dict[str, str]:
    key = document.identity_key.split("|")
    return {
        "organization": key[0].replace(UNKNOWN, ""),
        "series": key[1],
        "number": key[2],
        "year": key[3],
        "symbol": key[4],
    }


def _compatible(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether no part that both know differs."""
    return all(not one[part] or not other[part] or one[part] == other[part] for part in one)


def _may_be_of_one_time(one: "Document", other: "Document") -> bool:
    """Whether term or year leave it open that two records of one number are one document."""
    if one.organization_id and other.organization_id:
        periods = {period_of(one), period_of(other)} - {UNKNOWN}
        return len(periods) < 2
    # Without the body there is no term to go by: the day decides, or the year.
    if one.issued_on and other.issued_on:
        return one.issued_on == other.issued_on
    return len({one.issued_year, other.issued_year} - {None}) < 2


def refuse_duplicate(document: "Document") -> None:
    """Raise ValidationError when the document is, or may be, registered already.

    An equal key is always refused. A record that only an unknown date, body or symbol
    keeps apart is refused unless `distinct_note` says why it is another document.
    """
    others = possible_duplicates(document)
    equal = [other for other in others if other.identity_key == document.identity_key]
    if not equal and (document.distinct_note or not others):
        return
    other = (equal or others)[0]
    message = (
        f"Văn bản này đã có trong sổ: {{}}{_why_equal(document, other)}. Mở văn bản đó để sửa, "
        "thay vì nhập lần nữa."
        if equal
        else "Có thể văn bản này đã có trong sổ: {}. Nếu đúng là văn bản đó thì mở nó để bổ sung; "
        "nếu là văn bản khác thì điền ngày, cơ quan cho rõ, hoặc ghi lý do vào ô "
        "“Vì sao không trùng”."
    )
    link = format_html(
        '<a href="{}">{} – {}</a>', other.get_absolute_url(), other, other.issuer_display
    )
    told = format_html(message, link)
    if document.pk:
        # Both are in the registry already: what was just filled in shows that they are one.
        merge = f"{reverse('documents:merge', args=[document.slug])}?voi={other.slug}"
        told = format_html(
            '{} Nếu hai bản ghi là một văn bản thì <a href="{}">hợp nhất hai bản ghi</a>.',
            told,
            merge,
        )
    raise ValidationError(told, code="duplicate_document")


def _why_equal(document: "Document", other: "Document") -> str:
    """Say why another day makes no other document: numbers do not repeat within one period."""
    if not document.number or document.issued_on == other.issued_on:
        return ""
    if document.term:
        return " – trùng số trong cùng nhiệm kỳ: số không lặp lại trong một khóa"
    return " – trùng số trong cùng năm: số không lặp lại trong một năm"


def rekey(organization: Organization) -> int:
    """Recompute the keys of a body's documents after its terms or series rules changed.

    Returns how many changed. IntegrityError when two documents would become one: the
    caller runs this in a transaction and tells the editor.
    """
    changed = 0
    for document in organization.documents.select_related("document_type", "organization", "term"):
        before = document.identity_key
        document.refresh_keys()
        if document.identity_key != before:
            document.save(update_fields=["identity_key"])
            changed += 1
    return changed
