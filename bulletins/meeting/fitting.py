"""How much goes on two sides of A4 in large type. Pure; no Django.

The estimate errs on the side of white paper: what is left out is said, a third sheet is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

# A side of A4 within margins of 15 mm holds 41.6 lines of 14 points at 1.3.
SIDES, SIDE_LINES = 2, 41.0
# Title, code, and the sentences below them; a letterhead and a marking are a few lines more.
HEAD_LINES, LETTERHEAD_LINES = 7.0, 3.0
# Beside its QR code a line holds 63 letters or more; bold and capitals need more room.
LINE_CHARS = 58
# An entry is no lower than its QR code and what is free around it.
CODE_LINES = 3.5
HEADING_LINES = 2.1
GAP_LINES = 0.4
# Longer titles are cut: whoever wants all of one points a phone at its code.
TITLE_CHARS = 180


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the pack: the words in bold, the facts behind them, what it is about."""

    name: str
    facts: str
    title: str
    address: str


def clipped(title: str) -> str:
    """Return a title that fits, cut between words with “…” where it is too long."""
    if len(title) <= TITLE_CHARS:
        return title
    cut = title[: TITLE_CHARS + 1]
    return (cut[: cut.rfind(" ")] if " " in cut else cut[:TITLE_CHARS]).rstrip(" ,;:.-") + "…"


def height(entry: Entry) -> float:
    """Return how many lines an entry takes."""
    lines = sum(map(_lines, (f"{entry.name}, {entry.facts}", clipped(entry.title))))
    return max(lines + GAP_LINES, CODE_LINES)


def fitting(sections: Sequence[Sequence[Entry]], *, has_letterhead: bool = False) -> list[int]:
    """Return how many entries of each section go on two sides.

    One of each in turn, so that a long section leaves room for the others; each keeps its order.
    """
    heights = [[height(entry) for entry in section] for section in sections]
    head = HEAD_LINES + (LETTERHEAD_LINES if has_letterhead else 0)
    taken = [0] * len(heights)
    open_places = [place for place, section in enumerate(heights) if section]
    while open_places:
        for place in tuple(open_places):
            taken[place] += 1
            if not _goes_on_paper(head, heights, taken):
                taken[place] -= 1
                open_places.remove(place)
            elif taken[place] == len(heights[place]):
                open_places.remove(place)
    return taken


def _goes_on_paper(head: float, heights: Sequence[Sequence[float]], taken: Sequence[int]) -> bool:
    """Whether the first entries of each section fit; no entry is broken between two sides."""
    sides, used = 1, head
    for section, count in zip(heights, taken, strict=True):
        # A heading stands with its first entry, or with the line that says there is none.
        blocks = section[:count] or (1.0,)
        for number, block in enumerate(blocks):
            needed = block + (HEADING_LINES if number == 0 else 0)
            if used + needed > SIDE_LINES:
                sides, used = sides + 1, 0
            used += needed
    return sides <= SIDES


def _lines(text: str) -> int:
    return -(-len(text) // LINE_CHARS)
