"""The printed lines of a text and where a heading that starts on one of them ends.

Text taken from a PDF has every printed line on its own, often with a blank line after
each, so neither a line end nor a blank line ends a heading. What does: a printed line is
filled until the next word no longer fits, so a line that leaves room for the first word
of the next one was ended on purpose.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from organizations.text import normalize

_LINE = re.compile(r"[^\r\n\v\f\u2028\u2029]+")
# "13", "- 13 -", "Trang 13", "13/24": the number of the printed page alone on its line.
_PAGE_NUMBER = re.compile(r"[-–—|]?\s*(?:[Tt]rang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\s*[-–—|]?\Z")
_RULE = re.compile(r"[*_=~.•…\-–—\s|:]+\Z")

_SAMPLE_LINES = 2000
# A paragraph printed on one line is wider than any printed page (about 130 letters).
_WIDEST_PAGE = 62.0
_NARROWEST_PAGE = 18.0
# Shares of the page's width at which a line counts as filled. The first line of a heading
# is indented and bold, which takes about a seventh of the letters a body line holds.
_FULL_FIRST_SHARE = 0.865
_FULL_SHARE = 0.89
_BLOCK_LINES = 8
_CAPITALS_CHARS = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its trimmed text, its place, and whether a blank line stands before it."""

    text: str
    start: int
    end: int
    after_blank: bool


@lru_cache(maxsize=4096)
def _letter_width(letter: str) -> float:
    """Return about how wide `letter` is printed in a book face, in ems.

    Vietnamese body text is set in Times or its likeness; counting letters alone cannot
    tell a full bold heading line from one that ends early, widths can.
    """
    if unicodedata.combining(letter):
        return 0.0
    base = unicodedata.normalize("NFD", letter)[0]
    if base in "iljt.,;:'!| ":
        return 0.27
    if base in 'frI()[]-/"“”':
        return 0.35
    if base in "mMW":
        return 0.85
    if base == "w":
        return 0.72
    if base.isupper():
        return 0.68
    return 0.49


def printed_width(text: str) -> float:
    """Return about how wide `text` is printed, in ems."""
    return sum(map(_letter_width, text))


class Lines:
    """The printed lines of one text, page numbers and ruled lines left out."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = list(_read_lines(text))
        self._page_width, self._blank_ends_paragraph = self._measure()

    def _measure(self) -> tuple[float, bool]:
        """Return the page's width (0 when paragraphs are not broken over lines), and whether
        a blank line tells where a paragraph ends."""
        step = max(1, len(self.lines) // _SAMPLE_LINES)
        sample = self.lines[::step]
        if not sample:
            return 0.0, True
        widths = sorted(printed_width(line.text[:400]) for line in sample)
        width = widths[int(len(widths) * 0.95)]
        full = sum(1 for one in widths if one >= 0.85 * width)
        wrapped = _NARROWEST_PAGE <= width <= _WIDEST_PAGE and full >= 0.25 * len(widths)
        blanks = sum(line.after_blank for line in sample)
        return (width if wrapped else 0.0), 0 < blanks < 0.6 * len(sample)

    @property
    def is_wrapped(self) -> bool:
        """Whether paragraphs are broken over printed lines."""
        return self._page_width > 0

    def is_filled(self, index: int, share: float = _FULL_SHARE) -> bool:
        """Tell whether line `index` was ended only because the next word no longer fitted."""
        if not self._page_width or index + 1 >= len(self.lines):
            return False
        line, after = self.lines[index], self.lines[index + 1]
        next_word = after.text[:40].split(None, 1)[0]
        width = printed_width(f"{line.text[:400]} {next_word}")
        return width >= share * self._page_width

    def is_ended(self, index: int) -> bool:
        """Tell whether line `index` ends with the mark that ends a sentence or a clause."""
        return bool(_ENDS.search(self.lines[index].text[-8:]))

    def is_unfinished(self, index: int) -> bool:
        """Tell whether line `index` ends with a word that needs another after it."""
        return bool(_CONNECTING.search(normalize(self.lines[index].text[-16:]).casefold()))

    def block_end(self, index: int, stops: set[int]) -> int:
        """Return the index after the last line of the paragraph that starts on line `index`.

        `stops` are the lines that start with a label of their own. Reading stops after
        a few lines: what is longer is no heading, whatever follows.
        """
        last = index + 1
        limit = min(len(self.lines), index + _BLOCK_LINES)
        share = _FULL_FIRST_SHARE
        while last < limit and last not in stops and self.runs_on(last - 1, share):
            last += 1
            share = _FULL_SHARE
        return last

    def stops_after_sentence(self, index: int, stops: set[int]) -> bool:
        """Tell whether line `index` ends a sentence, is full, and more text follows it."""
        return index + 1 not in stops and self.is_ended(index) and self.is_filled(index)

    def runs_on(self, index: int, share: float = _FULL_SHARE) -> bool:
        """Tell whether the line after `index` goes on with the same paragraph."""
        line, after = self.lines[index], self.lines[index + 1]
        if after.after_blank and self._blank_ends_paragraph:
            return False
        # The cells of a row stand side by side, parted by tabs.
        if "\t" in line.text or "\t" in after.text:
            return False
        if _PARAGRAPH_MARK.match(after.text):
            return False
        if after.text.startswith("**") and not line.text.startswith("**"):
            return False
        if after.text[0].islower() and not self.is_ended(index):
            return True
        # A heading in capitals is over where ordinary letters begin.
        if line.text.isupper() and not after.text[:_CAPITALS_CHARS].isupper():
            return False
        if self.is_ended(index):
            return False
        return self.is_filled(index, share) or self.is_unfinished(index)


# The words that end a sentence or a clause; a closing quote or bracket may follow.
_ENDS = re.compile(r"[.;:!?…][\"”’)\]*_]*\Z")
# A line that ends with one of these is not the end of a heading, however short it is.
_CONNECTING = re.compile(
    r"(?:\b(?:về|và|của|với|tại|cho|các|những|trong|là|theo|từ|đến|do|ở|để|số|việc|trên|gắn|hoặc"
    r"|giữa)|[,(“–-])\Z"
)
# "- ", "+ ", "* ", "(1)", "a)": a paragraph of its own, however full the line above it is.
_PARAGRAPH_MARK = re.compile(r"[-–+*•●▪]\s|\*{3}|\(\d{1,2}\)|[a-zđ]\)")


def _read_lines(text: str) -> Iterator[Line]:
    seen_end, at_page_break = 0, False
    for match in _LINE.finditer(text):
        raw = match[0]
        trimmed = raw.strip()
        if not trimmed or _RULE.match(trimmed):
            continue
        if _PAGE_NUMBER.match(trimmed):
            at_page_break = True
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        gap = text[seen_end:start]
        line_ends = max(gap.count("\n"), gap.count("\r"))
        # A page break puts blank lines into the middle of a paragraph.
        is_after_blank = line_ends > 1 and not at_page_break
        yield Line(trimmed, start, start + len(trimmed), is_after_blank)
        seen_end, at_page_break = start + len(trimmed), False
