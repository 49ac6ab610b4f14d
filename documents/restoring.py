"""Bringing a document back whose place a proposal took while it lay in the bin.

A text read in that time finds no document, so the reader enters it as a proposal, which is
cited and so cannot be binned by hand. The document that people entered takes its place.
"""

from typing import Any

from django.db import IntegrityError, models, transaction

from documents.identity import possible_duplicates
from documents.models import Document
from organizations.bin import BinModel


@transaction.atomic
def replace_proposal(document: Document, by: Any) -> None:
    """Give what names an equal proposal to `document` and put the proposal into the bin.

    So with one that may be it, where nothing else may: nobody confirmed anything of a
    proposal, so all that moves still awaits a person. To be called before the document is
    restored, with its number series held.
    """
    others = possible_duplicates(document)
    equal = [other for other in others if other.identity_key == document.identity_key]
    found = equal or others
    if len(found) != 1:
        return
    # Not one that somebody registers in this moment, nor one that has a text of its own.
    proposals = Document.objects.filter(state=Document.State.PROPOSED, is_held=False)
    held = proposals.select_for_update(no_key=True, of=("self",)).filter(pk=found[0].pk)
    for proposal in held:
        for relation in Document._meta.get_fields(include_hidden=True):
            # What protects its document names it, in an upper layer too; the rest is part of it.
            if getattr(relation, "on_delete", None) is models.PROTECT and relation.auto_created:
                _move(relation.field, proposal, document, by)
        proposal.move_to_bin(by)


def _move(field: Any, proposal: Document, document: Document, by: Any) -> None:
    """Point the rows whose `field` is the proposal at the document instead."""
    for row in field.model._base_manager.filter(**{field.name: proposal}).order_by("pk"):
        setattr(row, field.name, document)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            # The document has the same already, or it would be a claim about itself.
            setattr(row, field.name, proposal)
            if isinstance(row, BinModel):
                row.move_to_bin(by)
            else:
                row.delete()
