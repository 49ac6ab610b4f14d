"""A document's first page, and its last lines: what it says of itself. Pure text; no Django.

Forms of the Party by Guidance 36-HD/VPTW of 2018 and 05-HD/VPTW of 2026, of the State by Decree
30/2020/NĐ-CP: who issued it, “Số 24-CT/TU”, place and day, the type, the title, the signature.
Nothing is corrected; each value says where it stands.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from documents.citations.codes import CodeParts, parse_code
from documents.citations.types import DOCUMENT_TYPES
from documents.pasting.cells import Cell, cells_of, lines_of
from documents.pasting.signature import Signature, find_signature
from documents.pasting.titles import Words, title_below, title_of_letter
from organizations.text import fold, normalize

# The longest letterheads, with two bodies and a long title, have some 1,500 characters.
HEAD_CHARS = 4_000
# The signature stands where the document ends; annexes may follow.
MOST_CHARS = 400_000


class Day(NamedTuple):
    """The day printed, None where it is left open or does not exist."""

    start: int
    end: int
    day: date | None


class Code(NamedTuple):
    """The printed “Số 24-CT/TU” and its parts, None where the number is left open."""

    start: int
    end: int
    parts: CodeParts | None


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What a first page says; None or empty where it does not say it.

    `bodies` are the lines above the number, the highest body first. `issuer` is “của Ban Thường
    vụ …” below the type.
    """

    code: Code
    bodies: tuple[Words, ...] = ()
    day: Day | None = None
    type: Words | None = None
    issuer: Words | None = None
    title: Words | None = None
    signature: Signature | None = None


# "Số 24-CT/TU", "Số: 281/KH-UBND", "Số 01 - BC/CB", "SỐ 08 HD/TU", "Số     -CT/TU" (a draft)
_SYMBOL = r"[A-ZĐƯ][^\W\d_]{0,11}\d{0,2}(?:[ ]?[-–—‑/][ ]?[A-ZĐƯ][\w]{0,14}){0,4}"
_CODE = re.compile(
    r"S[ốỐ]\s?:?[ \t.…_]{0,20}(?P<code>"
    r"\d{1,5}(?:\.\d{1,4})?[a-z]?(?:[ ]?[/-][ ]?(?:19|20)\d\d(?=[ ]?/))?[ ]?[-–—‑/]?[ ]?"
    rf"{_SYMBOL}|[-–—‑/][ ]?{_SYMBOL})"
)
# "ngày 19 tháng 5 năm 2023", "ngày 19/5/2023", "ngày … tháng 5 năm 2024" (a draft)
_DAY = re.compile(
    r"ngày[ ]{0,3}(?P<day>\d{1,2}|[ .…_]{0,12})[ ]{0,3}(?:tháng|[/.-])[ ]{0,3}"
    r"(?P<month>\d{1,2}|[ .…_]{0,12})[ ]{0,3}(?:năm|[/.-])[ ]{0,3}(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)
# Stamps on the left, above or below the body's name.
_STAMPS = frozenset({"du thao", "ban sao", "khan", "thuong khan", "hoa toc", "sao luc"})
_TYPE_BY_KEY = {
    fold(name): kind.name for kind in DOCUMENT_TYPES for name in (kind.name, *kind.other)
}
_LONGEST_FIRST = sorted(_TYPE_BY_KEY, key=len, reverse=True)
_LETTER = "Công văn"


def read_first_page(text: str) -> FirstPage | None:
    """Return what the first page of `text` says, None where `text` begins with none.

    Read: the letterhead of a document of the Party or the State with its “Số …”, in two columns,
    one cell a line, or run together. Refused: running text, also with “số 24-CT/TU” in a sentence.
    """
    head = list(cells_of(text, 0, min(len(text), HEAD_CHARS)))
    place = _place_of_code(head)
    if place is None:
        return None
    code, at = place
    day = _find_day(head)
    kind = _find_type(text, code.end)
    if day is None and kind is None:
        return None
    bodies = tuple(
        Words(cell.start, cell.end, normalize(cell.words))
        for cell in head[:at]
        if cell.is_upper and cell.folded not in _STAMPS and not _DAY.search(cell.words)
    )
    if kind is None:
        # A letter bears no word for its type (Decree 30/2020/NĐ-CP, annex III).
        return FirstPage(
            code,
            bodies,
            day,
            issuer=None,
            title=title_of_letter(head[at + 1 :]),
            signature=find_signature(text, code.end),
        )
    issuer, title = title_below(text, kind.end, rest_of_line=_rest(text, kind))
    after = max(part.end for part in (kind, issuer, title) if part)
    return FirstPage(code, bodies, day, kind, issuer, title, find_signature(text, after))


def _place_of_code(head: list[Cell]) -> tuple[Code, int] | None:
    """Return the code and the place of its cell; it stands at the beginning of one."""
    for at, cell in enumerate(head):
        match = _CODE.match(cell.words)
        if match:
            parts = parse_code(match["code"])
            start = cell.start + match.start("code")
            return Code(start, cell.start + match.end("code"), parts), at
    return None


def _find_day(head: list[Cell]) -> Day | None:
    """Return the day beside the place; the first one: others belong to what is cited below."""
    for cell in head:
        match = _DAY.search(cell.words)
        if not match:
            continue
        start, end = cell.start + match.start(), cell.start + match.end()
        try:
            day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            return Day(start, end, None)
        return Day(start, end, day)
    return None


def _find_type(text: str, start: int) -> Words | None:
    """Return the type, a line in capitals that begins with the name of one."""
    for line in lines_of(text, start, min(len(text), start + HEAD_CHARS)):
        if not line.is_upper:
            continue
        words = line.folded
        for key in _LONGEST_FIRST:
            if words == key or words.startswith(f"{key} "):
                end = line.start + _chars_of(line.words, len(key.split()))
                return Words(line.start, end, _TYPE_BY_KEY[key])
    return None


def _chars_of(line: str, words: int) -> int:
    """Return where the first `words` words of a line end."""
    match = re.match(rf"(?:\S+\s+){{{words - 1}}}\S+", line)
    return match.end() if match else len(line)


def _rest(text: str, kind: Words) -> Words | None:
    """Return what stands behind the type on its line: “KẾ HOẠCH THỰC HIỆN CHỈ THỊ …”."""
    end = text.find("\n", kind.end)
    end = len(text) if end < 0 else end
    words = normalize(text[kind.end : end]).lstrip(":-– ")
    return Words(kind.end, end, words) if words else None
