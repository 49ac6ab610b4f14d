"""What stands on a printed bulletin and in its annex, for one reader.

The screen and the Word file are made of the same values, so they never differ. Everything comes
from what `bulletins.page` lets the reader see.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from bulletins import page
from bulletins.models import Bulletin, BulletinItem, ItemSubject
from bulletins.printing.paragraphs import one_line, paragraphs, split_heading
from documents.models import Citation, Decision
from organizations.models import Organization


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """One line of the table STT / NỘI DUNG."""

    label: str
    title: str


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """One item: its heading ('' where the text bears its own) and its paragraphs."""

    level: int
    heading: str
    paragraphs: list[str]


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One document of the annex and the items that name it."""

    name: str
    date: str
    body: str
    title: str
    places: str


@dataclass(frozen=True, slots=True)
class PrintedBulletin:
    """All that is printed of one bulletin.

    `letterhead` is the committee and its department; `warning` says that the paper is for no
    reader yet, '' where it is.
    """

    letterhead: tuple[str, ...]
    title: str
    month: str
    marking: str
    warning: str
    corrections: list[str]
    contents: list[ContentsRow]
    items: list[PrintedItem]
    annex: list[AnnexRow]


def printed(bulletin: Bulletin, reader: Any) -> PrintedBulletin:
    """Return what is printed of a bulletin for `reader`. The queries do not grow with the items."""
    rows = page.table_rows(bulletin, reader)
    return PrintedBulletin(
        letterhead=letterhead(bulletin.publisher),
        title=one_line(bulletin.title),
        month=f"Tháng {bulletin.month} năm {bulletin.year}",
        marking=one_line(bulletin.marking),
        warning=_warning(bulletin, reader),
        corrections=[one_line(str(one)) for one in bulletin.corrections.all()],
        contents=[
            ContentsRow(one_line(row.item.label).rstrip("."), one_line(row.item.shown_title))
            for row in rows
            if row.depth == 0
        ],
        items=[_printed_item(row) for row in rows],
        annex=annex_rows(bulletin, reader),
    )


def _warning(bulletin: Bulletin, reader: Any) -> str:
    if bulletin.state == Bulletin.State.DRAFT:
        return "BẢN THẢO, CHƯA PHÁT HÀNH"
    # An editor's paper has what members are not given yet.
    return "CÓ PHẦN CHƯA AI XEM" if page.waits_for_review(bulletin, reader) else ""


def letterhead(publisher: Organization) -> tuple[str, ...]:
    """Return the committee and below it its department, as a letterhead names them.

    "Ban Tuyên giáo Thành ủy Mẫu" of "Thành ủy Mẫu" is THÀNH ỦY MẪU / BAN TUYÊN GIÁO; a
    committee of its own keeps its whole name.
    """
    name = one_line(publisher.name)
    if publisher.parent is None:
        return (name.upper(),)
    above = one_line(publisher.parent.name)
    return above.upper(), (name.removesuffix(above).strip() or name).upper()


def _printed_item(row: page.Row) -> PrintedItem:
    item = row.item
    body = "".join(piece.text for piece in row.pieces)
    label = one_line(item.label)
    has_heading, rest = split_heading(label, item.title, body)
    heading = one_line(f"{label} {item.shown_title}") if has_heading else ""
    return PrintedItem(row.depth, heading, paragraphs(rest))


def annex_rows(bulletin: Bulletin, reader: Any) -> list[AnnexRow]:
    """Return the documents the bulletin is about or cites, as confirmed, each once.

    In the order of a register: by type, within it by date, undated ones last.
    """
    places = _places(bulletin, reader)
    documents = page.sources_of(bulletin, reader).order_by(
        "document_type__order",
        "document_type__name_key",
        F("issued_on").asc(nulls_last=True),
        "number_value",
        "pk",
    )
    return [
        AnnexRow(
            name=one_line(document.label),
            date=document.date_display,
            body=one_line(document.issuer_display),
            title=one_line(document.title),
            places=", ".join(places[document.pk]),
        )
        for document in documents
    ]


def _places(bulletin: Bulletin, reader: Any) -> defaultdict[int, list[str]]:
    """Return, by the key of a document, the numbers of the items that name it, as printed."""
    items = BulletinItem.objects.visible_to(reader).filter(bulletin=bulletin)
    subjects = ItemSubject.objects.filter(item__in=items, state=Decision.CONFIRMED)
    citations = (
        Citation.objects.visible_to(reader).confirmed().filter(source__bulletin_item__in=items)
    )
    naming = {
        *subjects.values_list("item_id", "document_id"),
        *citations.values_list("source__bulletin_item", "targets"),
    }
    by_item = defaultdict(set)
    for item, document in naming:
        by_item[item].add(document)
    places: defaultdict[int, list[str]] = defaultdict(list)
    for item in items.order_by("order", "pk"):
        for document in by_item[item.pk]:
            places[document].append(_place(item))
    return places


def _place(item: BulletinItem) -> str:
    if item.kind == BulletinItem.Kind.FRONT:
        # Its name in the registry speaks of two things.
        return "mục lục"
    return one_line(item.label).rstrip(".") or one_line(item.shown_title)
