"""Bulletins by year: which years there are, and which of them a page shows."""

from typing import Any, TypedDict

from django.db.models import Count

# What stands on the first page of the archive at least, as far as there is so much: a year's.
LISTED = 12


class NoSuchYearError(ValueError):
    """The year asked for is no year of any bulletin its reader may see."""


class Year(TypedDict):
    """A year and how many bulletins of it the reader may see."""

    year: int
    count: int


def years_of(bulletins: Any) -> list[Year]:
    """Return the years of a queryset of bulletins, the newest first, each with its count."""
    return list(bulletins.order_by("-year").values("year").annotate(count=Count("pk")))


def years_shown(years: list[Year], asked: str) -> list[int]:
    """Return the years to show: the one asked for, else so many of the newest as fill a page.

    Raises NoSuchYearError for a year without bulletins, and for what is no year.
    """
    if asked:
        found = [one["year"] for one in years if str(one["year"]) == asked]
        if not found:
            raise NoSuchYearError(asked)
        return found
    shown: list[int] = []
    listed = 0
    for one in years:
        if listed >= LISTED:
            break
        shown.append(one["year"])
        listed += one["count"]
    return shown
