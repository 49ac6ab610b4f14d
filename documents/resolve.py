"""From what was read in a citation to the document meant, with the reason in words.

Never guesses: two documents that fit are both named, and a contradiction in the source is
said, not repaired. Reads the database; writes nothing.
"""

from dataclasses import dataclass, replace
from datetime import date

from documents.citations import Citation as Reading
from documents.citations.codes import code_key
from documents.issuers import owner_of_symbol, owners_of_symbol, read_issuer
from documents.models import Document, DocumentType, SourceText
from organizations.models import Organization, Term
from organizations.text import fold


@dataclass(frozen=True, slots=True)
class Claim:
    """What one citation says of the document it names, in the registry's own terms.

    Empty values were not stated; `organization_why` says where the body comes from.
    """

    reading: Reading
    code_key: str
    document_type: DocumentType | None
    organization: Organization | None
    collective: str
    issued_on: date | None
    issued_year: int | None
    organization_why: str
    mismatch: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document a citation may mean, and why."""

    document: Document
    why: str


def make_claim(reading: Reading, source: SourceText) -> Claim:
    """Translate what was read in `source` into types, bodies and dates."""
    issued_on = date.fromisoformat(reading.date) if len(reading.date or "") == 10 else None
    issuer = read_issuer(reading.issuer, source.publisher) if reading.issuer else None
    organization = issuer.organization if issuer else None
    why = issuer.why if issuer else ""
    symbol = reading.symbol or ""
    mismatch = ""
    if organization and symbol and not _may_sign(organization, symbol):
        mismatch = f"ký hiệu {symbol} không khớp “{reading.issuer}”"
    if organization is None and symbol and not reading.issuer:
        organization = owner_of_symbol(symbol, issued_on)
        why = f"ký hiệu {symbol} chỉ {organization} dùng" if organization else ""
    year = reading.year_in_number or (reading.date or "")[:4]
    return Claim(
        reading=reading,
        code_key=code_key(reading.number or "", reading.year_in_number or "", symbol),
        document_type=type_meant(reading, organization),
        organization=organization,
        collective=issuer.collective if issuer else "",
        issued_on=issued_on,
        issued_year=int(year) if year else None,
        organization_why=why,
        mismatch=mismatch,
    )


def _may_sign(organization: Organization, symbol: str) -> bool:
    """Whether the body owns the symbol's code; a body without recorded codes is not judged."""
    owners = owners_of_symbol(symbol)
    return not organization.codes.exists() or owners.filter(pk=organization.pk).exists()


def type_meant(reading: Reading, organization: Organization | None) -> DocumentType | None:
    """Return the type by its words; by its code only when one type alone has that code."""
    named = DocumentType.objects.filter(name_key=fold(reading.type or "")).first()
    if named or not reading.type_code:
        return named
    state = organization is not None and organization.system == Organization.System.STATE
    state = state or "/" not in (reading.symbol or "")
    field = "state_code" if state else "party_code"
    found = list(DocumentType.objects.filter(**{field: reading.type_code})[:2])
    return found[0] if len(found) == 1 else None


def complete(claim: Claim, others: list[Claim]) -> Claim:
    """Fill what `claim` leaves out from other citations of the same code in the same text.

    Only when they all agree: with two dates (homonyms) or two bodies nothing is filled.
    """
    peers = [other for other in others if other.code_key == claim.code_key]
    if claim.issued_on:
        peers = [other for other in peers if other.issued_on in (None, claim.issued_on)]
    if claim.organization:
        peers = [o for o in peers if o.organization in (None, claim.organization)]
    day = _only({peer.issued_on for peer in peers if peer.issued_on})
    body = _only({peer.organization for peer in peers if peer.organization})
    kind = _only({peer.document_type for peer in peers if peer.document_type})
    collective = _only({peer.collective for peer in peers if peer.collective})
    filled = replace(
        claim,
        issued_on=claim.issued_on or day,
        issued_year=claim.issued_year or (day.year if day else None),
        document_type=claim.document_type or kind,
        collective=claim.collective or collective or "",
    )
    if claim.organization is None and body and not claim.mismatch:
        why = f"{body} theo chỗ khác trong cùng bản văn"
        filled = replace(filled, organization=body, organization_why=why)
    return filled


def _only(values: set) -> object | None:
    """Return the one value, None when there is none or more than one."""
    return next(iter(values)) if len(values) == 1 else None


