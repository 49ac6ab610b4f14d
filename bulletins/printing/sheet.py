"""What stands on a printed bulletin and in its annex, for one reader.

The screen and the Word file are made of the same values, so they never differ. Everything comes
from what `bulletins.page` lets the reader see. Paper goes from hand to hand, so the annex has only
what everybody may see who may read the bulletin.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from bulletins import page
from bulletins.models import Bulletin, BulletinItem, ItemSubject
from bulletins.printing.paragraphs import Block, blocks, one_line, paragraphs, split_heading
from documents.models import Citation, Decision, Document
from organizations.audience import shared_with_q
from organizations.letterhead import letterhead

# Deeper items bear headings of the last level.
HEADING_LEVELS = 3
# An empty cell of the annex would look forgotten.
NOT_KNOWN = "chưa rõ"


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """One line of the table STT / NỘI DUNG."""

    label: str
    title: str


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """One item: its heading ('' where the text bears its own), of which level, its text."""

    level: int
    heading: str
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One document of the annex, the items that name it, its key and its address on the site."""

    name: str
    date: str
    body: str
    title: str
    places: str
    key: int
    address: str


@dataclass(frozen=True, slots=True)
class PrintedHead:
    """What stands above a bulletin and above its annex alone.

    `letterhead` is the committee and its department; `warning` says that the paper is for no
    reader yet, '' where it is.
    """

    letterhead: tuple[str, ...]
    title: str
    month: str
    marking: str
    warning: str

    @property
    def annex_line(self) -> str:
        """Whose annex it is: a page of it may lie alone."""
        return f"{self.title}, {self.month.lower()}"


@dataclass(frozen=True, slots=True)
class PrintedAnnex:
    """The rows of the annex; `left_out` are the sources that not all readers may see."""

    rows: list[AnnexRow]
    left_out: int


@dataclass(frozen=True, slots=True)
class PrintedBulletin:
    """All that is printed of one bulletin."""

    head: PrintedHead
    corrections: list[str]
    contents: list[ContentsRow]
    items: list[PrintedItem]
    annex: PrintedAnnex


def printed(bulletin: Bulletin, reader: Any) -> PrintedBulletin:
    """Return what is printed of a bulletin for `reader`. The queries do not grow with the items."""
    rows = page.table_rows(bulletin, reader)
    return PrintedBulletin(
        head=printed_head(bulletin, reader),
        corrections=[one_line(str(one)) for one in page.corrections_of(bulletin, reader)],
        contents=[
            ContentsRow(_number(row.item), one_line(row.item.shown_title))
            for row in rows
            if row.depth == 0
        ],
        items=[_printed_item(row) for row in rows],
        annex=printed_annex(bulletin, reader),
    )


def printed_head(bulletin: Bulletin, reader: Any) -> PrintedHead:
    """Return what stands above a bulletin, or its annex, on paper for `reader`."""
    return PrintedHead(
        letterhead=tuple(map(one_line, letterhead(bulletin.publisher))),
        title=one_line(bulletin.title),
        month=f"Tháng {bulletin.month} năm {bulletin.year}",
        marking=one_line(bulletin.marking),
        warning=_warning(bulletin, reader),
    )


def _warning(bulletin: Bulletin, reader: Any) -> str:
    if bulletin.state == Bulletin.State.DRAFT:
        return "BẢN THẢO, CHƯA PHÁT HÀNH"
    # An editor's paper has what members are not given yet.
    return "CÓ PHẦN CHƯA AI XEM" if page.waits_for_review(bulletin, reader) else ""


def _printed_item(row: page.Row) -> PrintedItem:
    item = row.item
    body = "".join(piece.text for piece in row.pieces)
    label = one_line(item.label)
    has_heading, rest = split_heading(label, item.title_in_text, body)
    heading = one_line(f"{label} {item.shown_title}") if has_heading else ""
    return PrintedItem(min(row.depth + 1, HEADING_LEVELS), heading, blocks(paragraphs(rest)))


def printed_annex(bulletin: Bulletin, reader: Any) -> PrintedAnnex:
    """Return the documents the bulletin is about or cites, as confirmed, each once.

    In the order of a register: by type, within it by date and number, those without last. What
    not all readers of the bulletin may see is counted, for the screen of who asks, and not listed.
    """
    places = _places(bulletin, reader)
    sources = page.sources_of([bulletin], reader)
    # Where a database puts what is missing is its own affair.
    documents = list(
        sources.filter(shared_with_q(Document, bulletin), state=Document.State.REGISTERED).order_by(
            "document_type__order",
            "document_type__name_key",
            F("issued_on").asc(nulls_last=True),
            F("number_value").asc(nulls_last=True),
            "pk",
        )
    )
    rows = [
        AnnexRow(
            name=one_line(document.label),
            date=document.date_display or NOT_KNOWN,
            body=one_line(document.issuer_display) or NOT_KNOWN,
            title=one_line(document.title) or NOT_KNOWN,
            places=", ".join(places[document.pk]),
            key=document.pk,
            address=document.get_absolute_url(),
        )
        for document in documents
    ]
    return PrintedAnnex(rows, left_out=sources.count() - len(rows))


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
    by_key = {item.pk: item for item in items.order_by("order", "pk")}
    numbers = Counter(map(_number, by_key.values()))
    for item in by_key.values():
        place = _place(item, by_key, numbers)
        for document in by_item[item.pk]:
            if place not in places[document]:
                places[document].append(place)
    return places


def _place(item: BulletinItem, items: dict[int, BulletinItem], numbers: Counter[str]) -> str:
    """Return where an item is found: by its number behind those of the items above it ("II.1").

    A number of several parts ("4.1") says so itself, unless it repeats.
    """
    if item.kind == BulletinItem.Kind.FRONT:
        # Its name in the registry speaks of two things.
        return "mục lục"
    number = _number(item)
    if not number:
        return one_line(item.shown_title)
    path, above = number, items.get(item.parent_id)
    is_whole = "." in number and numbers[number] == 1
    # Nobody nests deeper than there are items; a circle of parents ends here too.
    for _ in items:
        if is_whole or above is None:
            break
        upper = _number(above)
        if upper and not path.startswith(f"{upper}."):
            path = f"{upper}.{path}"
            is_whole = "." in upper and numbers[upper] == 1
        above = items.get(above.parent_id)
    return path


def _number(item: BulletinItem) -> str:
    """Return an item's number without the signs that part it from its name: "1.", "II-", "3:"."""
    return one_line(item.label).rstrip(" .-–:")
