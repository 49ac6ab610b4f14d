"""Codes in a query: a number with its symbol, in any order and spelling. Pure text; no Django."""

import re

from documents.citations.codes import CodeParts, parse_code
from documents.citations.types import MIXED_ISSUER_CODES, SYMBOL_TYPE_CODES
from documents.search.dates import is_year
from documents.search.parts import Part
from documents.search.sheet import Sheet, any_of
from documents.search.types import (
    NAMES_BY_CODE,
    OBJECT,
    OBJECT_WINDOW,
    claim_type,
    code_of_type,
    type_before,
)
from organizations.text import fold

_TYPES = frozenset(fold(code) for code in SYMBOL_TYPE_CODES)
_BODIES = frozenset(fold(code) for code in MIXED_ISSUER_CODES)
_KNOWN = _TYPES | _BODIES
_TYPE = any_of([code for code in _TYPES | NAMES_BY_CODE.keys() if len(code) > 1])
_BODY = any_of(_BODIES)

_NUMBER = r"(?P<number>[0-9]{1,5}(?:[a-z](?=[-/]))?(?:\.[0-9]{1,4})?)"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
# One number as it may begin a code; "66.19" is one, the "19" in it is not.
_NUMBER_AT = re.compile(r"(?<![\w/.-])[0-9]")
# "24-CT/TU", "130/2020/NĐ-CP", "24 ct tu", "08 - HD / TU", "640/TCT-TCCB"
_NUMBER_FIRST = re.compile(
    rf"{_NUMBER}(?: ?[/-] ?{_YEAR}(?= ?[/ -]))?"
    r"(?P<symbol>(?:[ ]?[/-][ ]?|[ .]?)[a-z]{1,12}[0-9]{0,2}"
    r"(?:(?:[ ]?[/-][ ]?|[ .])[a-z][a-z0-9]{0,11}){0,5})(?![a-z0-9])"
)
_PIECE = re.compile(r"(?P<mark>[ ./-]*)(?P<piece>[a-z][a-z0-9]*)")
# "24cttu": type and body in one
_GLUED = re.compile(rf" ?{_TYPE}{_BODY}(?![\w/-])")
# "281 kh ubnd tỉnh" names the body in words
_LEVEL_AHEAD = re.compile(r"(?:ubnd|hdnd) (?:tinh|thanh pho|tp|huyen|thi xa|quan|phuong|xa)(?!\w)")
# "CT/TU 24", "ct tu số 24", "NĐ-CP 130/2020"
_NUMBER_LAST = re.compile(
    rf"(?<![\w/-])(?P<symbol>{_TYPE}(?: ?[/-] ?| ){_BODY}(?:[-/][a-z][a-z0-9]{{1,11}})?)"
    rf" (?P<said>so(?: ?: ?| ))?{_NUMBER}(?:/{_YEAR})?(?![\w/-])"
)
# The body's code behind a number whose type was said before: "4 tw", "29-tw", "361/TU"
_BODY_BEHIND = re.compile(rf"{_NUMBER}(?:/{_YEAR})?(?P<mark> ?[/-] ?| )(?P<body>{_BODY})(?![\w/-])")
# A plain word, not what goes on after a code: "tu thành ủy", "tu của", "tu về"
_WORD_AHEAD = re.compile(
    r"[ ,]{0,2}(?!(?:tinh|thanh|huyen|thi|quan|dang) uy|ubnd|ban |btv|bch|cua |ve )[^\W\d_]"
)
_SAID = re.compile(r"(?<!\w)so(?: ky)?(?: hieu)?(?: ?: ?| )$")


def find_code(sheet: Sheet) -> None:
    """Claim the first code; a symbol without number when there is no code.

    A code that something carries out waits: in "thực hiện Nghị quyết 29-NQ/TW 361-KH/TU" the
    plan's own code is the second.
    """
    starts = [match.start() for match in _NUMBER_AT.finditer(sheet.shape)]
    waiting = [start for start in starts if _is_object(sheet, start)]
    for start in (*(start for start in starts if start not in set(waiting)), *waiting):
        if _claim_number_first(sheet, start) or _claim_typed(sheet, start):
            return
    for match in _STUCK_AT.finditer(sheet.shape):
        if _claim_typed(sheet, match.end("code")):
            return
    for match in _NUMBER_LAST.finditer(sheet.shape):
        # "CT/TU 2023" is a symbol and a year.
        is_number = match["said"] or not is_year(match["number"])
        if is_number and sheet.is_codelike(*match.span("symbol")):
            code = _parse(sheet.text[slice(*match.span())])
            if code:
                _claim(sheet, code, match.span())
                return
    _find_symbol(sheet)


