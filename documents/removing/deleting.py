"""What keeps a document out of the bin: others that cite it, relate to it or introduce it."""

from django.db import models
from django.db.models import QuerySet

from documents.models import (
    Citation,
    CitationTarget,
    ContentRemoval,
    Decision,
    DecisionModel,
    Document,
    SourceText,
)
from organizations.bin import BinModel
from organizations.pointers import Pointers, Standing, find_pointers, in_use, is_pointed_at

# They belong to the document and follow it into the bin and out again.
OWN_RECORDS = ("attachments", "relations")


def citations_in_use() -> QuerySet[Citation]:
    """Return citations whose text's owner (a document, a file, an item) is out of the bin.

    The owners are found by their key on the text, so an upper layer's are not named here. A text
    that was taken from its document has none.
    """
    removed = ContentRemoval.objects.filter(text__isnull=False).order_by().values("text")
    citations = Citation.objects.exclude(source__in=removed)
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
    return find_pointers(document, OWN_RECORDS, _standing_for(document))


def is_named(document: Document) -> bool:
    """Whether anything in use names the document: whether `pointers_at` finds anything."""
    return is_pointed_at(document, OWN_RECORDS, _standing_for(document))


def _standing_for(document: Document) -> Standing:
    """Return what tells which rows of a model count when they name this document."""
    read = citations_in_use().exclude(state=Decision.REJECTED)
    naming = CitationTarget.objects.filter(document=document).exclude(
        citation__state=Decision.REJECTED
    )

    def standing(model: type[models.Model]) -> models.Q:
        condition = in_use(model)
        if model is CitationTarget:
            condition &= models.Q(citation__in=read)
        if issubclass(model, DecisionModel):
            condition &= ~models.Q(state=Decision.REJECTED)
            # What was proposed from a citation that names the document no more, a relation or
            # what an item is about: the reader withdraws it when it next looks at the text.
            condition &= ~(
                models.Q(state=Decision.PROPOSED, citation__isnull=False)
                & ~models.Q(citation__in=naming.values("citation"))
            )
        return condition

    return standing
