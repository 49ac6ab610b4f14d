"""The coverage of a document as a table: its rows chosen, sorted and put into words."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.listing.rows import Row, plain_rows
from documents.models import Document
from documents.overviews.carrying_out import Web
from documents.overviews.coverage import Coverage, Standing, ways
from organizations.models import Organization
from organizations.succession import Line

ROWS_OF_A_PAGE = 100
# A body that has issued more is told by its chain.
MOST_SHOWN = 3
_LAST = "9999"

Level = Organization.Level
# What stands in the address for a level, and its name in a row of links.
LEVELS = {
    "tinh": (Level.PROVINCE, "Cấp tỉnh"),
    "huyen": (Level.DISTRICT, "Cấp huyện"),
    "xa": (Level.COMMUNE, "Cấp xã"),
    "chi-bo": (Level.CELL, "Chi bộ"),
}


def _by_body(row: Coverage) -> tuple[Any, ...]:
    return (row.body.level, row.body.sort_key, row.body.pk)


def _first_day(row: Coverage) -> str:
    return row.points[0].issued if row.points else _LAST


def _latest_first(row: Coverage) -> tuple[Any, ...]:
    day = _first_day(row)
    # Digits turned round: text has no minus.
    turned = "".join(str(9 - int(sign)) for sign in day if sign.isdigit())
    return (day == _LAST, turned, *_by_body(row))


# What stands in the address for an order, its name, and the key it sorts by.
ORDERS: dict[str, tuple[str, Callable[[Coverage], tuple[Any, ...]]]] = {
    "": ("Cơ quan", _by_body),
    "som": ("Ban hành sớm trước", lambda row: (_first_day(row), *_by_body(row))),
    "muon": ("Ban hành muộn trước", _latest_first),
    "chua": ("Chưa có trước", lambda row: (row.standing, *_by_body(row))),
}


@dataclass(frozen=True, slots=True)
class Done:
    """A document that carries out the one covered: how long after, and through which ('': none)."""

    document: Document
    row: Row
    after: str
    through: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A body as the table shows it; `more` counts documents beyond those shown."""

    body: Organization
    standing: str
    done: list[Done]
    more: int
    predecessors: list[Organization]
    line: Line | None


def chosen(rows: Iterable[Coverage], level: str, order: str) -> list[Coverage]:
    """Return the rows of a level ('' for all) in the order asked for. KeyError for unknown ones."""
    key = ORDERS[order][1]
    wanted = LEVELS[level][0] if level else None
    return sorted((row for row in rows if wanted in (None, row.body.level)), key=key)


def tally(rows: Iterable[Coverage]) -> dict[str, int]:
    """Return how many rows there are of each standing, by its name in lower case."""
    counted = Counter(row.standing for row in rows)
    return {standing.name.lower(): counted[standing] for standing in Standing}


def level_counts(rows: Iterable[Coverage]) -> list[tuple[str, str, int]]:
    """Return (address value, name, rows) of each level that has any."""
    counted = Counter(row.body.level for row in rows)
    return [(key, name, counted[level]) for key, (level, name) in LEVELS.items() if counted[level]]


def shown(document: Document, web: Web, rows: Sequence[Coverage], reader: Any) -> list[TableRow]:
    """Return the rows of one page as they are shown. One query, for the documents named."""
    through = ways(web)
    named = {point.pk for row in rows for point in row.points[:MOST_SHOWN]}
    named |= {through[pk] for pk in named}
    documents = Document.objects.visible_to(reader).for_rows().in_bulk(named)
    lines = dict(zip(documents, plain_rows(documents.values()), strict=True))

    def done(pk: int) -> Done:
        way = through[pk]
        via = "" if way == web.start or way not in documents else documents[way].label
        after = _after(document.issued_on, documents[pk].issued_on)
        return Done(documents[pk], lines[pk], after, via)

    return [
        TableRow(
            body=row.body,
            standing=row.standing.name.lower(),
            done=[done(point.pk) for point in row.points[:MOST_SHOWN] if point.pk in documents],
            more=max(0, len(row.points) - MOST_SHOWN),
            predecessors=row.predecessors,
            line=row.line,
        )
        for row in rows
    ]


def _after(issued: date | None, later: date | None) -> str:
    """Return how long after `issued` the other day is, in words: “sau 45 ngày”; '' if unknown."""
    if issued is None or later is None:
        return ""
    days = (later - issued).days
    if days == 0:
        return "cùng ngày"
    # A day before is a slip in one of the two dates; it is shown, not hidden.
    return f"sau {days} ngày" if days > 0 else f"trước {-days} ngày"
