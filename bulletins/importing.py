"""Bring a bulletin's text in: its items are cut out and stored; `reading` reads what they cite.

One transaction. The same text again changes nothing; a bulletin that has items but no
text gets the text attached to them; another text needs the caller to say so. On a published
bulletin, what is new waits until an editor has looked at it (see `publishing`).
"""

import hashlib
from collections import defaultdict, deque
from dataclasses import dataclass, field

from django.db import transaction

from bulletins import publishing
from bulletins.models import (
    DEFAULT_MARKING,
    Bulletin,
    BulletinItem,
    BulletinReading,
    ItemSubject,
)
from bulletins.reading import read_items
from bulletins.structure import Item, Structure, read_structure
from bulletins.structure.cover import read_marking
from documents.files.texts import refuse_legacy_text
from documents.linking.anchoring import replace_body
from documents.linking.relating import RelationSummary, withdraw_relations
from documents.linking.writing import LinkSummary
from documents.models import Citation, SourceText
from organizations.audience import Audience
from organizations.models import Organization
from organizations.secrecy import refuse_secret
from organizations.text import fold, normalize, normalize_body

OTHER_TEXT = "Bản tin tháng này của nơi này đã có nội dung trong sổ. Mở bản tin đó để sửa."


class BulletinRefusedError(Exception):
    """The bulletin was not taken in; the message says why, in Vietnamese."""


class OtherTextError(BulletinRefusedError):
    """The bulletin has another text, and the caller did not say to replace it."""


@dataclass(slots=True)
class ImportSummary:
    """What an import did; `is_new` is False when the same text was there already.

    `kept_titles` are items whose title a person entered and the new text words otherwise,
    `other_month` is a sentence where the cover bears another month, else ''.
    """

    bulletin: Bulletin
    is_new: bool = True
    items: list[BulletinItem] = field(default_factory=list)
    links: LinkSummary = field(default_factory=LinkSummary)
    subjects: list[ItemSubject] = field(default_factory=list)
    relations: RelationSummary = field(default_factory=RelationSummary)
    lost: list[Citation] = field(default_factory=list)
    kept_titles: list[BulletinItem] = field(default_factory=list)
    warnings: tuple[str, ...] = ()
    other_month: str = ""

    @property
    def notices(self) -> list[str]:
        """What a person should look at, as sentences in Vietnamese."""
        return [
            *([self.other_month] if self.other_month else []),
            *[f"Lưu ý: {warning}" for warning in self.warnings],
            *[f"Giữ tên mục đã sửa: {item}" for item in self.kept_titles],
            *[
                f"Mất chỗ: trích dẫn đã quyết định “{lost}” không còn trong bản văn mới."
                for lost in self.lost
            ],
        ]


@transaction.atomic
def import_bulletin(
    text: str, publisher: Organization, year: int, month: int, *, replace: bool = False
) -> ImportSummary:
    """Take a bulletin in and read it, in one transaction; see `take_in` for what is refused."""
    summary = take_in(text, publisher, year, month, replace=replace)
    if summary.is_new:
        read = read_items(summary.bulletin)
        summary.links, summary.subjects = read.links, read.subjects
        summary.relations = read.relations
    return summary


@transaction.atomic
def take_in(
    text: str, publisher: Organization, year: int, month: int, *, replace: bool = False
) -> ImportSummary:
    """Store `text` as the bulletin of one publisher and month, unread. Returns what was done.

    Raises ValidationError for a text with a secrecy mark (code 'secret') or in letters of before
    Unicode ('legacy_font'), OtherTextError when another text is stored already and `replace` is not
    set, and BulletinRefusedError when nothing in the text looks like an item.
    """
    refuse_secret([text])
    refuse_legacy_text(text, set(), "Nội dung")
    body = normalize_body(text)
    digest = hashlib.sha256(body.encode()).hexdigest()
    bulletin, _ = Bulletin.objects.get_or_create(
        publisher=publisher, year=year, month=month, defaults={"marking": _printed_marking(body)}
    )
    # Of two imports at once the second finds what the first brought in, and looks again.
    bulletin = publishing.hold_bulletin(bulletin.pk)
    if bulletin.text_sha256 == digest:
        return ImportSummary(bulletin, is_new=False)
    if bulletin.text_sha256 and not replace:
        raise OtherTextError(
            f"{bulletin} đã có một bản văn khác. Nếu bản này là bản đúng, chạy lại với --replace."
        )
    structure = read_structure(body)
    if not any(item.kind != BulletinItem.Kind.FRONT for item in structure.items):
        raise BulletinRefusedError(f"{' '.join(structure.warnings)} Kiểm tra lại tệp.")
    summary = ImportSummary(
        bulletin, warnings=structure.warnings, other_month=_other_month(structure, bulletin)
    )
    if bulletin.state != Bulletin.State.DRAFT:
        # Before any item is touched: the history tells by it how all was (`taking_out`).
        bulletin.save()
    _store_items(summary, structure, body)
    bulletin.text_sha256 = digest
    bulletin.save()
    publishing.share_texts(bulletin)
    BulletinReading.objects.filter(bulletin=bulletin).delete()
    BulletinReading.objects.create(bulletin=bulletin, notices=summary.notices)
    return summary


