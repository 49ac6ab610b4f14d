"""What keeps a document out of the bin: others that cite it, relate to it or introduce it."""

from django.db import models
from django.db.models import QuerySet

from documents.models import (
    Citation,
    CitationTarget,
    Decision,
    DecisionModel,
    Document,
    Relation,
    SourceText,
)
from organizations.bin import BinModel
from organizations.pointers import Pointers, find_pointers, in_use

# They belong to the document and follow it into the bin and out again.
OWN_RECORDS = ("attachments", "relations")


def citations_in_use() -> QuerySet[Citation]:
    """Return citations whose text's owner (a document, a file, an item) is out of the bin.

    The owners are found by their key on the text, so an upper layer's are not named here.
    """
    citations = Citation.objects.all()
    for relation in SourceText._meta.related_objects:
        owner = relation.related_model
        if relation.one_to_one and issubclass(owner, BinModel):
            name = relation.field.name
            binned = owner._base_manager.filter(~in_use(owner), **{f"{name}__isnull": False})
            citations = citations.exclude(source__in=binned.order_by().values(name))
    return citations


def pointers_at(document: Document) -> list[Pointers]:
    """Return everything in use that names the document.

    What a person rejected does not count, nor what the machine took from it, nor what stands in
    a record of the bin.
    """
    return find_pointers(document, OWN_RECORDS, _standing)


def _standing(model: type[models.Model]) -> models.Q:
    condition = in_use(model)
    if issubclass(model, DecisionModel):
        condition &= ~models.Q(state=Decision.REJECTED)
    if model is CitationTarget:
        standing = citations_in_use().exclude(state=Decision.REJECTED)
        condition &= models.Q(citation__in=standing)
    if model is Relation:
        # The reader withdraws it when it next looks at the text.
        condition &= ~models.Q(state=Decision.PROPOSED, citation__state=Decision.REJECTED)
    return condition
