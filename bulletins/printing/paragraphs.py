"""The paragraphs of an item as they are set again: its heading apart, printed lines joined.

Pure text; no Django. Words are never changed, only what stands between them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from documents.printed_lines import Lines
from organizations.text import fold, normalize, replace_controls

# Before the words of one of a list.
_MARK = re.compile(r"[-–+*•●▪]|\W?(?:\d{1,3}|[IVXLC]{1,6}|[a-zđ])[.)\]]?")
# What may follow the words of a heading and is not the text's first word.
_AFTER_HEADING = re.compile(r"[\s.,;:*)\]”\"’]*")


def paragraphs(body: str) -> list[str]:
    """Return the paragraphs of a text, each on one line.

    In a text whose printed lines are broken (as out of a PDF) the lines of one paragraph are
    joined, and the page numbers of the former print stay out; elsewhere a line is a paragraph, as
    the row of a table is everywhere.
    """
    body = replace_controls(body, "\n")
    lines = Lines(body)
    if not lines.is_wrapped:
        return [line for line in map(_tidied, body.split("\n")) if line]
    found: list[str] = []
    for index, line in enumerate(lines.lines):
        if index and lines.runs_on(index - 1):
            found[-1] = f"{found[-1]} {normalize(line.text)}"
        else:
            found.append(_tidied(line.text))
    return found


def _tidied(line: str) -> str:
    """Return a line with single blanks; the tabs between the cells of a row stay."""
    return "\t".join(map(normalize, line.strip().split("\t")))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a table: its rows, each of as many cells as the longest."""

    words: str = ""
    rows: list[list[str]] = field(default_factory=list)


def blocks(lines: Sequence[str]) -> list[Block]:
    """Return the paragraphs of a text with the rows of each table together.

    Two rows that follow one another are a table, unless all they hold is a mark and its words
    (“1.”, “a)”, “-”, a tab, the text): that is a list.
    """
    found: list[Block] = []
    for is_row, group in groupby(lines, key=lambda line: "\t" in line):
        members = list(group)
        rows = [line.split("\t") for line in members] if is_row else []
        if len(rows) < 2 or all(len(row) == 2 and _MARK.fullmatch(row[0]) for row in rows):
            found += [Block(line) for line in members]
            continue
        widest = max(map(len, rows))
        found.append(Block(rows=[[*row, *[""] * (widest - len(row))] for row in rows]))
    return found


def split_heading(label: str, title: str, body: str) -> tuple[bool, str]:
    """Return whether an item's heading is printed by itself, and what of `body` follows it.

    A body begins with its own heading mostly: that is cut off. One that bears the item's
    number and other words than its name was named by an editor, and is printed as it stands.
    """
    end = _end_of(f"{label} {title}", body)
    if end:
        return True, body[_after(body, end) :]
    is_named_by_hand = bool(label.strip() and _end_of(label, body))
    return not is_named_by_hand, body


def one_line(text: str) -> str:
    """Return a name as it stands in one line of a printed sheet."""
    return normalize(replace_controls(text, " "))


def _after(body: str, end: int) -> int:
    match = _AFTER_HEADING.match(body, end)
    return match.end() if match else end


def _end_of(words: str, body: str) -> int:
    """Return where the letters and figures of `words` end in `body`, 0 when it begins otherwise."""
    wanted = _letters(words)
    if not wanted:
        return 0
    read = ""
    for end, sign in enumerate(body, start=1):
        read += _letters(sign)
        if read == wanted:
            # A longer number or word begins here.
            return 0 if end < len(body) and body[end].isalnum() else end
        if not wanted.startswith(read):
            return 0
    return 0


def _letters(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())
