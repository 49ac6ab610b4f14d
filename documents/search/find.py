"""From the parts of a query to documents: the ones meant, or the nearest when there is none."""

from dataclasses import dataclass, replace

from django.db.models import Q

from documents.citations.codes import code_key
from documents.models import Document
from documents.querysets import DocumentQuerySet
from documents.search.parts import Query
from organizations.text import fold

# Spellings of the code of Quy định over the years; QĐ is also Quyết định.
_QD = ("qd", "qdi", "qyd")
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Documents offered instead of the one that was not found, and what they are."""

    heading: str
    documents: list[Document]


def find_documents(documents: DocumentQuerySet, query: Query) -> DocumentQuerySet:
    """Return those of `documents` that fit every part of the query, newest first.

    A query without any part (only punctuation) finds nothing, never everything.
    """
    conditions = _conditions(query)
    if conditions == Q() and not query.words:
        return documents.none()
    return documents.filter(conditions).containing(" ".join(query.words))


def nearest_documents(documents: DocumentQuerySet, query: Query) -> list[Suggestion]:
    """Return what to offer when the query found nothing; empty when nothing is near."""
    if query.number:
        found = _nearest_by_number(documents, query)
    elif query.day or query.year:
        found = _nearest_by_date(documents, query)
    else:
        found = []
    return _without_repeats(found)


def _without_repeats(suggestions: list[Suggestion]) -> list[Suggestion]:
    """Return what is not empty and does not offer the same documents as one above it."""
    kept: list[Suggestion] = []
    for suggestion in suggestions:
        offered = [above.documents for above in kept]
        if suggestion.documents and suggestion.documents not in offered:
            kept.append(suggestion)
    return kept


def _conditions(query: Query) -> Q:
    found = _number_is(query) if query.number else Q()
    if query.symbol and not query.number:
        found &= _symbol_is(query.symbol)
    if query.type_names:
        found &= Q(document_type__name_key__in=query.type_names)
    if query.term:
        found &= _term_is(query.term)
    if query.day:
        found &= Q(issued_on=query.day)
    elif query.month:
        found &= Q(issued_year=query.year, issued_month=query.month)
    elif query.year:
        found &= _year_is(query)
    return found


def _number_is(query: Query) -> Q:
    """Condition on the code: the printed zeros, blanks and dashes are not in the stored key."""
    number = query.number
    of_number = _of_number(number)
    with_symbol = _symbol_is(query.symbol)
    if not query.year_in_number:
        return of_number & with_symbol
    # "24/2023" is also said of number 24 of the year 2023.
    in_code = Q(code_key__startswith=f"{number}/{query.year_in_number}")
    return (in_code | of_number & Q(issued_year=query.year_in_number)) & with_symbol


def _of_number(number: str) -> Q:
    return Q(code_key=number) | Q(code_key__startswith=f"{number}/")


def _symbol_begins(symbol: str) -> Q:
    """Condition: the symbol goes on after what was typed ("CT/T" for CT/TU)."""
    condition = Q()
    for spelling in _spellings(symbol):
        condition |= Q(code_key__contains=f"/{spelling}")
    return condition


def _term_is(term: str) -> Q:
    """Condition: issued in the term, or naming it ("Nghị quyết Trung ương 4 khóa XII")."""
    # The next letter ends the word: "khoa xi" is not the beginning of "khoa xiii".
    named = rf"(^|[^a-z0-9])khoa {term.lower()}([^a-z0-9]|$)"
    return Q(term__label__iexact=term) | Q(search_text__regex=named)


def _symbol_is(symbol: str) -> Q:
    if not symbol:
        return Q()
    condition = Q()
    for spelling in _spellings(symbol):
        condition |= Q(code_key__endswith=f"/{spelling}")
    return condition


def _spellings(symbol: str) -> list[str]:
    """Return the folded symbol in each form it may be stored: QĐ, QĐi and QyĐ are one code."""
    folded = fold(symbol)
    first = next((code for code in _QD if folded.startswith((f"{code}/", f"{code}-"))), None)
    forms = [code + folded[len(first) :] for code in _QD] if first else [folded]
    return [code_key("1", "", form).partition("/")[2] for form in forms]


def _year_is(query: Query) -> Q:
    in_year = Q(issued_year=query.year) | Q(year_in_number=str(query.year))
    if query.number:
        return in_year
    # Four digits alone may be a number after all: 2019-QĐ/TU.
    return in_year | Q(code_key__startswith=f"{query.year}/") | Q(code_key=str(query.year))


def _nearest_by_number(documents: DocumentQuerySet, query: Query) -> list[Suggestion]:
    """Offer the same code of other days, the numbers around it in its series, then the number."""
    suggestions = []
    if query.day or query.year or query.words or query.term:
        code_alone = replace(query, day=None, month=None, year=None, words=(), term="")
        suggestions.append(
            Suggestion(f"Cùng số ký hiệu, không kể {_beside(query)}", _first(documents, code_alone))
        )
    if query.symbol:
        begun = _of_number(query.number) & _symbol_begins(query.symbol)
        suggestions.append(
            Suggestion(
                f"Ký hiệu bắt đầu bằng {query.symbol}", list(documents.filter(begun)[:NEAREST])
            )
        )
    if query.symbol or query.type_names:
        suggestions += _neighbours(documents, query)
    number_alone = Query("", number=query.number)
    return [*suggestions, Suggestion(f"Cùng số {query.number}", _first(documents, number_alone))]


def _beside(query: Query) -> str:
    if query.day or query.month:
        return "ngày tháng"
    if query.year:
        return f"năm {query.year}"
    return f"khóa {query.term}" if query.term else "các chữ khác"


def _neighbours(documents: DocumentQuerySet, query: Query) -> list[Suggestion]:
    """Return the numbers just below and above in the same symbol, or type where there is none."""
    series = documents.filter(_symbol_is(query.symbol))
    if query.type_names:
        series = series.filter(document_type__name_key__in=query.type_names)
    value = int(query.number.split(".")[0])
    below = series.filter(number_value__lt=value).order_by("-number_value", "-issued_on")
    above = series.filter(number_value__gt=value).order_by("number_value", "-issued_on")
    shown = f"ký hiệu {query.symbol}" if query.symbol else "cùng loại"
    return [
        Suggestion(f"Số gần nhất trước đó, {shown}", list(below[:NEAREST])),
        Suggestion(f"Số gần nhất sau đó, {shown}", list(above[:NEAREST])),
    ]


def _first(documents: DocumentQuerySet, query: Query) -> list[Document]:
    return list(find_documents(documents, query)[:NEAREST])


def _nearest_by_date(documents: DocumentQuerySet, query: Query) -> list[Suggestion]:
    if query.day:
        before, after = Q(issued_on__lt=query.day), Q(issued_on__gt=query.day)
    elif query.month:
        before = Q(issued_year__lt=query.year) | Q(
            issued_year=query.year, issued_month__lt=query.month
        )
        after = Q(issued_year__gt=query.year) | Q(
            issued_year=query.year, issued_month__gt=query.month
        )
    else:
        before, after = Q(issued_year__lt=query.year), Q(issued_year__gt=query.year)
    dated = documents.filter(issued_on__isnull=False)
    if query.type_names:
        dated = dated.filter(document_type__name_key__in=query.type_names)
    earlier = dated.filter(before).order_by("-issued_on", "-pk")
    later = dated.filter(after).order_by("issued_on", "pk")
    kind = "Văn bản cùng loại" if query.type_names else "Văn bản"
    return [
        Suggestion(f"{kind} gần nhất trước đó", list(earlier[:NEAREST])),
        Suggestion(f"{kind} gần nhất sau đó", list(later[:NEAREST])),
    ]
