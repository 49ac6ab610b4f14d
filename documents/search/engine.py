"""Asks the index for the newest (or oldest) records that hold what is wanted.

The terms and their meaning are the same on both databases; the statements differ and stand in
`fts5.py` and `gin.py`.
"""

from collections.abc import Iterator, Sequence

from django.db import connection, models

from documents.search.fts5 import Fts5Question
from documents.search.gin import GinQuestion
from documents.search.match import Clause, Match
from documents.search.positions import ALL_DAYS, FIRST, Days, bounds, record_of
from documents.search.question import NO_HINT, Hint, Question, Rights

Hit = tuple[int, int]


class Index:
    """The index of one table of passages; `owner` names the key to the record they belong to."""

    def __init__(self, model: type[models.Model], owner: str) -> None:
        self.table = model._meta.db_table
        self.owner = model._meta.get_field(owner).column

    def hits(
        self,
        match: Match,
        rights: Rights,
        *,
        limit: int,
        days: Days = ALL_DAYS,
        band: int = FIRST,
        oldest_first: bool = False,
        beyond: int | None = None,
        hint: Hint = NO_HINT,
    ) -> list[Hit]:
        """Return (position, record) of at most `limit` passages, newest first unless said so.

        Of the newest first, only those that come behind the position `beyond`.
        """
        low, high = bounds(days, band)
        if beyond is not None:
            high = beyond - 1
        if low > high:
            # Days of two conditions that have none in common.
            return []
        hole = bounds(Days(days.without, days.without), band) if days.without is not None else ()
        question = _kind()(
            self.table, self.owner, match, rights, hole, not oldest_first, days == ALL_DAYS
        )
        if match.all:
            found = question.hits(low, high, limit, hint)
        else:
            found = question.in_order(low, high, limit)
        return [(position, record_of(position)) for position in found]

    def passages_between(self, low: int, high: int) -> float:
        """Return about how many first passages lie from low to high; 0 where it does not matter."""
        return _kind().passages_between(self.table, low, high)

    def holding(
        self, positions: Sequence[int], known: Match, matches: Sequence[Match]
    ) -> Iterator[set[int]]:
        """Yield for each of `matches` which of these passages hold all its terms.

        They all hold the terms of `known`, which few others do.
        """
        if not positions:
            return iter([set()] * len(matches))
        return _kind().holding(self.table, positions, known, matches)

    def held(self, row: str, clauses: Sequence[Clause]) -> tuple[str, list[str]]:
        """Return the condition that the passage `row` holds a term of every clause, and values."""
        return _kind().held(row, clauses)


def _kind() -> type[Question]:
    return GinQuestion if connection.vendor == "postgresql" else Fts5Question
