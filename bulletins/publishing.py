"""Keeps the texts of a bulletin's items in step with it: who may read them, whence, of when.

What an import puts onto a bulletin that members read already is held back until an editor
has looked at it: only publishing by a person shows a text to members.
"""

import calendar
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_update_with_history

from bulletins import searching
from bulletins.models import Bulletin, BulletinItem
from documents.linking.relating import withdraw_relations
from documents.linking.writing import link_texts
from documents.models import SourceText
from documents.models.sources import lock_texts
from organizations.audience import Audience
from organizations.text import fold

LABEL_CHARS = 300
# The code of what is refused because the bulletin lies in the bin.
BINNED = "binned"
# Kept with the history of an item whose title came out of a text, and read again on --replace.
TITLE_WAS_READ = "Tên mục đọc từ bản văn"


def hold_bulletin(pk: int) -> Bulletin:
    """Let one person or import at a time change bulletin `pk` and its items; return it as stored.

    Held until the transaction ends, which must be open; the texts of its items are held with
    it. Taken before any item is written: who decides on a citation holds its text and then
    writes what the item is found by, and so the two never wait for each other.
    """
    rows = Bulletin.all_objects.select_for_update(no_key=True).order_by("pk")
    bulletin = rows.get(pk=pk)
    items = BulletinItem.all_objects.filter(bulletin=bulletin, text__isnull=False)
    lock_texts(items.order_by().values_list("text", flat=True))
    return bulletin


def hold_in_use(pk: int) -> Bulletin:
    """Do that for whoever is about to decide on something of it.

    Raises ValidationError (code 'binned') where somebody has just put it into the bin.
    """
    bulletin = hold_bulletin(pk)
    if bulletin.is_binned:
        raise ValidationError(
            "Chưa ghi gì: bản tin vừa bị bỏ vào thùng rác. Lấy lại từ thùng rác trước.",
            code=BINNED,
        )
    return bulletin


@transaction.atomic
def share_texts(bulletin: Bulletin) -> None:
    """Give every item's text the bulletin's label, publisher, date and audience.

    Editors only for drafts, in the bin and while nobody has reviewed the text. When the
    publisher or the month changed, the citations are read anew: both decide which
    documents they mean. The number of queries does not grow with the items.
    """
    hold_bulletin(bulletin.pk)
    is_shown = bulletin.state == Bulletin.State.PUBLISHED and not bulletin.is_binned
    items = BulletinItem.all_objects.filter(bulletin=bulletin, text__isnull=False)
    texts: list[SourceText] = []
    differing: set[str] = set()
    for item in items.select_related("text__publisher").order_by("order"):
        # The labels name it, and each item would load one of its own.
        item.bulletin = bulletin
        shown = is_shown and item.is_text_shown and not item.is_binned
        facts = {**text_facts(item), "audience": bulletin.audience if shown else Audience.EDITORS}
        changed = [name for name, value in facts.items() if getattr(item.text, name) != value]
        for name in changed:
            setattr(item.text, name, facts[name])
        if changed:
            texts.append(item.text)
            differing.update(changed)
    if texts:
        # Nothing that is searched of the items changes by it, as `SourceText.save` would see to.
        bulk_update_with_history(texts, SourceText, sorted(differing))
    _share_with_bodies(bulletin)
    if {"publisher", "published_on"} & differing:
        in_use = items.filter(deleted_at__isnull=True).order_by("order")
        link_texts([item.text for item in in_use.select_related("text")])
    searching.index_bulletin(bulletin)


def _share_with_bodies(bulletin: Bulletin) -> None:
    """Give every item's text the bodies that the bulletin is for."""
    items = BulletinItem.all_objects.filter(bulletin=bulletin, text__isnull=False).order_by()
    texts = list(items.values_list("text", flat=True))
    bodies = list(bulletin.audience_bodies.order_by().values_list("pk", flat=True))
    link = SourceText.audience_bodies.through
    links = link.objects.filter(sourcetext__in=texts)
    links.exclude(organization__in=bodies).delete()
    given = set(links.values_list("sourcetext", "organization"))
    wanted = ((text, body) for text in texts for body in bodies)
    link.objects.bulk_create(
        link(sourcetext_id=text, organization_id=body)
        for text, body in wanted
        if (text, body) not in given
    )


def title_was_read(row: BulletinItem) -> bool:
    """Whether the version that brought in the present title was written by an import."""
    versions = row.history.order_by("-history_id")
    reason = None
    for title, why in versions.values_list("title", "history_change_reason"):
        if title != row.title:
            break
        reason = why
    return reason == TITLE_WAS_READ


@transaction.atomic
def release_items(items: Iterable[BulletinItem]) -> None:
    """Let members have what was held back of `items`: an editor has looked at it."""
    items = list(items)
    held_back = [item for item in items if item.unreviewed != BulletinItem.Unreviewed.NOTHING]
    for item in held_back:
        item.unreviewed = BulletinItem.Unreviewed.NOTHING
        if item.new_title:
            item.title, item.title_key, item.new_title = item.new_title, fold(item.new_title), ""
            # The name under which the history keeps why a row changed.
            item._change_reason = TITLE_WAS_READ
    if held_back:
        columns = ["unreviewed", "title", "title_key", "new_title"]
        bulk_update_with_history(held_back, BulletinItem, columns)
    # With its texts the bulletin puts the items into the search index.
    for bulletin in {item.bulletin for item in items}:
        share_texts(bulletin)


@transaction.atomic
def release_text(pk: int, text_sha256: str) -> bool:
    """Let members have what bulletin `pk` holds back, if its text is still the one looked at.

    Items that the text lacks go to the bin.

    `text_sha256` is that of the text an editor had on the page. Returns False when an import
    has stored another since; nothing is let out then.
    """
    bulletin = hold_bulletin(pk)
    if bulletin.text_sha256 != text_sha256:
        return False
    items = list(bulletin.items.waiting_for_review().select_related("text"))
    gone = [item for item in items if item.unreviewed == BulletinItem.Unreviewed.GONE]
    for item in gone:
        item.move_to_bin()
    withdraw_relations([item.text for item in gone if item.text])
    release_items(items)
    return True


def keep_typed_title(item: BulletinItem) -> None:
    """Let a title that an editor typed outweigh one that an import brought in; the caller saves."""
    item.new_title = ""
    if item.unreviewed == BulletinItem.Unreviewed.TITLE:
        item.unreviewed = BulletinItem.Unreviewed.NOTHING


def text_facts(item: BulletinItem) -> dict[str, object]:
    """Return what a new text of the item says of its source."""
    bulletin = item.bulletin
    place = f"mục {item.label}" if item.label else "phần đầu"
    return {
        "label": f"{bulletin}, {place}"[:LABEL_CHARS],
        "publisher": bulletin.publisher,
        "published_on": last_day(bulletin.year, bulletin.month),
    }


def last_day(year: int, month: int) -> date:
    """The last day of a month: the latest a bulletin of that month can have been written."""
    return date(year, month, calendar.monthrange(year, month)[1])
