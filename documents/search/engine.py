"""Asks the index for the newest (or oldest) records that hold what is wanted.

With backup, the only place that asks which database it is on: the terms and their meaning
are the same on both, the statements differ. A record is handed out only if the queryset of
visible ones holds it; that is asked of the few that are about to be shown, never of all hits.

PostgreSQL must be led. A frequent word is found soonest by reading the newest passages one by
one; a rare one, or an impossible combination, only through the GIN index. The planner knows
neither how words go together nor what is visible, so both ways are asked in turn, each with a
bounded cost: first among the `WINDOW` newest passages, then through the index.
SQLite's FTS5 walks the lists of all terms at once in the order of positions and needs no lead.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction
from django.db.models.expressions import RawSQL

from documents.search.fields import quoted
from documents.search.match import Match, Term
from documents.search.positions import ALL_DAYS, FIRST, Days, bounds
from documents.search.terms import NOWHERE

# Passages read one by one at first, and at most, before the index is asked.
WINDOW, WIDEST = 2_000, 24_000
Hit = tuple[int, int]
# What FTS5 takes for one word: see the table's tokenizer in the migration.
_ONE_WORD = re.compile(r"[0-9A-Za-z^=_:/.\x80-\U0010ffff]+")


class Index:
    """The index of one table of passages; `owner` names the key to the record they belong to."""

    def __init__(self, model: type[models.Model], owner: str) -> None:
        self.table = model._meta.db_table
        self.owner = model._meta.get_field(owner).column
        self.name = f"{self.table}_index"

    def hits(
        self,
        match: Match,
        visible: models.QuerySet[Any],
        *,
        limit: int,
        days: Days = ALL_DAYS,
        band: int = FIRST,
        oldest_first: bool = False,
    ) -> list[Hit]:
        """Return (position, record) of at most `limit` passages, newest first unless said so.

        `visible` is a queryset of the records that may be shown.
        """
        low, high = bounds(days, band)
        hole = bounds(Days(days.without, days.without), band) if days.without is not None else ()
        ask = _Question(self, match, visible, hole, "ASC" if oldest_first else "DESC")
        if not match.all:
            return ask.in_order(low, high, limit)
        if connection.vendor != "postgresql":
            return ask.of_fts5(low, high, limit)
        return _led(ask, low, high, limit)


def _led(ask: "_Question", low: int, high: int, limit: int) -> list[Hit]:
    """Return hits on PostgreSQL: from the passages next in order while they hold enough of them."""
    found: list[Hit] = []
    window = WINDOW
    while window <= WIDEST:
        edge = ask.edge(low, high, window)
        first, last = (low, high) if edge is None else ask.stretch(low, high, edge)
        found += ask.one_by_one(first, last, limit - len(found))
        if edge is None or len(found) >= limit:
            return found
        low, high = (low, first - 1) if ask.order == "DESC" else (last + 1, high)
        # Read on where what was found promises enough before the widest window is read.
        window = (limit - len(found)) * window * 5 // (4 * len(found)) if found else WIDEST + 1
        window = max(window, WINDOW)
    return found + ask.through_gin(low, high, limit - len(found))


@dataclass(frozen=True, slots=True)
class _Question:
    """One question in the words of the database at hand."""

    index: Index
    match: Match
    visible: models.QuerySet[Any]
    hole: tuple[int, ...]
    order: str

    def in_order(self, low: int, high: int, limit: int) -> list[Hit]:
        """Return any visible passages; nothing but the order of positions is asked."""
        return self._answer(f"{self.index.table} p", "p.position", [], low, high, limit)

    def of_fts5(self, low: int, high: int, limit: int) -> list[Hit]:
        name = self.index.name
        # CROSS JOIN: SQLite must begin with the index, as it alone knows what is rare.
        start = f"{name} CROSS JOIN {self.index.table} p ON p.position = {name}.rowid"
        return self._answer(start, f"{name}.rowid", [_fts5(self.match)], low, high, limit)

    def _answer(
        self, start: str, column: str, asked: list[Any], low: int, high: int, limit: int
    ) -> list[Hit]:
        matched = f"{self.index.name} MATCH %s AND " if asked else ""
        hole = f" AND NOT {column} BETWEEN %s AND %s" if self.hole else ""
        rows = "".join(" AND instr(p.words, %s) > 0" for _ in self.match.phrases)
        seen, rights = _visible(self.visible, f"p.{self.index.owner}")
        none, left_out = self._without("p")
        return _rows(
            f"SELECT p.position, p.{self.index.owner} FROM {start} "
            f"WHERE {matched}{column} BETWEEN %s AND %s{hole}{rows}{none} AND EXISTS ({seen}) "
            f"ORDER BY {column} {self.order} LIMIT %s",
            [
                *asked,
                *(low, high),
                *self.hole,
                *self.match.phrases,
                *left_out,
                *rights,
                limit,
            ],
        )

    def _without(self, row: str) -> tuple[str, list[Any]]:
        """Return the condition that no passage of the record in `row` holds what is left out.

        A long text has several passages, and the word may stand in another than the one found.
        """
        is_postgresql = connection.vendor == "postgresql"
        condition, asked = "", []
        for clause in self.match.none:
            if is_postgresql:
                holds, terms = (
                    "q.terms @@ %s::tsquery",
                    [_tsquery(Match(all=tuple((term,) for term in clause)))],
                )
            else:
                holds = " AND ".join("instr(' ' || q.terms || ' ', %s) > 0" for _ in clause)
                terms = [f" {term.text} " for term in clause]
            condition += (
                f" AND NOT EXISTS (SELECT 1 FROM {self.index.table} q "
                f"WHERE q.{self.index.owner} = {row}.{self.index.owner} AND {holds})"
            )
            asked += terms
        return condition, asked

    # --- PostgreSQL --------------------------------------------------------------------------

    def edge(self, low: int, high: int, window: int) -> int | None:
        """Return where the next `window` passages end, None where fewer are left."""
        rows = _rows(
            f"SELECT position FROM {self.index.table} WHERE position BETWEEN %s AND %s "
            f"ORDER BY position {self.order} OFFSET %s LIMIT 1",
            [low, high, window - 1],
        )
        return rows[0][0] if rows else None

    def stretch(self, low: int, high: int, edge: int) -> tuple[int, int]:
        return (edge, high) if self.order == "DESC" else (low, edge)

    def one_by_one(self, low: int, high: int, limit: int) -> list[Hit]:
        within = "position BETWEEN %s AND %s"
        return self._fenced(within, [low, high], self._terms(), low, high, limit)

    def through_gin(self, low: int, high: int, limit: int) -> list[Hit]:
        with transaction.atomic(), connection.cursor() as cursor:
            # Reading the whole table is never the better way: the fence leaves GIN alone.
            cursor.execute("SET LOCAL enable_seqscan = off")
            condition, asked = self._terms()
            found = self._fenced(condition, asked, ("true", []), low, high, limit)
            cursor.execute("SET LOCAL enable_seqscan = on")
        return found

    def _terms(self) -> tuple[str, list[Any]]:
        return "terms @@ %s::tsquery", [_tsquery(self.match)]

    def _fenced(
        self,
        inner: str,
        inner_asked: list[Any],
        outer: tuple[str, list[Any]],
        low: int,
        high: int,
        limit: int,
    ) -> list[Hit]:
        """Ask `inner` first and all else of what it leaves; OFFSET 0 keeps the planner to that."""
        hole = " AND NOT position BETWEEN %s AND %s" if self.hole else ""
        rows = "".join(" AND strpos(words, %s) > 0" for _ in self.match.phrases)
        none, left_out = self._without("w")
        seen, rights = _visible(self.visible, f"h.{self.index.owner}")
        return _rows(
            f"SELECT h.position, h.{self.index.owner} FROM ("
            f"SELECT position, {self.index.owner} FROM ("
            f"SELECT position, {self.index.owner}, terms, words FROM {self.index.table} "
            f"WHERE {inner} OFFSET 0) w "
            f"WHERE position BETWEEN %s AND %s AND {outer[0]}{hole}{rows}{none} "
            f"ORDER BY position {self.order} OFFSET 0) h "
            # Row by row, newest first, and no further than the limit.
            f"CROSS JOIN LATERAL ({seen} LIMIT 1) v "
            f"ORDER BY h.position {self.order} LIMIT %s",
            [
                *inner_asked,
                *(low, high),
                *outer[1],
                *self.hole,
                *self.match.phrases,
                *left_out,
                *rights,
                limit,
            ],
        )


def _visible(visible: models.QuerySet[Any], key: str) -> tuple[str, tuple[Any, ...]]:
    """Return the statement that finds the record `key` among the visible ones."""
    # `key` is a column of ours, never anything a person typed.
    one = visible.filter(pk=RawSQL(key, [])).order_by().values("pk")
    return one.query.sql_with_params()


def _rows(statement: str, parameters: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def _fts5(match: Match) -> str:
    """Return the conditions on terms as FTS5 reads them; every term is quoted."""

    def written(term: Term) -> str:
        # What the index would part into several words stands in no passage as one.
        text = term.text if _ONE_WORD.fullmatch(term.text) else NOWHERE
        return f'"{text}"' + ("*" if term.is_prefix else "")

    clauses = [f"({' OR '.join(map(written, clause))})" for clause in match.all]
    return " AND ".join(clauses)


def _tsquery(match: Match) -> str:
    """Return the conditions on terms as PostgreSQL reads them; every term is quoted."""

    def written(term: Term) -> str:
        return quoted(term.text) + (":*" if term.is_prefix else "")

    clauses = [f"({' | '.join(map(written, clause))})" for clause in match.all]
    return " & ".join(clauses)
