"""Documents that may be the one being entered: same code, same file, nearly the same title.

Asked while an editor types and once more on saving. What is surely the same is refused by
`documents.identity`; here is what a person has to look at. Every question is bounded, so it costs
the same in a registry of a million.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from documents.listing.filters import DOCUMENTS
from documents.models import Attachment, Document
from documents.search.found import Hits
from documents.search.match import Match, all_of
from documents.search.terms import bare, pairs, words_of
from documents.search.wanted import Asked

MOST_SHOWN = 5
# Shorter titles ("về công tác cán bộ") are those of many documents.
LEAST_TITLE_WORDS = 6
# Beyond these words titles are compared no further.
MOST_TITLE_WORDS = 80
# Of seven words six in the same order: some left out, mistyped or put otherwise.
LEAST_LIKENESS = 0.85
# Of those that share two thirds of a title's words in a row, so many of the newest are compared.
COMPARED = 20
# "2024", "quý ii", "khóa xiii"
_FIGURE = re.compile(r"\d+|[ivxl]+")


@dataclass(frozen=True, slots=True)
class Typed:
    """What is known so far of the document being entered; empty values are not known."""

    code_key: str = ""
    type_id: int | None = None
    organization_id: int | None = None
    issued_on: date | None = None
    title: str = ""
    sha256s: Collection[str] = ()
    # Where type, number and body are typed (see `documents.identity`).
    identity_key: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """A document that may be the same, and why in words.

    `is_same`: it has the same key, or code, day and body agree, so that it cannot be entered again.
    """

    document: Document
    reasons: list[str] = field(default_factory=list)
    is_same: bool = False

    @property
    def why(self) -> str:
        """All reasons in one line."""
        return "; ".join(self.reasons)


def documents_alike(typed: Typed, but: int | None = None) -> list[Alike]:
    """Return what may be the document typed, those of the same code first, with the reasons.

    `but` is the key of the document itself. For editors alone: nothing is left out but titles of
    what lies in the bin.
    """
    reasons: dict[int, list[str]] = {}
    found: dict[int, Document] = {}
    for document, reason in _with_reasons(typed):
        if document.pk != but:
            found.setdefault(document.pk, document)
            reasons.setdefault(document.pk, []).append(reason)
    return [
        Alike(document, reasons[pk], _is_same(typed, document))
        for pk, document in list(found.items())[:MOST_SHOWN]
    ]


def _with_reasons(typed: Typed) -> Iterator[tuple[Document, str]]:
    # A number alone is half typed; every body has a 24.
    if "/" in typed.code_key:
        same_code = Document.all_objects.with_names().with_code_key(typed.code_key)
        for document in same_code[:MOST_SHOWN]:
            yield document, _why_same_code(typed, document)
    if typed.sha256s:
        files = Attachment.objects.filter(sha256__in=list(typed.sha256s))
        holders = Document.objects.with_names().filter(pk__in=files.values("document"))
        for document in holders[:MOST_SHOWN]:
            yield document, "có đúng tệp này đính kèm"
    for document in _of_nearly_this_title(typed):
        yield document, "trích yếu gần giống"


def _is_same(typed: Typed, document: Document) -> bool:
    """Another day does not make another document: no number is given twice in one term."""
    if typed.identity_key:
        return typed.identity_key == document.identity_key and not document.is_binned
    parts = (typed.code_key, typed.organization_id, typed.issued_on)
    own = (document.code_key, document.organization_id, document.issued_on)
    return all(parts) and parts == own and not document.is_binned


def _why_same_code(typed: Typed, document: Document) -> str:
    """“cùng số ký hiệu, cùng ngày, khác cơ quan”: what else agrees, as far as both are known."""
    said = ["cùng số ký hiệu"]
    if typed.issued_on and document.issued_on:
        same_day = typed.issued_on == document.issued_on
        said.append("cùng ngày" if same_day else f"ngày khác ({document.date_display})")
    if typed.organization_id and document.organization_id:
        same_body = typed.organization_id == document.organization_id
        said.append("cùng cơ quan" if same_body else "khác cơ quan")
    return ", ".join(said)


def _of_nearly_this_title(typed: Typed) -> list[Document]:
    """Return documents of nearly this title, of the same type and body as far as known."""
    words = _title_words(typed.title)
    if len(words) < LEAST_TITLE_WORDS:
        return []
    found: dict[int, Document] = {}
    hits = Hits(DOCUMENTS, Document.objects.all(), Asked(), COMPARED)
    keys = {
        key for part in _two_thirds(words) for key in hits.instead(Asked(part), COMPARED).newest
    }
    for document in Document.objects.with_names().filter(pk__in=keys):
        if _may_be_of(typed, document) and is_nearly(words, _title_words(document.title)):
            found[document.pk] = document
    return list(found.values())


def _two_thirds(words: list[str]) -> Iterator[Match]:
    """Yield the conditions that all but a third of the words stand in a row in the heading.

    Two titles that differ in one place share the rest, whichever third the place lies in.
    """
    third = -(-len(words) // 3)
    for at in range(0, len(words), third):
        rows = [*pairs(words[:at]), *pairs(words[at + third :])]
        yield all_of(f"^{row}" for row in rows)


def _may_be_of(typed: Typed, document: Document) -> bool:
    same_type = typed.type_id in (None, document.document_type_id)
    bodies = {typed.organization_id, document.organization_id} - {None}
    return same_type and len(bodies) < 2


def _title_words(title: str) -> list[str]:
    """Return the words titles are compared by: bare, without “về”, “về việc”, “v/v” before them."""
    words = [bare(word) for word in words_of(re.sub(r"(?i)^\W*(?:v/v|về việc|về)\b", "", title))]
    return [word for word in words if word][:MOST_TITLE_WORDS]


def is_nearly(one: list[str], other: list[str]) -> bool:
    """Whether two titles, as words, may be one written twice.

    Read: a word left out or another letter. Refused: other figures, such as the plans of two
    years, or the reports of two quarters.
    """
    if one == other:
        return True
    if _figures(one) != _figures(other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= LEAST_LIKENESS


def _figures(words: list[str]) -> set[str]:
    return {word for word in words if _FIGURE.fullmatch(word)}
