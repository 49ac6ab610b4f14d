"""A person says which documents an item is about, or decides on what the reader proposed."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from bulletins.models import BulletinItem, ItemSubject
from documents.deciding.citations import register
from documents.models import Decision, Document


@transaction.atomic
def confirm_subject(subject: ItemSubject, by: Any, reason: str = "") -> None:
    """Confirm that the item is about the document, which is registered by that."""
    subject.set_decision(Decision.CONFIRMED, by, reason)
    subject.save()
    register(subject.document)


def reject_subject(subject: ItemSubject, by: Any, reason: str = "") -> None:
    """Say that the item is not about the document; kept, so that it is not proposed again."""
    subject.set_decision(Decision.REJECTED, by, reason)
    subject.save()


@transaction.atomic
def state_subjects(item: BulletinItem, documents: Iterable[Document], by: Any) -> None:
    """Make `documents` the item's confirmed subjects; confirmed ones not among them are rejected.

    What is only proposed and not named stays proposed: leaving it out is no decision.
    """
    links = {link.document_id: link for link in item.subject_links.all()}
    named = {document.pk: document for document in documents}
    for pk, document in named.items():
        link = links.get(pk) or ItemSubject(item=item, document=document)
        if link.state != Decision.CONFIRMED:
            confirm_subject(link, by)
    for pk, link in links.items():
        if pk not in named and link.state == Decision.CONFIRMED:
            reject_subject(link, by)
