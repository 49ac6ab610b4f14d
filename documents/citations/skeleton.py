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

from organizations.text import normalize

# Runs longer than these separate words for good: no writer puts them inside a citation,
# and a bound is what keeps hostile text linear.
MAX_ACCENTS = 30
MAX_SIGNS = 8
MAX_BLANKS = 120
BARRIER = "\x02"
_ACCENT = "\x03"
_DROPPED = "\x01"


def _letters() -> dict[int, str]:
    """Map each Latin letter that decomposes to its bare ASCII letter, and đ to d."""
    table = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base
    # Đ has no decomposition; Ð and Ɖ are what other keyboards print for it, Ƣ for Ư.
    for like, bare in zip("ĐÐƉđðɖƢƣ", "DDDdddUu", strict=True):
        table[ord(like)] = bare
    return table


def _signs() -> dict[int, str]:
    """Map dashes, slashes, quotes and blanks to one each, and what is dropped to one mark."""
    groups = {
        "-": "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d",
        "/": "\u2044\u2215\uff0f",
        '"': "\u201c\u201d\u201e\u00ab\u00bb",
        "'": "\u2018\u2019",
        " ": "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))),
        "\n": "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
        _ACCENT: "".join(map(chr, range(0x300, 0x370))),
        # Zero-width signs, superscript numbers (footnotes), Markdown.
        _DROPPED: "\x00\x01\x02\x03\u00b9\u00b2\u00b3\u200b\u200c\u200d\u2060\ufeff*_`\\"
        + "".join(map(chr, range(0x2070, 0x207A))),
    }
    return {ord(char): sign for sign, chars in groups.items() for char in chars}


_TABLE = _letters() | _signs()


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
_BLANK = rf"(?:[ \x01\x03]++|{_LINE_MARK}|\n|&nbsp;|{_TAG})"
_BLANK_RUN = re.compile(rf"(?:{_BLANK})++")
_BLANK_RUN_WITH_PAGES = re.compile(rf"(?:{_PAGE}|{_BLANK})++")
# Footnote marks that touch the word before: "TU[1]", "TU(1)"; not "khoản (1)". The brackets
# of a Markdown link: "[24-CT/TU](https://…)".
_MARK = re.compile(
    r"(?<=[A-Za-z0-9\x01\x03])(?:\[\^?[0-9]{1,3}\]|\([0-9]{1,2}\))|\[(?=[A-Za-z0-9])|\]\([^()\s]{1,300}+\)"
)
# Every alternative opens with one fixed character: the engine then skips to it at full speed.
_HEAD = re.compile(r"\x03|\x01|\n|<|&nbsp;|\[|\]\(|\(| [ \n\x01\x03<&]")
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
        self.text = self._compact(_bare(source))
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
        if raw.isascii() and not _ASCII_NOISE.search(raw):
            return raw
        pieces: list[str] = []
        copied = 0
        for noise_start, noise_end, sign in _noise(_bare(raw)):
            marks = "".join(filter(unicodedata.combining, raw[noise_start:noise_end]))
            pieces += (raw[copied:noise_start], marks, sign)
            copied = noise_end
        return normalize("".join((*pieces, raw[copied:])))


def _bare(source: str) -> str:
    """Return `source` in ASCII, sign for sign: the length does not change."""
    return source.translate(_TABLE).encode("ascii", "replace").decode()


def _noise(bare: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, sign): what is not part of any word, and the sign that stands for it."""
    done = 0
    for head in _HEAD.finditer(bare):
        start = head.start()
        if start < done:
            continue
        run = _blank_run(bare, start)
        if run is None:
            mark = _MARK.match(bare, start)
            if mark:
                done = mark.end()
                yield start, done, ""
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
    before = bare[max(0, start - 12) : start].replace(_ACCENT, "")
    return _BLANK_RUN.match(bare, start) if _AWAITS_NUMBER.search(before) else run


def _sign(run: str) -> str:
    """Return what a run of blanks, marks and tags reads as."""
    accents, signs = run.count(_ACCENT), run.count(_DROPPED)
    if accents > MAX_ACCENTS or signs > MAX_SIGNS or len(run) - accents - signs > MAX_BLANKS:
        return BARRIER
    if "\n" in run or _BREAKING_TAG.search(run):
        return "\n"
    return " " if _SPACE.search(run) else ""
