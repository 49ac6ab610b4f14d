"""Bars laid out to be drawn as SVG. Pure numbers; no Django.

Lying bars, because their names stand beside or above them in letters that a phone shows whole.
Every axis begins at zero. Widths are in units of the drawing, which is as wide as a phone; they
are handed over as text, since a page in Vietnamese would write a decimal comma into them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 360
# Room for “tháng 12” in front of a bar, and for what is told behind the longest.
BESIDE, BEHIND = 76, 66
BAR, ROW, NAME, FOOT = 20, 30, 22, 24
MOST_CHARS = 42
# From the top of a row with its name in front to its bar.
INSET = 4
# From the top of a bar to the foot of the letters beside it, and of a name's own line to its foot.
LETTERS_FOOT, NAME_FOOT = 15, 16
# Between the end of a bar and what is told of it.
GAP = 6
_STEPS = (1, 2, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Row:
    """One bar to be drawn: its name, what is told behind it, and its parts from the axis on.

    A part is its colour, from 1 on, and its size.
    """

    name: str
    parts: Sequence[tuple[int, int]]
    told: str

    @property
    def size(self) -> int:
        return sum(size for _, size in self.parts)


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a bar; `step` is its colour."""

    x: str
    width: str
    step: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its words, each with its place."""

    name: str
    name_y: int
    y: int
    pieces: list[Piece]
    told: str
    told_x: str
    told_y: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis and its number; `anchor` keeps the last number inside the drawing."""

    x: str
    told: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything `_bars.html` needs; `key` tells the drawings of one page apart."""

    key: str
    title: str
    height: int
    bars: list[Bar]
    ticks: list[Tick]
    width: int = WIDTH
    bar_height: int = BAR

    @property
    def foot(self) -> int:
        """Where the lines of the axis end; the numbers stand below."""
        return self.height - FOOT

    @property
    def told_foot(self) -> int:
        return self.height - GAP

    @property
    def end(self) -> str:
        """The number at the end of the axis."""
        return self.ticks[-1].told


def drawing(
    key: str, title: str, rows: Sequence[Row], *, is_share: bool = False, above: bool = False
) -> Drawing:
    """Return the bars laid out; of shares the axis ends at 100 %, with each row's parts its whole.

    With `above` the names stand above the bars: long ones, cut to one line.
    """
    left = 0 if above else BESIDE
    most = 100 if is_share else axis_end(max((row.size for row in rows), default=0))
    unit = (WIDTH - left - BEHIND) / most
    step = ROW + NAME if above else ROW
    bars = [
        _bar(row, (100 / (row.size or 1) if is_share else 1) * unit, left, at * step, above)
        for at, row in enumerate(rows)
    ]
    values = [0, most // 2, most] if most % 2 == 0 else [0, most]
    sign = "%" if is_share else ""
    ticks = [
        Tick(f"{left + value * unit:.1f}", f"{value}{sign}", "middle" if value or left else "start")
        for value in values
    ]
    return Drawing(key, title, len(rows) * step + FOOT, bars, ticks)


def _bar(row: Row, unit: float, left: int, top: int, above: bool) -> Bar:
    y = top + (NAME if above else INSET)
    pieces, done = [], 0
    for step, size in row.parts:
        if size:
            pieces.append(Piece(f"{left + done * unit:.1f}", f"{size * unit:.1f}", step))
        done += size
    return Bar(
        name=row.name if len(row.name) <= MOST_CHARS else f"{row.name[: MOST_CHARS - 1].rstrip()}…",
        name_y=top + NAME_FOOT if above else y + LETTERS_FOOT,
        y=y,
        pieces=pieces,
        told=row.told,
        told_x=f"{left + done * unit + GAP:.1f}",
        told_y=y + LETTERS_FOOT,
    )


def axis_end(most: int) -> int:
    """Return the first round number that is not below `most`: 7 → 8, 43 → 50, 0 → 1."""
    size = 1
    while True:
        for step in _STEPS:
            if step * size >= most:
                return step * size
        size *= 10
