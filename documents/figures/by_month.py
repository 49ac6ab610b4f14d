"""How many registered documents were issued in each month, by the level of who issued them.

By the day of issue, not of entry: that is what a reader looks for, and a year that was entered in
one week would be one bar.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from documents.models import Document
from organizations.models import Organization

# In the order of the bars and columns; 0 is a document whose body is not known.
LEVELS = {
    Organization.Level.CENTRAL: "Trung ương",
    Organization.Level.PROVINCE: "Tỉnh",
    Organization.Level.DISTRICT: "Huyện",
    Organization.Level.COMMUNE: "Xã, phường",
    Organization.Level.CELL: "Chi bộ",
    0: "Chưa rõ",
}
MONTHS = 12

# Year, month and level, 0 for what is unknown, and how many.
Cell = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One month of a year, 0 where only the year is known, with a number for each column."""

    month: int
    counts: list[int]

    @property
    def total(self) -> int:
        return sum(self.counts)


def count_by_month(documents: QuerySet[Document]) -> list[Cell]:
    """Return how many registered ones of `documents` each month and level has. Two queries."""
    registered = documents.filter(state=Document.State.REGISTERED).order_by()
    # By body: an index answers that alone, and no million documents look up their body's level.
    rows = registered.values_list("issued_year", "issued_month", "organization").annotate(
        count=Count("*")
    )
    levels = dict(Organization.all_objects.order_by().values_list("pk", "level"))
    found: Counter[tuple[int, int, int]] = Counter()
    for year, month, body, count in rows:
        found[year or 0, month or 0, levels.get(body, 0)] += count
    return [(*place, count) for place, count in sorted(found.items())]


def lines_of(cells: Sequence[Cell], year: int, last_month: int) -> tuple[list[int], list[Line]]:
    """Return the levels that have documents in `year`, and a line for each month of it.

    Months without documents are lines too, as far as `last_month`; the last line is what of
    the year has no month, where there is any.
    """
    found: Counter[tuple[int, int]] = Counter()
    for cell_year, month, level, count in cells:
        if cell_year == year:
            found[month, level] += count
    levels = [level for level in LEVELS if any(found[month, level] for month in range(MONTHS + 1))]
    last = max([last_month, *(month for month, _ in found)])
    months = [*range(1, last + 1), *([0] if any(found[0, level] for level in levels) else [])]
    return levels, [Line(month, [found[month, level] for level in levels]) for month in months]
