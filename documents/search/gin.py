"""The statements by which PostgreSQL answers a question, through its GIN index.

GIN finds rows in no order, all at once: of a word in every second passage that is half the
table. So one stretch of time after another is asked, the newest first. A stretch is part of the
question, as the terms of its months and years (`documents.search.positions`), and what was found
in one tells how long the next has to be. The cost grows with the rows of a page and with the
rarest term's list, not with the hits.
"""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from documents.search.fields import quoted
from documents.search.match import Clause, Match, Term, any_of
from documents.search.positions import band_terms, stretch_terms
from documents.search.question import Question, rows_of

# What a hit costs that is fetched, in passages that the index compares with one term of a stretch.
COST_OF_A_HIT = 100
# Until the transaction ends: reading the whole table is never the better way, and compiling a
# statement takes longer than answering it.
_LEAD = "set_config('enable_seqscan', '{setting}', true), set_config('jit', '{setting}', true)"


@dataclass(frozen=True, slots=True)
class GinQuestion(Question):
    """A question in PostgreSQL's words."""

    def hits(self, low: int, high: int, limit: int, *, is_few: bool = False) -> list[int]:
        # Within another transaction the planner is told anew afterwards; else it forgets.
        is_nested = connection.in_atomic_block
        with nullcontext() if is_nested else transaction.atomic():
            if is_few:
                _tell_planner("off")
                first, last = (high, low) if self.is_newest_first else (low, high)
                found = self.within(first, last, limit, is_timed=not self.is_of_all_times)
            else:
                found = self.stretch_by_stretch(low, high, limit)
            if is_nested:
                _tell_planner("on")
        return found

    def in_order(self, low: int, high: int, limit: int) -> list[int]:
        # What is read in order is read no further than the limit, its rights row by row.
        ordered = (
            f"SELECT position FROM {self.table} WHERE position BETWEEN %s AND %s "
            f"ORDER BY position {self.order} OFFSET 0"
        )
        return self._row_by_row(ordered, [low, high], limit)

    def is_cheaper_at_once(self, rows: int, hits: float) -> bool:
        # Where only some days are asked for, other days may have any number of hits.
        return self.is_of_all_times and hits * COST_OF_A_HIT < rows * len(self.match.all)

    def also_told(self) -> str:
        # The server's own reckoning, -1 as long as it has made none; the word to the planner goes
        # with it and saves a question.
        total = f"SELECT reltuples::bigint FROM pg_class WHERE oid = '{self.table}'::regclass"
        return f"({total}), {_LEAD.format(setting='off')}"

    def within(self, start: int, end: int, limit: int, *, is_timed: bool = True) -> list[int]:
        low, high = sorted((start, end))
        terms = stretch_terms(low, high) if is_timed else band_terms(low)
        asked = self.match & any_of(terms) if terms else self.match
        # OFFSET 0 keeps the planner to this order: the index, then the place in time.
        ordered = (
            "SELECT position FROM ("
            f"SELECT position FROM {self.table} WHERE terms @@ %s::tsquery OFFSET 0) w "
            f"WHERE position BETWEEN %s AND %s ORDER BY position {self.order} OFFSET 0"
        )
        return self._row_by_row(ordered, [tsquery(asked), low, high], limit)

    def _row_by_row(self, ordered: str, asked: list[Any], limit: int) -> list[int]:
        """Return those of the positions `ordered` that may be shown, no further than the limit.

        All that takes long is asked of one row after another: rights, phrases, words left out.
        """
        hole = " AND NOT h.position BETWEEN %s AND %s" if self.hole else ""
        words = f"(SELECT r.words FROM {self.table} r WHERE r.position = h.position)"
        in_a_row = "".join(f" AND strpos({words}, %s) > 0" for _ in self.match.phrases)
        none, left_out = self.left_out("h.position")
        seen, rights = self.rights.seen("h.position")
        return rows_of(
            f"SELECT h.position FROM ({ordered}) h CROSS JOIN LATERAL ({seen} LIMIT 1) v "
            f"WHERE true{hole}{in_a_row}{none} ORDER BY h.position {self.order} LIMIT %s",
            [*asked, *rights, *self.hole, *self.match.phrases, *left_out, limit],
        )

    @staticmethod
    def holding(
        table: str, positions: Sequence[int], matches: Sequence[Match]
    ) -> Iterator[set[int]]:
        conditions = ", ".join(["p.terms @@ %s::tsquery"] * len(matches))
        with connection.cursor() as cursor:
            cursor.execute(
                # A copy of the terms: those kept aside are fetched once, not for every condition.
                f"SELECT p.position, {conditions} FROM (SELECT position, strip(terms) AS terms "
                f"FROM {table} WHERE position = ANY(%s) OFFSET 0) p",
                [*map(tsquery, matches), list(positions)],
            )
            rows = cursor.fetchall()
        for place in range(1, len(matches) + 1):
            yield {row[0] for row in rows if row[place]}

    @staticmethod
    def held(row: str, clauses: Sequence[Clause]) -> tuple[str, list[str]]:
        return f"{row}.terms @@ %s::tsquery", [tsquery(Match(all=tuple(clauses)))]


def _tell_planner(setting: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_LEAD.format(setting=setting)}")


def tsquery(match: Match) -> str:
    """Return the conditions on terms as PostgreSQL reads them; every term is quoted."""

    def written(term: Term) -> str:
        return quoted(term.text) + (":*" if term.is_prefix else "")

    clauses = [f"({' | '.join(map(written, clause))})" for clause in match.all]
    return " & ".join(clauses)
