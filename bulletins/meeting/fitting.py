"""How much goes on two sides of A4 in large type. Pure; no Django.

The estimate errs on the side of white paper: what is left out is said, a third sheet is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

# A side of A4 within margins of 15 mm holds 41 lines of 14 points; half an entry of each side
# may stay empty, as no entry is broken, and the head of the pack takes eleven.
LINES = 2 * 41 - 6 - 11
# Beside its QR code a line of that type holds 65 to 75 letters; bold and capitals need more room.
LINE_CHARS = 56
# A QR code is as high as so many lines, and its entry no lower.
CODE_LINES = 3.6
HEADING_LINES = 2.6
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
    return max(lines, CODE_LINES) + GAP_LINES


def fitting(sections: Sequence[Sequence[Entry]]) -> list[int]:
    """Return how many entries of each section go on two sides.

    One of each in turn, so that a long section leaves room for the others; each keeps its order.
    """
    taken = [0] * len(sections)
    free = LINES - HEADING_LINES * sum(map(bool, sections))
    is_full = [not section for section in sections]
    while not all(is_full):
        for place, section in enumerate(sections):
            if is_full[place]:
                continue
            needed = height(section[taken[place]])
            if needed > free:
                is_full[place] = True
                continue
            free -= needed
            taken[place] += 1
            is_full[place] = taken[place] == len(section)
    return taken


def _lines(text: str) -> int:
    return -(-len(text) // LINE_CHARS)
