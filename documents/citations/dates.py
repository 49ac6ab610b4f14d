"""Dates as documents print them, read at a place in the skeleton. Pure text; no Django."""

import re
from datetime import date
from typing import NamedTuple

# One blank or line end may stand between any two pieces, and a line end inside a number.
_DAY = r"(?P<day>[0-9](?:\n?[0-9])?)"
_MONTH = r"(?P<month>[0-9](?:\n?[0-9])?)"
_YEAR = r"(?P<year>(?:1|2)(?:\n?[0-9]){3})(?![0-9])"
_MARK = r"[ \n]?[/.-][ \n]?"

# "ngày 19/5/2023", "19-05-2023", "25 /10 /2022", "ngày\n03/11/2021", "2\n3/11/2021";
# not "22/24"
_NUMERIC = re.compile(rf"(?:ngay[ \n]?)?{_DAY}{_MARK}{_MONTH}{_MARK}{_YEAR}", re.IGNORECASE)
# "ngày 05 tháng 02 năm 2024", "ngày 5 tháng 2/2024", "ngày 5/2 năm 2024"; not "tháng 02 năm
# 2024"
_WRITTEN = re.compile(
    rf"ngay[ \n]?{_DAY}(?:[ \n]?thang[ \n]?|{_MARK}){_MONTH}"
    rf"(?:[ \n]?,?[ \n]?nam[ \n]?|{_MARK}){_YEAR}",
    re.IGNORECASE,
)
# "ngày 19/5/23" after the word only: "19/5/23" alone may be a ratio
_SHORT_YEAR = re.compile(
    rf"ngay[ \n]?{_DAY}{_MARK}{_MONTH}{_MARK}(?P<year>[0-9]{{2}})(?![0-9/])", re.IGNORECASE
)
# "năm 2007"; not "năm 2021-2025", "năm 2021 - 2025" (a period)
_YEAR_ONLY = re.compile(
    r"nam[ \n]?(?P<year>(?:19|20)[0-9]{2})(?![0-9]|[ \n]?-[ \n]?[0-9])", re.IGNORECASE
)


# "ngày 18/01", a day whose year the text tells elsewhere; not the "19/5" of "19/5/2023"
_DAY_ONLY = re.compile(
    rf"ngay[ \n]?{_DAY}{_MARK}{_MONTH}(?![ \n]?[/.-][ \n]?[0-9]|[0-9])", re.IGNORECASE
)
# Where a date may begin: not within a number or a symbol.
_BEGINNING = re.compile(r"(?<![\w/.-])(?:ngay[ \n]?)?(?=[0-9])", re.IGNORECASE)


class PrintedDate(NamedTuple):
    """A date in the skeleton: where it ends, and its ISO form.

    `iso` is 'YYYY-MM-DD', or 'YYYY' where only a year is printed, or None for a day that
    does not exist (31/02/2024): it is printed there all the same.
    """

    end: int
    iso: str | None


def read_date(text: str, position: int) -> PrintedDate | None:
    """Return the full date that stands at `position`, day first always, or None."""
    match = _NUMERIC.match(text, position) or _WRITTEN.match(text, position)
    if match:
        return PrintedDate(match.end(), _iso(match, century=0))
    match = _SHORT_YEAR.match(text, position)
    return PrintedDate(match.end(), _iso(match, century=2000)) if match else None


def no_such_day(text: str) -> tuple[int, int] | None:
    """Return (start, end) of the first day that does not exist ("ngày 31/02/2024"), or None."""
    for place in _BEGINNING.finditer(text):
        found = read_date(text, place.start())
        if found and found.iso is None:
            return place.start(), found.end
    return None


def read_day(text: str, position: int) -> int | None:
    """Return where "ngày 18/01", a day without its year, ends at `position`, or None."""
    match = _DAY_ONLY.match(text, position)
    return match.end() if match else None


def read_year(text: str, position: int) -> PrintedDate | None:
    """Return the year printed as "năm 2007" at `position`, or None."""
    match = _YEAR_ONLY.match(text, position)
    return PrintedDate(match.end(), match["year"]) if match else None


def _iso(match: re.Match[str], century: int) -> str | None:
    day, month, year = (int(match[name].replace("\n", "")) for name in ("day", "month", "year"))
    try:
        return date(year + century, month, day).isoformat()
    except ValueError:
        return None
