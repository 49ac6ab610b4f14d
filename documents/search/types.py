"""The type of document in a query, by name or by code. Pure text; no Django."""

import re

from documents.citations.types import DOCUMENT_TYPES, STATE_ISSUERS, DocumentTypeNames
from documents.search.parts import Part
from documents.search.sheet import Sheet, any_of
from organizations.text import fold


def _type_tables() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Return the type names meant by each folded name, and by each folded code."""
    by_name: dict[str, set[str]] = {}
    by_code: dict[str, set[str]] = {}
    for row in DOCUMENT_TYPES:
        for written in (row.name, *row.other):
            by_name.setdefault(fold(written), set()).add(fold(row.name))
        for code in (row.party, row.state, *row.short):
            if code:
                by_code.setdefault(fold(code), set()).add(fold(row.name))
    for name, meant in by_name.items():
        # "chương trình" also means "chương trình hành động".
        meant.update(fold(row.name) for row in DOCUMENT_TYPES if fold(row.name).startswith(name))
    return (
        {name: frozenset(meant) for name, meant in by_name.items()},
        {code: frozenset(meant) for code, meant in by_code.items()},
    )


NAMES_BY_NAME, NAMES_BY_CODE = _type_tables()
_LONGEST_NAME_WORDS = max(len(name.split()) for name in NAMES_BY_NAME)
_PRINTED = {fold(row.name): row for row in DOCUMENT_TYPES}
_CODES = any_of([code for code in NAMES_BY_CODE if len(code) > 1])
_NAMES = any_of(NAMES_BY_NAME)
# A type word or code that ends here, with its "số:" — "Kế hoạch số ", "qđ "
_BEFORE = re.compile(
    rf"(?<![\w/-])(?:(?P<name>{_NAMES})|(?P<code>{_CODES}))"
    r"(?P<said>[ ,]{1,2}so(?: ky)?(?: hieu)?(?: ?: ?| )|[ ,]{1,3}|)$"
)
_WINDOW = 45
_STATE_BODIES = frozenset(map(fold, STATE_ISSUERS))
# Names that stand for a type only where something else says so: in the midst of a sentence
# they are ordinary words ("công tác quy hoạch", "chương trình mục tiêu").
_COMMON = frozenset(
    fold(name)
    for name in (
        *("Báo cáo", "Kế hoạch", "Quy hoạch", "Chương trình", "Đề án", "Phương án", "Dự án"),
        *("Hướng dẫn", "Thông báo", "Quy chế", "Luật", "Bộ luật", "Lệnh", "Điều lệ", "Hiến pháp"),
        *("Chiến lược", "Cương lĩnh", "Hợp đồng", "Biên bản", "Tuyên bố", "Quy định"),
    )
)
# "kỷ luật đảng viên", "pháp luật", "mệnh lệnh" name no type.
_NOT_BEHIND = {"luat": ("ky", "phap", "quy", "bo"), "lenh": ("menh", "phap", "sac", "hieu")}
# What carries a document out names it as its object: "quán triệt nghị quyết".
OBJECT = re.compile(
    r"(?<!\w)(?:thuc hien|trien khai|quan triet|so ket|tong ket|cu the hoa|hoc tap|theo|cua|ve"
    r"|sua doi|bo sung|thay the|bai bo|huong dan|thi hanh|chap hanh)(?: cac| noi dung)? $"
)
OBJECT_WINDOW = 24
_NUMBER_AHEAD = re.compile(
    r"[ ,:]{0,3}(?:so(?: ky)?(?: hieu)? ?:? ?)?[0-9]{1,5}(?![0-9]|[/-][a-z])"
)
_NUMBER_BEHIND = re.compile(r"(?<![\w/.-])[0-9]{1,5}(?:/[0-9]{4})?[ ,-]{1,3}$")


def shown_type(names: frozenset[str]) -> str:
    """Return types as a chip says them: "Chỉ thị", "Quyết định hoặc Quy định"."""
    return " hoặc ".join(row.name for row in _general(names))


def _general(names: frozenset[str]) -> list[DocumentTypeNames]:
    """Return the types no other one covers: "Kế hoạch" covers "Kế hoạch liên tịch"."""
    return [
        row
        for key, row in _PRINTED.items()
        if key in names and not any(key.startswith(f"{other} ") for other in names)
    ]


def type_before(sheet: Sheet, end: int) -> tuple[int, frozenset[str]] | None:
    """Return where the type word or code that ends at `end` starts, and the types it means."""
    match = _BEFORE.search(sheet.shape, max(0, end - _WINDOW), end)
    if not match or (match["code"] and not sheet.is_codelike(*match.span("code"))):
        return None
    if match["code"] and not match["said"] and match["code"] == "qh":
        return None
    names = NAMES_BY_NAME[match["name"]] if match["name"] else NAMES_BY_CODE[match["code"]]
    return match.start(), names


def code_of_type(names: frozenset[str], body: str) -> str:
    """Return the code that documents of the type carry under the body's code, '' for none."""
    is_state = body in _STATE_BODIES
    codes = {row.state if is_state else row.party for row in _general(names)} - {""}
    return codes.pop() if len(codes) == 1 else ""


