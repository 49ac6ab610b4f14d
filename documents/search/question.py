"""What both databases share in answering a question: order, rights, words left out.

A record is handed out only if the queryset of visible ones holds it; that is asked of the few
that are about to be shown, never of all hits.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.db import models
from django.db.models.expressions import RawSQL

from documents.search.match import Clause, Match
from documents.search.positions import record_in_sql
from organizations.reading_place import reading_connection

# Of the first stretch that is looked through: hits for each one wanted where as many passages
# match as can, and how many passages it has at least and at most.
FIRST_FACTOR, FIRST_LEAST, FIRST_MOST = 2, 500, 4_000
# What is looked through beyond what was reckoned, as hits lie unevenly and few of them tell
# little, and how many times more than before it is at least.
MARGIN, MARGIN_OF_ONE, LEAST_GROWTH = 1.3, 2, 1
# As how many hits it counts that a stretch has none: the next one may have some.
NONE_SEEN = 0.25
# Stands for the key in the statement of `Rights`.
_KEY = "{record}"


@dataclass(frozen=True, slots=True)
class Hint:
    """What is known of the hits before they are looked for; only the time depends on it.

    `is_few`: some hundreds of passages match in all. `density`: of the newest passages about so
    large a part matches.
    """

    is_few: bool = False
    density: float = 0


NO_HINT = Hint()


class Rights:
    """Which records may be shown: those of a queryset. Its statement is made only once."""

    def __init__(self, visible: models.QuerySet[Any]) -> None:
        # The key is made of a column of ours, never of anything a person typed.
        key = RawSQL(_KEY, [])  # nosec B611  # see above
        one = visible.filter(pk=key).order_by().values("pk")
        self._statement, self._values = one.query.sql_with_params()

    def seen_record(self, key: str) -> tuple[str, tuple[Any, ...]]:
        """Return the statement that finds the record of this key if it may be shown."""
        return self._statement.replace(_KEY, key), self._values

    def seen(self, position: str) -> tuple[str, tuple[Any, ...]]:
        """Return the statement that finds the record at `position` if it may be shown."""
        return self.seen_record(record_in_sql(position))


@dataclass(frozen=True, slots=True)
class Question(ABC):
    """One question to the passages in `table`, of records named by the column `owner`.

    Positions in `hole` (first, last) are passed over. With `is_of_all_times` no days are asked for.
    """

    table: str
    owner: str
    match: Match
    rights: Rights
    hole: tuple[int, ...]
    is_newest_first: bool
    is_of_all_times: bool

    @property
    def order(self) -> str:
        return "DESC" if self.is_newest_first else "ASC"

    @abstractmethod
    def hits(self, low: int, high: int, limit: int, hint: Hint = NO_HINT) -> list[int]:
        """Return at most `limit` positions from low to high of visible passages that match."""

    @abstractmethod
    def in_order(self, low: int, high: int, limit: int) -> list[int]:
        """Do so for a question that asks for no terms: nothing but the order is looked at."""

    def stretch_by_stretch(self, low: int, high: int, limit: int, density: float = 0) -> list[int]:
        """Return hits by looking through one stretch of time after another, from the first on.

        The `density` of hits that is expected, or what was found in the stretches so far, tells
        how long the next has to be.
        """
        start, end = (high, low) if self.is_newest_first else (low, high)
        further = max(int(MARGIN * limit / density), FIRST_LEAST) if density else 0
        if not density:
            density = self.most_dense()
            further = min(max(int(FIRST_FACTOR * limit / density), FIRST_LEAST), FIRST_MOST)
        found: list[int] = []
        looked = 0.0
        while (edge := self.edge(start, end, further)) is not None:
            if self.is_cheaper_at_once(start, edge, density):
                break
            found += self.within(start, edge, limit - len(found))
            if len(found) == limit:
                return found
            looked += self.passages_between(self.table, *sorted((start, edge))) or further
            start = edge - 1 if self.is_newest_first else edge + 1
            density = max(NONE_SEEN, len(found)) / looked
            margin = MARGIN + MARGIN_OF_ONE / sqrt(max(1, len(found)))
            further = int(max(margin * (limit - len(found)) / density, LEAST_GROWTH * looked))
        # Where all times are asked for, the few hits of before cost less than naming the rest.
        is_timed = not self.is_of_all_times
        return found + self.within(start, end, limit - len(found), is_timed=is_timed)

    @abstractmethod
    def edge(self, start: int, end: int, passages: int) -> int | None:
        """Return where a stretch of at least about so many passages from `start` ends.

        It goes towards `end`; None where no more than these are left, or nobody knows.
        """

    @abstractmethod
    def within(self, start: int, end: int, limit: int, *, is_timed: bool = True) -> list[int]:
        """Return the hits of one stretch, from `start` to `end` in the order that is asked for.

        Without `is_timed` the index need not be told the time: outside the stretch is little.
        """

    def most_dense(self) -> float:
        """Return the largest part of the passages that can match, as far as anything is known."""
        return 0.5

    @abstractmethod
    def is_cheaper_at_once(self, start: int, edge: int, density: float) -> bool:
        """Whether all hits there are cost less than those from `start` to `edge`.

        As far as can be told from what part of the passages matches.
        """

    def left_out(self, position: str) -> tuple[str, list[Any]]:
        """Return the condition that no passage of the record at `position` holds what is left out.

        A long text has several passages, and the word may stand in another than the one found.
        """
        condition, asked = "", []
        for clause in self.match.none:
            holds, terms = self.held("q", [(term,) for term in clause])
            condition += (
                f" AND NOT EXISTS (SELECT 1 FROM {self.table} q "
                f"WHERE q.{self.owner} = {record_in_sql(position)} AND {holds})"
            )
            asked += terms
        return condition, asked

    @staticmethod
    def passages_between(table: str, low: int, high: int) -> float:
        """Return about how many passages lie between, of one band; 0 where nobody knows."""
        return 0

    @staticmethod
    @abstractmethod
    def holding(
        table: str, positions: Sequence[int], known: Match, matches: Sequence[Match]
    ) -> Iterator[set[int]]:
        """Yield for each of `matches` which of these passages hold all its terms.

        That they hold those of `known` need not be asked, but may help to find them.
        """

    @staticmethod
    @abstractmethod
    def held(row: str, clauses: Sequence[Clause]) -> tuple[str, list[str]]:
        """Return the condition that the passage `row` holds a term of every clause, and its values.

        For rows that are read anyway: no index helps here.
        """


def rows_of(statement: str, parameters: Sequence[Any]) -> list[int]:
    """Return the only column of what the database answers."""
    with reading_connection().cursor() as cursor:
        cursor.execute(statement, parameters)
        return [value for (value,) in cursor.fetchall()]
