"""What keeps a document out of the bin: others that cite it, relate to it or introduce it."""

from django.db import models

from documents.models import CitationTarget, Decision, DecisionModel, Document
from organizations.pointers import Pointers, find_pointers, in_use

# They belong to the document and follow it into the bin and out again.
OWN_RECORDS = ("attachments", "relations")


def pointers_at(document: Document) -> list[Pointers]:
    """Return everything in use that names the document.

    What a person rejected does not count, nor what stands in a record of the bin.
    """
    return find_pointers(document, OWN_RECORDS, _standing)


def _standing(model: type[models.Model]) -> models.Q:
    condition = in_use(model)
    if issubclass(model, DecisionModel):
        condition &= ~models.Q(state=Decision.REJECTED)
    if model is CitationTarget:
        source = "citation__source"
        condition &= ~models.Q(citation__state=Decision.REJECTED) & models.Q(
            **{
                f"{source}__document__deleted_at__isnull": True,
                f"{source}__attachment__deleted_at__isnull": True,
                f"{source}__attachment__document__deleted_at__isnull": True,
            }
        )
    return condition
