"""Bringing a document back: not under a body of the bin, nor beside a proposal in its place.

A text read in that time finds no document, so the reader enters it as a proposal, which is
cited and so cannot be binned by hand. The document that people entered takes its place.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from documents.identity import possible_duplicates
from documents.merging.pointing import move_pointers
from documents.models import Document


def refuse_binned_body(document: Document) -> None:
    """Raise ValidationError (code 'body_binned') where the document's body lies in the bin.

    A document in the bin keeps its body from nothing, and its body's page would lead nowhere.
    """
    body = document.organization
    if body and body.is_binned:
        raise ValidationError(
            "Cơ quan ban hành “%(body)s” đang ở trong thùng rác. Khôi phục cơ quan ấy trước.",
            code="body_binned",
            params={"body": body.name},
        )


@transaction.atomic
def replace_proposal(document: Document, by: Any, but: Document | None = None) -> None:
    """Give what names an equal proposal to `document` and put the proposal into the bin.

    So with one that may be it, where nothing else may: nobody confirmed anything of a
    proposal, so all that moves still awaits a person. Never `but` that one. To be called before
    the document is restored, with its number series held.
    """
    others = [other for other in possible_duplicates(document) if other != but]
    equal = [other for other in others if other.identity_key == document.identity_key]
    found = equal or others
    if len(found) != 1:
        return
    # Not one that somebody registers in this moment, nor one that has a text of its own.
    proposals = Document.objects.filter(state=Document.State.PROPOSED, is_held=False)
    held = proposals.select_for_update(no_key=True, of=("self",)).filter(pk=found[0].pk)
    for proposal in held:
        move_pointers(proposal, document, by)
        proposal.move_to_bin(by)
