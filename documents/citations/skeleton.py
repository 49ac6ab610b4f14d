"""The reading view of a text: bare ASCII letters, single blanks, and a map back to the source.

The grammar is written for this view, so it never has to think of tones, normal forms,
look-alike letters, kinds of dashes and blanks, page numbers, footnote marks or inline
mark-up. Pure text; no Django, and nothing here knows what a citation is.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from documents.citations.ascii import ACCENT, DROPPED, to_ascii
from organizations.text import normalize

# Runs longer than these separate words for good: no writer puts them inside a citation,
# and a bound is what keeps hostile text linear.
MAXACCENTS = 30
MAX_SIGNS = 8
MAX_BLANKS = 120
BARRIER = "\x02"

# "<b>", "</i>", "<br/>"; not "a < b > c"
_TAG = r"</?[A-Za-z][^<>\n]{0,60}+>"
# a line that holds only a page number: "16", "- 16 -", "Trang 16/20"; not "16/3/2022", nor
# "35" when the next line goes on with "-CT/TW"
_PAGE = (
    r"\n[ \x01\x03]*+(?:-[ ]?|[Tt]rang[ ])?[0-9]{1,3}+(?:[ ]?-|/[0-9]{1,3}+)?[ \x01\x03]*+"
    r"(?=\n[ \n\x01\x03]*+[^-/ \n\x01\x03])"
)
# Markdown's quote and heading marks: "\n> ", "\n## "; not "a > b"
_LINE_MARK = r"\n[ ]*+(?:>{1,4}+|\#{1,6}+)(?=[ ])"
_BLANK = rf"(?:[ \x01\x03]++|{_LINE_MARK}|\n|&nbsp;|&\#160;|{_TAG})"
_BLANK_RUN = re.compile(rf"(?:{_BLANK})++")
_BLANK_RUN_WITH_PAGES = re.compile(rf"(?:{_PAGE}|{_BLANK})++")
# Footnote marks that touch the word before: "TU[1]", "TU(1)"; not "khoản (1)". The brackets
# of a Markdown link: "[24-CT/TU](https://…)".
_MARK = re.compile(
    r"(?<=[A-Za-z0-9\x01\x03])(?:\[\^?[0-9]{1,3}\]|\([0-9]{1,2}\))|\[(?=[A-Za-z0-9])|\]\([^()\s]{1,300}+\)"
)
# Every alternative opens with one fixed character: the engine then skips to it at full speed.
_HEAD = re.compile(r"\x03|\x01|\n|<|&[nm#]|\[|\]\(|\(| [ \n\x01\x03<&]")
# Dashes as a page of the web writes them: "01&ndash;KL/TW", "18&#8211;NQ/TW"
_DASH = re.compile(r"&(?:[nm]dash|shy|\#45|\#820[89]|\#821[0-3]|\#[xX]201[0-5]);")
# "số", "ngày", "lần thứ" before a line break wait for a number of their own, unless one stands
# behind the page number.
_AWAITS_NUMBER = re.compile(r"\b(?:so|ngay|thang|nam|thu) ?$", re.IGNORECASE)
# a blank outside a tag: "a <b>c", "a&nbsp;b"; not the one inside "<font color=red>"
_SPACE = re.compile(r"(?:^|[^<])(?: |&)(?![^<]*>)")
_ASCII_NOISE = re.compile(r"[^!-~ ]|  |[*_`\\<&\[\](]")
_DIGIT = re.compile(r"[0-9]")
_BREAKING_TAG = re.compile(r"</?(?:br|p|div|li|t[dhr]|h[1-6])\b", re.IGNORECASE)


def spaced(pattern: str) -> str:
    """Return a pattern written with single spaces, each standing for one blank of a skeleton."""
    return pattern.replace(" ", r"[ \n]")


class Skeleton:
    """One block of a source text as the grammar reads it.

    `text` is ASCII: letters without marks in their own case, "-" for every dash, one blank
    (" ", or "\\n" when a line ends in it) for every run of blanks, "?" for signs the
    grammar does not know. Positions in it are mapped back by `start_of` and `end_of`.
    """

    __slots__ = ("_block", "_positions", "_sources", "lower", "offset", "text")

    def __init__(self, source: str, offset: int = 0) -> None:
        """Read `source`, a whole text or the block of one that starts at `offset`."""
        self._block = source
        self.offset = offset
        # After position _positions[i] the skeleton runs level with source[_sources[i]].
        self._positions = array("l", [0])
        self._sources = array("l", [0])
        self.text = self._compact(to_ascii(source))
        self.lower = self.text.lower()

    def _compact(self, bare: str) -> str:
        pieces: list[str] = []
        length = copied = 0
        for start, end, sign in _noise(bare):
            pieces += (bare[copied:start], sign)
            length += start - copied + len(sign)
            copied = end
            self._positions.append(length)
            self._sources.append(end)
        pieces.append(bare[copied:])
        return "".join(pieces)

    def start_of(self, position: int) -> int:
        """Return the place in the whole source of the character at `position`."""
        segment = bisect_right(self._positions, position) - 1
        return self.offset + self._sources[segment] + position - self._positions[segment]

    def end_of(self, position: int) -> int:
        """Return the place in the whole source just behind the character before `position`.

        The marks of a decomposed letter belong to it: «Chính trị» ends behind its dot.
        """
        end = self.start_of(position - 1) - self.offset + 1
        while end < len(self._block) and unicodedata.combining(self._block[end]):
            end += 1
        return self.offset + end

    def printed(self, start: int, end: int) -> str:
        """Return what the source prints between two positions: NFC, single blanks, no noise."""
        raw = self._block[self.start_of(start) - self.offset : self.end_of(end) - self.offset]
        return raw if raw.isascii() and not _ASCII_NOISE.search(raw) else _clean(raw)


# A text names the same few bodies again and again.
@lru_cache(maxsize=512)
def _clean(raw: str) -> str:
    """Return `raw` without page numbers, marks and tags: NFC, single blanks."""
    pieces: list[str] = []
    copied = 0
    for start, end, sign in _noise(to_ascii(raw)):
        marks = "".join(filter(unicodedata.combining, raw[start:end]))
        pieces += (raw[copied:start], marks, sign)
        copied = end
    return normalize("".join((*pieces, raw[copied:])))


def _noise(bare: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, sign): what is not part of any word, and the sign that stands for it."""
    done = 0
    for head in _HEAD.finditer(bare):
        start = head.start()
        if start < done:
            continue
        run = _blank_run(bare, start)
        if run is None:
            dash = _DASH.match(bare, start)
            mark = dash or _MARK.match(bare, start)
            if mark:
                done = mark.end()
                yield start, done, "-" if dash else ""
            continue
        done = run.end()
        sign = _sign(run[0])
        if sign != run[0]:
            yield start, done, sign


def _blank_run(bare: str, start: int) -> re.Match[str] | None:
    """Match blanks from `start` on, with the page numbers among them unless one is meant."""
    run = _BLANK_RUN_WITH_PAGES.match(bare, start)
    if not run or not _DIGIT.search(run[0]) or _DIGIT.match(bare, run.end()):
        return run
    before = bare[max(0, start - 12) : start].replace(ACCENT, "")
    return _BLANK_RUN.match(bare, start) if _AWAITS_NUMBER.search(before) else run


def _sign(run: str) -> str:
    """Return what a run of blanks, marks and tags reads as."""
    accents, signs = run.count(ACCENT), run.count(DROPPED)
    if accents > MAXACCENTS or signs > MAX_SIGNS or len(run) - accents - signs > MAX_BLANKS:
        return BARRIER
    if "\n" in run or _BREAKING_TAG.search(run):
        return "\n"
    return " " if _SPACE.search(run) else ""