def _parse(typed: str) -> CodeParts | None:
    """Return the parts of a code whose number is one: "0a/CT" has none."""
    code = parse_code(typed)
    return code if code and re.match(r"[0-9]", code.number) else None


def _is_object(sheet: Sheet, start: int) -> bool:
    before = type_before(sheet, start)
    end = before[0] if before else start
    return OBJECT.search(sheet.shape, max(0, end - OBJECT_WINDOW), end) is not None


# "nq29-tw": the number begins inside the token
_STUCK_AT = re.compile(rf"(?<![\w/-])(?P<code>{_TYPE})(?=[0-9])")


def _claim_number_first(sheet: Sheet, start: int) -> bool:
    match = _NUMBER_FIRST.match(sheet.shape, start)
    # "2018 ct 26": a year stands before the type of another number.
    blank = match is not None and match["symbol"][:1] == " " and match["symbol"][1:2].isalpha()
    if not match or (blank and is_year(match["number"])):
        return False
    for end in reversed(_symbol_ends(sheet, match)):
        symbol = sheet.shape[match.start("symbol") : end].strip(" /-.")
        typed = _cleaned(sheet.text[start:end])
        code = _parse(typed) or _spoken_code(sheet, start, typed)
        if symbol in NAMES_BY_CODE:
            # "24 ct" is a number beside a type, found as such.
            stands = not blank and match["number"][-1].isdigit()
            if stands:
                _claim_type_and_number(sheet, match, end)
            return stands
        if code:
            _claim(sheet, code, (start, end))
            return True
    return False


# "24.CT/TU" has a slip of the pen for its first mark, "361-KH/TU1" a footnote behind it.
_DOT = re.compile(r"(?<=[0-9])\.(?=[^\W\d])")
_FOOTNOTE = re.compile(r"(?<=[/-])(tu|tw|hu|[dđ]u|ubnd|ttg|cp)[0-9]{1,2}$", re.IGNORECASE)


def _cleaned(typed: str) -> str:
    return _FOOTNOTE.sub(r"\1", _DOT.sub("-", typed))


def _symbol_ends(sheet: Sheet, match: re.Match[str]) -> list[int]:
    """Return where the symbol may end: behind each piece that can still belong to it.

    Between blanks only known codes belong: "24-CT - đô thị" ends at "CT", and "24 ct tu
    thanh uy" at "tu".
    """
    ends: list[int] = []
    glued = _GLUED.match(sheet.shape, match.start("symbol"))
    if glued and sheet.is_codelike(*glued.span()):
        return [glued.end()]
    for piece in _PIECE.finditer(sheet.shape, *match.span("symbol")):
        name, blank = piece["piece"], " " in piece["mark"] or not piece["mark"]
        if not sheet.is_codelike(*piece.span("piece")):
            break
        if blank and ends and _LEVEL_AHEAD.match(sheet.shape, piece.start("piece")):
            break
        if blank and name not in (_KNOWN if ends else NAMES_BY_CODE.keys() | _TYPES):
            break
        if blank and len(ends) > 1 and sheet.is_syllable(*piece.span("piece")):
            break
        ends.append(piece.end())
    return ends


def _spoken_code(sheet: Sheet, start: int, typed: str) -> CodeParts | None:
    """Return a State letter's code in small letters behind its type: "công văn 640/tct-tccb"."""
    before = type_before(sheet, start)
    is_letter = before and "cong van" in before[1] and "/" in typed
    return _parse(typed.upper()) if is_letter else None


