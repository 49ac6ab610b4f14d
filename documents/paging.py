"""Pages of a list that is never counted to its end."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from documents.search.found import Hits, Order

PAGE_ROWS = 25
# Deeper pages are for no reader; whoever gets there should narrow the list.
LAST_PAGE = 400


class NoSuchPageError(ValueError):
    """The page asked for is no number from 1 on, or lies behind the last."""


@dataclass(frozen=True, slots=True)
class HitPage:
    """One page of hits. `count` is how many there are, or the bound when `is_more`."""

    rows: list[Any]
    number: int
    count: int
    is_more: bool
    has_next: bool
    per_page: int

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def last(self) -> int | None:
        """The number of the last page, None where it is not known."""
        return None if self.is_more else max(1, -(-self.count // self.per_page))

    @property
    def start_index(self) -> int:
        """The place of the first row in the whole list, from 1."""
        return (self.number - 1) * self.per_page + 1

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_other_pages(self) -> bool:
        return self.has_previous or self.has_next

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1


def page_number(typed: str) -> int:
    """Return the page asked for; raises NoSuchPageError for what is no number of a page."""
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 6 and int(typed) >= 1):
        raise NoSuchPageError(typed)
    return int(typed)


def hit_page(
    hits: Hits, order: Order, load: Callable[[list[int]], Mapping[int, Any]], typed: str
) -> HitPage:
    """Return the page of hits asked for; `load` returns by their keys the rows of those given.

    What it does not return is left out. Raises NoSuchPageError when there is no such page.
    """
    number = page_number(typed)
    start, stop = (number - 1) * PAGE_ROWS, number * PAGE_ROWS
    # One more row tells whether there is a next page.
    keys = hits.records(order, start, stop + 1) if number <= LAST_PAGE else []
    if number > 1 and not keys:
        raise NoSuchPageError(typed)
    by_key = load(keys[:PAGE_ROWS])
    return HitPage(
        rows=[by_key[key] for key in keys[:PAGE_ROWS] if key in by_key],
        number=number,
        count=hits.count,
        is_more=hits.is_more,
        has_next=len(keys) > PAGE_ROWS and number < LAST_PAGE,
        per_page=PAGE_ROWS,
    )
