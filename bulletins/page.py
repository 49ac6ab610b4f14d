"""What a bulletin's page shows one reader: its table, its sources, the months around it.

Every document starts from `visible_to(reader)`: what a reader may not see leaves no trace.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from bulletins.former import offered
from bulletins.models import Bulletin, BulletinItem, Correction, CorrectionChange, ItemSubject
from bulletins.printing.paragraphs import split_heading
from documents.citations import Piece
from documents.models import Citation, Decision, Document, SourceText
from documents.showing.page import citations_in, marked

Payload = TypeVar("Payload")
# Deeper items exist only by mistake; the page has this many indents.
MAX_DEPTH = 3
# "4" and "8" of "4. 8.".
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table STT / NỘI DUNG; `pieces` is the item's own text, empty without one."""

    item: BulletinItem
    depth: int
    subjects: list[ItemSubject]
    pieces: list[Piece[Citation]]

    @property
    def heading(self) -> list[Piece[Citation]]:
        """What stands above the item's text: its printed heading, else its number and name."""
        at = self._heading_chars
        return cut(self.pieces, at)[0] if at else [Piece(str(self.item))]

    @property
    def below(self) -> list[Piece[Citation]]:
        """The item's text without the heading that is printed in it and the blank lines below."""
        body = "".join(piece.text for piece in self.pieces)
        at = self._heading_chars
        return cut(self.pieces, at + len(body[at:]) - len(body[at:].lstrip()))[1]

    @property
    def _heading_chars(self) -> int:
        body = "".join(piece.text for piece in self.pieces)
        _, rest = split_heading(self.item.label, self.item.title_in_text, body)
        return len(body) - len(rest)


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of a bulletin and every document it is about or cites, as `sources_of` has them.

    `waits_for_review`: the reader, an editor, is asked to look at what an import brought in.
    """

    rows: list[Row]
    sources: list[Document]
    waits_for_review: bool


def table_rows(bulletin: Bulletin, reader: Any) -> list[Row]:
    """Return the items in printed order with the documents they are about.

    Members see confirmed subjects; editors also those only proposed. An item whose parent
    is not in the table stands at the left edge. Front matter is in it only where there is
    nothing else to read.
    """
    return contents_of(bulletin, reader).rows


def contents_of(bulletin: Bulletin, reader: Any) -> Contents:
    """Return the rows of `table_rows` and the documents of `sources_of`.

    Four queries: items with their texts, subjects, citations, and all documents at once.
    """
    found = _items_with_texts(bulletin, reader)
    texts = [item.text for item in found if item.is_text_readable]
    subjects = list(_subjects_seen_by(reader).filter(item__in=[item.pk for item in found]))
    citations = citations_in([text.pk for text in texts], reader)
    cited = {key for citation in citations for key in citation.target_keys}
    named = cited | {subject.document_id for subject in subjects}
    seen = Document.objects.visible_to(reader).filter(pk__in=named).for_rows()
    documents = {document.pk: document for document in seen}
    pieces = marked(texts, citations, documents)
    by_item: dict[int, list[ItemSubject]] = {}
    for subject in subjects:
        if document := documents.get(subject.document_id):
            subject.document = document
            by_item.setdefault(subject.item_id, []).append(subject)
    return Contents(
        rows=_rows(found, by_item, pieces),
        sources=_sources(documents, subjects, citations),
        waits_for_review=_is_editor(reader) and any(map(_is_unreviewed, found)),
    )


def _is_editor(reader: Any) -> bool:
    return bool(reader.is_authenticated and reader.is_editor)


def _is_unreviewed(item: BulletinItem) -> bool:
    return item.unreviewed != BulletinItem.Unreviewed.NOTHING


def _items_with_texts(bulletin: Bulletin, reader: Any) -> list[BulletinItem]:
    readable = SourceText.objects.visible_to(reader).filter(pk=OuterRef("text_id"))
    items = BulletinItem.objects.visible_to(reader).filter(bulletin=bulletin)
    items = items.select_related("text").annotate(is_text_readable=Exists(readable))
    return list(items.order_by("order", "pk"))


def _rows(
    found: list[BulletinItem],
    subjects: Mapping[int, list[ItemSubject]],
    pieces: Mapping[int, list[Piece[Citation]]],
) -> list[Row]:
    items = [item for item in found if item.kind != BulletinItem.Kind.FRONT] or found
    depths: dict[int, int] = {}
    for item in items:
        # Items stand in printed order, so a parent comes before its children.
        depths[item.pk] = depths.get(item.parent_id, -1) + 1
    return [
        Row(
            item,
            min(depths[item.pk], MAX_DEPTH),
            subjects.get(item.pk, []),
            pieces.get(item.text_id, []),
        )
        for item in items
    ]


def _sources(
    documents: Mapping[int, Document], subjects: list[ItemSubject], citations: list[Citation]
) -> list[Document]:
    """Return those of the documents that a person confirmed, in their order."""
    introduced = {one.document_id for one in subjects if one.state == Decision.CONFIRMED}
    cited = {key for one in citations if one.state == Decision.CONFIRMED for key in one.target_keys}
    sources = [document for key, document in documents.items() if key in introduced | cited]
    for document in sources:
        document.is_introduced = document.pk in introduced
    return sources


def cut(pieces: list[Piece[Payload]], at: int) -> tuple[list[Any], list[Any]]:
    """Part pieces before character `at`; a citation that it goes through stays in front."""
    front: list[Piece[Payload]] = []
    behind: list[Piece[Payload]] = []
    start = 0
    for piece in pieces:
        left = at - start
        start += len(piece.text)
        if left >= len(piece.text) or (left > 0 and piece.payload):
            front.append(piece)
        elif left <= 0:
            behind.append(piece)
        else:
            front.append(Piece(piece.text[:left]))
            behind.append(Piece(piece.text[left:]))
    return front, behind


def are_labels_odd(rows: list[Row]) -> bool:
    """Return whether printed numbers jump, repeat or stand below another one ("4.1." in item 3).

    Only then need a reader be told that they are as printed. Numbers in figures are
    compared; "II-" and items without a number are passed over.
    """
    labels: dict[int, tuple[int, ...]] = {}
    before: dict[int | None, int] = {}
    dotted: set[tuple[int, ...]] = set()
    for item in (row.item for row in rows):
        numbers = labels[item.pk] = tuple(int(part) for part in _FIGURES.findall(item.label))
        if not numbers:
            continue
        above = labels.get(item.parent_id, ())
        is_elsewhere = len(numbers) > 1 and (numbers in dotted or above not in ((), numbers[:-1]))
        if is_elsewhere or numbers[-1] != before.get(item.parent_id, 0) + 1:
            return True
        before[item.parent_id] = numbers[-1]
        if len(numbers) > 1:
            dotted.add(numbers)
    return False


def _subjects_seen_by(reader: Any) -> Any:
    states = [Decision.CONFIRMED]
    if _is_editor(reader):
        states.append(Decision.PROPOSED)
    return ItemSubject.objects.filter(state__in=states).order_by("item", "pk")


def sources_of(
    bulletins: Iterable[Bulletin], reader: Any, *, is_for_paper: bool = False
) -> QuerySet[Document]:
    """Return every document the bulletins are about or cite, as confirmed, newest first.

    `is_introduced` tells those that an item is about from those that are only cited. What goes
    from hand to hand (`is_for_paper`) says nothing out of what no editor has looked at.
    """
    items = BulletinItem.objects.visible_to(reader).filter(bulletin__in=bulletins)
    texts = items
    if is_for_paper:
        items = items.exclude(unreviewed=BulletinItem.Unreviewed.ITEM)
        texts = items.exclude(unreviewed=BulletinItem.Unreviewed.TEXT)
    subjects = ItemSubject.objects.filter(item__in=items, state=Decision.CONFIRMED)
    citations = (
        Citation.objects.visible_to(reader).confirmed().filter(source__bulletin_item__in=texts)
    )
    is_source = Q(pk__in=subjects.values("document_id")) | Q(pk__in=citations.values("targets__pk"))
    introduced = When(pk__in=subjects.values("document_id"), then=Value(True))
    documents = Document.objects.visible_to(reader).filter(is_source).with_names()
    is_introduced = Case(introduced, default=Value(False), output_field=BooleanField())
    return documents.annotate(is_introduced=is_introduced)


def corrections_of(bulletin: Bulletin, reader: Any) -> list[Correction]:
    """Return the bulletin's corrections, newest first; `seen_changes` are those for the reader.

    For an editor `has_former` tells those before which the bulletin can be looked at.
    """
    seen = CorrectionChange.objects.visible_to(reader).select_related("item")
    changes = Prefetch("changes", seen, to_attr="seen_changes")
    corrections = list(bulletin.corrections.prefetch_related(changes))
    if _is_editor(reader):
        for correction in offered(corrections):
            correction.has_former = True
    return corrections


def waits_for_review(bulletin: Bulletin, reader: Any) -> bool:
    """Return whether `reader`, an editor, is asked to look at what an import brought in."""
    return _is_editor(reader) and bulletin.items.waiting_for_review().exists()


def neighbours(bulletin: Bulletin, reader: Any) -> tuple[Bulletin | None, Bulletin | None]:
    """Return the publisher's bulletins just before and just after this one, None at the ends."""
    others = (
        Bulletin.objects.visible_to(reader)
        .filter(publisher=bulletin.publisher)
        .select_related("publisher")
    )
    year, month = bulletin.year, bulletin.month
    before = others.filter(Q(year__lt=year) | Q(year=year, month__lt=month))
    after = others.filter(Q(year__gt=year) | Q(year=year, month__gt=month))
    # Both in one question.
    last = Subquery(before.order_by("-year", "-month").values("pk")[:1])
    first = Subquery(after.order_by("year", "month").values("pk")[:1])
    found = list(others.filter(pk__in=[last, first]))
    previous = [one for one in found if (one.year, one.month) < (year, month)]
    following = [one for one in found if (one.year, one.month) > (year, month)]
    return next(iter(previous), None), next(iter(following), None)
