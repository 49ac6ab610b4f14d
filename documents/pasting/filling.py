"""From pasted words to the values of a document's form, each with the words it was read in.

Reads the database, enters nothing: what is doubtful is said beside the field, and a person looks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from documents.checking.phrases import printed_title
from documents.citations import Citation as Reading
from documents.citations import find_citations
from documents.citations.codes import CodeParts, tidied_symbol
from documents.models import SourceText
from documents.pasting.first_page import MOST_CHARS, FirstPage, read_first_page
from documents.resolving.candidates import Claim, make_claim
from documents.resolving.issuers import read_issuer
from documents.resolving.known import Known
from organizations.models import Organization
from organizations.text import fold, normalize, normalize_body

# Behind the letterhead and the title; less is no text of a document.
LEAST_TEXT_CHARS = 200
# Of the words something was read in, as many are shown.
ORIGIN_CHARS = 160


@dataclass(slots=True)
class Pasted:
    """What was read, by the names of a document's fields.

    `origins` are the words each value was read in, `doubts` sentences on what to look at; a
    doubt under '' is about all. `body` is the text of the document, '' where only its citation
    or letterhead was pasted.
    """

    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)
    body: str = ""

    @property
    def doubt(self) -> str:
        """What is doubtful about all of it."""
        return self.doubts.get("", "")

    def put(self, name: str, value: Any, origin: str, doubt: str = "") -> None:
        """Note a value and where it came from; an empty one is not noted, its doubt is."""
        if value not in (None, ""):
            self.values[name] = value
            self.origins[name] = normalize(origin)[:ORIGIN_CHARS]
        if doubt:
            self.doubts[name] = doubt


def read_pasted(text: str, publisher: Organization | None = None) -> Pasted:
    """Return what pasted or uploaded words tell of one document.

    They are its first page, its whole text, or its citation. `publisher` is the body of whoever
    pastes: “Tỉnh ủy” without a place is read from there. Words that name no document give no
    value and a doubt under ''.
    """
    text = normalize_body(text)[:MOST_CHARS]
    known = Known.load()
    source = SourceText(publisher=publisher)
    page = read_first_page(text)
    if page:
        return _of_page(page, text, source, known)
    citation = _cited_first(text)
    if citation:
        return _of_citation(citation, text, source, known)
    nothing = (
        "Không thấy số ký hiệu hay tên văn bản trong phần đã dán. Dán câu trích dẫn như “Chỉ thị "
        "số 24-CT/TU, ngày 19/5/2023 của … về …”, hoặc cả trang đầu của văn bản."
    )
    return Pasted(doubts={"": nothing})


def _cited_first(text: str) -> Reading | None:
    """Return the first citation with a whole code, else the first one of any kind."""
    found: Reading | None = None
    for reading in find_citations(text):
        if reading.kind == "full":
            return reading
        found = found or reading
    return found


def _of_citation(reading: Reading, text: str, source: SourceText, known: Known) -> Pasted:
    claim = make_claim(reading, source, known)
    pasted = Pasted()
    if reading.number:
        _put_code(pasted, claim, reading.text)
    else:
        pasted.put("name", normalize(reading.text), reading.text)
    _put_type(pasted, claim, reading.text)
    _put_body(pasted, claim, reading.issuer or "", known)
    no_day = "" if claim.issued_on else "Câu không ghi đủ ngày ban hành: nhập nếu biết."
    pasted.put("issued_on", claim.issued_on, reading.text, no_day)
    if not claim.issued_on:
        pasted.put("issued_year", claim.issued_year, reading.text)
    title, doubt = _title_behind(text, reading.end, pasted.values.get("organization"))
    pasted.put("title", title, title, doubt)
    others = (other for other in find_citations(text) if other.start >= reading.end)
    if any(other.kind == "full" and normalize(other.text) not in title for other in others):
        pasted.doubts[""] = (
            "Phần đã dán nhắc đến nhiều văn bản; các ô được điền theo văn bản đứng đầu."
        )
    return pasted


# "khóa XII", "(khoá XIII)": of the body that issued it, behind its name
_TERM_BEFORE = re.compile(r"^\(?kh(?:óa|oá) [IVXLC]+\)?[,: ]*", re.IGNORECASE)
_ABOUT = re.compile(r"\bvề\b", re.IGNORECASE)


def _title_behind(text: str, end: int, body: Organization | None) -> tuple[str, str]:
    """Return the title behind a citation of a document of `body`, and what is doubtful about it."""
    title = printed_title(text, end)
    if title:
        return title, ""
    rest = normalize(text[end:].split("\n\n")[0]).lstrip(",;:- ").strip(' “”"«»*_.')
    rest = _TERM_BEFORE.sub("", rest)
    about = _ABOUT.search(rest)
    # Of a name in capitals, or in none, the reader takes only the words that it is sure of.
    if about and body and fold(body.name).endswith(fold(rest[: about.start()])):
        found = rest[about.start() :]
        return (found.lower() if found.upper() == found else found), ""
    if rest and not rest.startswith(")"):
        return rest, "Câu không có chữ “về”: xem phần điền ở đây có đúng là trích yếu không."
    return "", "Câu không ghi trích yếu."


def _put_code(pasted: Pasted, claim: Claim, origin: str) -> None:
    reading = claim.reading
    pasted.put("number", (reading.number or "").lower(), origin)
    pasted.put("year_in_number", reading.year_in_number, origin)
    doubt = "" if reading.symbol else "Câu không ghi ký hiệu sau số."
    if claim.mismatch:
        doubt = f"Trong câu, {claim.mismatch}. Đối chiếu với bản gốc rồi sửa cho đúng."
    pasted.put("symbol", tidied_symbol(reading.symbol or ""), origin, doubt)


def _put_type(pasted: Pasted, claim: Claim, origin: str) -> None:
    said = bool(claim.reading.type)
    doubt = "" if claim.document_type else "Chưa đọc được loại văn bản: chọn trong danh sách."
    if claim.document_type and not said:
        doubt = f"Loại văn bản đoán theo mã {claim.reading.type_code} trong ký hiệu."
    pasted.put("document_type", claim.document_type, origin, doubt)


def _put_body(pasted: Pasted, claim: Claim, printed: str, known: Known) -> None:
    body, doubt = claim.organization, ""
    collective = claim.collective
    if body is None and printed and not claim.bodies:
        body, collective = _only_called(printed, claim, known)
        if body:
            doubt = f"Chỉ ghi “{printed}”; trong sổ chỉ có {body} mang tên gọi này."
    elif body and not _is_said(printed, body, claim, known):
        doubt = f"Cơ quan ban hành là suy ra: {claim.organization_why}."
    if body is None:
        named = f" (ghi “{printed}”)" if printed else ""
        doubt = f"Chưa rõ cơ quan ban hành{named}: chọn trong danh sách, hoặc để trống."
        pasted.put("issuer_printed", printed, printed)
    pasted.put("organization", body, printed or claim.reading.text, doubt)
    pasted.put("collective", collective, printed)


def _is_said(printed: str, body: Organization, claim: Claim, known: Known) -> bool:
    """Whether the printed words alone mean the body, whoever published them."""
    return read_issuer(printed, None, known.bodies, day=claim.issued_on).organization == body


def _only_called(printed: str, claim: Claim, known: Known) -> tuple[Organization | None, str]:
    """Return the one body of the registry that “Tỉnh ủy” can mean under the symbol, if one."""
    symbol = claim.reading.symbol or ""
    found = {}
    for body in known.bodies.owners(symbol) if symbol else ():
        issuer = read_issuer(printed, body, known.bodies, day=claim.issued_on)
        if issuer.organization and known.bodies.writes(issuer.organization, symbol):
            found[issuer.organization.pk] = issuer
    if len(found) != 1:
        return None, claim.collective
    issuer = next(iter(found.values()))
    return issuer.organization, issuer.collective


def _of_page(page: FirstPage, text: str, source: SourceText, known: Known) -> Pasted:
    code = page.code.parts or CodeParts("", "", "")
    origin = text[page.code.start : page.code.end]
    claim, printed = _claim_of_page(page, code, source, known)
    pasted = Pasted()
    pasted.put("number", code.number.lower(), origin)
    pasted.put("year_in_number", code.year_in_number, origin)
    pasted.put("symbol", code.symbol, origin)
    if page.code.parts is None:
        pasted.doubts["number"] = f"Không đọc được số trong “{normalize(origin)}”: nhập tay."
    elif claim.mismatch:
        pasted.doubts["symbol"] = f"Trên trang đầu, {claim.mismatch}. Kiểm tra lại."
    _put_type(pasted, claim, text[page.type.start : page.type.end] if page.type else origin)
    _put_body(pasted, claim, printed, known)
    if page.issuer and "collective" not in pasted.values:
        # Where the letterhead told the body, the words below the type tell who acted for it.
        acting = read_issuer(page.issuer.value, None, known.bodies)
        pasted.put("collective", acting.collective, page.issuer.value)
    day = text[page.day.start : page.day.end] if page.day else ""
    no_day = "" if claim.issued_on else "Trang đầu không ghi đủ ngày, tháng: nhập tay."
    pasted.put("issued_on", claim.issued_on, day, no_day)
    title = page.title
    no_title = "" if title else "Không thấy trích yếu dưới tên loại: nhập tay."
    pasted.put("title", title.value if title else "", title.value if title else "", no_title)
    _put_signature(pasted, page, text)
    if len(text) - (title.end if title else page.code.end) >= LEAST_TEXT_CHARS:
        pasted.body = text
    return pasted


def _claim_of_page(
    page: FirstPage, code: CodeParts, source: SourceText, known: Known
) -> tuple[Claim, str]:
    """Return the claim of a first page under the first naming of its issuer that is known."""
    acting = page.signature.acting.value if page.signature and page.signature.acting else ""
    reading = Reading(
        start=page.code.start,
        end=page.code.end,
        text="",
        kind="full",
        type=page.type.value if page.type else "",
        type_code=re.split("[/-]", code.symbol)[0],
        number=code.number or None,
        year_in_number=code.year_in_number or None,
        symbol=code.symbol or None,
        date=page.day.day.isoformat() if page.day and page.day.day else None,
        issuer=None,
        rule="first-page",
    )
    first: tuple[Claim, str] | None = None
    for printed in _namings(page, acting):
        claim = make_claim(reading._replace(issuer=printed), source, known)
        if claim.organization and not claim.mismatch:
            return claim, printed
        first = first or (claim, printed)
    return first or (make_claim(reading, source, known), "")


def _namings(page: FirstPage, acting: str) -> Iterator[str]:
    """Yield how the issuer may be named, the surest first: “Ban Thường vụ Tỉnh ủy Cao Bằng”.

    From the line below the type, from those above the number, lowest first and together, each
    with the collective it was signed for.
    """
    lines = [_as_name(words.value) for words in page.bodies]
    together = [lines[-1]] if lines else []
    if len(lines) > 1:
        # "THÀNH ỦY X / BAN TUYÊN GIÁO" is the office of that committee; "ỦY BAN NHÂN DÂN / TỈNH X"
        # is one name on two lines.
        together = [f"{lines[-1]} {lines[-2]}", f"{lines[-2]} {lines[-1]}", *lines[::-1]]
    if page.issuer:
        yield _as_name(page.issuer.value)
        yield from (f"{_as_name(page.issuer.value)} {name}" for name in together)
    is_collective = fold(acting).startswith(("ban thuong vu", "ban chap hanh", "thuong truc"))
    if is_collective:
        yield from (f"{_collective_of(acting)} {name}" for name in together)
    yield from together
    if acting:
        yield acting


def _collective_of(acting: str) -> str:
    """“Ban thường vụ tỉnh ủy” signs for “Ban thường vụ”; whose it is the letterhead tells."""
    words = acting.split()
    return " ".join(words[: 2 if fold(acting).startswith("thuong truc") else 3])


def _as_name(printed: str) -> str:
    """Return a name in capitals as one in small letters; names are compared folded anyway."""
    return printed if printed.upper() != printed else printed.title()


def _put_signature(pasted: Pasted, page: FirstPage, text: str) -> None:
    signed = page.signature
    if signed is None or signed.signer is None:
        return
    origin = text[signed.signer.start : signed.signer.end]
    pasted.put("signer", signed.signer.value, origin)
    if signed.position:
        pasted.put("signer_position", signed.position.value, signed.position.value)
