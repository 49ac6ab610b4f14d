"""A bulletin as its readers had it before a correction, put together from what history keeps.

Only reads. It is for editors, and is offered of no correction in which, or before which, an editor
said that the words that stood there are for nobody any more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bulletins.last_read import last_read
from bulletins.models import Bulletin, BulletinItem, Correction
from documents.citations import Piece, annotate
from documents.merging.merge import kept_slugs
from documents.models import Citation, Decision, Document, SourceText, named_slugs
from organizations.secrecy import find_secrecy_mark


@dataclass(frozen=True, slots=True)
class FormerItem:
    """One item: its number and name, whether its text is kept back, its text with the links."""

    name: str
    is_secret: bool
    pieces: list[Piece[list[Document]]]


@dataclass(frozen=True, slots=True)
class FormerVersion:
    """A bulletin before a correction: its title and marking then, its items in order."""

    correction: Correction
    title: str
    marking: str
    items: list[FormerItem]


def offered(corrections: Iterable[Correction]) -> list[Correction]:
    """Return those of a bulletin's corrections before which it may be looked at, in their order."""
    corrections = list(corrections)
    hid = [one.hid_former_at for one in corrections if one.hid_former_at]
    last = max(hid, default=None)
    return [one for one in corrections if one.former_at and (last is None or one.former_at > last)]


def former_version(correction: Correction) -> FormerVersion | None:
    """Return the bulletin before `correction`, one of those `offered`; None where none is kept.

    Items that waited for an editor are left out, replaced texts are those read before, as readers
    had them (`last_read`). Six queries, however many items and citations there are.
    """
    at = correction.former_at
    bulletins = Bulletin.history.filter(id=correction.bulletin_id, history_date__lt=at)
    bulletin = bulletins.order_by("history_id").last()
    if bulletin is None:
        return None
    rows = _rows(correction.bulletin_id, at)
    waits = BulletinItem.Unreviewed.TEXT
    waiting = {row.text_id for row in rows if row.text_id and row.unreviewed == waits}
    former = last_read(waiting, before=at)
    bodies = _bodies({row.text_id for row in rows if row.text_id} - waiting, at)
    bodies |= {text: one.body for text, one in former.items()}
    until = {text: one.until or at for text, one in former.items()}
    links = _links(bodies, at, until)
    items = [_item(row, bodies.get(row.text_id, ""), links.get(row.text_id, [])) for row in rows]
    return FormerVersion(correction, bulletin.title, bulletin.marking, items)


def _rows(bulletin: int, at: datetime) -> list[BulletinItem]:
    """Return the items that readers had then, as the history keeps them, in printed order."""
    last = {}
    versions = BulletinItem.history.filter(bulletin_id=bulletin, history_date__lt=at)
    for version in versions.order_by("history_id"):
        last[version.id] = version
    shown = [
        row
        for row in last.values()
        if row.history_type != "-"
        and row.deleted_at is None
        and row.unreviewed != BulletinItem.Unreviewed.ITEM
    ]
    shown.sort(key=lambda row: (row.order, row.id))
    # As on the page: front matter only where there is nothing else to read.
    return [row for row in shown if row.kind != BulletinItem.Kind.FRONT] or shown


def _bodies(texts: Iterable[int], at: datetime) -> dict[int, str]:
    versions = SourceText.history.filter(id__in=list(texts), history_date__lt=at)
    return dict(versions.order_by("history_id").values_list("id", "body"))


_Link = tuple[int, int, list[Document]]


def _links(
    bodies: dict[int, str], at: datetime, until: dict[int, datetime]
) -> dict[int, list[_Link]]:
    """Return by text where its confirmed citations stood then, with the documents in use today."""
    last = {}
    versions = Citation.history.filter(source_id__in=list(bodies), history_date__lt=at)
    for version in versions.order_by("history_id"):
        if version.history_date < until.get(version.source_id, at):
            last[version.id] = version
    confirmed = [
        row
        for row in last.values()
        if row.history_type != "-"
        and row.state == Decision.CONFIRMED
        and bodies[row.source_id][row.start : row.end] == row.text
    ]
    slugs = {slug for row in confirmed for slug in named_slugs(row.named_documents)}
    kept = kept_slugs(slugs)
    live = Document.objects.filter(slug__in=slugs | set(kept.values())).with_names()
    in_use = {one.slug: one for one in live}
    documents = {slug: in_use[to] for slug in slugs if (to := kept.get(slug, slug)) in in_use}
    found: dict[int, list[_Link]] = {}
    for row in sorted(confirmed, key=lambda row: row.start):
        links = found.setdefault(row.source_id, [])
        named = [documents[one] for one in named_slugs(row.named_documents) if one in documents]
        if named and (not links or links[-1][1] <= row.start):
            links.append((row.start, row.end, named))
    return found


def _item(row: BulletinItem, body: str, links: list[_Link]) -> FormerItem:
    name = f"{row.label} {row.title or BulletinItem.Kind(row.kind).label}".strip()
    # A secret found only after it was let in is mostly why there was a correction.
    is_secret = bool(find_secrecy_mark(body))
    return FormerItem(name, is_secret, [] if is_secret else annotate(body, links))
