"""What a bulletin's page shows one reader: its table, its sources, the months around it.

Every document starts from `visible_to(reader)`: what a reader may not see leaves no trace.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Prefetch, Q, QuerySet, Value, When

from bulletins.former import offered
from bulletins.models import Bulletin, BulletinItem, Correction, CorrectionChange, ItemSubject
from bulletins.printing.paragraphs import split_heading
from documents.citations import Piece
from documents.models import Citation, Decision, Document, SourceText
from documents.page import annotated

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
        return _cut(self.pieces, at)[0] if at else [Piece(str(self.item))]

    @property
    def below(self) -> list[Piece[Citation]]:
        """The item's text without the heading that is printed in it and the blank lines below."""
        body = "".join(piece.text for piece in self.pieces)
        at = self._heading_chars
        return _cut(self.pieces, at + len(body[at:]) - len(body[at:].lstrip()))[1]

    @property
    def _heading_chars(self) -> int:
        body = "".join(piece.text for piece in self.pieces)
        _, rest = split_heading(self.item.label, self.item.title_in_text, body)
        return len(body) - len(rest)


def table_rows(bulletin: Bulletin, reader: Any) -> list[Row]:
    """Return the items in printed order with the documents they are about.

    Members see confirmed subjects; editors also those only proposed. An item whose parent
    is not in the table stands at the left edge. Front matter is in it only where there is
    nothing else to read.
    """
    found = list(
        BulletinItem.objects.visible_to(reader)
        .filter(bulletin=bulletin)
        .order_by("order", "pk")
        .prefetch_related(
            Prefetch("subject_links", _subjects_seen_by(reader), to_attr="seen_subjects")
        )
    )
    items = [item for item in found if item.kind != BulletinItem.Kind.FRONT] or found
    depths: dict[int, int] = {}
    for item in items:
        # Items stand in printed order, so a parent comes before its children.
        depths[item.pk] = depths.get(item.parent_id, -1) + 1
    texts = SourceText.objects.visible_to(reader).filter(bulletin_item__in=items)
    pieces = annotated(texts, reader)
    return [
        Row(
            item,
            min(depths[item.pk], MAX_DEPTH),
            item.seen_subjects,
            pieces.get(item.text_id, []),
        )
        for item in items
    ]


def _cut(pieces: list[Piece[Citation]], at: int) -> tuple[list[Any], list[Any]]:
    """Part pieces before character `at`; a citation that it goes through stays in front."""
    front: list[Piece[Citation]] = []
    behind: list[Piece[Citation]] = []
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
    if reader.is_authenticated and reader.is_editor:
        states.append(Decision.PROPOSED)
    documents = Document.objects.visible_to(reader)
    return ItemSubject.objects.filter(state__in=states, document__in=documents).select_related(
        "document__document_type", "document__organization", "document__term"
    )


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
    if reader.is_authenticated and reader.is_editor:
        for correction in offered(corrections):
            correction.has_former = True
    return corrections


def waits_for_review(bulletin: Bulletin, reader: Any) -> bool:
    """Return whether `reader`, an editor, is asked to look at what an import brought in."""
    is_editor = reader.is_authenticated and reader.is_editor
    return is_editor and bulletin.items.waiting_for_review().exists()


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
    return (
        before.order_by("-year", "-month").first(),
        after.order_by("year", "month").first(),
    )
