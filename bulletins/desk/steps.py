"""The steps by which an editor corrects the items of a draft; `correcting` takes and undoes them.

No step loses or doubles a word of the running text: joining and splitting move words between
neighbours, everything else leaves the texts alone. Texts keep their citations.
"""

import textwrap
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError

from bulletins.desk.outline import Line, Outline, arrange
from bulletins.desk.subjects_along import divide_subjects, hand_over_subjects
from bulletins.models import BulletinItem
from bulletins.page import MAX_DEPTH
from bulletins.publishing import text_facts
from bulletins.structure.corrected import line_starts, read_opening
from documents.linking.anchoring import cut_text, join_texts
from documents.linking.relating import withdraw_relations

# Of an item's name, in the sentence that says what a step did.
SAID_CHARS = 60


@dataclass(frozen=True, slots=True)
class Seam:
    """Where the text of item `rest` was joined behind that of item `first`, or was cut from it.

    At character `at` of the joined text; `between` are the characters put there by the join. At 0
    the whole text went over: `first` had none, or there was none to join. `subjects` are those
    that a person had decided on and that went along, `exchanged` those that `first` had too.
    """

    first: int
    rest: int
    at: int
    between: int = 0
    subjects: list[int] = field(default_factory=list)
    exchanged: list[list[int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reworded:
    """At the start of the text of `item` now stands `name` where `former` stood."""

    item: int
    former: str
    name: str


@dataclass(frozen=True, slots=True)
class Done:
    """What a step did, for the editor; `item` is the one to look at next, None where none is."""

    said: str
    item: int | None
    joined: Seam | None = None
    cut: Seam | None = None
    reworded: Reworded | None = None


def rename(outline: Outline, line: Line, *, label: str, title: str, kind: str) -> Done:
    """Give an item another label, title and kind; only front matter may have no title."""
    item = line.item
    item.label, item.title, item.kind = label, title, kind
    item.save()
    relabel(item)
    return Done(f"Đã ghi: {_called(item)}", item.pk)


def join(outline: Outline, line: Line, *, by: Any) -> Done:
    """Join an item's text to the one before; the item goes to the bin without a text.

    Raises ValidationError 'first' when none stands before it.
    """
    before = outline.before(line)
    if before is None:
        raise ValidationError("Đây là mục đầu, không có mục nào trước để nối.", code="first")
    seam = join_items(before.item, line.item, _between(before.body, line.body))
    moved, exchanged = hand_over_subjects(line.item, before.item)
    seam = replace(seam, subjects=moved, exchanged=exchanged)
    _take_out(outline, line, by)
    return Done(
        f"Đã nối “{_called(line.item)}” vào “{_called(before.item)}”.", before.item.pk, joined=seam
    )


def leave_out(outline: Outline, line: Line, *, by: Any) -> Done:
    """Put an item and its text into the bin; what it holds moves up."""
    following = outline.lines[outline.lines.index(line) + 1 :]
    _take_out(outline, line, by)
    if line.item.text:
        withdraw_relations([line.item.text])
    next_ = following[0] if following else outline.before(line)
    return Done(
        f"Đã bỏ “{_called(line.item)}” cùng nội dung vào thùng rác.",
        next_.item.pk if next_ else None,
    )


def split(outline: Outline, line: Line, *, at: int) -> Done:
    """Make an item of its own of the text from character `at` on, where a line starts.

    Its label, title and kind are read in that line. Below an item that holds others it becomes the
    first of them, else it follows beside. Raises ValidationError: 'no_line' when no line but the
    first starts there, 'cuts_decision'.
    """
    item = line.item
    if at not in line_starts(line.body)[1:]:
        raise ValidationError("Không có dòng nào bắt đầu ở chỗ đó. Chưa ghi gì.", code="no_line")
    block = outline.block(line)
    level = min(line.level + (len(block) > 1), MAX_DEPTH)
    above = line if level > line.level else _holder(outline, line)
    opening = read_opening(line.body[at:], above.item.kind if above else None)
    rest = BulletinItem(
        bulletin=item.bulletin, label=opening.label, title=opening.title, kind=opening.kind
    )
    rest.save()
    cut_item(item, rest, at, 0)
    divide_subjects(item, rest)
    place = outline.lines.index(line) + 1
    leveled = [(one.item, one.level) for one in outline.lines]
    arrange([*leveled[:place], (rest, level), *leveled[place:]])
    return Done(f"Đã tách thành mục mới: {_called(rest)}", rest.pk, cut=Seam(item.pk, rest.pk, at))


def move(outline: Outline, line: Line, *, step: int) -> Done:
    """Let an item with all it holds change places with the one beside it, -1 before or 1 after.

    Raises ValidationError 'no_place' where there is none.
    """
    beside = outline.sibling(line, step)
    if beside is None:
        raise ValidationError("Mục này không chuyển xa hơn được nữa.", code="no_place")
    first, second = (beside, line) if step < 0 else (line, beside)
    start = outline.lines.index(first)
    blocks = [*outline.block(second), *outline.block(first)]
    lines = [*outline.lines[:start], *blocks, *outline.lines[start + len(blocks) :]]
    arrange([(one.item, one.level) for one in lines])
    return Done(f"Đã chuyển {'lên' if step < 0 else 'xuống'}: {_called(line.item)}", line.item.pk)


def shift(outline: Outline, line: Line, *, step: int) -> Done:
    """Move an item with all it holds one level in (1) or out (-1); the printed order stays.

    Items behind it on its former level are held by it once it is out. Raises ValidationError
    'no_place' where there is no such level.
    """
    if not (outline.can_go_in(line) if step > 0 else line.level):
        raise ValidationError("Mục này không đổi cấp thêm được nữa.", code="no_place")
    moved = {one.item.pk for one in outline.block(line)}
    arrange([(one.item, one.level + step * (one.item.pk in moved)) for one in outline.lines])
    return Done(
        f"Đã chuyển {'vào' if step > 0 else 'ra'} một cấp: {_called(line.item)}", line.item.pk
    )


def _called(item: BulletinItem) -> str:
    return textwrap.shorten(str(item), SAID_CHARS, placeholder="…")


def _holder(outline: Outline, line: Line) -> Line | None:
    return next((one for one in outline.lines if one.item.pk == line.item.parent_id), None)


def _take_out(outline: Outline, line: Line, by: Any) -> None:
    """Put an item into the bin; what it held goes on below the nearest item before."""
    before = outline.before(line)
    deepest = before.level + 1 if before else 0
    lift = max(0, line.level + 1 - deepest)
    held = {one.item.pk for one in outline.block(line)[1:]}
    line.item.move_to_bin(by)
    rest = (one for one in outline.lines if one is not line)
    arrange([(one.item, one.level - lift * (one.item.pk in held)) for one in rest])


def _between(before: str, after: str) -> str:
    """Return what keeps two texts apart: a line end, unless the first ends with one.

    The reader of structure may leave signs before a heading at the end of the item before
    ("…\\n**" and "1. Chỉ thị"): they belong right before it.
    """
    last_line = before.rpartition("\n")[2]
    return "\n" if after and any(char.isalnum() for char in last_line) else ""


def join_items(first: BulletinItem, rest: BulletinItem, between: str) -> Seam:
    """Give `first` the text of `rest` behind its own; `rest` has none then."""
    text = rest.text
    if text is None:
        return Seam(first.pk, rest.pk, len(first.text.body) if first.text else 0)
    rest.text = None
    rest.save(update_fields=["text"])
    if first.text is None:
        first.text = text
        first.save(update_fields=["text"])
        relabel(first)
        return Seam(first.pk, rest.pk, 0)
    seam = Seam(first.pk, rest.pk, len(first.text.body), len(between))
    join_texts(first.text, text, between)
    _note_new_text(first)
    return seam


def cut_item(first: BulletinItem, rest: BulletinItem, at: int, between: int) -> None:
    """Give `rest` the words of `first` from character `at` on, if there are any."""
    if first.text is None or at == len(first.text.body):
        return
    if at:
        rest.text = cut_text(first.text, at, between)
        _note_new_text(first)
    else:
        rest.text, first.text = first.text, None
        first.save(update_fields=["text"])
    rest.save(update_fields=["text"])
    relabel(rest)


def relabel(item: BulletinItem) -> None:
    """Let an item's text be called by the item's label as it is now."""
    if item.text is None:
        return
    label = text_facts(item)["label"]
    if item.text.label != label:
        item.text.label = label
        item.text.save(update_fields=["label"])


def _note_new_text(item: BulletinItem) -> None:
    """Give the item a new version although its row is as before: its text is another.

    A form that was opened before would else write the former text back.
    """
    item.save(update_fields=["text"])
