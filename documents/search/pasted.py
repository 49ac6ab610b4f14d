"""Whole citations in a query: pasted to find the document, or part of what it is about.

Pure text; no Django. The citation reader says where a citation is and what belongs to it.
"""

import re

from documents.citations import Citation, find_citations
from documents.search.quotes import claim_words
from documents.search.sheet import Sheet, any_of
from documents.search.types import NAMES_BY_NAME, OBJECT, OBJECT_WINDOW

# Shorter queries are typed, not pasted: every word in them is meant.
_MIN_CHARS = 20
_FREE = re.compile(r"[^\x01\x02]+")
# A title begins so; what stands before it ("khóa XIII", "(đợt 2)") may still be the document's.
_ABOUT = re.compile(r"(?<!\w)ve(?!\w)")
_DIGIT = re.compile(r"[0-9]")
_OPENS_WITH_TYPE = re.compile(rf"[ \"(]{{0,3}}{any_of(NAMES_BY_NAME)}(?!\w)")


def find_pasted(sheet: Sheet) -> bool:
    """Tell whether the query is a citation with its date or issuer, and maybe its title.

    What stands behind it is its title and left as words, also where that names bodies, types or
    days. So is, before that, a citation which only tells what the document is about.
    """
    if len(sheet.text) < _MIN_CHARS or not _DIGIT.search(sheet.text):
        return False
    citations = [*find_citations(sheet.text)]
    _leave_cited(sheet, citations)
    full = [
        citation
        for citation in citations
        if citation.kind == "full" and _is_free(sheet, citation.start, citation.end)
    ]
    leading = full[:1] if len(full) == 1 or (full and full[0].start <= 2) else []
    if not any(citation.date or citation.issuer for citation in leading):
        return False
    _leave_title(sheet, leading[0].end)
    return True


def _leave_title(sheet: Sheet, start: int) -> None:
    """Leave as words what stands behind the citation, as far as nothing parts it from there."""
    for run in _FREE.finditer(sheet.shape, start):
        about = _ABOUT.search(sheet.shape, run.start(), run.end())
        if about:
            claim_words(sheet, about.start(), run.end())
        return


def _leave_cited(sheet: Sheet, citations: list[Citation]) -> None:
    """Leave as words a citation that another document carries out.

    "Kế hoạch thực hiện Chỉ thị số 24-CT/TU ngày 19/5/2023" means the plan; neither number
    nor date are its own.
    """
    opening = _OPENS_WITH_TYPE.match(sheet.shape)
    if not opening:
        return
    for citation in citations:
        start, end = citation.start, citation.end
        about = OBJECT.search(sheet.shape, max(opening.end(), start - OBJECT_WINDOW), start)
        if about and _is_free(sheet, start, end):
            claim_words(sheet, start, end)


def _is_free(sheet: Sheet, start: int, end: int) -> bool:
    return not re.search(r"[\x01\x02]", sheet.shape[start:end])
