"""Checks of a code against what stands around it: the body, the type word, other printings."""

import re
from collections.abc import Iterator

from documents.checking.finding import Basis, Check, Finding, Grade
from documents.checking.material import Material, Mention
from documents.checking.phrases import printed_code, standard_code
from documents.citations.types import DOCUMENT_TYPES, SYMBOL_TYPE_CODES
from documents.identity import symbol_key
from documents.models import Citation
from organizations.models import Organization
from organizations.querysets import code_key
from organizations.text import fold

# How a wording that the reader takes for the Central Committee must begin to name it and not
# an office: "Văn phòng Ban Chấp hành Trung ương" writes VPTW.
_CENTRAL_COLLECTIVES = (
    *("bo chinh tri", "ban bi thu", "ban chap hanh trung uong", "bch trung uong"),
    *("trung uong", "hoi nghi", "dai hoi"),
)
CENTRAL_KEY = "tw"


def issuer_symbol(material: Material) -> Iterator[Finding]:
    """“14-KL/TU … của Bộ Chính trị”: the body named does not write the code in the symbol.

    An error when the code is known to be another body's. Not judged: a body without
    recorded codes, a joint symbol that names the body too. A notice: an office and its own
    committee, which may sign for each other (“T/L”), and a code nobody is known to write.
    """
    known = set().union(*material.codes.values()) if material.codes else set()
    for mention in material.mentions:
        body, symbol = mention.issuer and mention.issuer.organization, mention.citation.symbol
        if not body or not symbol or mention.citation.kind != Citation.Kind.FULL:
            continue
        own, pieces = set(material.codes.get(body.pk, ())), _body_codes(symbol)
        keys = {code_key(piece) for piece in pieces}
        if not own or not keys or own & keys or not _names_the_body(mention, own):
            continue
        sure = bool(keys & known) and not _sign_for_each_other(body, keys, material)
        codes = " hoặc ".join(sorted(material.codes[body.pk].values()))
        sentence = (
            f"{mention.words}: ký hiệu {pieces[0]} không khớp {mention.issuer_printed}; "
            f"{body} dùng mã {codes}."
        )
        yield _mismatch(mention, body, sentence, sure)


def _body_codes(symbol: str) -> list[str]:
    """Return the codes of bodies in a symbol, the most telling first.

    ``CT/TU`` → TU; ``TTLT-BTC-BNV`` → BTC-BNV, BTC, BNV; ``UBND-KT`` → KT, UBND, because a
    State công văn has no type code; ``UBTVQH13`` → UBTVQH: the digits are the term.
    """
    first, *rest = re.split(r"[/-]", symbol, maxsplit=1)
    tail = rest[0] if rest else ""
    pieces = [tail, *re.split(r"[/-]", tail)] if tail else []
    if first not in SYMBOL_TYPE_CODES:
        pieces.append(first)
    bare = [re.sub(r"\d+$", "", piece) for piece in pieces]
    return list(dict.fromkeys(piece for piece in (*pieces, *bare) if piece))


def _names_the_body(mention: Mention, own: set[str]) -> bool:
    return CENTRAL_KEY not in own or fold(mention.issuer_printed).startswith(_CENTRAL_COLLECTIVES)


def _sign_for_each_other(body: Organization, keys: set[str], material: Material) -> bool:
    """Whether the symbol is that of the body's own committee, or of one of its offices."""
    committee = material.codes.get(body.parent_id or 0, {})
    if body.kind == Organization.Kind.PARTY_OFFICE and keys & set(committee):
        return True
    # An office's code ends with its committee's: BTGTU, VPTW.
    own = material.codes[body.pk]
    return any(key.endswith(code) and key != code for key in keys for code in own)


def _mismatch(mention: Mention, body: Organization, sentence: str, sure: bool) -> Finding:
    meant = [document for document in mention.documents if document.organization_id == body.pk]
    if meant:
        offer = "; ".join(str(document) for document in meant)
        sentence += f" Văn bản cùng số, cùng ngày của cơ quan này: {offer}."
    return Finding(
        Check.ISSUER_SYMBOL,
        Grade.ERROR if sure else Grade.NOTICE,
        mention.citation,
        f"{sentence} Đối chiếu với bản gốc.",
        Basis.FACT if sure else Basis.INFERENCE,
        tuple(meant),
        facts=(mention.citation.symbol, str(body.pk)),
    )


