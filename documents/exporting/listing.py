"""The documents of a list in its order, up to a limit, and the list's question in one sentence.

Rights are those of the filters' queryset; nothing here asks who sees what.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import cached_property

from documents.listing.filters import DocumentFilter
from documents.listing.paging import LAST_PAGE, PAGE_ROWS
from documents.models import Document
from documents.querysets import DocumentQuerySet
from documents.search.found import Order

# As far as the list itself can be turned over, page by page.
MOST_EXPORTED = LAST_PAGE * PAGE_ROWS
# So many are read at once: a file never holds all its documents in memory.
_READ_AT_ONCE = 500


@dataclass
class Listing:
    """What a list shows, from the first page to the last. `filters` must be valid.

    Of more than `limit` documents it has the first ones only, and says so.
    """

    filters: DocumentFilter
    limit: int = MOST_EXPORTED

    def __iter__(self) -> Iterator[Document]:
        """Yield the documents in order; one that goes into the bin meanwhile is passed over."""
        return self._loaded(self._visible().for_many_rows())

    def whole(self) -> Iterator[Document]:
        """Yield the same with all that was entered of them, not only what a row of a list shows."""
        return self._loaded(self._visible().prefetch_related(*DocumentQuerySet.NAMED))

    def _visible(self) -> DocumentQuerySet:
        return Document.objects.visible_to(self.filters.request.user)

    def _loaded(self, documents: DocumentQuerySet) -> Iterator[Document]:
        for start in range(0, len(self), _READ_AT_ONCE):
            keys = self._keys[start : min(start + _READ_AT_ONCE, self.limit)]
            by_key = documents.in_bulk(keys)
            yield from (by_key[key] for key in keys if key in by_key)

    def __len__(self) -> int:
        return min(len(self._keys), self.limit)

    @cached_property
    def _keys(self) -> list[int]:
        # One more tells whether something is left out.
        return self.filters.hits.records(self.filters.order, 0, self.limit + 1)

    @property
    def is_cut(self) -> bool:
        """Whether the list goes on behind the limit."""
        return len(self._keys) > self.limit

    @property
    def order(self) -> str:
        """The name of the order the documents stand in: not the one asked for where too many."""
        if self.filters.is_number_order_left:
            return str(Order.NEWEST.label)
        return next(choice.shown for choice in self.filters.orders() if choice.is_current)

    def question(self) -> str:
        """Return what was asked of the list, as understood: “Tìm: 24-CT/TU. Từ ngày: …”."""
        typed = [f"Tìm: {self.filters.query.text}"] if self.filters.query else []
        chosen = [f"{one.label}: {one.shown}" for one in self.filters.conditions()]
        asked = typed + chosen or ["Mọi văn bản"]
        return f"{'. '.join(asked)}. Xếp theo: {self.order.lower()}."

    def summary(self) -> str:
        """Return how many documents there are and of which day that is true."""
        return f"{_dotted(len(self))} văn bản, lập ngày {timezone.localdate():%d/%m/%Y}."

    def left_out(self) -> str:
        """Return the sentence that says what is missing, '' when nothing is."""
        if not self.is_cut:
            return ""
        return (
            f"Danh sách còn dài hơn, ở đây chỉ có {_dotted(self.limit)} văn bản đầu. "
            "Muốn đủ thì lọc theo năm hoặc cơ quan rồi lấy từng phần."
        )


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
