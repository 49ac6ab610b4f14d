"""Proposes what the items of a bulletin are about, as their words tell; a person decides.

What was proposed and is told no more is withdrawn; what a person decided stays.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from bulletins.models import Bulletin, BulletinItem, ItemSubject
from bulletins.structure import heading_end
from bulletins.subjects import subject_citation
from documents.linking.stating import Cited, CitedByText
from documents.models import Citation, Decision, Document
from organizations.text import normalize

# Sections are parts of an item that has its subject already.
NO_SUBJECT = {BulletinItem.Kind.FRONT, BulletinItem.Kind.SECTION}


@dataclass(slots=True)
class SubjectSummary:
    """The subjects that the words tell, and how many were proposed or withdrawn just now."""

    told: list[ItemSubject] = field(default_factory=list)
    changed: int = 0


def propose_subjects(
    bulletin: Bulletin, cited: CitedByText, among: Collection[int] | None = None
) -> SubjectSummary:
    """Propose the one document that each item's words say it is about.

    `cited` are the citations of its texts (`documents.linking.stating.cited_in`), one that a person
    confirmed among them. Where `among` is given, of the items with these texts alone. Within a
    transaction that holds the bulletin.
    """
    items = bulletin.items.filter(text__isnull=False).exclude(kind__in=NO_SUBJECT)
    if among is not None:
        items = items.filter(text__in=list(among))
    waiting: dict[int, list[ItemSubject]] = {}
    for subject in ItemSubject.objects.filter(item__in=items, state=Decision.PROPOSED):
        waiting.setdefault(subject.item_id, []).append(subject)
    summary = SubjectSummary()
    for item in items.select_related("text").order_by("order", "pk"):
        told = _told_by(item, cited.get(item.text_id, ()))
        stale = [one for one in waiting.get(item.pk, ()) if not _is_told(one, told)]
        for subject in stale:
            subject.delete()
        summary.changed += len(stale)
        if told:
            subject, is_new = _propose(item, told)
            summary.told.append(subject)
            summary.changed += is_new
    return summary


def _told_by(item: BulletinItem, citations: Sequence[Cited]) -> Cited | None:
    """Return the citation that tells the item's subject, None where no one document is meant."""
    body = item.text.body
    first = subject_citation(item.kind, body, heading_end(body, item.title_in_text), citations)
    return first if first and len(first.documents) == 1 else None


def _is_told(subject: ItemSubject, told: Cited | None) -> bool:
    return told is not None and told.documents == (subject.document_id,)


def _propose(item: BulletinItem, told: Cited) -> tuple[ItemSubject, bool]:
    """Return the subject of an item, and whether nobody had spoken of it before."""
    document = Document.objects.get(pk=told.documents[0])
    subject, is_new = ItemSubject.objects.get_or_create(
        item=item, document=document, defaults={"citation_id": told.pk}
    )
    if item.kind == BulletinItem.Kind.DOCUMENT and document.is_proposed and not document.title:
        # The heading is "<citation> <title>": what follows the citation is the title.
        words = normalize(Citation.objects.get(pk=told.pk).text)
        document.title = item.title_in_text.split(words, 1)[-1].strip(" .,;:")
        document.save()
    return subject, is_new