def _codes_by_type() -> dict[str, set[str]]:
    """Return the folded codes each type may bear, by folded type name.

    Types of one family share them: every chương trình is numbered as CTr or CTHĐ, a joint
    paper may be called by the plain word. QĐi and QyĐ are spellings of QĐ for Quy định.
    """
    found: dict[str, set[str]] = {}
    for row in DOCUMENT_TYPES:
        codes = {fold(code) for code in (row.party, row.state, *row.short) if code}
        found.setdefault(fold(row.name), set()).update(codes)
    for name, codes in found.items():
        for longer, others in found.items():
            if longer.startswith(f"{name} "):
                codes |= others
                others |= codes
    return found


_CODES_BY_TYPE = _codes_by_type()
_KNOWN_CODES = {fold(code) for code in SYMBOL_TYPE_CODES}
# A programme, plan, project or rule is often called by the number of the decision that
# issued it ("Đề án 06/QĐ-TTg"), a conclusion by that of the announcement of it.
_ISSUED_WITH = {"qd": {"quyet dinh"}, "tb": {"ket luan"}}
_ANNEXED = ("quy che", "de an", "chuong trinh", "ke hoach", "quy hoach", "phuong an", "du an")


def type_code(material: Material) -> Iterator[Finding]:
    """“Chỉ thị số 35-KH/TW”: the type word and the type code in the symbol disagree.

    A State công văn has no type code (640/TCT-TCCB), so its first part is not judged.
    """
    for mention in material.mentions:
        citation = mention.citation
        word, code = fold(citation.type), _type_code(citation.symbol)
        expected = _CODES_BY_TYPE.get(word)
        if not expected or not code:
            continue
        if fold(code) in expected or fold(code) not in _KNOWN_CODES:
            continue
        if word == "cong van" and "/" not in citation.symbol:
            continue
        loose = fold(code) == "qd" and word.startswith(_ANNEXED)
        loose = loose or word in _ISSUED_WITH.get(fold(code), ())
        usual = " hoặc ".join(_printed_codes(word))
        because = (
            f"{citation.type} thường ban hành kèm văn bản khác và gọi theo số của văn bản đó"
            if loose
            else f"{citation.type} mang mã {usual}"
        )
        yield Finding(
            Check.TYPE_CODE,
            Grade.NOTICE if loose else Grade.ERROR,
            citation,
            f"{mention.words}: gọi là {citation.type} nhưng ký hiệu có mã {code}; {because}. "
            "Đối chiếu tên loại và số ký hiệu với bản gốc.",
            Basis.INFERENCE if loose else Basis.FACT,
            mention.documents,
            facts=(citation.type, citation.symbol),
        )


def _type_code(symbol: str) -> str:
    """``KH/TW`` → KH; ``NĐ-CP`` → NĐ; ``UBTVQH13`` → '': it is a body's."""
    first, *rest = re.split(r"[/-]", symbol, maxsplit=1)
    return first if rest else ""


def _printed_codes(word: str) -> list[str]:
    rows = [row for row in DOCUMENT_TYPES if fold(row.name) == word]
    return list(dict.fromkeys(code for row in rows for code in (row.party, row.state) if code))


def symbol_printing(material: Material) -> Iterator[Finding]:
    """“08 HD/TU”, “08 -HD/TU”, “08 - HD/TU”: one code, printed in several ways or not as it should.

    One finding a document. Line ends and kinds of dashes are typesetting and do not count.
    """
    for document, mentions in material.groups():
        by_symbol: dict[str, list[tuple[Mention, str]]] = {}
        for mention in mentions:
            citation = mention.citation
            parts = (citation.number, citation.year_in_number, citation.symbol)
            form = printed_code(citation.text, *parts)
            if form:
                by_symbol.setdefault(symbol_key(citation.symbol), []).append((mention, form))
        for found in by_symbol.values():
            forms = list(dict.fromkeys(form for _, form in found))
            wrong = [mention for mention, form in found if not _is_standard(mention, form)]
            if wrong or len(forms) > 1:
                first = (wrong or [found[-1][0]])[0]
                yield Finding(
                    Check.SYMBOL_PRINTING,
                    Grade.NOTICE,
                    first.citation,
                    f"{first.words}: số ký hiệu in là {', '.join(f'“{form}”' for form in forms)}; "
                    f"viết đúng thể thức là {document.code}. Viết thống nhất một cách.",
                    Basis.FACT,
                    tuple(m.citation for m, _ in found if m is not first),
                )


def _is_standard(mention: Mention, form: str) -> bool:
    citation = mention.citation
    standard = standard_code(citation.number, citation.year_in_number, citation.symbol)
    return form.lstrip("0") == standard.lstrip("0")
