"""The bulletin items around one document: those that introduce it and those that mention it.

Starts from `visible_to(reader)`: what a reader may not see leaves no trace, in no count either.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Case, Count, F, IntegerField, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from bulletins.models import BulletinItem, ItemSubject
from documents.models import Citation, Decision, Document
from organizations.kept_statements import kept

# Of each list on a document's page; a directive of the Centre is named month after month.
ITEMS_SHOWN = 10


class Part(models.IntegerChoices):
    """The list an item stands in, one only, under its heading."""

    INTRODUCING = 0, "Bản tin đã giới thiệu"
    MENTIONING = 1, "Bản tin có nhắc đến"
    UNDECIDED = 2, "Bản tin chờ xác nhận"


@dataclass(frozen=True, slots=True)
class ItemsPart:
    """Items of one part, the newest bulletin first; of `count` these may be the first only."""

    part: Part
    count: int
    items: list[BulletinItem] = field(default_factory=list)

    @property
    def left_out(self) -> int:
        return self.count - len(self.items)

    @property
    def is_undecided(self) -> bool:
        return self.part == Part.UNDECIDED


def items_around(document: Document, reader: Any) -> QuerySet[Any]:
    """Return the items about `document` that the reader may see, part by part, for `in_parts`.

    A person confirmed that an item introduces it, or that its text names it; editors also get
    items of which neither is so yet. In each part the newest bulletin stands first.
    """
    subjects = ItemSubject.objects.filter(document=document).order_by()
    # What waits for review is read by editors alone, also where a citation in it is confirmed.
    citations = Citation.objects.visible_to(reader).filter(targets=document).order_by()
    confirmed = subjects.filter(state=Decision.CONFIRMED)
    introducing, mentioning = _items(confirmed, citations.confirmed())
    found = introducing, mentioning
    if reader.is_authenticated and reader.is_editor:
        rejected = Decision.REJECTED
        found = _items(subjects.exclude(state=rejected), citations.exclude(state=rejected))
    # Asked as sets: row by row, the lists of what is named in thousands of items take seconds.
    part = Case(
        When(pk__in=introducing, then=Value(Part.INTRODUCING)),
        When(pk__in=mentioning, then=Value(Part.MENTIONING)),
        default=Value(Part.UNDECIDED),
        output_field=IntegerField(),
    )
    newest = [F("bulletin__year").desc(), F("bulletin__month").desc(), F("order"), F("pk")]
    return (
        BulletinItem.objects.visible_to(reader)
        .filter(pk__in=found[0].union(found[1]))
        .select_related("bulletin__publisher")
        .annotate(part=part)
        .annotate(
            place=Window(RowNumber(), partition_by=F("part"), order_by=newest),
            of_part=Window(Count("pk"), partition_by=F("part")),
        )
        .order_by("part", "place")
    )


@kept
def first_items_around(reader: Any, key: int, most: int) -> QuerySet[Any]:
    """Return the first `most` of each part of `items_around` the document with this key."""
    return items_around(Document(pk=key), reader).filter(place__lte=most)


def _items(
    subjects: QuerySet[Any], citations: QuerySet[Any]
) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Return the keys of the items that have these subjects, and that these citations stand in."""
    in_text = BulletinItem.objects.filter(text__in=citations.values("source"))
    return subjects.values("item"), in_text.order_by().values("pk")


def in_parts(items: Iterable[Any]) -> list[ItemsPart]:
    """Return some of `items_around` a document by their parts, in order; each part only once."""
    parts: dict[int, ItemsPart] = {}
    for item in items:
        part = parts.setdefault(item.part, ItemsPart(Part(item.part), item.of_part))
        part.items.append(item)
    return list(parts.values())
