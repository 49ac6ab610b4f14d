"""An item's name where its own text bears it: readers would have the former one beside the new.

Renaming puts the new name there. What else still begins with a former name (renamed elsewhere) is
only asked about: the words that stand there may as well be the item's first sentence.
"""

from django.core.exceptions import ValidationError

from bulletins.desk import steps
from bulletins.desk.outline import Line, Outline
from bulletins.desk.steps import Done, Reworded
from bulletins.headings import heading_in, name_of, new_opening
from bulletins.models import BulletinItem
from documents.linking.anchoring import replace_body


def former_heading(line: Line) -> str:
    """Return the words at the start of an item's text by which it was called before, if any."""
    item, body = line.item, line.body
    if not body or heading_in(item.label, item.title, body):
        return ""
    versions = BulletinItem.history.filter(id=item.pk).order_by("-history_id")
    names = dict.fromkeys(versions.values_list("label", "title"))
    found = (heading_in(label, title, body) for label, title in names if title)
    return next(filter(None, found), "")


def rename(outline: Outline, line: Line, *, label: str, title: str, kind: str) -> Done:
    """Give an item another label, title and kind, and its new name to the heading in its text."""
    item = line.item
    former = (item.label, item.title)
    done = steps.rename(outline, line, label=label, title=title, kind=kind)
    opening = new_opening(item, *former)
    if opening is None:
        return done
    put_heading(item, *opening)
    said = f"{done.said} Tên ở đầu nội dung cũng đã thay."
    return Done(said, item.pk, reworded=Reworded(item.pk, *opening))


def reword_heading(outline: Outline, line: Line) -> Done:
    """Put an item's present name in the place of the former one at the start of its text.

    Raises ValidationError: 'no_heading' where none stands there, 'cuts_decision' when a person
    decided on a citation in the words that would go.
    """
    former = former_heading(line)
    if not former:
        raise ValidationError("Ở đầu nội dung không còn tên cũ. Chưa ghi gì.", code="no_heading")
    item = line.item
    name = name_of(item)
    put_heading(item, former, name)
    said = f"Đã thay tên cũ ở đầu nội dung bằng: {name}"
    return Done(said, item.pk, reworded=Reworded(item.pk, former, name))


def put_heading(item: BulletinItem, former: str, name: str) -> None:
    """Let an item's text begin with `name` instead of `former`.

    Raises ValidationError 'cuts_decision' when a decided citation would go with it.
    """
    body = name + item.text.body.removeprefix(former)
    if lost := replace_body(item.text, body):
        raise ValidationError(
            "Chưa thay: trong tên cũ có trích dẫn “%(text)s” mà người đã quyết định. Mở lại trích "
            "dẫn đó trước.",
            code="cuts_decision",
            params={"text": lost[0].text},
        )
    # Its row is as before, and a form opened before would write the former text back.
    item.save(update_fields=["text"])
