"""What each filter of the list of documents asks: of the table, and of the index.

Names and words are those of the address, which members read and share.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from documents.search.wanted import type_fact
from organizations.models import Organization

LEVEL_WORDS = {
    "trung-uong": Organization.Level.CENTRAL,
    "tinh": Organization.Level.PROVINCE,
    "huyen": Organization.Level.DISTRICT,
    "xa": Organization.Level.COMMUNE,
    "chi-bo": Organization.Level.CELL,
}
UNKNOWN = "chua-ro"
HELD, ONLY_CITED = "co", "chi-trich-dan"

# The fact of the index (see `documents.search.indexing`) that each filter asks for.
FACTS: dict[str, Callable[[Any], str]] = {
    "loai": lambda kind: type_fact(kind.name_key),
    "co_quan": lambda body: f"o:{0 if body == UNKNOWN else body.pk}",
    "cap": lambda word: f"l:{0 if word == UNKNOWN else LEVEL_WORDS[word]}",
    "co_van_ban": lambda word: f"h:{int(word == HELD)}",
    "hieu_luc": lambda status: f"e:{status}",
    "nhiem_ky": lambda label: f"m:{label.casefold()}",
}


def _of_level(documents: Any, word: str) -> Any:
    if word == UNKNOWN:
        return documents.filter(organization__isnull=True)
    return documents.filter(organization__level=LEVEL_WORDS[word])


def _until(documents: Any, last: date) -> Any:
    """Keep what was certainly issued on `last` or earlier."""
    whole_year = last.year if (last.month, last.day) == (12, 31) else last.year - 1
    return documents.filter(
        Q(issued_on__lte=last) | Q(issued_on__isnull=True, issued_year__lte=whole_year)
    )


# What is left of a queryset of documents by the value of each filter. The search box and the order
# are the index's work alone.
CONDITIONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "loai": lambda documents, kind: documents.filter(document_type=kind),
    "co_quan": lambda documents, body: documents.filter(
        organization=None if body == UNKNOWN else body
    ),
    "cap": _of_level,
    "tu_ngay": lambda documents, first: documents.issued_from(first),
    "den_ngay": _until,
    "nam": lambda documents, year: documents.filter(issued_year=year),
    "co_van_ban": lambda documents, word: documents.filter(is_held=word == HELD),
    "hieu_luc": lambda documents, status: documents.filter(status=status),
    "nhiem_ky": lambda documents, label: documents.filter(term__label__iexact=label),
}
