"""Numbers without symbol, bare months and bare years in a query. Pure text; no Django."""

import re

from documents.search.codes import claim_number
from documents.search.dates import claim_month, claim_year, is_stretch, is_year
from documents.search.sheet import Sheet

_FOUR = re.compile(r"(?<![\w/.-])[0-9]{4}(?![\w/%-])(?![.,][0-9])(?! ?- ?[0-9])")
_LATER_YEAR = re.compile(r"[0-9]{4} [0-9]{4}(?![\w/-])")
# "24", "số 24", "so: 04", "24/2023", "66.19"
_NUMBER = re.compile(
    r"(?:(?<!\w)(?P<said>so)(?: ky)?(?: hieu)?(?: ?: ?| ?))?"
    r"(?<![0-9/.-])(?P<number>[0-9]{1,5}(?:\.[0-9]{1,4})?)(?:/(?P<year>(?:19|20)[0-9]{2}))?"
    r"(?![\w/%])(?![.,-][0-9])"
)
_TYPE_BEFORE = re.compile(r"\x01[ ,:.]{0,3}$")
_TYPE_BEHIND = re.compile(r"[ ,-]{0,3}\x01+(?P<word>[ ,]{0,2}[^\W\d_])?")
# "chuyển đổi số 2023", "dân tộc thiểu số", "chỉ số", "một số 5 …": not the word for a number
_DIGITAL = frozenset(
    (
        *("doi", "thuat", "thieu", "da", "nghe", "te", "hoi", "quyen", "chi", "dan", "mot", "he"),
        *("tan", "ma", "phu", "lieu", "ham", "vo", "can"),
    )
)
# What is counted: "kế hoạch 5 năm", "thông báo 02 trường hợp", "30 năm thành lập"
_COUNTED = re.compile(
    r" (?:nam|thang|tuan|ngay|gio|truong hop|nguoi|ho|noi dung|nhiem vu|giai phap|chi tieu|diem"
    r"|dieu|khoan|lan|cap|xa|phuong|tinh|huyen|don vi|tap the|ca nhan|ty|trieu|nghin|km|ha|dong)"
    r"(?!\w)"
)


def find_year(sheet: Sheet) -> None:
    """Claim the first year that stands alone between blanks.

    “Số 2023” at the start or behind a type is a number; "chỉ thị 2019 2024" is number 2019
    of 2024.
    """
    for match in _FOUR.finditer(sheet.shape):
        start = match.start()
        if not is_year(match[0]) or is_stretch(sheet, start):
            continue
        if _says_number(sheet, start, is_yearlike=True):
            continue
        pair = _LATER_YEAR.match(sheet.shape, start)
        typed = _TYPE_BEFORE.search(sheet.shape, max(0, start - 4), start)
        if pair and typed and not sheet.has("number") and is_year(pair[0][5:]):
            continue
        claim_year(sheet, int(match[0]), match.span())
        return


_SAID_BEFORE = re.compile(r"(?<!\w)so(?: ky)?(?: hieu)?(?: ?: ?| ?)$")


def _says_number(sheet: Sheet, start: int, is_yearlike: bool) -> bool:
    """Tell whether “số” stands before `start` and means the number of a document."""
    said = _SAID_BEFORE.search(sheet.shape, max(0, start - 14), start)
    if not said or not sheet.says(said.start(), said.start() + 2, "số"):
        return False
    if sheet.is_edge_before(said.start()):
        return True
    return not is_yearlike and sheet.word_before(said.start()) not in _DIGITAL


def find_number(sheet: Sheet) -> None:
    """Claim the number meant: behind “số”, beside a type, with a year in it, or all alone.

    A number beside plain words counts something: "30 năm thực hiện", "24 thành ủy".
    """
    best: tuple[int, re.Match[str]] | None = None
    for match in _NUMBER.finditer(sheet.shape):
        rank = _rank(sheet, match)
        if rank is not None and (best is None or rank < best[0]):
            best = (rank, match)
    if best:
        match = best[1]
        said = match["said"] and _says_number(sheet, match.start("number"), bool(match["year"]))
        span = (match.start() if said else match.start("number"), match.end())
        claim_number(sheet, match["number"], match["year"] or "", span, match.end())


def find_bare_month(sheet: Sheet) -> None:
    """Claim "5/2023" as a month where no type and no “số” makes it a number with its year."""
    for match in _NUMBER.finditer(sheet.shape):
        if not match["year"] or "." in match["number"] or not 1 <= int(match["number"]) <= 12:
            continue
        start = match.start("number")
        typed = _TYPE_BEFORE.search(sheet.shape, max(0, start - 4), start)
        if typed or _says_number(sheet, start, is_yearlike=False):
            continue
        if len(match["number"]) <= 2 and is_year(match["year"]):
            claim_month(sheet, int(match["number"]), int(match["year"]), (start, match.end()))
            return


def _rank(sheet: Sheet, match: re.Match[str]) -> int | None:
    """Return how surely the number names a document (0 is best), None when it does not."""
    start, end = match.start("number"), match.end()
    counted = _COUNTED.match(sheet.shape, end)
    if _says_number(sheet, start, is_yearlike=is_year(match["number"])):
        return 0
    if _TYPE_BEFORE.search(sheet.shape, max(0, start - 4), start):
        return None if counted else 1
    behind = _TYPE_BEHIND.match(sheet.shape, end)
    if behind and not (sheet.type_is_common and behind["word"]):
        return 2
    if match["year"]:
        return 3
    # Four digits beside a year are words: "2021 2022".
    if is_year(match["number"]):
        return None
    alone = sheet.is_edge_before(start) and sheet.is_edge_after(end)
    return 4 if alone else None
