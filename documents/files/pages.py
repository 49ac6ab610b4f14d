"""Makes one text of the pages of a PDF: what is printed around the text goes. No Django.

Printed lines stay lines: where a heading ends is read from them (`bulletins/structure`).
"""

import re
from collections import Counter
from collections.abc import Sequence

# "13", "- 13 -", "Trang 13", "13/24": what the foot or the head of a page says of its number.
_PAGE_NUMBER = re.compile(r"[-–—|]?\s*(?:trang\s*)?(\d{1,4})(?:\s*/\s*\d{1,4})?\s*[-–—|]?", re.I)
_DIGITS = re.compile(r"\d+")
# A word broken by a sign that shows only at the end of a line.
_BROKEN_WORD = re.compile("\u00ad[ \t]*\n[ \t]*")
# Lines at either edge of a page among which headers, footers and numbers are looked for.
EDGE_LINES = 3
# Left and right pages may differ, and a cover has none; on two pages of two it may be a letterhead.
FEWEST_PAGES = 3
LEAST_SHARE = 0.4


def join_pages(pages: Sequence[str]) -> str:
    """Return the text of `pages`, running headers, footers and page numbers left out.

    A line is one of them when it stands at the same edge of most pages, whatever number it
    holds, or when it is a number that goes up from page to page.
    """
    split = [page.splitlines() for page in pages]
    repeated = _repeated(split)
    shift = _shift(split)
    kept = []
    for index, lines in enumerate(split):
        edges = _edges(lines)
        gone = {
            place
            for place, distance in edges.items()
            if (distance, _alike(lines[place])) in repeated
            or (shift is not None and _number(lines[place]) == index + shift)
        }
        kept += [line for place, line in enumerate(lines) if place not in gone]
    return _BROKEN_WORD.sub("", "\n".join(kept)).replace("\u00ad", "").strip()


def _edges(lines: list[str]) -> dict[int, int]:
    """Return the written lines at the edges of a page, each with its distance from the edge.

    Distances from the foot are negative, so that a head is never taken for a foot.
    """
    written = [place for place, line in enumerate(lines) if line.strip()]
    feet = {place: -1 - rank for rank, place in enumerate(reversed(written[-EDGE_LINES:]))}
    return feet | {place: rank for rank, place in enumerate(written[:EDGE_LINES])}


def _repeated(pages: list[list[str]]) -> set[tuple[int, str]]:
    """Return the lines, digits aside, that most pages have at the same place of an edge."""
    counts = Counter(
        (distance, _alike(lines[place]))
        for lines in pages
        for place, distance in _edges(lines).items()
    )
    least = max(FEWEST_PAGES, LEAST_SHARE * len(pages))
    return {key for key, count in counts.items() if count >= least and key[1] != "#"}


def _alike(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split()))


def _shift(pages: list[list[str]]) -> int | None:
    """Return by how much printed numbers are ahead of the count of pages, None when unclear.

    A bulletin may begin with 3; one number alone at an edge may as well be part of a table.
    """
    found = Counter(
        number - index
        for index, lines in enumerate(pages)
        for place in _edges(lines)
        if (number := _number(lines[place])) is not None
    )
    shift, count = max(found.items(), key=lambda item: item[1], default=(0, 0))
    return shift if count >= max(2, len(pages) // 2) else None


def _number(line: str) -> int | None:
    match = _PAGE_NUMBER.fullmatch(line.strip())
    return int(match[1]) if match else None
