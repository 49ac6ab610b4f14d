"""Takes out again what an import put onto a bulletin that is out, before anybody let it out.

The bulletin is then what it was before: nothing changes for its readers, who had none of it.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from bulletins.models import Bulletin, BulletinItem, BulletinReading
from bulletins.publishing import hold_bulletin, share_texts
from bulletins.reading import read_together
from bulletins.subjects import texts_of
from documents.linking.anchoring import replace_body
from documents.linking.relating import withdraw_relations
from documents.models import Decision, SourceText

Unreviewed = BulletinItem.Unreviewed


class TakenOut(NamedTuple):
    """How many items something was taken out of, and how many decided citations went with it.

    Not counted are those of new items, which lie in the bin with all that hangs on them.
    """

    items: int
    decided: int


@transaction.atomic
def take_out(pk: int, text_sha256: str, by: Any) -> TakenOut | None:
    """Take what waits for an editor's look out of bulletin `pk`.

    New items go to the bin; the others have the texts, names and places they had before.
    `text_sha256` is that of the text the editor had on the page: None, and nothing is done, where
    another was brought in since or nothing waits any more.
    """
    bulletin = hold_bulletin(pk)
    waiting = list(bulletin.items.waiting_for_review().select_related("text"))
    if not waiting or bulletin.text_sha256 != text_sha256:
        return None
    before = _version_before(bulletin, waiting)
    decided = sum(_take_back(item, before.history_date, by) for item in waiting)
    _put_in_place(bulletin, before.history_date)
    bulletin.text_sha256 = before.text_sha256
    bulletin.save()
    share_texts(bulletin)
    BulletinReading.objects.filter(bulletin=bulletin).delete()
    read_together(bulletin, list(texts_of(bulletin)))
    return TakenOut(len(waiting), decided)


def _version_before(bulletin: Bulletin, waiting: list[BulletinItem]) -> Any:
    """Return the bulletin as the history has it when the import began that first is waited on.

    An import saves the bulletin before it touches any item (`importing.take_in`).
    """
    versions = BulletinItem.history.filter(id__in=[item.pk for item in waiting])
    since: dict[int, datetime | None] = {}
    for pk, day, waits in versions.order_by("history_id").values_list(
        "id", "history_date", "unreviewed"
    ):
        since[pk] = None if waits == Unreviewed.NOTHING else since.get(pk) or day
    first = min(filter(None, since.values()), default=timezone.now())
    return bulletin.history.filter(history_date__lte=first).order_by("-history_id").first()


def _take_back(item: BulletinItem, moment: datetime, by: Any) -> int:
    """Return how many decided citations went with what was taken from an item that stays."""
    if item.unreviewed == Unreviewed.ITEM:
        item.move_to_bin(by)
        withdraw_relations([item.text] if item.text else [])
        return 0
    lost = _give_former_text(item, moment) if item.unreviewed == Unreviewed.TEXT else 0
    item.unreviewed, item.new_title = Unreviewed.NOTHING, ""
    item.save()
    return lost


def _give_former_text(item: BulletinItem, moment: datetime) -> int:
    """Give an item the text of before `moment`, or none where it had none; decisions move along.

    Return how many found no place.
    """
    text = item.text
    if text is None:
        # Somebody has taken the new one away since.
        return 0
    versions = SourceText.history.filter(id=text.pk, history_date__lt=moment)
    former = versions.order_by("-history_id").first()
    if former is not None:
        return len(replace_body(text, former.body))
    lost: int = text.citations.exclude(state=Decision.PROPOSED).count()
    withdraw_relations([text])
    # By its words alone was it proposed what the item is about.
    item.subject_links.filter(state=Decision.PROPOSED).delete()
    item.text = None
    item.save(update_fields=["text"])
    text.delete()
    return lost


def _put_in_place(bulletin: Bulletin, moment: datetime) -> None:
    """Give the items that are left the places they had before `moment`, and parents in use."""
    versions = BulletinItem.history.filter(bulletin_id=bulletin.pk, history_date__lt=moment)
    places = {
        pk: (parent, order)
        for pk, parent, order in versions.order_by("history_id").values_list(
            "id", "parent_id", "order"
        )
    }
    items = list(bulletin.items.all())
    keys = {item.pk for item in items}
    changed = []
    for item in items:
        parent, order = places.get(item.pk, (item.parent_id, item.order))
        place = (parent if parent in keys else None, order)
        if (item.parent_id, item.order) != place:
            item.parent_id, item.order = place
            changed.append(item)
    bulk_update_with_history(changed, BulletinItem, ["parent", "order"])
