"""Which document the text of each item of a bulletin is about."""

from collections.abc import Collection, Iterator, Mapping

from bulletins.models import Bulletin, BulletinItem, ItemSubject
from documents.models import Decision, Document, SourceText
from documents.together import TextGroup

# They tell of many documents, or of none; what they say is no document's own text.
WITHOUT_SUBJECT = {BulletinItem.Kind.FRONT, BulletinItem.Kind.TOPIC, BulletinItem.Kind.NEWS}


def text_subjects(bulletin: Bulletin) -> dict[int, Document]:
    """Return, by the pk of an item's text, the one document the item is about.

    A section is about what the nearest item above it is about. Where several documents are
    proposed and none alone is confirmed, it is not known which, and the text is left out.
    """
    items = {item.pk: item for item in bulletin.items.all()}
    subjects = _subjects_by_item(bulletin)
    found = {}
    for item in items.values():
        document = _subject_of(item, items, subjects) if item.text_id else None
        if document:
            found[item.text_id] = document
    return found


def bulletins_with(source_ids: Collection[int]) -> Iterator[TextGroup]:
    """Yield for each bulletin that holds any of these texts its items' texts, read as one."""
    in_use = BulletinItem.objects.filter(text__in=source_ids)
    for bulletin in Bulletin.objects.filter(pk__in=in_use.values("bulletin_id")).order_by("pk"):
        yield TextGroup(texts_of(bulletin), text_subjects(bulletin))


def texts_of(bulletin: Bulletin) -> list[SourceText]:
    """Return the texts of a bulletin's items in use, in reading order."""
    items = bulletin.items.filter(text__isnull=False).order_by("order", "pk")
    return [item.text for item in items.select_related("text")]


def _subject_of(
    item: BulletinItem, items: Mapping[int, BulletinItem], subjects: Mapping[int, Document | None]
) -> Document | None:
    above: BulletinItem | None = item
    # Nobody nests deeper than there are items; a circle of parents ends here too.
    for _ in items:
        if above is None or above.kind in WITHOUT_SUBJECT:
            return None
        if above.pk in subjects:
            return subjects[above.pk]
        above = items.get(above.parent_id)
    return None


def _subjects_by_item(bulletin: Bulletin) -> dict[int, Document | None]:
    """Return the subject of each item that has any, None where it is not known which one.

    One confirmed alone outweighs proposals; what a person rejected does not count.
    """
    links = (
        ItemSubject.objects.filter(item__bulletin=bulletin, document__deleted_at__isnull=True)
        .exclude(state=Decision.REJECTED)
        .select_related("document__document_type")
    )
    by_item: dict[int, list[ItemSubject]] = {}
    for link in links:
        by_item.setdefault(link.item_id, []).append(link)
    found: dict[int, Document | None] = {}
    for item_id, candidates in by_item.items():
        confirmed = [link for link in candidates if link.state == Decision.CONFIRMED]
        single = confirmed or candidates
        found[item_id] = single[0].document if len(single) == 1 else None
    return found
