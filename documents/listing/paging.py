"""Pages of a list that is never counted to its end."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from documents.search.found import Hits, Order

PAGE_ROWS = 25
# Deeper pages are for no reader; whoever gets there should narrow the list.
LAST_PAGE = 400
_SAID_AGAIN_CHARS = 20


class NoSuchPageError(ValueError):
    """The page asked for is no number from 1 on, or lies behind the last."""


class NoSuchRowsError(Http404):
    """The answer to that: what was `asked` for, and the `last` page there is.

    Where `is_last_known` is False the list goes on and is turned over no further.
    """

    def __init__(self, asked: str, last: int, *, is_last_known: bool = True) -> None:
        super().__init__(asked)
        self.asked, self.last = asked[:_SAID_AGAIN_CHARS], max(1, last)
        self.is_last_known = is_last_known


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

    What it does not return is left out. Raises NoSuchRowsError when there is no such page.
    """
    try:
        number = page_number(typed)
    except NoSuchPageError as error:
        raise _no_such_rows(hits, typed) from error
    start, stop = (number - 1) * PAGE_ROWS, number * PAGE_ROWS
    # One more row tells whether there is a next page.
    keys = hits.records(order, start, stop + 1) if number <= LAST_PAGE else []
    if number > 1 and not keys:
        raise _no_such_rows(hits, typed)
    by_key = load(keys[:PAGE_ROWS])
    return HitPage(
        rows=[by_key[key] for key in keys[:PAGE_ROWS] if key in by_key],
        number=number,
        count=hits.count,
        is_more=hits.is_more,
        has_next=len(keys) > PAGE_ROWS and number < LAST_PAGE,
        per_page=PAGE_ROWS,
    )


def _no_such_rows(hits: Hits, typed: str) -> NoSuchRowsError:
    is_known = not hits.is_more
    last = -(-hits.count // PAGE_ROWS) if is_known else LAST_PAGE
    return NoSuchRowsError(typed, last, is_last_known=is_known)
