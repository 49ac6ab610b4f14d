"""Stores the text an editor types for one item; whole bulletins come in by `importing`."""

from django.core.exceptions import ValidationError
from django.db import transaction

from bulletins.headings import new_opening
from bulletins.models import BulletinItem
from bulletins.publishing import hold_bulletin, release_items, text_facts
from bulletins.reading import read_together
from bulletins.subjects import texts_of
from documents.linking.anchoring import replace_body
from documents.models import SourceText
from documents.texts import TextChange
from organizations.text import normalize_body


def reword_item_text(item: BulletinItem, label: str, title: str) -> TextChange:
    """Put the name of an item in place of its former one where its text bears that as its heading.

    A text that waits for an editor's look is left: nobody has read it by renaming the item.
    """
    waits = item.unreviewed != BulletinItem.Unreviewed.NOTHING
    opening = None if waits else new_opening(item, label, title)
    if opening is None:
        return TextChange()
    former, name = opening
    return store_item_text(item, name + item.text.body.removeprefix(former))


@transaction.atomic
def store_item_text(item: BulletinItem, body: str) -> TextChange:
    """Make `body` the item's text and read what it cites and states; decisions move along.

    What it cites may lean on the item before ("Chỉ thị này") and be leant on further on, so the
    bulletin is read as a whole, as it was when it came in.

    Raises ValidationError (code 'text_stays') for a blank body where there is a text:
    an item without text goes to the bin as a whole.
    """
    body = normalize_body(body)
    if not body.strip():
        if item.text:
            raise ValidationError(
                "Không để trống nội dung của mục được. Muốn bỏ cả mục thì bỏ mục vào thùng rác.",
                code="text_stays",
            )
        return TextChange()
    lost = []
    hold_bulletin(item.bulletin_id)
    if item.text is None:
        item.text = SourceText.objects.create(body=body, **text_facts(item))
        item.save(update_fields=["text"])
    elif item.text.body == body:
        return TextChange()
    else:
        lost = replace_body(item.text, body)
    # Whoever typed the text has seen it.
    release_items([item])
    texts = list(texts_of(item.bulletin))
    # One in the bin is no part of the bulletin.
    read = read_together(item.bulletin, texts if item.text in texts else [item.text])
    found = sum(citation.source_id == item.text_id for citation in read.links.citations)
    return TextChange(found=found, lost=lost)
