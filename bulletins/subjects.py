"""Which document the text of each item of a bulletin is about."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from django.db.models import QuerySet

from bulletins.models import Bulletin, BulletinItem, ItemSubject
from documents.citations.clauses import gap_before
from documents.linking.stating import Cited
from documents.linking.together import TextGroup
from documents.models import Citation, Decision, Document, SourceText
from organizations.text import fold

# As stored, or as they are read for subjects and relations.
Placed = TypeVar("Placed", Citation, Cited)
# They tell of many documents, or of none; what they say is no document's own text.
WITHOUT_SUBJECT = {BulletinItem.Kind.FRONT, BulletinItem.Kind.TOPIC, BulletinItem.Kind.NEWS}
# Of a meeting that reviews how a document is carried out; folded words right before it: "sơ kết
# giữa nhiệm kỳ thực hiện", "tổng kết 05 năm thực hiện", "sơ kết"
_REVIEWS = re.compile(
    r"\b(?:so|tong) ket(?: (?:giua nhiem ky|[0-9]{1,2} nam|mot nam|nua nhiem ky))?"
    r"(?: (?:viec|cong tac|ket qua))?(?: (?:trien khai|to chuc))?(?: thuc hien)? $"
)


def subject_citation(
    kind: str, body: str, heading_chars: int, citations: Sequence[Placed]
) -> Placed | None:
    """Return the citation that tells what an item's text is about, None when none does.

    The first one in its heading. Of a piece of news also one that its first sentence says
    was reviewed: "… tổ chức Hội nghị sơ kết giữa nhiệm kỳ thực hiện ⟨Nghị quyết …⟩"; other
    documents that news names are mentioned in passing. `citations` are those of the text.
    """
    for citation in sorted(citations, key=lambda citation: citation.start):
        if citation.start < heading_chars:
            return citation
        if kind != BulletinItem.Kind.NEWS:
            return None
        gap = gap_before(body, citation.start, None)
        if body[heading_chars : gap.start].strip():
            return None
        if _REVIEWS.search(fold(gap.lower) + " "):
            return citation
    return None


def text_subjects(bulletin: Bulletin) -> dict[int, Document]:
    """Return, by the pk of an item's text, the one document the item is about.

    A section is about what the nearest item above it is about. Where several documents are
    proposed and none alone is confirmed, it is not known which, and the text is left out.
    """
    items = {item.pk: item for item in bulletin.items.all()}
    subjects = _subjects_by_item(bulletin)
    found = {}
    for item in items.values():
        document = _subject_of(item, items, subjects) if item.text_id else None
        if document:
            found[item.text_id] = document
    return found


def bulletins_with(source_ids: Collection[int]) -> Iterator[TextGroup]:
    """Yield for each bulletin that holds any of these texts its items' texts, read as one."""
    in_use = BulletinItem.objects.filter(text__in=source_ids)
    for bulletin in Bulletin.objects.filter(pk__in=in_use.values("bulletin_id")).order_by("pk"):
        yield TextGroup(list(texts_of(bulletin)), text_subjects(bulletin))


def texts_of(bulletin: Bulletin) -> QuerySet[SourceText]:
    """Return the texts of a bulletin's items in use, in printed order."""
    in_use = SourceText.objects.filter(
        bulletin_item__bulletin=bulletin, bulletin_item__deleted_at__isnull=True
    )
    return in_use.order_by("bulletin_item__order", "bulletin_item__pk")


def _subject_of(
    item: BulletinItem, items: Mapping[int, BulletinItem], subjects: Mapping[int, Document | None]
) -> Document | None:
    above: BulletinItem | None = item
    # Nobody nests deeper than there are items; a circle of parents ends here too.
    for _ in items:
        if above is None or above.kind in WITHOUT_SUBJECT:
            return None
        if above.pk in subjects:
            return subjects[above.pk]
        above = items.get(above.parent_id)
    return None


def _subjects_by_item(bulletin: Bulletin) -> dict[int, Document | None]:
    """Return the subject of each item that has any, None where it is not known which one.

    One confirmed alone outweighs proposals; what a person rejected does not count.
    """
    links = (
        ItemSubject.objects.filter(item__bulletin=bulletin, document__deleted_at__isnull=True)
        .exclude(state=Decision.REJECTED)
        .select_related("document__document_type")
    )
    by_item: dict[int, list[ItemSubject]] = {}
    for link in links:
        by_item.setdefault(link.item_id, []).append(link)
    found: dict[int, Document | None] = {}
    for item_id, candidates in by_item.items():
        confirmed = [link for link in candidates if link.state == Decision.CONFIRMED]
        single = confirmed or candidates
        found[item_id] = single[0].document if len(single) == 1 else None
    return found
