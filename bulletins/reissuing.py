"""Records what changes on a bulletin that its readers have: no change without a dated note.

The bulletin as they read it is taken before and after whatever a person does; where the two
differ, an editor's note and the places go into one correction. Publishing, withdrawing and
taking back into draft are no corrections: before or after them nobody reads it.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.defaultfilters import truncatechars
from django.utils import timezone

from bulletins.corrections import NOTE_CHARS
from bulletins.keeping_up import keeping_up
from bulletins.last_read import Link, last_links, last_read
from bulletins.models import Bulletin, BulletinItem, Correction, CorrectionChange, ItemSubject
from bulletins.publishing import hold_bulletin
from documents.models import Citation, Decision
from organizations.secrecy import find_secrecy_mark, refuse_secret
from organizations.text import normalize

What = CorrectionChange.What
# A place is quoted up to here; whole texts that were exchanged are told by their beginnings.
QUOTED_CHARS = 1500
PLACES_TOLD = 40
# Of an item's name in words that the machine makes of an act.
NAMED_CHARS = 200


@dataclass(frozen=True, slots=True)
class ItemRead:
    """One item as readers have it; links are the words confirmed and the documents they name."""

    name: str
    parent: int | None
    body: str
    links: Counter[Link]
    subjects: frozenset[int]


@dataclass(frozen=True, slots=True)
class Read:
    """A bulletin as its readers have it: the lines of its head, its items in order, and when."""

    head: str
    items: dict[int, ItemRead]
    at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Change:
    """One place that differs, as `CorrectionChange` keeps it."""

    item: int | None
    what: str
    before: str = ""
    after: str = ""


@contextmanager
def correcting(
    bulletin: Bulletin, by: Any, note: str, *, hides_former: bool = False
) -> Iterator[None]:
    """Record what is changed within on a published bulletin as a correction with `note`.

    `hides_former`: what stood there before is for nobody any more, and is not kept. All of it is
    one transaction, in which the bulletin is held. Raises ValidationError and undoes the change:
    'correction_needs_note' when readers would get something else and the note is blank,
    'too_long', 'secret'.
    """
    with transaction.atomic():
        hold_bulletin(bulletin.pk)
        before = as_read(bulletin.pk)
        yield
        record(bulletin.pk, before, by, note, hides_former=hides_former)


@contextmanager
def recording_links(source: int, by: Any) -> Iterator[None]:
    """Stand around decisions on the citations of text `source`, in words of their own.

    Where they are decided on in lists, nobody is asked for any. Subjects and relations keep up.
    """
    item = BulletinItem.objects.filter(text=source).select_related("bulletin").first()
    if item is None:
        yield
        return
    words = f"Sửa liên kết của trích dẫn ở mục “{truncatechars(str(item), NAMED_CHARS)}”."
    with correcting(item.bulletin, by, words), keeping_up(item.bulletin):
        yield


def _hide_in_earlier_ones(bulletin: int, items: set[int]) -> None:
    """Quote nothing any more of what earlier corrections say of these items.

    What is to be read by nobody may stand there as the words that an earlier one brought in.
    """
    earlier = CorrectionChange.objects.filter(correction__bulletin_id=bulletin, item__in=items)
    earlier.update(before="", after="")


def record(
    bulletin: int, before: Read | None, by: Any, note: str, *, hides_former: bool = False
) -> Correction | None:
    """Record what readers of bulletin `bulletin` have that differs from `before`, if anything.

    `before` is what `as_read` gave before the change, None where nobody could read it; of it
    nothing is quoted if `hides_former`. Within a transaction that holds the bulletin. Raises as
    `correcting` does.
    """
    after = as_read(bulletin)
    changes = differences(before, after) if before and after else []
    if not before or not changes:
        return None
    if hides_former:
        changes = [_without_former(change) for change in changes]
        _hide_in_earlier_ones(bulletin, {change.item for change in changes if change.item})
    correction, _ = Correction.objects.get_or_create(
        bulletin_id=bulletin,
        made_on=timezone.localdate(),
        made_by=by,
        note=checked_note(note),
        defaults={"former_at": before.at},
    )
    if hides_former:
        correction.hid_former_at = before.at
        correction.save(update_fields=["hid_former_at"])
    CorrectionChange.objects.bulk_create(
        CorrectionChange(
            correction=correction,
            item_id=change.item,
            what=change.what,
            before=_quoted(change.before),
            after=_quoted(change.after),
        )
        for change in changes
    )
    return correction


def _without_former(change: Change) -> Change:
    # Both sides of a link name the same words, which may be those taken out.
    return replace(change, before="", after="" if change.what == What.LINK else change.after)


def checked_note(note: str) -> str:
    """Return a note fit to be shown; raises ValidationError as `correcting` does."""
    # No database takes null characters, and no form does that is one of Django's.
    note = normalize(note.replace("\x00", ""))
    if not note:
        raise ValidationError(
            "Chưa ghi gì: bản tin đã phát hành, người đọc sẽ thấy thay đổi này. Ghi lời đính chính "
            "(sửa gì, vì sao) rồi làm lại.",
            code="correction_needs_note",
        )
    if len(note) > NOTE_CHARS:
        raise ValidationError(
            "Lời đính chính dài quá %(most)s chữ. Viết ngắn hơn.",
            code="too_long",
            params={"most": NOTE_CHARS},
        )
    refuse_secret([note])
    return note


def as_read(pk: int) -> Read | None:
    """Return bulletin `pk` as its readers last had it, None while they have none of it.

    A text that an import replaced and nobody has looked at counts as the one they read before,
    with the links it had then. Seven queries, however many items and citations there are.
    """
    at = timezone.now()
    bulletin = Bulletin.objects.select_related("publisher").filter(pk=pk).first()
    if bulletin is None or bulletin.state != Bulletin.State.PUBLISHED:
        return None
    shown = BulletinItem.objects.filter(bulletin=bulletin).select_related("text")
    shown = shown.exclude(unreviewed=BulletinItem.Unreviewed.ITEM)
    ordered = list(shown.order_by("order", "pk"))
    # The page shows front matter only where there is nothing else to read.
    items = [item for item in ordered if item.kind != BulletinItem.Kind.FRONT] or ordered
    links, subjects = _links(bulletin), _subjects(bulletin)
    is_waiting = BulletinItem.Unreviewed.TEXT
    waiting = {item.text_id for item in items if item.text_id and item.unreviewed == is_waiting}
    former = last_read(waiting)
    links |= last_links(former)
    read = {}
    for item in items:
        body = item.text.body if item.text else ""
        read[item.pk] = ItemRead(
            name=str(item),
            parent=item.parent_id,
            body=former[item.text_id].body if item.text_id in former else body,
            links=links.get(item.text_id, Counter()),
            subjects=frozenset(subjects.get(item.pk, ())),
        )
    month = f"Tháng {bulletin.month} năm {bulletin.year}"
    head = [str(bulletin.publisher), bulletin.title, month, bulletin.marking]
    return Read("\n".join(line for line in head if line), read, at)


def _subjects(bulletin: Bulletin) -> dict[int, set[int]]:
    stated = ItemSubject.objects.filter(item__bulletin=bulletin, state=Decision.CONFIRMED)
    found: dict[int, set[int]] = {}
    for item, document in stated.values_list("item", "document"):
        found.setdefault(item, set()).add(document)
    return found


def _links(bulletin: Bulletin) -> dict[int, Counter[Link]]:
    """Return the confirmed links of each text of the bulletin's items, by the text's key."""
    citations = Citation.objects.filter(
        source__bulletin_item__bulletin=bulletin, state=Decision.CONFIRMED
    )
    named: dict[tuple[int, int, str], list[int]] = {}
    for source, citation, text, document in citations.order_by().values_list(
        "source", "pk", "text", "targets"
    ):
        named.setdefault((source, citation, text), []).append(document or 0)
    found: dict[int, Counter[Link]] = {}
    for (source, _, text), documents in named.items():
        found.setdefault(source, Counter())[text, tuple(sorted(documents))] += 1
    return found


def differences(before: Read, after: Read) -> list[Change]:
    """Return what readers find changed between two states of a bulletin, in reading order."""
    changes = []
    if before.head != after.head:
        changes.append(Change(None, What.FACTS, before.head, after.head))
    # What is gone is no item's of today; its name stood before every reader.
    gone = (item for key, item in before.items.items() if key not in after.items)
    changes += [Change(None, What.REMOVED, item.name) for item in gone]
    if _places(before, after) != _places(after, before):
        changes.append(Change(None, What.ORDER))
    for key, item in after.items.items():
        former = before.items.get(key)
        if former is None:
            changes.append(Change(key, What.ADDED, after=item.name))
        else:
            changes += _item_changes(key, former, item)
    return changes


def _places(read: Read, other: Read) -> list[tuple[int, int | None]]:
    """Return the items that both have, in order, each with the item above it."""
    return [(key, item.parent) for key, item in read.items.items() if key in other.items]


def _item_changes(key: int, before: ItemRead, after: ItemRead) -> list[Change]:
    changes = []
    if before.name != after.name:
        changes.append(Change(key, What.TITLE, before.name, after.name))
    changes += [Change(key, What.TEXT, *pair) for pair in _text_changes(before.body, after.body)]
    lost, won = before.links - after.links, after.links - before.links
    for text in dict.fromkeys(text for text, _ in (*lost, *won)):
        changes.append(Change(key, What.LINK, *_link_states(text, lost, won)))
    if before.subjects != after.subjects:
        changes.append(Change(key, What.SUBJECT))
    return changes


def _link_states(text: str, lost: Counter[Any], won: Counter[Any]) -> tuple[str, str]:
    """Tell of a citation's link without naming documents: not every reader may see those."""
    was = any(text == other for other, _ in lost)
    now = any(text == other for other, _ in won)
    # As one reads it: a citation may run over printed lines.
    words = normalize(text)
    if was and now:
        return f"“{words}” dẫn đến một văn bản", f"“{words}” dẫn đến văn bản khác"
    with_link, without = f"“{words}” có liên kết", f"“{words}” không có liên kết"
    return (with_link, without) if was else (without, with_link)


def _text_changes(before: str, after: str) -> list[tuple[str, str]]:
    """Return the lines that differ, those that stand together as one place; blanks say nothing."""
    if before == after:
        return []
    old = [line for line in map(normalize, before.split("\n")) if line]
    new = [line for line in map(normalize, after.split("\n")) if line]
    places = [
        ("\n".join(old[start:end]), "\n".join(new[first:last]))
        for tag, start, end, first, last in SequenceMatcher(None, old, new).get_opcodes()
        if tag != "equal"
    ]
    left = len(places) - PLACES_TOLD
    return [*places[:PLACES_TOLD], ("", f"… và {left} chỗ khác")] if left > 0 else places


def _quoted(text: str) -> str:
    # Found only after it was let in, a secret is taken out, and may be the reason for the note.
    if find_secrecy_mark(text):
        return ""
    return text if len(text) <= QUOTED_CHARS else f"{text[:QUOTED_CHARS]}…"
