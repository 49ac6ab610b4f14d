"""The title of a document below its type, or of a letter below its number. Pure; no Django."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from documents.pasting.cells import Cell, lines_of
from organizations.text import fold, normalize

# A title of a long decree has some 400 characters.
TITLE_CHARS = 1_200
MOST_LINES = 12


class Words(NamedTuple):
    """Words of a text as they stand there from `start` to `end`, and what they are read as."""

    start: int
    end: int
    value: str


# "-----", "_____", "*", "***": what the forms of the Party print under a title
_RULE = re.compile(r"^[\W_]+$")
# A document's text begins so: its grounds, whom it is sent to, its first part
_TEXT_BEGINS = re.compile(
    r"(?:can cu|kinh gui|kinh thua|xet de nghi|xet to trinh|theo de nghi|theo chi dao"
    r"|phan (?:thu )?(?:nhat|i|1)|chuong (?:i|1)|dieu 1|i\.|1\.|a\.|-|\+)(?=[ .:,]|$)"
)
# "của Ban Thường vụ Tỉnh ủy", "CỦA BỘ CHÍNH TRỊ": who issued it, between type and title
_ISSUER = re.compile(
    r"^của[ ](?=ban|bộ|tỉnh|thành|huyện|quận|thị|đảng|chi|ủy|uỷ|hội|chính|thủ|chủ|đại)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?:v\s?/\s?v|về việc|về)\b[ :]*", re.IGNORECASE)


def title_below(
    text: str, start: int, rest_of_line: Words | None = None
) -> tuple[Words | None, Words | None]:
    """Return the issuer and the title below a type that ends at `start`.

    A title ends at a rule, at a blank line that no small letter follows, or where the text of a
    document usually begins. `rest_of_line` stands behind the type and is part of the title.
    """
    below = start if rest_of_line is None else rest_of_line.end
    lines = islice(lines_of(text, below), MOST_LINES)
    issuer: Words | None = None
    found: list[Cell] = []
    if rest_of_line:
        found.append(Cell(rest_of_line.start, rest_of_line.end, rest_of_line.value))
    for line in lines:
        if not found and issuer is None and _ISSUER.match(line.words):
            issuer = Words(line.start, line.end, normalize(_ISSUER.sub("", line.words)))
        elif _RULE.match(line.words):
            if found:
                break
        elif _TEXT_BEGINS.match(line.folded) or (found and not _goes_on(text, found[-1], line)):
            break
        else:
            found.append(line)
    return issuer, _joined(found)


def title_of_letter(cells: Sequence[Cell]) -> Words | None:
    """Return the title of a letter: “V/v …” below its number, to “Kính gửi” or place and day."""
    found: list[Cell] = []
    for cell in cells:
        words = cell.folded
        if words.startswith("kinh gui"):
            break
        if ", ngay " in f"{words} " or _RULE.match(cell.words):
            continue
        if found or _ABOUT.match(cell.words):
            found.append(cell)
    return _joined(found[:6])


def _goes_on(text: str, before: Cell, line: Cell) -> bool:
    """Whether a line belongs to the title begun above it.

    Texts from PDF files have a blank line after every line, so a small letter decides there.
    """
    if line.end - before.start > TITLE_CHARS or before.words.endswith((".", ":", ";")):
        return False
    gap = text[before.end : line.start]
    starts_small = line.words[0].islower() or line.words[0].isdigit()
    return starts_small or (gap.count("\n") == 1 and line.is_upper == before.is_upper)


def _joined(cells: Sequence[Cell]) -> Words | None:
    if not cells:
        return None
    words = normalize(" ".join(cell.words for cell in cells)).strip(" *_-")
    if words.upper() == words:
        # In capitals only by its printing: names keep theirs where a person looks it over.
        words = words[:1] + words[1:].lower()
    about = _ABOUT.match(words)
    if about and fold(about[0]).startswith("v/"):
        words = f"về việc {words[about.end() :].removeprefix('việc ')}"
    elif about:
        words = words[:1].lower() + words[1:]
    return Words(cells[0].start, cells[-1].end, words) if words else None