def _claim_type_and_number(sheet: Sheet, match: re.Match[str], end: int) -> None:
    """Claim "24-CT" and "361 kh": the letters are the type, and the number stands alone."""
    before = type_before(sheet, match.start())
    start = match.start("symbol") + len(match["symbol"]) - len(match["symbol"].lstrip(" /-."))
    if not before:
        claim_type(sheet, NAMES_BY_CODE[sheet.shape[start:end]], (start, end), is_code=True)
    claim_number(sheet, match["number"], match["year"] or "", match.span("number"), start)


def _claim_typed(sheet: Sheet, start: int) -> bool:
    """Claim a number between its type and its body: "chi thi 4 tw", "NQ 29-TW", "kh361/TU"."""
    match = _BODY_BEHIND.match(sheet.shape, start)
    before = type_before(sheet, start) if match else None
    if not match or not before or not sheet.is_codelike(*match.span("body")):
        return False
    if " " in match["mark"] and _LEVEL_AHEAD.match(sheet.shape, match.start("body")):
        return False
    doubtful = " " in match["mark"] and sheet.is_syllable(*match.span("body"))
    # "ke hoach 24 tu tuong": a word goes on where a code would end.
    if doubtful and _WORD_AHEAD.match(sheet.shape, match.end()):
        return False
    code = code_of_type(before[1], match["body"]) or _typed_code(sheet, before[0], start)
    year = f"/{match['year']}" if match["year"] else ""
    parts = _parse(f"{match['number']}{year} {code} {match['body']}") if code else None
    if parts:
        _claim(sheet, parts, (start, match.end()))
    return parts is not None


def _typed_code(sheet: Sheet, start: int, end: int) -> str:
    """Return the type's code where it is a code that was typed: "qđ 66 tw" (two types)."""
    typed = sheet.shape[start:end].split()
    return typed[0].strip(",") if typed and typed[0].strip(",") in _TYPES else ""


def _claim(sheet: Sheet, code: CodeParts, span: tuple[int, int]) -> None:
    """Claim a code with the type word and “số” before it: the symbol tells the type."""
    start = span[0]
    before = type_before(sheet, start)
    said = _SAID.search(sheet.shape, max(0, start - 14), start)
    if before:
        start = before[0]
    elif said and sheet.is_edge_before(said.start()):
        start = said.start()
    typed = printed(code)
    sheet.claim(
        Part("code", typed, ((start, span[1]),), typed),
        number=code.number,
        year_in_number=code.year_in_number,
        symbol=code.symbol,
    )


def printed(code: CodeParts) -> str:
    """Return a code as one types it: "24-CT/TU", "130/2020/NĐ-CP"."""
    year = f"/{code.year_in_number}" if code.year_in_number else ""
    is_party = "/" in code.symbol and not year
    return f"{code.number}{year}{'-' if is_party else '/'}{code.symbol}"


def claim_number(
    sheet: Sheet, number: str, year: str, span: tuple[int, int], end: int | None = None
) -> None:
    """Claim a number without symbol; its chip is "số 24" or "số 24/2023"."""
    bare = number.lstrip("0") or "0"
    shown = f"số {bare}" + (f"/{year}" if year else "")
    last = end if year and end else span[1]
    sheet.claim(Part("number", shown, ((span[0], last),), shown), number=bare, year_in_number=year)


# "CT/TU", "ct tu", "KH-UBND"
_SYMBOL = re.compile(
    rf"(?<![\w/-]){_TYPE}(?P<mark> ?[/-] ?| ){_BODY}(?:[-/]{_BODY}){{0,2}}(?![\w/-])"
)


def _find_symbol(sheet: Sheet) -> None:
    """Claim a symbol without number; between blanks only where no word stands beside it."""
    for match in _SYMBOL.finditer(sheet.shape):
        alone = sheet.is_edge_before(match.start()) and sheet.is_edge_after(match.end())
        whole = "/" in match["mark"] or "-" in match["mark"]
        code = _parse(f"{match[0]} 1") if sheet.is_codelike(*match.span()) else None
        if code and (whole or alone):
            sheet.claim(
                Part("symbol", f"ký hiệu {code.symbol}", (match.span(),), code.symbol),
                symbol=code.symbol,
            )
            return
