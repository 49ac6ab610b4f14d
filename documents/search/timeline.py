"""About how many passages lie between two positions. Pure; no Django.

An estimate, made of the positions that part a table into equal shares. Whoever looks through a
stretch of about so many passages finds what is there; only the time it takes is guessed.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timeline:
    """Positions in order, and how many passages lie before each of them."""

    places: tuple[int, ...] = ()
    ranks: tuple[float, ...] = ()

    @classmethod
    def of(
        cls, first: int | None, last: int | None, bounds: Sequence[int], share: float
    ) -> "Timeline":
        """Return the timeline from the position `first` to `last`; empty where these are None.

        Between two of `bounds` lie `share` passages. Before the first and behind the last of them
        that are between the ends lies a part of a share: half of one, for all that is known.
        """
        if first is None or last is None:
            return cls()
        within = [place for place in bounds if first < place < last]
        places = (first, *within, last)
        steps = [share / 2, *[share] * (len(within) - 1), share / 2] if within else [share]
        ranks = [0.0]
        for step in steps:
            ranks.append(ranks[-1] + step)
        return cls(places, tuple(ranks))

    @property
    def total(self) -> float:
        """How many passages there are."""
        return self.ranks[-1] if self.ranks else 0

    def between(self, low: int, high: int) -> float:
        """Return how many passages lie from `low` to `high`."""
        return self._rank(high) - self._rank(low)

    def moved(self, position: int, passages: float) -> int | None:
        """Return the position so many passages later (earlier where negative).

        None where that lies behind the last or before the first.
        """
        rank = self._rank(position) + passages
        if not 0 < rank < self.total:
            return None
        right = bisect_right(self.ranks, rank)
        part = (rank - self.ranks[right - 1]) / (self.ranks[right] - self.ranks[right - 1])
        return self.places[right - 1] + int((self.places[right] - self.places[right - 1]) * part)

    def _rank(self, position: int) -> float:
        if not self.places or position <= self.places[0]:
            return 0
        if position >= self.places[-1]:
            return self.total
        right = bisect_right(self.places, position)
        step = self.places[right] - self.places[right - 1]
        part = (position - self.places[right - 1]) / step
        return self.ranks[right - 1] + part * (self.ranks[right] - self.ranks[right - 1])
