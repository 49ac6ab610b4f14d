"""From what was read in a citation to the document meant, with the reason in words.

Never guesses: two documents that fit are both named, and a contradiction in the source is
said, not repaired. Reads the database; writes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from documents.citations import Citation as Reading
from documents.citations.codes import code_key, number_value
from documents.models import Document, DocumentType, SourceText, Way
from documents.resolving.bodies import Bodies
from documents.resolving.issuers import Issuer, owner_of_symbol, read_issuer_in
from documents.resolving.known import Known
from organizations.models import Organization, Term


@dataclass(frozen=True, slots=True)
class Claim:
    """What one citation says of the document it names, in the registry's own terms.

    Empty values were not stated; `organization_why` says where the body comes from.
    `bodies` are all that may have issued it: several where one took the place of several.
    """

    reading: Reading
    code_key: str
    document_type: DocumentType | None
    organization: Organization | None
    bodies: tuple[Organization, ...]
    collective: str
    issued_on: date | None
    issued_year: int | None
    organization_why: str
    mismatch: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document a citation may mean, why, and which of the ways led to it."""

    document: Document
    why: str
    way: str = ""


def make_claim(reading: Reading, source: SourceText, known: Known) -> Claim:
    """Translate what was read in `source` into types, bodies and dates."""
    issued_on = date.fromisoformat(reading.date) if len(reading.date or "") == 10 else None
    symbol = reading.symbol or ""
    issuer = Issuer()
    if reading.issuer:
        issuer = read_issuer_in(source, reading.issuer, symbol, issued_on, known.bodies)
        issuer = _signed_for(issuer, symbol, known.bodies)
    mismatch = ""
    if issuer.organization and symbol and not known.bodies.writes(issuer.organization, symbol):
        mismatch = f"ký hiệu {symbol} không khớp “{reading.issuer}”"
    if symbol and not reading.issuer:
        owner = owner_of_symbol(symbol, issued_on, known.bodies)
        if owner:
            issuer = Issuer(owner, "", f"ký hiệu {symbol} chỉ {owner} dùng", (owner,))
    year = reading.year_in_number or (reading.date or "")[:4]
    return Claim(
        reading=reading,
        code_key=code_key(reading.number or "", reading.year_in_number or "", symbol),
        document_type=type_meant(reading, issuer.organization, known),
        organization=issuer.organization,
        bodies=issuer.bodies,
        collective=issuer.collective,
        issued_on=issued_on,
        issued_year=int(year) if year else None,
        organization_why=issuer.why,
        mismatch=mismatch,
    )


def _signed_for(issuer: Issuer, symbol: str, bodies: Bodies) -> Issuer:
    """An office that signs for its committee ("T/L") under the committee's code names it.

    The number is then one of the committee's series: 12-TB/TU of Văn phòng Tỉnh ủy.
    """
    office = issuer.organization
    if office is None or office.kind != Organization.Kind.PARTY_OFFICE or not symbol:
        return issuer
    committee = bodies.by_id.get(office.parent_id or 0)
    if bodies.writes(office, symbol) or committee not in bodies.owners(symbol):
        return issuer
    return Issuer(committee, "", f"{office} thừa lệnh {committee}", (committee,))


def type_meant(
    reading: Reading, organization: Organization | None, known: Known
) -> DocumentType | None:
    """Return the type by its words; by its code only when one type alone has that code."""
    named = known.type_named(reading.type or "")
    if named or not reading.type_code:
        return named
    state = organization is not None and organization.system == Organization.System.STATE
    state = state or "/" not in (reading.symbol or "")
    return known.only_type_with(reading.type_code, is_state=state)


def complete(claim: Claim, others: list[Claim]) -> Claim:
    """Fill what `claim` leaves out from `others`, the citations of the same code in the text.

    Only when they all agree: with two dates (homonyms) or two bodies nothing is filled.
    """
    peers = [other for other in others if not other.mismatch]
    if _only_misprinted(claim, peers, others):
        return _as_misprinted(claim, others)
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
        filled = replace(filled, organization=body, bodies=(body,), organization_why=why)
    return filled


def _only_misprinted(claim: Claim, peers: list[Claim], others: list[Claim]) -> bool:
    """Whether the text names a bare code only where its issuer cannot sign it elsewhere."""
    says_itself = claim.bodies or claim.issued_on or claim.mismatch
    is_said = any(peer.bodies or peer.issued_on for peer in peers)
    return not says_itself and not is_said and len(peers) < len(others)


def _as_misprinted(claim: Claim, others: list[Claim]) -> Claim:
    """Read “14-KL/TU” behind “14-KL/TU … của Bộ Chính trị” as the same slip, no other document."""
    slip = next(other for other in others if other.mismatch)
    return replace(
        claim,
        organization=slip.organization,
        bodies=slip.bodies,
        issued_on=slip.issued_on,
        issued_year=slip.issued_year,
        organization_why=slip.organization_why,
        mismatch=slip.mismatch,
    )


