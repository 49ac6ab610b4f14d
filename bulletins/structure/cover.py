"""What the cover of a bulletin says: its month, who puts it out and who may read it. Pure text."""

import re
from collections.abc import Iterator

from organizations.text import fold, normalize

_COVER_CHARS = 3000
# "Tháng 11 năm 2022", "THÁNG 3/2024", "(Tháng 05-2023)", "tháng 01+02/2024".
_MONTH = re.compile(
    r"(?P<day>ngay \d{1,2} )?\bthang (?P<month>\d{1,2})(?: ?[+,-] ?\d{1,2})?"
    r" ?(?:nam|/|-|\.) ?(?P<year>(?:19|20)\d{2})\b"
)
_TITLE_WORDS = re.compile(r"\b(?:tai lieu|ban tin|thong tin|sinh hoat|so tay)\b")
_OTHER_WORDS = 4
_BODY = re.compile(
    r"(?:ban (?:tuyen giao|chap hanh|thuong vu|to chuc|dan van|bien tap)|bch|tinh uy|thanh uy"
    r"|huyen uy|thi uy|quan uy|dang uy|dang bo|chi bo|trung tam)\b"
)
# Folded, the whole of what stands between signs: "(LƯU HÀNH NỘI BỘ)", "Tài liệu lưu hành nội bộ",
# "SỬ DỤNG VÀ BẢO QUẢN TRONG NỘI BỘ CỦA ĐẢNG"; not "sách lưu hành nội bộ của Ban".
_CIRCULATION = re.compile(
    r"(?:tai lieu |chi )?(?:luu hanh|su dung)(?: va (?:bao quan|luu hanh|su dung))?"
    r"(?: trong)? noi bo(?: (?:(?:cua|trong) )?dang)?"
)
_SIGNS = re.compile(r"[^\w\s]+")
_COLUMNS = re.compile(r"\t+|\s{3,}|\|")
_FRAME = "*_# \t|"


def read_month(cover: str) -> tuple[int | None, int | None]:
    """Return the month and year printed on `cover`, (None, None) when there is none.

    The line gives only the month, or a title with it. A full date ("ngày 25 tháng 10 năm
    2022") is the day of printing or of a document; a month in a sentence is something
    else's. Two months printed together give the first.
    """
    for line in _lines(cover):
        folded = fold(line)
        match = _MONTH.search(folded)
        if not match or match["day"] or not 1 <= int(match["month"]) <= 12:
            continue
        others = re.findall(r"\w+", folded[: match.start()] + folded[match.end() :])
        if len(others) <= _OTHER_WORDS or _TITLE_WORDS.search(folded):
            return int(match["month"]), int(match["year"])
    return None, None


def read_publisher(cover: str) -> str:
    """Return the bodies printed at the head of `cover` joined by " / ", '' when none is.

    They are lines in capitals, one body a line, before the title; in a head of two
    columns the left one names the body, the right one carries the motto.
    """
    bodies: list[str] = []
    for line in _lines(cover):
        cells = [cell for cell in _COLUMNS.split(line) if cell.strip(_FRAME)]
        name = normalize(cells[0].strip(_FRAME)) if cells else ""
        if not name:
            continue
        folded = fold(name)
        if name.isupper() and _BODY.match(folded):
            bodies.append(name)
        elif bodies and name.isupper() and folded.startswith("va "):
            bodies[-1] = f"{bodies[-1]} {name}"
        elif bodies:
            break
    return " / ".join(bodies)


def read_marking(cover: str) -> str:
    """Return the words on `cover` that say who it is for, as printed, '' when there are none.

    They stand alone on their line, or between brackets behind the month: "Tháng 4 năm 2024 (LƯU
    HÀNH NỘI BỘ)" gives "LƯU HÀNH NỘI BỘ". Words of a sentence begin with a small letter.
    """
    parts = (normalize(part) for line in _lines(cover) for part in _SIGNS.split(line))
    marks = (one for one in parts if one[:1].isupper() and _CIRCULATION.fullmatch(fold(one)))
    return next(marks, "")


def _lines(cover: str) -> Iterator[str]:
    return (line[:200] for line in cover[:_COVER_CHARS].splitlines())
