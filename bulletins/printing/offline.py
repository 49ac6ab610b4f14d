"""A bulletin as one file that is read where there is no network.

The file goes from hand to hand as paper does: it links only to documents of the annex, which
everybody may see who may read the bulletin, and only by what a person confirmed.
"""

from dataclasses import dataclass
from typing import Any

from bulletins import page
from bulletins.models import Bulletin
from bulletins.printing.sheet import PrintedAnnex, PrintedHead, printed_annex, printed_head
from documents.citations import Piece
from documents.models import Citation, Decision, Document
from documents.showing.flowing import flowing


@dataclass(frozen=True, slots=True)
class Link:
    """A document by its name, and its address on the site."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class OfflinePiece:
    """A stretch of text and the documents it was confirmed to name."""

    text: str
    links: list[Link]


@dataclass(frozen=True, slots=True)
class OfflineItem:
    """One item: its place in the contents, what it is about, its text in pieces."""

    key: int
    label: str
    title: str
    depth: int
    subjects: list[Link]
    pieces: list[OfflinePiece]


@dataclass(frozen=True, slots=True)
class OfflineBulletin:
    """All that stands in the file."""

    head: PrintedHead
    corrections: list[str]
    items: list[OfflineItem]
    annex: PrintedAnnex


def offline_bulletin(bulletin: Bulletin, reader: Any) -> OfflineBulletin:
    """Return what the file holds for `reader`. The queries do not grow with the items."""
    annex = printed_annex(bulletin, reader)
    addresses = {row.key: row.address for row in annex.rows}
    return OfflineBulletin(
        head=printed_head(bulletin, reader),
        corrections=[str(one) for one in page.corrections_of(bulletin, reader)],
        items=[_item(row, addresses) for row in page.table_rows(bulletin, reader)],
        annex=annex,
    )


def _item(row: page.Row, addresses: dict[int, str]) -> OfflineItem:
    confirmed = [link.document for link in row.subjects if link.state == Decision.CONFIRMED]
    return OfflineItem(
        key=row.item.pk,
        label=row.item.label,
        title=row.item.shown_title,
        depth=row.depth,
        subjects=_links(confirmed, addresses),
        pieces=[_piece(piece, addresses) for piece in flowing(row.pieces)],
    )


def _piece(piece: Piece[Citation], addresses: dict[int, str]) -> OfflinePiece:
    citation = piece.payload
    is_confirmed = citation is not None and citation.state == Decision.CONFIRMED
    named = citation.seen_targets if citation is not None and is_confirmed else []
    return OfflinePiece(piece.text, _links(named, addresses))


def _links(documents: list[Document], addresses: dict[int, str]) -> list[Link]:
    return [Link(str(one), addresses[one.pk]) for one in documents if one.pk in addresses]
