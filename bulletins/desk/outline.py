"""The items of a draft as an outline: what is shown of each, and how they stand to each other.

Items are kept in printed order; which holds which follows from their levels, as in the outline
of a text processor. What an editor does to it is in `correcting`.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from simple_history.utils import bulk_update_with_history

from bulletins.models import Bulletin, BulletinItem
from bulletins.page import MAX_DEPTH
from bulletins.structure.corrected import CorrectedItem, line_starts, oddities_of

_OPENING_CHARS = 110
_CLOSING_CHARS = 70


@dataclass(frozen=True, slots=True)
class Line:
    """One item of an outline; `level` is 0 for the bulletin's own items."""

    item: BulletinItem
    level: int
    oddities: list[str] = field(default_factory=list)

    @property
    def body(self) -> str:
        return self.item.text.body if self.item.text else ""

    @property
    def opening(self) -> str:
        """The first words of the text; all of it where it is short."""
        words = " ".join(self.body[: 2 * (_OPENING_CHARS + _CLOSING_CHARS)].split())
        if len(words) <= _OPENING_CHARS + _CLOSING_CHARS:
            return words
        return words[:_OPENING_CHARS].rsplit(" ", 1)[0]

    @property
    def closing(self) -> str:
        """The last words of the text, '' where the first ones are all of it."""
        words = " ".join(self.body.split())
        if len(words) <= _OPENING_CHARS + _CLOSING_CHARS:
            return ""
        return words[-_CLOSING_CHARS:].split(" ", 1)[-1]

    @property
    def pieces(self) -> list[tuple[int, str]]:
        """The text by its lines, each with the offset at which it starts."""
        starts = line_starts(self.body)
        ends = [*starts[1:], None][: len(starts)]
        return [
            (start, self.body[start:end].strip()) for start, end in zip(starts, ends, strict=True)
        ]

    @property
    def can_be_split(self) -> bool:
        return len(line_starts(self.body)) > 1


@dataclass(frozen=True)
class Outline:
    """The items of one bulletin in printed order."""

    lines: list[Line]
    oddities: list[str] = field(default_factory=list)

    @cached_property
    def seen(self) -> str:
        """What a form carries, so that a step on another outline than was seen is refused."""
        told = [(*_facts(line.item), _digest(line)) for line in self.lines]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]

    def line_of(self, pk: int) -> Line | None:
        return next((line for line in self.lines if line.item.pk == pk), None)

    def before(self, line: Line) -> Line | None:
        place = self.lines.index(line)
        return self.lines[place - 1] if place else None

    def after(self, line: Line) -> Line | None:
        """Return the line behind one and all it holds."""
        place = self.lines.index(line) + len(self.block(line))
        return self.lines[place] if place < len(self.lines) else None

    def block(self, line: Line) -> list[Line]:
        """Return a line and all it holds, which stand right behind it."""
        start = self.lines.index(line)
        behind = self.lines[start + 1 :]
        end = next((i for i, one in enumerate(behind) if one.level <= line.level), len(behind))
        return [line, *behind[:end]]

    def sibling(self, line: Line, step: int) -> Line | None:
        """Return the line beside one below the same item: step -1 before it, 1 after it."""
        if step > 0:
            after = self.after(line)
            return after if after and after.level == line.level else None
        for one in reversed(self.lines[: self.lines.index(line)]):
            if one.level <= line.level:
                return one if one.level == line.level else None
        return None

    def can_go_in(self, line: Line) -> bool:
        """Whether there is an item before it to hold it, and nothing gets too deep by it."""
        deepest = max(one.level for one in self.block(line))
        return self.sibling(line, -1) is not None and deepest < MAX_DEPTH


def _facts(item: BulletinItem) -> tuple[object, ...]:
    return (item.pk, item.parent_id, item.order, item.label, item.kind, item.title)


def _digest(line: Line) -> str:
    return line.item.text.sha256 if line.item.text else ""


def outline_of(bulletin: Bulletin) -> Outline:
    """Return the outline of a bulletin as stored, in one query and without what is odd in it."""
    items = BulletinItem.objects.filter(bulletin=bulletin).select_related("text__publisher")
    lines: list[Line] = []
    levels: dict[int, int] = {}
    for item in items.order_by("order", "pk"):
        # The labels of its text name the bulletin, and each item would load one of its own.
        item.bulletin = bulletin
        # A parent that stands elsewhere than above holds nothing here.
        deepest = lines[-1].level + 1 if lines else 0
        levels[item.pk] = min(levels.get(item.parent_id, -1) + 1, deepest)
        lines.append(Line(item, levels[item.pk]))
    return Outline(lines)


def checked_outline_of(bulletin: Bulletin) -> Outline:
    """Return the outline with what the reader of structure finds odd in the labels."""
    outline = outline_of(bulletin)
    found = oddities_of(
        [
            CorrectedItem(line.item.label, line.item.title, line.item.kind, line.level, line.body)
            for line in outline.lines
        ]
    )
    said: dict[int | None, list[str]] = {}
    for oddity in found:
        said.setdefault(oddity.place, []).append(oddity.sentence)
    lines = [replace(line, oddities=said.get(i, [])) for i, line in enumerate(outline.lines)]
    return Outline(lines, said.get(None, []))


def arrange(leveled: Sequence[tuple[BulletinItem, int]]) -> None:
    """Store the order of items and which holds which: each is held by the last one above its level.

    Rows that stand as before are not written. An item new among the others has order 0.
    """
    orders = iter(_orders([item for item, _ in leveled]))
    above: list[BulletinItem] = []
    changed: list[BulletinItem] = []
    for item, level in leveled:
        del above[level:]
        parent, order = (above[-1] if above else None), next(orders)
        if (item.parent_id, item.order) != (parent.pk if parent else None, order):
            item.parent, item.order = parent, order
            changed.append(item)
        above.append(item)
    if changed:
        bulk_update_with_history(changed, BulletinItem, ["parent", "order"])


def _orders(items: Iterable[BulletinItem]) -> list[int]:
    """Return rising numbers for items in their new order, as many as can be as they were."""
    items = list(items)
    held = iter(sorted(item.order for item in items if item.order))
    orders: list[int] = []
    for item in items:
        least = orders[-1] + 1 if orders else 1
        orders.append(max(least, next(held)) if item.order else least)
    return orders
