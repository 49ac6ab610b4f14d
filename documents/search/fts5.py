"""The statements by which SQLite answers a question, through its FTS5 index.

FTS5 walks the lists of all terms together, upwards, and stops when the page is full; its rows are
numbered so that the newest come first. The cost grows with the shortest list.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from documents.migrations._passage_index_newest_first import MIRROR
from documents.search.match import Clause, Match, Term
from documents.search.positions import BANDS, band_of
from documents.search.question import NO_HINT, Hint, Question, rows_of
from documents.search.terms import NOWHERE

# SQLite's word for no limit.
_ALL = -1
# What FTS5 takes for one word: see the table's tokenizer in the migration.
_ONE_WORD = re.compile(r"[0-9A-Za-z^=_:/.\x80-\U0010ffff]+")


@dataclass(frozen=True, slots=True)
class Fts5Question(Question):
    """A question in SQLite's words."""

    def hits(self, low: int, high: int, limit: int, hint: Hint = NO_HINT) -> list[int]:
        if self.is_newest_first:
            return self._walked(low, high, limit)
        return self.stretch_by_stretch(low, high, limit)

    def in_order(self, low: int, high: int, limit: int) -> list[int]:
        none, left_out = self.left_out("p.position")
        seen, rights = self.rights.seen("p.position")
        return rows_of(
            f"SELECT p.position FROM {self.table} p WHERE p.position BETWEEN %s AND %s "
            f"{self._not_in_hole('p.position')}{none} AND EXISTS ({seen}) "
            f"ORDER BY p.position {self.order} LIMIT %s",
            [low, high, *self.hole, *left_out, *rights, limit],
        )

    def within(self, start: int, end: int, limit: int, *, is_timed: bool = True) -> list[int]:
        # Downwards FTS5 must not be walked (see the migration).
        return self._walked(start, end, _ALL)[::-1][:limit]

    def edge(self, start: int, end: int, passages: int) -> int | None:
        found = rows_of(
            f"SELECT position FROM {self.table} WHERE position BETWEEN %s AND %s "
            f"ORDER BY position {self.order} LIMIT 1 OFFSET %s",
            [*sorted((start, end)), passages],
        )
        return found[0] if found else None

    def is_cheaper_at_once(self, start: int, edge: int, density: float) -> bool:
        return False

    def _walked(self, low: int, high: int, limit: int) -> list[int]:
        """Return hits from low to high, the newest first."""
        index, position = f"{self.table}_index", f"({MIRROR} - {self.table}_index.rowid)"
        none, left_out = self.left_out(position)
        seen, rights = self.rights.seen(position)
        # Only the words in a row are looked up in the passage; all else the index knows.
        words = f"(SELECT r.words FROM {self.table} r WHERE r.position = {position})"
        in_a_row = "".join(f" AND instr({words}, %s) > 0" for _ in self.match.phrases)
        return rows_of(
            f"SELECT {position} FROM {index} WHERE {index} MATCH %s "
            f"AND {index}.rowid BETWEEN %s AND %s{self._not_in_hole(position)}{in_a_row}{none} "
            f"AND EXISTS ({seen}) ORDER BY {index}.rowid LIMIT %s",
            [
                *(fts5_query(self.match), MIRROR - high, MIRROR - low),
                *(*self.hole, *self.match.phrases, *left_out, *rights, limit),
            ],
        )

    def _not_in_hole(self, position: str) -> str:
        return f" AND NOT {position} BETWEEN %s AND %s" if self.hole else ""

    @staticmethod
    def holding(
        table: str, positions: Sequence[int], known: Match, matches: Sequence[Match]
    ) -> Iterator[set[int]]:
        # Quicker than to read the terms of a thousand rows; between the bands lies everything else.
        asked = (
            f"SELECT {MIRROR} - rowid FROM {table}_index "
            f"WHERE {table}_index MATCH %s AND rowid BETWEEN %s AND %s"
        )
        bands = [[place for place in positions if band_of(place) == band] for band in BANDS]
        ends = [(MIRROR - max(places), MIRROR - min(places)) for places in bands if places]
        wanted = set(positions)
        for match in matches:
            rows = [rows_of(asked, [fts5_query(known & match), *end]) for end in ends]
            yield wanted.intersection(chain.from_iterable(rows))

    @staticmethod
    def held(row: str, clauses: Sequence[Clause]) -> tuple[str, list[str]]:
        one = f"instr(' ' || {row}.terms || ' ', %s) > 0"
        condition = " AND ".join(f"({' OR '.join([one] * len(clause))})" for clause in clauses)
        return condition, [f" {term.text} " for clause in clauses for term in clause]


def fts5_query(match: Match) -> str:
    """Return the conditions on terms as FTS5 reads them; every term is quoted.

    What is left out is asked of the passage itself; of the record's others `left_out` asks.
    """

    def written(term: Term) -> str:
        # What the index would part into several words stands in no passage as one.
        text = term.text if _ONE_WORD.fullmatch(term.text) else NOWHERE
        return f'"{text}"' + ("*" if term.is_prefix else "")

    clauses = [f"({' OR '.join(map(written, clause))})" for clause in match.all]
    wanted = " AND ".join(clauses)
    left_out = [f"({' AND '.join(map(written, clause))})" for clause in match.none]
    return f"({wanted}) NOT ({' OR '.join(left_out)})" if left_out else wanted
