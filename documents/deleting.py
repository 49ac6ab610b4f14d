"""What keeps a document out of the bin: others that cite it, relate to it or introduce it."""

from django.db import models

from documents.deciding import citations_in_use
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
        standing = citations_in_use().exclude(state=Decision.REJECTED)
        condition &= models.Q(citation__in=standing)
    return condition
