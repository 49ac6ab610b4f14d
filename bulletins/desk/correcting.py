"""Corrections to the items of a draft, one step at a time: each is stored at once and goes back.

What the steps are is in `steps`; here they are held against what the person saw, and undone.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_update_with_history

from bulletins.desk.former_heading import put_heading
from bulletins.desk.outline import Line, Outline, outline_of
from bulletins.desk.steps import Done, Seam, cut_item, join_items, relabel
from bulletins.desk.subjects_along import (
    exchange_subjects,
    exchanged,
    give_subjects,
    hand_over_subjects,
)
from bulletins.models import Bulletin, BulletinItem
from bulletins.publishing import hold_bulletin
from bulletins.reading import want_again
from documents.deciding.taking_back import name_of

NO_DRAFT = {
    Bulletin.State.PUBLISHED: "Bản tin đã phát hành nên không sửa mục ở đây. Sửa từng mục trong "
    "phần biên tập; người đọc thấy ngay chỗ sửa.",
    Bulletin.State.WITHDRAWN: "Bản tin đã thu hồi nên không sửa mục ở đây. Sửa từng mục trong phần "
    "biên tập; người đọc thấy chỗ sửa khi bản tin được phát hành lại.",
}
_SHAPE = ("parent_id", "order")
_KEPT = ("label", "kind", "title", *_SHAPE)


@dataclass(frozen=True, slots=True)
class Step:
    """How to take a step back, as the session keeps it: plain values only.

    `after` is what the outline was summed up to when the step was done; `former` gives for each
    item that changed the fields as they were, and `added` the items that were not there.
    """

    said: str
    item: int | None
    after: str
    former: list[tuple[int, dict[str, Any]]]
    added: list[int]
    joined: dict[str, Any] | None = None
    cut: dict[str, Any] | None = None
    reworded: dict[str, Any] | None = None


@transaction.atomic
def correct(
    bulletin: Bulletin,
    item: int,
    seen: str,
    act: Callable[[Outline, Line], Done],
    by: Any = None,
) -> Step:
    """Let `act` do one step to an item of a draft, if the outline is still as the person saw it.

    `seen` is that of the outline (`Outline.seen`), `by` is who does it. Returns how to take the
    step back. Raises ValidationError: 'published', 'changed_meanwhile', 'gone' for an item that is
    not there; what `act` refuses passes on. Nothing is done then.
    """
    bulletin, outline = _held(bulletin, seen, by)
    line = outline.line_of(item)
    if line is None:
        raise ValidationError("Mục này không còn trong bản tin. Chưa ghi gì.", code="gone")
    former = {one.item.pk: _kept(one.item) for one in outline.lines}
    read = _what_is_read(outline)
    done = act(outline, line)
    after = outline_of(bulletin)
    if _what_is_read(after) != read:
        want_again(bulletin)
    now = {one.item.pk: _kept(one.item) for one in after.lines}
    return Step(
        said=done.said,
        item=done.item,
        after=after.seen,
        former=[
            (pk, {name: kept[name] for name in _KEPT if kept[name] != now.get(pk, {}).get(name)})
            for pk, kept in former.items()
            if kept != now.get(pk)
        ],
        added=[pk for pk in now if pk not in former],
        joined=asdict(done.joined) if done.joined else None,
        cut=asdict(done.cut) if done.cut else None,
        reworded=asdict(done.reworded) if done.reworded else None,
    )


def _what_is_read(outline: Outline) -> list[tuple[Any, ...]]:
    """Return what citations, subjects and relations are read from; where it differs, anew.

    Citations are read in the order of print, subjects by kind, and a section is about what the
    item above it is about. To be taken before a step: that changes the very items.
    """
    items = ((line.item, line.body) for line in outline.lines)
    return [(item.pk, item.parent_id, item.kind, body) for item, body in items]


def _kept(item: BulletinItem) -> dict[str, Any]:
    return {name: getattr(item, name) for name in _KEPT}


def _held(bulletin: Bulletin, seen: str, by: Any) -> tuple[Bulletin, Outline]:
    """Hold a draft and return it with its outline, which is the one that was seen."""
    bulletin = hold_bulletin(bulletin.pk)
    if bulletin.is_binned:
        raise ValidationError("Bản tin vừa bị bỏ vào thùng rác. Chưa ghi gì.", code="gone")
    if bulletin.state != Bulletin.State.DRAFT:
        raise ValidationError(NO_DRAFT[Bulletin.State(bulletin.state)], code="published")
    outline = outline_of(bulletin)
    if outline.seen != seen:
        raise ValidationError(
            "Chưa ghi gì: %(who)s vừa sửa các mục trong lúc bạn xem. Xem lại danh sách dưới đây "
            "rồi làm lần nữa.",
            code="changed_meanwhile",
            params={"who": _who_changed(bulletin, by)},
        )
    return bulletin, outline


def _who_changed(bulletin: Bulletin, reader: Any) -> str:
    last = BulletinItem.history.filter(bulletin=bulletin).select_related("history_user").first()
    who = last.history_user if last else None
    return name_of(who, reader) if who else "có người"


@transaction.atomic
def take_back(bulletin: Bulletin, step: Step, by: Any = None) -> None:
    """Make the outline and the texts what they were before a step; what was read is read anew.

    Raises ValidationError as `correct` does, and 'cuts_decision' when a person has decided on a
    citation across the place where two texts are to be parted again.
    """
    bulletin, outline = _held(bulletin, step.after, by)
    read = _what_is_read(outline)
    if step.joined:
        _part(bulletin, Seam(**step.joined))
    if step.cut:
        first, rest = _items(bulletin, [step.cut["first"], step.cut["rest"]])
        join_items(first, rest, "")
        # Whether it went over by the split or was decided since: the item goes to the bin.
        hand_over_subjects(rest, first)
    if step.reworded:
        (item,) = _items(bulletin, [step.reworded["item"]])
        put_heading(item, step.reworded["name"], step.reworded["former"])
    _restore(bulletin, dict(step.former))
    for item in _items(bulletin, step.added):
        item.move_to_bin()
    if _what_is_read(outline_of(bulletin)) != read:
        want_again(bulletin)


def _part(bulletin: Bulletin, seam: Seam) -> None:
    """Give the second of two joined items its text and its subjects again."""
    first, rest = _items(bulletin, [seam.first, seam.rest])
    cut_item(first, rest, seam.at, seam.between)
    give_subjects(first.subject_links.filter(pk__in=seam.subjects), rest)
    exchange_subjects(exchanged(seam.exchanged))


def _restore(bulletin: Bulletin, former: dict[int, dict[str, Any]]) -> None:
    """Give items the fields they had; where only their places differ, all in one query."""
    placed: list[BulletinItem] = []
    for item in _items(bulletin, former):
        for name, value in former[item.pk].items():
            setattr(item, name, value)
        if former[item.pk].keys() <= set(_SHAPE):
            placed.append(item)
            continue
        item.deleted_at = item.deleted_by = None
        item.save()
        relabel(item)
    if placed:
        bulk_update_with_history(placed, BulletinItem, ["parent", "order"])


def _items(bulletin: Bulletin, pks: Any) -> list[BulletinItem]:
    """Return items of a bulletin in the order of their keys as given, from the bin too."""
    found = BulletinItem.all_objects.filter(bulletin=bulletin).select_related("text__publisher")
    by_pk = found.in_bulk(list(pks))
    for item in by_pk.values():
        item.bulletin = bulletin
    return [by_pk[pk] for pk in pks]
