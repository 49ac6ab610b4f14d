"""Proposes what the items of a bulletin are about, as their words tell; a person decides.

What was proposed and is told no more is withdrawn; what a person decided stays.
"""

from collections.abc import Collection, Sequence

from bulletins.models import Bulletin, BulletinItem, ItemSubject
from bulletins.structure import heading_end
from bulletins.subjects import subject_citation
from documents.models import Citation, Decision, Document
from documents.stating import Cited, CitedByText
from organizations.text import normalize

# Sections are parts of an item that has its subject already.
NO_SUBJECT = {BulletinItem.Kind.FRONT, BulletinItem.Kind.SECTION}


def propose_subjects(
    bulletin: Bulletin, cited: CitedByText, among: Collection[int] | None = None
) -> list[ItemSubject]:
    """Propose the one document that each item's words say it is about; return what stands.

    `cited` are the citations of its texts (`documents.stating.cited_in`), one that a person
    confirmed among them. Where `among` is given, of the items with these texts alone. Within a
    transaction that holds the bulletin.
    """
    items = bulletin.items.filter(text__isnull=False).exclude(kind__in=NO_SUBJECT)
    if among is not None:
        items = items.filter(text__in=list(among))
    subjects = []
    for item in items.select_related("text").order_by("order", "pk"):
        told = _told_by(item, cited.get(item.text_id, ()))
        document = told.documents[0] if told else None
        waiting = ItemSubject.objects.filter(item=item, state=Decision.PROPOSED)
        for stale in waiting.exclude(document=document):
            stale.delete()
        if told:
            subjects.append(_propose(item, told))
    return subjects


def _told_by(item: BulletinItem, citations: Sequence[Cited]) -> Cited | None:
    """Return the citation that tells the item's subject, None where no one document is meant."""
    body = item.text.body
    first = subject_citation(item.kind, body, heading_end(body, item.title_in_text), citations)
    return first if first and len(first.documents) == 1 else None


def _propose(item: BulletinItem, told: Cited) -> ItemSubject:
    document = Document.objects.get(pk=told.documents[0])
    subject, _ = ItemSubject.objects.get_or_create(
        item=item, document=document, defaults={"citation_id": told.pk}
    )
    if item.kind == BulletinItem.Kind.DOCUMENT and document.is_proposed and not document.title:
        # The heading is "<citation> <title>": what follows the citation is the title.
        words = normalize(Citation.objects.get(pk=told.pk).text)
        document.title = item.title_in_text.split(words, 1)[-1].strip(" .,;:")
        document.save()
    return subject