def claim_type(sheet: Sheet, names: frozenset[str], span: tuple[int, int], is_code: bool) -> None:
    """Claim a type at `span`; its chip names every type that was meant."""
    shown = shown_type(names)
    # One letter ("0L") is a code beside a number only.
    is_enough = is_code and span[1] - span[0] > 1
    typed = sheet.text[slice(*span)].lower() if is_enough else shown
    sheet.type_is_common = not is_code and fold(shown) in _COMMON
    sheet.claim(Part("type", shown, (span,), typed), type_names=names)


def find_type(sheet: Sheet) -> None:
    """Claim the type meant, if any: the one beside a number, else one that begins or ends a run.

    Inside a sentence a type's name is a word: "công tác quy hoạch cán bộ", "quán triệt nghị
    quyết". The type that opens a query is the document's own: in "kế hoạch thực hiện chỉ thị
    05" the directive is what the plan is about.
    """
    best: tuple[int, int, tuple[int, int], frozenset[str], bool] | None = None
    for start, end, names, is_code in _candidates(sheet):
        rank = _rank(sheet, start, end, is_code)
        if rank is not None and (best is None or rank < best[0]):
            best = (rank, start, (start, end), names, is_code)
    if best:
        claim_type(sheet, best[3], best[2], best[4])


def _rank(sheet: Sheet, start: int, end: int, is_code: bool) -> int | None:
    """Return how surely the words there are the type (0 is best), None when they are words."""
    opens, ends = sheet.is_edge_before(start), sheet.is_edge_after(end)
    numbered = bool(_NUMBER_AHEAD.match(sheet.shape, end))
    follows = bool(_NUMBER_BEHIND.search(sheet.shape, max(0, start - 16), start))
    if is_code:
        # "kh" is no word of Vietnamese, "da" and "tu" are.
        clear = (opens or ends) and not sheet.is_syllable(start, end)
        return 1 if numbered or follows or clear or (opens and ends) else None
    name = sheet.shape[start:end]
    if opens:
        return 0
    if numbered:
        return 1
    if follows and (name not in _COMMON or ends):
        return 2
    about = OBJECT.search(sheet.shape, max(0, start - OBJECT_WINDOW), start)
    return 3 if ends and name not in _COMMON and not about else None


def _candidates(sheet: Sheet) -> list[tuple[int, int, frozenset[str], bool]]:
    """Return each place in free text that holds the name or code of a type."""
    found = []
    position = 0
    while position < len(sheet.tokens):
        length, names = _longest_name(sheet, position)
        start = sheet.tokens[position][0]
        if names and sheet.word_before(start) not in _NOT_BEHIND.get(
            sheet.shape[start : sheet.tokens[position + length - 1][1]], ()
        ):
            found.append((start, sheet.tokens[position + length - 1][1], names, False))
        elif not names:
            found += _code_at(sheet, *sheet.tokens[position])
        position += max(length, 1)
    return found


def _longest_name(sheet: Sheet, position: int) -> tuple[int, frozenset[str]]:
    start = sheet.tokens[position][0]
    for length in range(_LONGEST_NAME_WORDS, 0, -1):
        if position + length <= len(sheet.tokens):
            end = sheet.tokens[position + length - 1][1]
            names = NAMES_BY_NAME.get(sheet.shape[start:end])
            if names:
                return length, names
    return 0, frozenset()


_STUCK = re.compile(rf"(?P<code>{_CODES})[0-9]{{1,5}}(?![\w])")


def _code_at(sheet: Sheet, start: int, end: int) -> list[tuple[int, int, frozenset[str], bool]]:
    """Return the code that the token is ("kh") or begins with, stuck to its number ("NQ29")."""
    stuck = _STUCK.match(sheet.shape, start, end)
    code_end = stuck.end("code") if stuck else end
    code = sheet.shape[start:code_end]
    # QH14 is the National Assembly of term XIV, not plan (quy hoạch) number 14.
    if (stuck and code == "qh") or len(code) < 2 or code not in NAMES_BY_CODE:
        return []
    tied = not stuck and sheet.is_inside_code(start, end)
    if tied or not sheet.is_codelike(start, code_end):
        return []
    return [(start, code_end, NAMES_BY_CODE[code], True)]
