"""Makes one text of the pages of a PDF: what is printed around the text goes. No Django.

Printed lines stay lines: where a heading ends is read from them (`bulletins/structure`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

# "13", "- 13 -", "Trang 13", "13/24": what the foot or the head of a page says of its number.
_PAGE_NUMBER = re.compile(r"[-–—|]?\s*(?:trang\s*)?(\d{1,4})(?:\s*/\s*\d{1,4})?\s*[-–—|]?", re.I)
# The number of the page within a longer line, set apart by a sign, a gap or its word: "Bản tin
# 01/2024 – 3", "Nội bộ, Trang 3/24", "3 | Bản tin". "Điều 3", "PHỤ LỤC 3", "ngày 3/5" have none.
_AT_END = re.compile(
    r"(?:\s[-–—|•]\s?(?:trang\s)?|\strang\s|\s{2,9})(\d{1,4})(?:\s?/\s?\d{1,4})?(?:\s?[-–—|])?\Z",
    re.I,
)
_AT_START = re.compile(
    r"\A(?:[-–—|]\s?)?(?:trang\s)?(\d{1,4})(?:\s?/\s?\d{1,4})?(?:\s?[-–—|•]\s|\s{2,9})", re.I
)
# No number of a page with its signs is longer.
_NUMBER_CHARS = 40
# A word broken by a sign that shows only at the end of a line.
_BROKEN_WORD = re.compile("\u00ad[ \t]*\n[ \t]*")
# Lines at either edge of a page among which headers, footers and numbers are looked for.
EDGE_LINES = 3
# Left and right pages may differ, and a cover has none; on two pages of two it may be a letterhead.
FEWEST_PAGES = 3
LEAST_SHARE = 0.4
# How far a line stands from an edge, what it says, how much its number is ahead of the page's.
Edge = tuple[int, str, int | None]


def join_pages(pages: Sequence[str]) -> str:
    """Return the text of `pages`, running headers, footers and page numbers left out.

    A line is one of them when it stands at the same edge of many pages and nothing in it differs
    but the number of the page, or when it is a number that goes up from page to page.
    """
    split = [page.splitlines() for page in pages]
    repeated = _repeated(split)
    shift = _shift(split)
    kept: list[str] = []
    for index, lines in enumerate(split):
        gone = {place for place, key in _margins(lines, index) if key in repeated}
        if shift is not None:
            gone |= {place for place, number in _numbers(lines) if number == index + shift}
        kept += [line for place, line in enumerate(lines) if place not in gone]
    return _BROKEN_WORD.sub("", "\n".join(kept)).replace("\u00ad", "").strip()


def _margins(lines: list[str], index: int) -> Iterator[tuple[int, Edge]]:
    """Yield the place of each line at an edge of a page, with what makes it equal to another's.

    Distances from the foot are negative, so that a head is never taken for a foot. Of a short page
    the midst is no edge.
    """
    written = [place for place, line in enumerate(lines) if line.strip()]
    for rank in range(min(EDGE_LINES, len(written) // 3)):
        for place, distance in ((written[rank], rank), (written[-1 - rank], -1 - rank)):
            text, number = _parted(lines[place].strip())
            yield place, (distance, text, None if number is None else number - index)


def _parted(line: str) -> tuple[str, int | None]:
    """Return what a line says and the number of the page in it, None where none stands as one."""
    start = max(0, len(line) - _NUMBER_CHARS)
    number, rest = None, line
    if match := _AT_END.search(line[start:]):
        number, rest = int(match[1]), line[: start + match.start()]
    elif match := _AT_START.match(line[:_NUMBER_CHARS]):
        number, rest = int(match[1]), line[match.end() :]
    return " ".join(rest.split()), number


def _repeated(pages: list[list[str]]) -> set[Edge]:
    """Return what many pages say at the same place of an edge."""
    counts = Counter(key for index, lines in enumerate(pages) for _, key in _margins(lines, index))
    least = max(FEWEST_PAGES, LEAST_SHARE * len(pages))
    # A number alone may belong to a table; whether it is that of the page is asked elsewhere.
    return {key for key, count in counts.items() if count >= least and not key[1].isdigit()}


def _numbers(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the place and the value of each number that stands alone near an edge."""
    written = [place for place, line in enumerate(lines) if line.strip()]
    for place in {*written[:EDGE_LINES], *written[-EDGE_LINES:]}:
        match = _PAGE_NUMBER.fullmatch(lines[place].strip())
        if match:
            yield place, int(match[1])


def _shift(pages: list[list[str]]) -> int | None:
    """Return by how much printed numbers are ahead of the count of pages, None when unclear.

    A bulletin may begin with 3; one number alone at an edge may as well be part of a table.
    """
    found = Counter(
        number - index for index, lines in enumerate(pages) for _, number in _numbers(lines)
    )
    shift, count = max(found.items(), key=lambda item: item[1], default=(0, 0))
    return shift if count >= max(2, len(pages) // 2) else None
