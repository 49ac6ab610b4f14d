"""Bulletins and items whose time in the bin is over are deleted for good, before documents are:
they name documents."""

from datetime import datetime

from bulletins.models import Bulletin, BulletinItem
from documents.removing.emptying import delete_text, empty_documents
from organizations.emptying import empty


def empty_bin(now: datetime) -> int:
    """Delete for good what has lain in the bin too long by `now`; return how many records went."""
    # How readers had a corrected bulletin is told from the history of its items, gone ones too.
    items = BulletinItem.all_objects.binned().filter(bulletin__corrections=None)
    return (
        empty(items, _delete_item, now)
        + empty(Bulletin.all_objects.binned(), _delete_bulletin, now)
        + empty_documents(now)
    )


def _delete_item(item: BulletinItem) -> None:
    text = item.text
    item.delete()
    delete_text(text)


def _delete_bulletin(bulletin: Bulletin) -> None:
    """Delete a bulletin with its items, those below others first."""
    items = BulletinItem.all_objects.filter(bulletin=bulletin)
    # Where items stand in a circle none is lowest; they then protect the bulletin.
    while lowest := list(items.filter(children=None)):
        for item in lowest:
            _delete_item(item)
    bulletin.delete()