def _other_month(structure: Structure, bulletin: Bulletin) -> str:
    """Say that the cover bears another month than the bulletin is of, where it does."""
    printed, chosen = (structure.month, structure.year), (bulletin.month, bulletin.year)
    if None in printed or printed == chosen:
        return ""
    return (
        f"Lưu ý: trong nội dung ghi tháng {printed[0]}/{printed[1]}, khác tháng "
        f"{chosen[0]}/{chosen[1]} đã chọn. Xem lại có nhầm tháng không."
    )


def _printed_marking(body: str) -> str:
    """Return the usual marking where the text bears it, however broken; else the cover's own."""
    return DEFAULT_MARKING if fold(DEFAULT_MARKING) in fold(body) else read_marking(body)


def _store_items(summary: ImportSummary, structure: Structure, body: str) -> None:
    """Give every item read its row and text; reuse the rows the bulletin has."""
    bulletin = summary.bulletin
    known = _rows_by_place(bulletin)
    ancestors: list[BulletinItem] = []
    for order, item in enumerate(structure.items, start=1):
        del ancestors[item.level :]
        parent = ancestors[-1] if ancestors else None
        waiting = known[_place(ancestors[0] if ancestors else None, item.label, item.kind)]
        row = waiting.popleft() if waiting else BulletinItem(bulletin=bulletin)
        is_new = row.pk is None
        if is_new:
            row.label, row.kind = item.label, item.kind
        _store_title(summary, row, item)
        row.parent, row.order = parent, order
        has_new_text = _store_text(summary, row, body[item.start : item.end])
        if bulletin.state != Bulletin.State.DRAFT:
            _hold_back(row, is_new=is_new, has_new_text=has_new_text)
        row.save()
        summary.items.append(row)
        ancestors.append(row)
    for rows in known.values():
        for row in rows:
            # Items of the former text that the new one does not have.
            if row.text_id:
                _take_out(row)


def _place(top: BulletinItem | None, label: str, kind: str) -> tuple[int | None, str, bool]:
    """Where an item stands: labels repeat in a bulletin, seldom below one top-level item."""
    return (
        top.pk if top else None,
        fold(label).replace(" ", ""),
        kind == BulletinItem.Kind.FRONT,
    )


def _rows_by_place(
    bulletin: Bulletin,
) -> defaultdict[tuple[int | None, str, bool], deque[BulletinItem]]:
    rows: defaultdict[tuple[int | None, str, bool], deque[BulletinItem]] = defaultdict(deque)
    items = list(bulletin.items.select_related("text").order_by("order", "pk"))
    by_id = {row.pk: row for row in items}
    for row in items:
        top = by_id.get(row.parent_id)
        while top is not None and top.parent_id in by_id:
            top = by_id[top.parent_id]
        rows[_place(top, row.label, row.kind)].append(row)
    return rows


def _store_title(summary: ImportSummary, row: BulletinItem, item: Item) -> None:
    """Take the title of the text, unless a person or the reference data worded the item's own.

    Where members read the item, theirs stays beside the new one until an editor has looked.
    """
    title = normalize(item.title)
    row.new_title = ""
    if not title or title == row.title:
        return
    if row.pk is None or publishing.title_was_read(row):
        is_read = row.bulletin.state != Bulletin.State.DRAFT and row.pk is not None
        if is_read and row.unreviewed != BulletinItem.Unreviewed.ITEM:
            row.new_title = title
        else:
            row.title = title
            # The name under which the history keeps why a row changed.
            row._change_reason = publishing.TITLE_WAS_READ
    elif row.text_id:
        summary.kept_titles.append(row)


def _store_text(summary: ImportSummary, row: BulletinItem, body: str) -> bool:
    """Give the item its text; return whether it says what nobody has read: blanks say nothing."""
    former = row.text.body if row.text else ""
    if not body.strip() or former == body:
        return False
    if row.text is None:
        row.text = SourceText.objects.create(body=body, **publishing.text_facts(row))
    else:
        if row.bulletin.state != Bulletin.State.DRAFT:
            # Not for a moment is it a reader's: the history tells by it what they last read.
            row.text.audience = Audience.EDITORS
        summary.lost += replace_body(row.text, body)
    return normalize(former) != normalize(body)


def _take_out(row: BulletinItem) -> None:
    """Bin an item; where members read it, only once an editor has looked and worded a note."""
    if row.bulletin.state != Bulletin.State.DRAFT and row.is_text_shown:
        row.unreviewed = BulletinItem.Unreviewed.GONE
        row.save()
        return
    row.move_to_bin()
    withdraw_relations([row.text])


def _hold_back(row: BulletinItem, *, is_new: bool, has_new_text: bool) -> None:
    """Keep from members what came onto a bulletin they read; a whole item stays held back."""
    waits = BulletinItem.Unreviewed
    if is_new:
        row.unreviewed = waits.ITEM
    elif row.unreviewed in (waits.ITEM, waits.TEXT):
        return
    elif has_new_text:
        row.unreviewed = waits.TEXT
    else:
        # Also of an item that a former text lacked, or called otherwise.
        row.unreviewed = waits.TITLE if row.new_title else waits.NOTHING
