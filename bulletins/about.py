"""The bulletin items around one document: those that introduce it and those that mention it."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from bulletins.models import BulletinItem, ItemSubject
from documents.models import Citation, Decision, Document


def items_around(document: Document, reader: Any) -> QuerySet[BulletinItem]:
    """Return the items about `document` that the reader may see, the newest bulletin first.

    `is_introducing`: a person confirmed that the item is about it. `is_mentioning`: its text
    names it in a citation that was confirmed. Editors also get those of which neither is so yet.
    """
    subjects = ItemSubject.objects.filter(document=document).order_by()
    # What waits for review is read by editors alone, also where a citation in it is confirmed.
    citations = Citation.objects.visible_to(reader).filter(targets=document).order_by()
    confirmed = subjects.filter(state=Decision.CONFIRMED), citations.confirmed()
    if reader.is_authenticated and reader.is_editor:
        subjects = subjects.exclude(state=Decision.REJECTED)
        citations = citations.exclude(state=Decision.REJECTED)
    else:
        subjects, citations = confirmed
    in_text = BulletinItem.objects.filter(text__in=citations.values("source")).order_by()
    return (
        BulletinItem.objects.visible_to(reader)
        .filter(pk__in=subjects.values("item").union(in_text.values("pk")))
        .select_related("bulletin__publisher")
        .annotate(
            is_introducing=Exists(confirmed[0].filter(item=OuterRef("pk"))),
            is_mentioning=Exists(confirmed[1].filter(source=OuterRef("text_id"))),
        )
        .order_by("-bulletin__year", "-bulletin__month", "order")
    )
