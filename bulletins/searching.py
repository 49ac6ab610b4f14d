"""Finds bulletin items by their words: what is indexed of them, and who asks for what.

News name private people, so of news only the title and the citations are searched. A text that
no editor has looked at yet is not searched at all.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from bulletins import models
from documents.models import Citation, Decision
from documents.search.engine import Index
from documents.search.found import Hits, Order
from documents.search.indexing import Record, write_all_passages
from documents.search.parts import Query
from documents.search.question import Rights
from documents.search.rebuilding import Searched
from documents.search.wanted import ask_words
from organizations.audience import KEPT_CIRCLES, Circle, circle_of

# Beside a list of documents: enough to see whether to go there.
ITEMS_SHOWN = 5


def index_item(item: Any) -> None:
    """Bring what is searched of one item up to date; from the bin it is taken out."""
    _index([item.pk])


def index_bulletin(bulletin: Any) -> None:
    """Do so for every item of a bulletin: its month, or who has looked at it, has changed."""
    items = models.BulletinItem.all_objects.filter(bulletin=bulletin).order_by()
    _index(list(items.values_list("pk", flat=True)))


def index_citing(source_ids: Collection[int]) -> None:
    """Do so for the items that are found by the citations of these texts."""
    items = models.BulletinItem.all_objects.filter(
        text__in=source_ids, kind=models.BulletinItem.Kind.NEWS
    )
    keys = list(items.order_by().values_list("pk", flat=True))
    if keys:
        _index(keys)


def _index(keys: Sequence[int]) -> None:
    records = {record.pk: record for record in item_records(keys)}
    write_all_passages(models.ItemPassage, "item", {key: records.get(key) for key in keys})


def item_records(keys: Iterable[int]) -> Iterator[Record]:
    """Yield what is searched of these items, in two queries; nothing of those in the bin."""
    items = models.BulletinItem.objects.filter(pk__in=list(keys)).select_related("bulletin", "text")
    rows = list(items)
    cited: dict[int, list[str]] = {}
    news = [row.text_id for row in rows if _names_people(row) and row.text_id]
    citations = Citation.objects.filter(source__in=news).exclude(state=Decision.REJECTED)
    for source, text in citations.values_list("source", "text"):
        cited.setdefault(source, []).append(text)
    for row in rows:
        readable = row.text is not None and row.is_text_shown
        said = cited.get(row.text_id, []) if readable else []
        yield Record(
            pk=row.pk,
            day=(row.bulletin.year - 1900) * 10_000 + row.bulletin.month * 100,
            heading=" ".join([row.label, row.title, *said]),
            facts=frozenset(),
            texts=(row.text,) if readable and not _names_people(row) else (),
        )


def items_searched() -> Searched:
    """Return what `index_records` must know to index all items."""
    live = models.BulletinItem.objects.all()
    return Searched(models.ItemPassage, "item", live, item_records)


def item_hits(reader: Any, query: Query) -> Hits:
    """Return the items the reader may see that hold what was typed; a day means its month."""
    visible, rights = _seen_by(circle_of(reader))
    return Hits(Index(models.ItemPassage, "item"), visible.all(), ask_words(query), rights=rights)


@lru_cache(maxsize=KEPT_CIRCLES)
def _seen_by(circle: Circle) -> tuple[QuerySet[Any], Rights]:
    visible = models.BulletinItem.objects.visible_to(circle)
    return visible, Rights(visible)


def best_items(reader: Any, query: Query) -> dict[str, Any]:
    """Return the best of these items as a part of a page shows them, and how many there are."""
    hits = item_hits(reader, query)
    keys = hits.records(Order.BEST, 0, ITEMS_SHOWN)
    items = models.BulletinItem.objects.select_related("bulletin__publisher").in_bulk(keys)
    return {
        "items": [items[key] for key in keys if key in items],
        "count": hits.count,
        "is_more": hits.is_more,
        "query": query,
    }


def _names_people(item: Any) -> bool:
    return item.kind == models.BulletinItem.Kind.NEWS
