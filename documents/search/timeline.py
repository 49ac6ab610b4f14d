"""About how many passages lie between two moments. Pure; no Django.

An estimate, made of the moments that part a table into equal shares. Whoever looks through a
stretch of about so many passages finds what is there; only the time it takes is guessed.
Moments are numbers that grow evenly with time (`documents.search.positions.moment_of`).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Timeline:
    """Moments in order, and how many passages lie before each of them."""

    places: tuple[int, ...] = ()
    ranks: tuple[float, ...] = ()

    @classmethod
    def of(cls, bounds: Sequence[int], share: float, before: int, after: int) -> "Timeline":
        """Return the timeline in which `share` passages lie between two of `bounds`, in order.

        `before` lie from the first of them to the second and `after` from the last but one to
        the last: the ends are not parted into shares.
        """
        steps = (
            [before, *[share] * (len(bounds) - 3), after] if len(bounds) > 2 else [before + after]
        )
        ranks = accumulate(steps, initial=0.0)
        return cls(tuple(bounds), tuple(ranks)) if bounds else cls()

    def __bool__(self) -> bool:
        return bool(self.places)

    @property
    def total(self) -> float:
        """How many passages there are."""
        return self.ranks[-1] if self.ranks else 0

    def between(self, low: int, high: int) -> float:
        """Return how many passages lie from `low` to `high`."""
        return self._rank(high) - self._rank(low)

    def moved(self, moment: int, passages: float) -> int | None:
        """Return the moment so many passages later (earlier where negative).

        None where that lies behind the last or before the first.
        """
        rank = self._rank(moment) + passages
        if not 0 < rank < self.total:
            return None
        right = bisect_right(self.ranks, rank)
        part = (rank - self.ranks[right - 1]) / (self.ranks[right] - self.ranks[right - 1])
        return self.places[right - 1] + int((self.places[right] - self.places[right - 1]) * part)

    def _rank(self, moment: int) -> float:
        if not self.places or moment <= self.places[0]:
            return 0
        if moment >= self.places[-1]:
            return self.total
        right = bisect_right(self.places, moment)
        step = self.places[right] - self.places[right - 1]
        part = (moment - self.places[right - 1]) / step
        return self.ranks[right - 1] + part * (self.ranks[right] - self.ranks[right - 1])
