"""Where sentences begin and end around citations, and the words that stand before each one.

Pure text; no Django. Lines and blank lines mean nothing here: in text out of PDF files every
printed line is followed by a blank one, so only signs and list marks part sentences.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.citations.skeleton import BARRIER, Skeleton, spaced

# How far before a citation words are looked at: more than the longest titles. It keeps the
# work linear, whatever stands between two citations.
REACH = 800

# "… chi bộ. Kế", "… Đảng”. Lãnh", "\n- Tổ chức", "\n4.1. Tiếp tục", "\na) Về",
# "\nĐể chuẩn bị", "\nThực hiện", "\n-----" behind a title without a full stop. Not
# "về\nThực hiện", "2021\n- 2025", nor the "\n- " of a list that goes on (";\n- Kế hoạch")
_BREAK = re.compile(
    spaced(
        r"[.!?]{1,9}[\"')]{0,3}(?= [\"'(]{0,3}[A-Z0-9+-]| ?$)"
        r"|(?<![:;,0-9])\n(?=[-+] )"
        r"|(?<![:;,])\n(?=[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[.)] |[a-z]\) )"
        r"|(?<![:;,])\n(?=(?:De|Nham|Ngay|Nam [0-9]{4}|Trong|Thoi gian|Sau khi|Hien nay|Can cu"
        r"|Cac(?! Mac)|Moi|Viec|Tai|Qua) )"
        r"|(?<![:;,])(?<! ve)(?<!viec)(?<! va)(?<! de)\n(?=(?:Thuc hien|Trien khai|Quan triet"
        r"|Tiep tuc|To chuc|Tap trung|Tang cuong|Day manh|Lanh dao|Chi dao) )"
        r"|\n(?=[-_]{3})"
    )
    + f"|{BARRIER}"
)
# What is written before a full stop that ends no sentence: "TP. Cao Bằng", "PGS. Trần", "A. Trần"
_SHORT_FORM = re.compile(r"(?:^|[^A-Za-z])(?:TP|Tp|TX|PGS|GS|TS|ThS|BS|KS|CN|[A-Z])$")


@dataclass(frozen=True, slots=True)
class Gap:
    """The words of one sentence that stand before a citation.

    `text` has capitals and `lower` has none; both are parts of a skeleton, see there.
    `joined`: they reach back to the citation before without a sentence's end. `start` is
    where they begin in the source.
    """

    text: str
    lower: str
    joined: bool
    start: int
    skeleton: Skeleton
    shift: int

    def source_start(self, position: int) -> int:
        """Return where in the source the character at `position` of `text` stands."""
        return self.skeleton.start_of(self.shift + position)

    def printed(self, start: int, end: int) -> str:
        """Return what the source prints between two positions of `text`."""
        return self.skeleton.printed(self.shift + start, self.shift + end)


def gap_before(text: str, start: int, previous_end: int | None) -> Gap:
    """Return the words before the citation at `start`; the one before ended at `previous_end`."""
    row = max(previous_end or 0, start - REACH)
    begin = _row_begin(text, row, start)
    skeleton = Skeleton(text[begin:start], begin)
    cuts = list(_breaks(skeleton.text))
    cut = cuts[-1] if cuts else 0
    while skeleton.text[cut : cut + 1] in (" ", "\n"):
        cut += 1
    return Gap(
        text=skeleton.text[cut:],
        lower=skeleton.lower[cut:],
        joined=begin == previous_end and not cuts,
        start=min(skeleton.start_of(cut), start),
        skeleton=skeleton,
        shift=cut,
    )


def words_after(text: str, end: int, next_start: int) -> tuple[str, int]:
    """Return the rest of the sentence behind a citation, in lower case, and where it ends."""
    limit = _row_end(text, end, min(next_start, end + REACH))
    skeleton = Skeleton(text[end:limit], end)
    first = next(_breaks(skeleton.text), 0)
    if not first:
        return skeleton.lower, limit
    return skeleton.lower[:first], skeleton.end_of(first)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence begins and ends that holds the citation from `start` to `end`.

    Never more than `REACH` characters to either side: what goes on longer is no sentence.
    """
    return gap_before(text, start, None).start, words_after(text, end, len(text))[1]


def _row_begin(text: str, first: int, last: int) -> int:
    """Return where within `first` and `last` the last row of a table begins, or has ended.

    In a text a row is a line whose cells are parted by tabs. `first` where there is none.
    """
    borders = [at for at in _row_borders(text, first, last) if first < at <= last]
    return borders[-1] if borders else first


def _row_end(text: str, first: int, last: int) -> int:
    """Return where between `first` and `last` the row of `first` ends, or another begins."""
    return next((at for at in _row_borders(text, first, last) if first < at <= last), last)


def _row_borders(text: str, first: int, last: int) -> Iterator[int]:
    """Yield the starts of the lines there that are rows of a table, or follow one."""
    begin, end = max(0, first - REACH), last + REACH
    if "\t" not in text[begin:end]:
        return
    was_row = False
    for line in text[begin:end].split("\n"):
        is_row = "\t" in line.strip()
        if is_row or was_row:
            yield begin
        begin, was_row = begin + len(line) + 1, is_row


def _breaks(words: str) -> Iterator[int]:
    """Yield where a sentence has ended: behind its full stop, or before the mark of a list."""
    for found in _BREAK.finditer(words):
        ends_short_form = _SHORT_FORM.search(words, max(0, found.start() - 5), found.start())
        if found[0][0] != "." or not ends_short_form:
            yield found.end()