def candidates(claim: Claim, source: SourceText) -> list[Candidate]:
    """Return the registered documents the claim fits, best first, each with its reason.

    One certain hit is a list of one. A text cannot cite the future, so documents dated
    after `source` are left out.
    """
    if claim.mismatch:
        return _offered_instead(claim)
    documents = Document.objects.with_names().with_code_key(claim.code_key)
    fitting = [document for document in documents if _fits(claim, document, source)]
    if claim.issued_on:
        same_day = [document for document in fitting if document.issued_on == claim.issued_on]
        fitting = same_day or fitting
    return [Candidate(document, _why(claim, document)) for document in fitting]


def _fits(claim: Claim, document: Document, source: SourceText) -> bool:
    if claim.document_type and not same_type(claim.document_type, document.document_type):
        return False
    if claim.organization and document.organization not in (None, claim.organization):
        return False
    if document.issued_on and source.published_on and document.issued_on > source.published_on:
        return False
    return _times_agree(claim, document) or _is_slip_of_date(claim, document)


def _times_agree(claim: Claim, document: Document) -> bool:
    """Whether day or year, as far as both are known, can be those of one document."""
    if claim.issued_on and document.issued_on:
        return claim.issued_on == document.issued_on
    if claim.issued_year and document.issued_year:
        return claim.issued_year == document.issued_year
    if claim.issued_year and document.term:
        # Undated, but an editor chose its term.
        return _overlaps(claim, document.term)
    return True


def _is_slip_of_date(claim: Claim, document: Document) -> bool:
    """Whether another day than the document's must be a misprint of it.

    So it is where the body cannot have given the number again: within one term (Party,
    Guidance 36-HD/VPTW), within one calendar year (State, Decree 30/2020/NĐ-CP article
    15), or ever where the number holds its year. Needs the body on both sides: 24-CT/TU of
    two days may be a province's and a city's.
    """
    body = document.organization
    if body is None or body != claim.organization or claim.issued_year is None:
        return False
    if document.year_in_number:
        return True
    if body.system == Organization.System.STATE:
        return claim.issued_year == document.issued_year
    return document.term is not None and _overlaps(claim, document.term)


def _overlaps(claim: Claim, term: Term) -> bool:
    """Whether the day that is claimed, or a day of the year, falls in the term."""
    first = claim.issued_on or date(claim.issued_year or term.starts_on.year, 1, 1)
    last = claim.issued_on or date(first.year, 12, 31)
    return term.starts_on <= last and (term.ends_on is None or first <= term.ends_on)


def same_type(one: DocumentType, other: DocumentType) -> bool:
    """Whether two types are one: Chương trình and Chương trình hành động share a series."""
    return one.pk == other.pk or one.series == other.series


def _offered_instead(claim: Claim) -> list[Candidate]:
    """For a symbol that its issuer cannot sign: the issuer's document of that number and day.

    “14-KL/TU, ngày 22/9/2021 của Bộ Chính trị” offers 14-KL/TW of 22/9/2021.
    """
    if not claim.issued_on:
        return []
    documents = Document.objects.with_names().filter(
        organization=claim.organization,
        number_value=int((claim.reading.number or "0").split(".")[0]),
        issued_on=claim.issued_on,
    )
    return [
        Candidate(document, f"{claim.mismatch}; {document.code} cùng số, cùng ngày")
        for document in documents
        if not claim.document_type or same_type(claim.document_type, document.document_type)
    ]


def _why(claim: Claim, document: Document) -> str:
    reasons = ["đúng số ký hiệu"]
    term = f"nhiệm kỳ {document.term.label}" if document.term else ""
    if claim.issued_year and _times_agree(claim, document):
        if claim.issued_on and document.issued_on:
            reasons.append(f"đúng ngày {document.date_display}")
        elif term:
            reasons.append(f"{term} vì trích ngày {_printed_time(claim)}")
    elif claim.issued_year:
        period = term if term and not document.year_in_number else "cùng năm"
        reasons.append(
            f"ngày khác: câu này ghi {_printed_time(claim)}, trong sổ là {document.date_display}; "
            f"{period} nên số không lặp lại"
        )
    if document.organization and claim.organization_why:
        reasons.append(claim.organization_why)
    return "; ".join(reasons)[:300]


def _printed_time(claim: Claim) -> str:
    return f"{claim.issued_on:%d/%m/%Y}" if claim.issued_on else f"năm {claim.issued_year}"