def complete_all(claims: Sequence[Claim]) -> list[Claim]:
    """Return each claim completed from the others of its code; see `complete`."""
    by_code: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        by_code.setdefault(_same_code(claim), []).append(claim)
    in_full = {(c.reading.type, c.reading.number) for c in claims if c.reading.symbol}
    return [
        complete(claim, by_code[_same_code(claim)])
        if claim.code_key and not _leans_on_full(claim, in_full)
        else claim
        for claim in claims
    ]


def _leans_on_full(claim: Claim, in_full: set[tuple[str, str | None]]) -> bool:
    """A short form beside its full form takes its meaning from there, not from other short ones."""
    return not claim.reading.symbol and (claim.reading.type, claim.reading.number) in in_full


def _same_code(claim: Claim) -> tuple[str, str]:
    """Without a symbol only the type tells Chỉ thị 05 from Nghị quyết 05."""
    return claim.code_key, "" if claim.reading.symbol else claim.reading.type


def _only(values: set) -> object | None:
    """Return the one value, None when there is none or more than one."""
    return next(iter(values)) if len(values) == 1 else None


def candidates(claim: Claim, source: SourceText, known: Known) -> list[Candidate]:
    """Return the registered documents the claim fits, best first, each with its reason.

    One certain hit is a list of one. A text cannot cite the future, so documents dated
    after `source` are left out.
    """
    if claim.mismatch:
        return _offered_instead(claim, source, known) if claim.issued_on else []
    documents = known.of_code(claim.code_key)
    fitting = [document for document in documents if _fits(claim, document, source)]
    if claim.issued_on:
        same_day = [document for document in fitting if document.issued_on == claim.issued_on]
        fitting = same_day or fitting
    return [Candidate(doc, _why(claim, doc), _way(claim, doc)) for doc in fitting]


def _fits(claim: Claim, document: Document, source: SourceText) -> bool:
    if claim.document_type and not same_type(claim.document_type, document.document_type):
        return False
    if not may_be_of(claim, document) or is_later(document, source):
        return False
    return _times_agree(claim, document) or _is_slip_of_date(claim, document)


def may_be_of(claim: Claim, document: Document) -> bool:
    """Whether the bodies claimed and registered, as far as known, can be one."""
    return (
        not claim.bodies or document.organization is None or document.organization in claim.bodies
    )


def is_later(document: Document, source: SourceText) -> bool:
    """Whether the document came after the text, which then cannot cite it."""
    if source.published_on is None:
        return False
    if document.issued_on:
        return document.issued_on > source.published_on
    return bool(document.issued_year and document.issued_year > source.published_on.year)


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
    if body is None or body not in claim.bodies or claim.issued_year is None:
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


def _offered_instead(claim: Claim, source: SourceText, known: Known) -> list[Candidate]:
    """For a symbol that its issuer cannot sign: the issuer's document of that number and day.

    “14-KL/TU, ngày 22/9/2021 của Bộ Chính trị” offers 14-KL/TW of 22/9/2021.
    """
    return [
        Candidate(document, f"{claim.mismatch}; {document.code} cùng số, cùng ngày", Way.INSTEAD)
        for document in known.of_number(bare_number(claim))
        if document.issued_on == claim.issued_on
        and document.organization == claim.organization
        and not is_later(document, source)
        and (not claim.document_type or same_type(claim.document_type, document.document_type))
    ]


def bare_number(claim: Claim) -> int:
    """Return the number as documents are found by it: 66 of "66.19", 0 of none."""
    return number_value(claim.reading.number)


def _why(claim: Claim, document: Document) -> str:
    reasons = ["đúng số ký hiệu"]
    term = f"nhiệm kỳ {document.term.label}" if document.term else ""
    if claim.issued_year and _times_agree(claim, document):
        if claim.issued_on and document.issued_on:
            reasons.append(f"đúng ngày {document.date_display}")
        elif term:
            reasons.append(f"{term} vì trích {_printed_time(claim)}")
    elif claim.issued_year:
        period = term if term and not document.year_in_number else "cùng năm"
        reasons.append(
            f"ngày khác: câu này ghi {_printed_time(claim).removeprefix('ngày ')}, "
            f"trong sổ là {document.date_display}; {period} nên số không lặp lại"
        )
    if document.organization and claim.organization_why:
        reasons.append(claim.organization_why)
    return "; ".join(reasons)[:300]


def _way(claim: Claim, document: Document) -> Way:
    """Return what, beside the code, speaks for the document; `_why` says it in words."""
    if not claim.issued_year:
        return Way.CODE
    if not _times_agree(claim, document):
        return Way.OTHER_DAY
    if claim.issued_on and document.issued_on:
        return Way.CODE_AND_DAY
    return Way.CODE_AND_PERIOD if document.issued_year or document.term else Way.CODE


def _printed_time(claim: Claim) -> str:
    return f"ngày {claim.issued_on:%d/%m/%Y}" if claim.issued_on else f"năm {claim.issued_year}"
