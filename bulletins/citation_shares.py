"""What became of the citations in the bulletins of each month: decided, open, not registered."""

from collections import Counter
from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from django.db.models import Count, Exists, OuterRef

from bulletins.models import BulletinItem
from documents.figures.by_month import Line
from documents.models import Citation, CitationTarget, Decision, Document

_ITEM = "source__bulletin_item"


class Standing(IntEnum):
    """What is known of a citation. The values are kept with the figures."""

    CONFIRMED = 1
    OPEN = 2
    NOT_REGISTERED = 3


STANDINGS = {
    Standing.CONFIRMED: "Đã xác nhận",
    Standing.OPEN: "Chờ xác nhận",
    Standing.NOT_REGISTERED: "Chưa có trong sổ",
}

# Year and month of the bulletin, `Standing`, and how many.
Cell = tuple[int, int, int, int]


def count_citations(user: Any) -> list[Cell]:
    """Return how many citations of each standing the bulletins of each month have. One query.

    Drafts are among them, rejected citations are not: a person said that they name nothing here.
    """
    items = BulletinItem.objects.visible_to(user)
    documents = Document.objects.visible_to(user).filter(state=Document.State.REGISTERED)
    # Row by row: SQLite would begin with all documents.
    registered = CitationTarget.objects.filter(
        Exists(documents.filter(pk=OuterRef("document"))), citation=OuterRef("pk")
    )
    used = Citation.objects.filter(source__in=items.order_by().values("text"))
    rows = (
        used.exclude(state=Decision.REJECTED)
        .annotate(is_known=Exists(registered))
        .order_by()
        .values_list(f"{_ITEM}__bulletin__year", f"{_ITEM}__bulletin__month", "state", "is_known")
        .annotate(count=Count("pk"))
    )
    found: Counter[tuple[int, int, int]] = Counter()
    for year, month, state, is_known, count in rows:
        found[year, month, _standing(state, is_known)] += count
    return [(*place, count) for place, count in sorted(found.items())]


def _standing(state: str, is_known: bool) -> Standing:
    if state == Decision.CONFIRMED:
        return Standing.CONFIRMED
    return Standing.OPEN if is_known else Standing.NOT_REGISTERED


def lines_of(cells: Sequence[Cell], year: int) -> list[Line]:
    """Return a line for each month of `year` whose bulletins have citations."""
    found = {(month, standing): count for of, month, standing, count in cells if of == year}
    return [
        Line(month, [found.get((month, standing), 0) for standing in STANDINGS])
        for month in sorted({month for month, _ in found})
    ]


def percent_confirmed(line: Line) -> int:
    """Return the share of confirmed ones in whole percent, rounded down: 100 means all of them."""
    return 100 * line.counts[0] // line.total
