"""Finds documents for the staff screens through the search index, in a registry of a million too.

The queryset says what is found: every condition of the list is asked of it, row by row. The index
only says where to look, so that no list, search or box of suggestions reads the whole table.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest

from documents.admin.filters import bodies_called
from documents.citations.codes import code_key, parse_code
from documents.listing.filters import DOCUMENTS
from documents.models import DocumentType
from documents.search.found import COUNTED, Hits
from documents.search.match import NOTHING, Match, all_of, any_of
from documents.search.positions import ALL_DAYS, Days
from documents.search.terms import bare, words_of
from documents.search.wanted import MOST_BODIES, NOTHING_FITS, Asked, days_of_year, type_fact
from organizations.admin.records import BinFilter

# Shorter beginnings of words are those of thousands; they are taken as words.
LEAST_BEGUN_CHARS = 3
MOST_WORDS = 20
# The filters of the list that the index knows, by the beginning of the fact.
_FACTS = {
    "is_held__exact": "h",
    "status__exact": "e",
    "state__exact": "v",
    "organization__level__exact": "l",
}
ONLY_NEWEST = (
    "Có hơn {most} văn bản; danh sách chỉ gồm {most} văn bản mới nhất. Gõ vào ô tìm hoặc chọn ở bộ "
    "lọc để thấy các văn bản khác."
)


class FindingMixin:
    """Narrows a list of documents to the newest thousand that fit, found in the index."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find by the whole code in any spelling, else by words in code, title, body or signer.

        The last word may be half typed. `queryset` bears the filters already.
        """
        code = parse_code(search_term)
        if code:
            by_code = queryset.with_code_key(
                code_key(code.number, code.year_in_number, code.symbol)
            )
            if by_code.exists():
                return by_code, False
        if BinFilter.parameter_name in request.GET:
            # The index holds nothing of the bin.
            return queryset.containing(search_term), False
        asked = Asked(words_begun(search_term) & facts_asked(request.GET), days=_days(request.GET))
        found = Hits(DOCUMENTS, queryset.order_by(), asked)
        if found.is_more:
            _say_once(request)
        # All conditions were asked of each of them; to ask again would cost more than the list.
        rows = self.get_queryset(request).filter(pk__in=found.newest[:COUNTED])
        return rows.order_by(*queryset.query.order_by), False


def words_begun(typed: str) -> Match:
    """Return the condition that all words typed stand in the heading, the last perhaps begun.

    Nothing typed asks nothing; what has no letter or digit in it ("!?") finds nothing.
    """
    words = [word for word in map(bare, words_of(typed)) if word][:MOST_WORDS]
    if not words:
        return NOTHING_FITS if typed.strip() else NOTHING
    *whole, last = words
    is_begun = len(last) >= LEAST_BEGUN_CHARS and not last.isdigit()
    end = any_of([f"^{last}*"]) if is_begun else all_of([f"^{last}"])
    return all_of(f"^{word}" for word in whole) & end


def facts_asked(parameters: Mapping[str, str]) -> Match:
    """Return what the filters of the list ask of a document, as far as the index knows it."""
    found = NOTHING
    for name, letter in _FACTS.items():
        if value := parameters.get(name):
            found &= any_of([f"{letter}:{value}"])
    kind = parameters.get("document_type__id__exact", "")
    if kind.isdecimal():
        names = DocumentType.objects.filter(pk=int(kind[:9])).values_list("name_key", flat=True)
        found &= any_of(map(type_fact, names)) if names else NOTHING_FITS
    bodies = parameters.get("co-quan", "").strip()
    keys = list(bodies_called(bodies)[: MOST_BODIES + 1]) if bodies else []
    if 0 < len(keys) <= MOST_BODIES:
        found &= any_of(f"o:{key}" for key in keys)
    return found


def _days(parameters: Mapping[str, str]) -> Days:
    year, month = parameters.get("nam", ""), parameters.get("thang", "")
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        return ALL_DAYS
    days = days_of_year(int(year))
    if month.isascii() and month.isdigit() and 1 <= len(month) <= 2:
        first = days.first + 100 * int(month)
        return Days(first, first + 99)
    return days


def _say_once(request: HttpRequest) -> None:
    """Say above the list that it is not all; suggestions, which ask too, show no messages."""
    match = request.resolver_match
    said = ONLY_NEWEST.format(most=f"{COUNTED:,}".replace(",", "."))
    if match and match.url_name == "documents_document_changelist":
        is_said = any(str(message) == said for message in messages.get_messages(request))
        messages.get_messages(request).used = False
        if not is_said:
            messages.info(request, said)
