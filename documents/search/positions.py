"""The number of a passage, made so that numbers run as dates do. Pure; no Django.

``band × 10^18 + day × 10^11 + record × 1000 + piece``, where a day is ``1230519`` for
19/5/2023 (123 years after 1900), ``1230000`` for the year 2023 alone, 0 when unknown. Reading
numbers downwards is reading newest first, and a month is one range of numbers: both databases
answer both from the primary key alone. Records are told apart up to 100 million of them.
"""

from dataclasses import dataclass
from datetime import date

# The first passage of every record lies in one band, the further ones of long texts in the next.
BANDS = FIRST, FURTHER = 0, 1
_BAND, _DAY, _PIECES = 10**18, 10**11, 1000
_LAST_DAY = 9_999_999
# Of the band in `time_terms`.
_LETTERS = ("d", "f")
_FURTHER_TERM = "f:"
# The month 0 is that of a year alone, the day 0 that of a month alone.
_YEAR_MONTHS, _MONTH_DAYS = 13, 32
# From here on a stretch ends with a year: what it finds beyond is a small part.
_LONG_WAY = 2 * 10_000 * _DAY
# 2200: see the constraint of documents. Numbers of years count from 1900.
_LAST_YEAR = 300


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


def time_terms(day: int, piece: int) -> list[str]:
    """Return the terms of the month and the year a passage lies in: ``d:12305``, ``d:123``.

    Further pieces have theirs under ``f``, and ``f:`` for all times: they are the fewer.
    An index that gives no order of its own looks through one stretch of time after another.
    """
    letter = _LETTERS[FURTHER if piece else FIRST]
    terms = [f"{letter}:{day // 100}", f"{letter}:{day // 10_000}"]
    return [*terms, _FURTHER_TERM] if piece else terms


def stretch_terms(low: int, high: int) -> list[str]:
    """Return the terms of time (see `time_terms`) of which all passages from low to high bear one.

    Of the years that lie in it whole, and of the months of others. Both ends are of one band.
    """
    letter = _LETTERS[low // _BAND]
    first, last = (min(end % _BAND // _DAY, _LAST_DAY) // 100 for end in (low, high))
    terms = []
    for year in range(first // 100, min(last // 100, _LAST_YEAR) + 1):
        months = range(100 * year, 100 * year + _YEAR_MONTHS)
        if first <= months[0] and months[-1] <= last:
            terms.append(f"{letter}:{year}")
        else:
            terms += [f"{letter}:{month}" for month in months if first <= month <= last]
    return terms


def outward(edge: int, start: int) -> int:
    """Return where the month ends that holds `edge`, seen from `start`; of a long way the year.

    Both are positions. What the index is told of a stretch are whole months and years: it finds
    the rest of them all the same, and of years there are fewer to tell.
    """
    band, day = edge // _BAND, edge % _BAND // _DAY
    days = 10_000 if abs(edge - start) > _LONG_WAY else 100
    first = day // days * days
    if edge < start:
        return band * _BAND + first * _DAY
    return band * _BAND + (first + days) * _DAY - 1


def year_of(place: int) -> tuple[int, int]:
    """Return the first and the last position of the year that `place` lies in."""
    year = 10_000 * _DAY
    first = place // _BAND * _BAND + place % _BAND // year * year
    return first, first + year - 1


def band_terms(position: int) -> list[str]:
    """Return the term of all passages in the band of `position`; of first ones there is none."""
    return [_FURTHER_TERM] if position // _BAND == FURTHER else []


def moment_of(position: int) -> int:
    """Return a number that grows evenly with time, as positions do not: no month has a 40th day."""
    day, rest = divmod(position % _BAND, _DAY)
    months = day // 10_000 * _YEAR_MONTHS + min(day // 100 % 100, _YEAR_MONTHS - 1)
    return (months * _MONTH_DAYS + min(day % 100, _MONTH_DAYS - 1)) * _DAY + rest


def at_moment(moment: int, band: int) -> int:
    """Return the position in a band at a moment (see `moment_of`)."""
    days, rest = divmod(moment, _DAY)
    months, day = divmod(days, _MONTH_DAYS)
    year, month = divmod(months, _YEAR_MONTHS)
    return band * _BAND + (year * 10_000 + month * 100 + day) * _DAY + rest


def band_of(position: int) -> int:
    """Return the band a passage lies in."""
    return position // _BAND


def record_of(position: int) -> int:
    """Return the record that a passage belongs to."""
    return position % _DAY // _PIECES


def record_in_sql(column: str) -> str:
    """Return the same as an expression of SQL, in a statement that takes parameters."""
    return f"({column} %% {_DAY} / {_PIECES})"


def age(position: int) -> int:
    """Return what is equal for all passages of one record and larger for newer records."""
    return position % _BAND // _PIECES
