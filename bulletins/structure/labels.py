"""Which lines start with a label such as "3.", "4. 8.", "II-" or "Phần 1:". Pure text.

A label only makes a line a *candidate*: the points of a directive printed inside an item
look exactly like the items, and which is which is decided in ``chain``.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from documents.printed_lines import Lines
from organizations.text import fold, normalize

# A bulletin has some fifty labelled lines, a long directive some hundreds. A text with more
# than this is none, and is not worth the minutes that weighing each of its lines would take.
MOST_LABELLED = 5000

Family = Literal["part", "letter", "roman", "arabic", "dotted"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that starts with a label.

    `label` is as printed, in NFC ("4. 8."), `numbers` its value ((4, 8)), `line` the index of
    its line, `start` the offset of the label. The words after it start at `title_start`
    on line `title_line`, which is the next one when the label stands alone.
    """

    family: Family
    label: str
    numbers: tuple[int, ...]
    line: int
    start: int
    title_line: int
    title_start: int

    @property
    def number(self) -> int:
        """The last number of the label: 8 of "4. 8."."""
        return self.numbers[-1]


_MARKUP = re.compile(r"(?:#{1,6}\s*|\*{1,2}|__|<(?:b|strong)>\s*)*", re.IGNORECASE)
_AFTER_LABEL = re.compile(r"(?:\*{1,2}|__|</?(?:b|strong)>|\s)*", re.IGNORECASE)
# "5.1.", "4. 8.", "4.2.3", "5.1/"; not "5.800" (a thousands mark) and not "4. 8 đồng chí".
_DOTTED = re.compile(
    r"(?P<numbers>\d{1,2}(?:\.\d{1,2}){1,4})(?:\\?[.)/:]|\s?[-–](?=\s)|(?=\s))(?!\d)"
    r"|(?P<spaced>\d{1,2}(?:\s?\.\s?\d{1,2}){1,4})\s?\.(?!\d)"
)
# "1.", "01.", "2)", "3/ ", "4- ", "5:"; not "04-CT/TU", "15/2", "2024.".
_ARABIC = re.compile(r"(?P<number>\d{1,2})\s?(?:\\?[.):](?!\d)|[/](?=\s|\Z)|[-–](?=\s))")
# "II.", "II-", "IV/", "V)"; not "V.I. Lê-nin" (refused with its title).
_ROMAN = re.compile(r"(?P<number>[IVX]{1,5})\s?(?:\\?[.):/]|[-–])")
# "A.", "B-"; not "C. Mác" (no "B." stands before it: refused by its sequence).
_LETTER = re.compile(r"(?P<letter>[A-HK])\s?(?:\\?[.)/]|[-–])(?=\s|\*|\Z)")
_FIRST_WORD = re.compile(r"(?:ph\S{1,3}n|ch\S{2,6}|b\S{1,2}i|m\S{1,2}c)\s", re.IGNORECASE)
# "Phần 1:", "PHẦN THỨ NHẤT", "Chuyên đề 2.", "Chương II", "Bài 3:"; not "Phần 2 của đề án".
_PART = re.compile(
    r"(?:phan|chuong|chuyen de|bai|muc) (?:thu |so )?"
    r"(?P<number>\d{1,2}|[ivx]{1,5}|nhat|mot|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi)"
    r" ?(?P<mark>[.:)/-])?(?= |$)"
)
_WORD_NUMBERS = {
    **{"nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5},
    **{"sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10},
}
# A line that ends with one of these goes on with a number: "tháng" / "12. Các đồng chí …".
_WANTS_NUMBER = re.compile(
    r"(?:\b(?:ngày|tháng|năm|quý|số|khóa|khoá|thứ|lần|điều|khoản|điểm|mục|phần|chương|tổ|phường"
    r"|quận|đường|lộ|từ|đến|và|là|hoặc|các|những|của|theo|tại|trong|hơn|trên|dưới|khoảng)|[,/-])\Z"
)
_CODE = re.compile(r"[A-ZĐƯ]{1,6}[a-zđ]{0,2}\d{0,2}\s?[-/]\s?[A-ZĐƯ]")
_INITIALS = re.compile(r"[A-ZĐ]\.")
_OPENING = re.compile(r"[\"“”‘’'«(\[*_\s]*")


def find_candidates(lines: Lines, cited: frozenset[int]) -> list[Candidate]:
    """Return every labelled line of `lines`, in order.

    `cited` holds the offsets at which a citation starts: words after a label normally
    start with a capital, but "1. chỉ thị số …" names a document and is a heading too.
    Reading stops just beyond MOST_LABELLED.
    """
    found = list(islice(_iterate(lines, cited), MOST_LABELLED + 1))
    labelled = {candidate.line for candidate in found}
    # A label alone above another labelled line has no words of its own: a stray number.
    return [one for one in found if one.title_line == one.line or one.title_line not in labelled]


def _iterate(lines: Lines, cited: frozenset[int]) -> Iterator[Candidate]:
    for index, line in enumerate(lines.lines):
        markup = _MARKUP.match(line.text)
        offset = markup.end() if markup else 0
        # Cheap test first: almost no line of running text starts with one of these.
        if line.text[offset : offset + 1] not in _FIRST_CHARACTERS:
            continue
        found = read_label(line.text[:400], offset)
        if found is None:
            continue
        family, numbers, label_end = found
        title_start = _title_start(lines, index, label_end)
        if title_start is None or not _may_be_title(lines.text, title_start, family, cited):
            continue
        if index and lines.is_filled(index - 1) and _wants_number(lines.lines[index - 1].text):
            continue
        label = unicodedata.normalize("NFC", line.text[offset:label_end].replace("\\", "").strip())
        title_line = index if title_start < line.end else index + 1
        start = line.start + offset
        yield Candidate(family, label, numbers, index, start, title_line, title_start)


_FIRST_CHARACTERS = frozenset("0123456789ABCDEFGHIKMPVX")


def read_label(text: str, offset: int) -> tuple[Family, tuple[int, ...], int] | None:
    """Return the family, the value and the end of the label at `offset` of `text`, else None."""
    if match := _DOTTED.match(text, offset):
        numbers = tuple(map(int, re.findall(r"\d+", match["numbers"] or match["spaced"])))
        return ("dotted", numbers, match.end()) if all(numbers) else None
    if match := _ARABIC.match(text, offset):
        number = int(match["number"])
        return ("arabic", (number,), match.end()) if number else None
    if match := _ROMAN.match(text, offset):
        value = roman_value(match["number"])
        return ("roman", (value,), match.end()) if value else None
    if match := _LETTER.match(text, offset):
        return "letter", ("ABCDEFGHK".index(match["letter"]) + 1,), match.end()
    if _FIRST_WORD.match(text, offset):
        return _read_part(text, offset)
    return None


def _read_part(text: str, offset: int) -> tuple[Family, tuple[int, ...], int] | None:
    """Read "Phần thứ nhất", "Chuyên đề 2:"; the words are compared folded, so spelling and
    normal form do not matter."""
    words = list(re.finditer(r"\S+", text[offset : offset + 60]))[:5]
    folded = fold(" ".join(word[0].strip("*_") for word in words))
    match = _PART.match(folded)
    if not match:
        return None
    written = match["number"]
    number = (
        int(written)
        if written.isdigit()
        else _WORD_NUMBERS.get(written) or roman_value(written.upper())
    )
    count = len(match[0].split())
    end = offset + words[count - 1].end()
    # Without a mark the words that follow must be a heading of their own, not a sentence
    # ("Phần 2 của đề án …"): the title test asks for a capital.
    return ("part", (number,), end) if number else None


def roman_value(written: str) -> int:
    """Return the value of a Roman numeral up to XXXIX, 0 when it is not well formed."""
    match = re.fullmatch(r"(X{0,3})(IX|IV|V?I{0,3})", written)
    if not match or not written:
        return 0
    ones = {"IX": 9, "IV": 4}.get(match[2])
    if ones is None:
        ones = 5 * match[2].count("V") + match[2].count("I")
    return 10 * len(match[1]) + ones


def _title_start(lines: Lines, index: int, label_end: int) -> int | None:
    """Return the offset of the first word after the label, on the next line if need be."""
    line = lines.lines[index]
    after = _AFTER_LABEL.match(line.text, label_end)
    end = after.end() if after else label_end
    if end < len(line.text):
        return line.start + end
    if index + 1 < len(lines.lines):
        return lines.lines[index + 1].start
    return None


def _may_be_title(text: str, start: int, family: Family, cited: frozenset[int]) -> bool:
    """Tell whether the words at `start` can be a heading: a capital, a figure, a citation."""
    if start in cited:
        return True
    opening = _OPENING.match(text, start)
    first = text[opening.end() if opening else start : start + 200]
    if not first or _CODE.match(first):
        return False
    if family in ("roman", "letter") and _INITIALS.match(first):
        return False
    return first[0].isupper() or (first[0].isdigit() and family in ("arabic", "dotted"))


def _wants_number(line: str) -> bool:
    """Tell whether `line` ends in the middle of words that a number completes."""
    return bool(_WANTS_NUMBER.search(normalize(line[-16:]).casefold()))
