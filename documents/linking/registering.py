"""Enter documents that texts cite and nobody registered, as proposals that only editors see.

A person registers them by confirming a citation of them. Nothing is entered that may be a
document the registry has.
"""

from collections.abc import Iterable

from documents import identity
from documents.entering import hold_series
from documents.models import Citation, Document, SourceText
from documents.resolving.candidates import Claim, candidates
from documents.resolving.known import Known


def hold_new(said: Iterable[tuple[SourceText, Claim]], known: Known) -> bool:
    """Let nobody else enter what is about to be entered; returns whether anything is.

    What the registry holds must be loaded again after that: another may just have entered it.
    """
    new = [_document_of(claim) for source, claim in said if is_new(source, claim, known)]
    hold_series(new)
    return bool(new)


def is_new(source: SourceText, claim: Claim, known: Known) -> bool:
    """Whether a claim names a document wholly and nothing the registry holds fits it."""
    return _names_a_document(source, claim) and not candidates(claim, source, known)


def register_if_new(source: SourceText, claim: Claim, known: Known) -> Document | None:
    """Enter the document as only cited when its code is read whole and nothing fits it.

    Returns what was entered. A proposal that fits has its blanks filled instead.
    """
    if not _names_a_document(source, claim):
        return None
    found = [candidate.document for candidate in candidates(claim, source, known)]
    if found:
        _complete_proposal(found, claim)
        return None
    document = _document_of(claim)
    document.refresh_keys()
    if _may_be_known(document):
        # Something registered may be it although the words do not fit; a person decides.
        return None
    document.save()
    known.add(document)
    return document


def _names_a_document(source: SourceText, claim: Claim) -> bool:
    """Whether the words name one document wholly and without contradicting themselves."""
    if claim.reading.kind != Citation.Kind.FULL or claim.mismatch or not claim.document_type:
        return False
    if not claim.code_key:
        # Numbers begin at 1: "số 0-QĐ/TU" is a blank or a slip.
        return False
    # A text cannot cite the future: the day is a slip, and no document has it.
    return not (source.published_on and claim.issued_on and claim.issued_on > source.published_on)


def _document_of(claim: Claim) -> Document:
    """Return the proposal a claim would be entered as, unsaved and without its keys."""
    return Document(
        document_type=claim.document_type,
        # "30A" in a heading in capitals is 30a, as staff would enter it.
        number=(claim.reading.number or "").lower(),
        year_in_number=claim.reading.year_in_number or "",
        symbol=claim.reading.symbol or "",
        organization=claim.organization,
        collective=claim.collective,
        issuer_printed=claim.reading.issuer or "",
        issued_on=claim.issued_on,
        issued_year=claim.issued_year,
        state=Document.State.PROPOSED,
    )


def _complete_proposal(found: list[Document], claim: Claim) -> None:
    """Fill blanks of a document that is itself only a proposal; registered ones stay."""
    document = found[0]
    if len(found) > 1 or not document.is_proposed:
        return
    fills = {
        "organization": claim.organization,
        "collective": claim.collective,
        "issuer_printed": claim.reading.issuer,
        "issued_on": claim.issued_on,
    }
    blanks = {name: value for name, value in fills.items() if value and not getattr(document, name)}
    if blanks:
        before = {name: getattr(document, name) for name in blanks}
        for name, value in blanks.items():
            setattr(document, name, value)
        document.refresh_keys()
        if _may_be_known(document):
            for name, value in before.items():
                setattr(document, name, value)
            document.refresh_keys()
        else:
            document.save()


def _may_be_known(document: Document) -> bool:
    """Whether another row may be it, or has its key: two days of a body nobody knows share one."""
    equal = Document.objects.filter(identity_key=document.identity_key).exclude(pk=document.pk)
    return bool(identity.possible_duplicates(document)) or equal.exists()
