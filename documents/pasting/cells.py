"""The lines of a first page, and the cells of its two columns. Pure text; no Django.

A letterhead is a table without lines: on the left who issued the document, on the right its
country or Party, place and day. Out of a Word file its cells come with tabs, out of a PDF file or
a browser with wide gaps, on lines of their own, or run together on one line.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from organizations.text import fold


class Cell(NamedTuple):
    """A piece of one line, between the gaps; `text[start:end]` are its words."""

    start: int
    end: int
    words: str

    @property
    def folded(self) -> str:
        return fold(self.words)

    @property
    def is_upper(self) -> bool:
        """Whether it is printed in capitals; "Số 05-NQ/ĐU" is not."""
        return self.words.upper() == self.words and any(char.isalpha() for char in self.words)


# "ĐẢNG CỘNG SẢN VIỆT NAM" (Party), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh
# phúc" (State): they stand in the right column and tell nothing of the document.
_COUNTRY = re.compile(
    r"ĐẢNG[ ]CỘNG[ ]SẢN[ ]VIỆT[ ]NAM"
    r"|CỘNG[ ]H(?:ÒA|OÀ)[ ]XÃ[ ]HỘI[ ]CHỦ[ ]NGHĨA[ ]VIỆT[ ]NAM"
    r"|Độc[ ]lập[ ]?[-–—][ ]?Tự[ ]do[ ]?[-–—][ ]?Hạnh[ ]phúc",
    re.IGNORECASE,
)
# A range "À-Ỹ" would hold small letters too: Unicode puts each beside its capital.
_LETTERS = "".join(map(chr, (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))))
UPPER = "A-Z" + "".join(char for char in _LETTERS if char.isupper())
LOWER = "a-z" + "".join(char for char in _LETTERS if char.islower())
# "Cao Bằng, ngày 19 tháng 5 năm 2023", also run into what stands left of it, as in "BAN TUYÊN GIÁO
# Cao Bằng, ngày …": the place is the words that only begin with a capital letter.
_PLACE_AND_DAY = re.compile(
    rf"(?<![/\w-])(?:[{UPPER}][{LOWER}]*\.?[ ]){{0,4}}[{UPPER}][{LOWER}]*,[ ]{{0,2}}ngày\b"
)
# In a draft a gap is left for the number and the day: "Số     -CT/TU", "ngày    tháng 5".
_GAP = re.compile(r"\t+|(?<![ ])(?<!S[ốỐ])(?<!ngày)(?<!tháng)[ ]{3,}|\|")
_LINE = re.compile(r"[^\n]+")


def lines_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Cell]:
    """Yield the lines of a stretch that have words on them, without blanks at their ends."""
    for line in _LINE.finditer(text, start, len(text) if end is None else end):
        cell = _trimmed(text, line.start(), line.end())
        if cell:
            yield cell


def cells_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Cell]:
    """Yield the cells of a stretch of a letterhead in the order they are written in.

    What names the country or the Party is left out; place and day are a cell of their own.
    """
    for line in lines_of(text, start, end):
        done = line.start
        for cut in _cuts(text, line):
            yield from _between(text, done, cut.start)
            done = cut.end
        yield from _between(text, done, line.end)


def _cuts(text: str, line: Cell) -> list[Cell]:
    """Return the gaps and the country's words, and an empty cut before a place with its day."""
    found = [
        Cell(match.start(), match.end(), "")
        for pattern in (_GAP, _COUNTRY)
        for match in pattern.finditer(text, line.start, line.end)
    ]
    for match in _PLACE_AND_DAY.finditer(text, line.start, line.end):
        found.append(Cell(match.start(), match.start(), ""))
    return sorted(found)


def _between(text: str, start: int, end: int) -> Iterator[Cell]:
    cell = _trimmed(text, start, end) if start < end else None
    if cell:
        yield cell


def _trimmed(text: str, start: int, end: int) -> Cell | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Cell(start, start + len(words), words) if words else None
