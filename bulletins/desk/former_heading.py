"""A renamed item whose text still begins with its former name: its readers would have both.

Only asked for by a person: the words that stand there may as well be the item's first sentence.
"""

from django.core.exceptions import ValidationError

from bulletins.desk.outline import Line, Outline
from bulletins.desk.steps import Done, Reworded
from bulletins.models import BulletinItem
from bulletins.printing.paragraphs import split_heading
from documents.anchoring import replace_body


def former_heading(line: Line) -> str:
    """Return the words at the start of an item's text by which it was called before, if any."""
    item, body = line.item, line.body
    if not body or _heading(item.label, item.title, body):
        return ""
    versions = BulletinItem.history.filter(id=item.pk).order_by("-history_id")
    names = dict.fromkeys(versions.values_list("label", "title"))
    found = (_heading(label, title, body) for label, title in names if title)
    return next(filter(None, found), "")


def _heading(label: str, title: str, body: str) -> str:
    return body[: len(body) - len(split_heading(label, title, body)[1])].rstrip()


def reword_heading(outline: Outline, line: Line) -> Done:
    """Put an item's present name in the place of the former one at the start of its text.

    Raises ValidationError: 'no_heading' where none stands there, 'cuts_decision' when a person
    decided on a citation in the words that would go.
    """
    former = former_heading(line)
    if not former:
        raise ValidationError("Ở đầu nội dung không còn tên cũ. Chưa ghi gì.", code="no_heading")
    item = line.item
    name = f"{item.label} {item.title}".strip()
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
