"""From a card: the citation's document is what the item is about, or is so no longer."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from bulletins.deciding import confirm_subject
from bulletins.desk.card import Card
from bulletins.desk.sheet import card_of
from bulletins.models import Bulletin, BulletinItem, ItemSubject
from bulletins.publishing import hold_in_use
from bulletins.subjects import text_subjects, texts_of
from documents.linking.relating import propose_relations
from documents.models import Decision, Document


@dataclass(frozen=True, slots=True)
class SubjectChoice:
    """One document of a card, and whether the item is about it: what one button turns."""

    document: Document
    link: ItemSubject | None

    @property
    def is_subject(self) -> bool:
        return self.link is not None and self.link.state == Decision.CONFIRMED

    @property
    def seen(self) -> str:
        """What the button carries: it differs once anybody has decided on it."""
        link = self.link
        told = (link.pk, link.state, link.decided_at) if link else None
        return hashlib.sha256(repr((self.document.pk, told)).encode()).hexdigest()[:16]


def choices_of(card: Card) -> list[SubjectChoice]:
    """Return the choices a card offers: none while it is not known which document is meant.

    The front matter names all documents of the bulletin and is about none of them.
    """
    item = BulletinItem.objects.filter(text=card.citation.source_id).first()
    is_meant = card.can_be_confirmed and card.citation.state != Decision.REJECTED
    if item is None or item.kind == BulletinItem.Kind.FRONT or not is_meant:
        return []
    links = ItemSubject.objects.filter(item=item).select_related("decided_by")
    by_document = {link.document_id: link for link in links}
    return [SubjectChoice(one.document, by_document.get(one.document_id)) for one in card.meant]


def undecided_subjects(bulletin: Bulletin) -> list[ItemSubject]:
    """Return which documents the items are proposed to be about, in printed order.

    Confirming citations confirms none of them: readers are told of no document introduced.
    """
    links = ItemSubject.objects.filter(item__bulletin=bulletin, state=Decision.PROPOSED)
    in_use = links.filter(item__deleted_at=None, document__deleted_at=None)
    named = in_use.select_related("item", "document__document_type", "document__term")
    return list(named.order_by("item__order", "item__pk", "pk"))


@transaction.atomic
def turn_subject(
    bulletin: Bulletin, citation: int, document: str, seen: str, by: Any
) -> tuple[Document, bool]:
    """Make the document with this address the item's subject, or take that back.

    Taken back, what the machine had proposed is a proposal again and anything else is gone, as
    it was before. `seen` is that of the choice (`SubjectChoice.seen`). Returns the document and
    whether it is the item's subject now. Raises ValidationError: 'binned', 'gone' when the card
    does not offer it any more, 'decided_meanwhile' when somebody has decided on it; nothing is
    done then.
    """
    hold_in_use(bulletin.pk)
    card = card_of(bulletin, citation)
    offered = choices_of(card) if card else []
    choice = next((one for one in offered if one.document.slug == document), None)
    if card is None or choice is None:
        raise ValidationError(
            "Chưa ghi gì: trích dẫn này nay không còn chỉ văn bản đó. Xem lại thẻ.", code="gone"
        )
    if choice.seen != seen:
        raise ValidationError(
            "Chưa ghi gì: văn bản được giới thiệu của mục vừa được người khác thay đổi. Xem lại "
            "thẻ rồi bấm lần nữa.",
            code="decided_meanwhile",
        )
    before = text_subjects(bulletin)
    # The link itself is changed by either.
    was_subject = choice.is_subject
    if was_subject:
        _take_back(choice.link)
    else:
        link = choice.link or ItemSubject(
            item=BulletinItem.objects.get(text=card.citation.source_id),
            document=choice.document,
            citation=card.citation,
        )
        confirm_subject(link, by)
    subjects = text_subjects(bulletin)
    # The relations that an item states are those of its subject; one that was proposed already
    # had them before.
    if subjects != before:
        propose_relations(texts_of(bulletin), subjects)
    return choice.document, not was_subject


def _take_back(link: ItemSubject) -> None:
    """Return a confirmed subject to what it was before any person spoke of it."""
    if link.history.filter(state=Decision.PROPOSED).exists():
        link.set_decision(Decision.PROPOSED, None)
        link.save()
    else:
        link.delete()
