"""Short citations ("Nghị quyết 15", "Chỉ thị 05 của Bộ Chính trị") to the document meant.

In this order: what the text itself declares the short form to stand for, the one document
of that type and number the text cites in full, the one registered document. Otherwise it
stays open: a number without its symbol says too little to guess.
"""

from collections.abc import Iterable

from documents.models import Document, SourceText, Way
from documents.resolving.candidates import (
    Candidate,
    Claim,
    bare_number,
    is_later,
    may_be_of,
    same_type,
)
from documents.resolving.known import Known

MOST_CANDIDATES = 10


def short_candidates(
    claim: Claim,
    source: SourceText,
    cited: Iterable[Document],
    known: Known,
    *,
    is_unsure: bool = False,
) -> list[Candidate]:
    """Return the documents a short citation can mean; `cited` are those its text names in full.

    `is_unsure`: the text names another in full that may be meant and is not known; then the
    registry is no help unless it holds several.
    """
    in_text = [document for document in _unique(cited) if _fits(claim, document)]
    if len(in_text) == 1:
        why = f"trong cùng bản văn, {claim.reading.type} số {claim.reading.number} chỉ có một"
        return [Candidate(in_text[0], why, Way.SHORT_IN_TEXT)]
    if in_text:
        why = "cùng loại và số, nêu trong cùng bản văn"
        return [Candidate(document, why, Way.SHORT_IN_TEXT) for document in in_text]
    registered = _registered(claim, source, known)[:MOST_CANDIDATES]
    if is_unsure and len(registered) == 1:
        return []
    why = (
        "văn bản duy nhất trong sổ có loại và số này"
        if len(registered) == 1
        else "cùng loại và số trong sổ"
    )
    return [Candidate(document, why, Way.SHORT_IN_REGISTRY) for document in registered]


def may_be_short_for(claim: Claim, full: Claim) -> bool:
    """Whether a short citation can be of the document that `full` names with its symbol."""
    if claim.reading.number != full.reading.number:
        return False
    types = (claim.document_type, full.document_type)
    if all(types) and not same_type(*types):
        return False
    return not claim.bodies or not full.bodies or bool(set(claim.bodies) & set(full.bodies))


def _unique(documents: Iterable[Document]) -> list[Document]:
    return list({document.pk: document for document in documents}.values())


def _fits(claim: Claim, document: Document) -> bool:
    """Whether type, number and what is said of body and day agree."""
    if document.number.lstrip("0") != (claim.reading.number or ""):
        return False
    if claim.document_type and not same_type(claim.document_type, document.document_type):
        return False
    if not may_be_of(claim, document):
        return False
    if claim.collective and document.collective and claim.collective != document.collective:
        # The Centre's bodies share a number series, so the collective tells nothing apart
        # within a term, but a text that says Bộ Chính trị does not mean a plenum's paper.
        return False
    if claim.issued_on and document.issued_on:
        return claim.issued_on == document.issued_on
    return not (
        claim.issued_year and document.issued_year and claim.issued_year != document.issued_year
    )


def _registered(claim: Claim, source: SourceText, known: Known) -> list[Document]:
    if claim.document_type is None:
        return []
    return [
        document
        for document in known.of_number(bare_number(claim))
        if not is_later(document, source) and _fits(claim, document)
    ]
