"""Stores the text an editor types for one item; whole bulletins come in by `importing`."""

from django.core.exceptions import ValidationError
from django.db import transaction

from bulletins.models import BulletinItem
from bulletins.publishing import hold_bulletin, release_items, text_facts
from bulletins.subjects import text_subjects
from documents.anchoring import replace_body
from documents.linking import link_citations
from documents.models import SourceText
from documents.relating import propose_relations
from documents.texts import TextChange
from organizations.text import normalize_body


@transaction.atomic
def store_item_text(item: BulletinItem, body: str) -> TextChange:
    """Make `body` the item's text and read what it cites and states; decisions move along.

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
    found = len(link_citations(item.text).citations)
    propose_relations([item.text], text_subjects(item.bulletin))
    return TextChange(found=found, lost=lost)
