"""The number of a passage, made so that numbers run as dates do. Pure; no Django.

``band × 10^18 + day × 10^11 + record × 1000 + piece``, where a day is ``1230519`` for
19/5/2023 (123 years after 1900), ``1230000`` for the year 2023 alone, 0 when unknown. Reading
numbers downwards is reading newest first, and a month is one range of numbers: both databases
answer both from the primary key alone. Records are told apart up to 100 million of them.
"""

from dataclasses import dataclass
from datetime import date

# The first passage of every record lies in one band, the further ones of long texts in the next.
FIRST, FURTHER = 0, 1
_BAND, _DAY, _PIECES = 10**18, 10**11, 1000
_LAST_DAY = 9_999_999


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both included, as numbers of days; `without` leaves out one in it.

    A record of which only the year is known counts as before the first day of that year.
    """

    first: int = 0
    last: int = _LAST_DAY
    without: int | None = None

    @property
    def year(self) -> int | None:
        """The year that all these days lie in, if it is one."""
        return 1900 + self.first // 10_000 if self.first // 10_000 == self.last // 10_000 else None


ALL_DAYS = Days()


def day_number(day: date | None, year: int | None = None) -> int:
    """Return the number of a day, or of a year alone, 0 when neither is known."""
    if day:
        return (day.year - 1900) * 10_000 + day.month * 100 + day.day
    return (year - 1900) * 10_000 if year else 0


def position(day: int, record: int, piece: int) -> int:
    """Return the number of piece `piece` (from 0) of a record."""
    band = FURTHER if piece else FIRST
    return band * _BAND + day * _DAY + record * _PIECES + piece


def bounds(days: Days, band: int) -> tuple[int, int]:
    """Return the lowest and highest number that passages of these days can have in a band."""
    return band * _BAND + days.first * _DAY, band * _BAND + (days.last + 1) * _DAY - 1


def age(position: int) -> int:
    """Return what is equal for all passages of one record and larger for newer records."""
    return position % _BAND // _PIECES
