"""The whole demo set: documents, then three real bulletins: contents and sources, no text."""

from django.db import transaction
from django.utils import timezone

from bulletins.models import Bulletin, BulletinItem, ItemSubject
from documents.demo import DEMO_FOLDER, load_documents
from documents.models import Decision, DocumentType
from organizations.demo import DemoRefusedError, records_account, refuse_without_demo
from organizations.models import User
from organizations.reference import KnownRows, LoadReport, Row, read_rows


@transaction.atomic
def load_demo() -> LoadReport:
    """Insert the demo records that were never there, in one transaction, and say what was done.

    Raises DemoRefusedError unless DEMO=1, and where there is no reference data.
    """
    refuse_without_demo()
    if not DocumentType.objects.exists():
        raise DemoRefusedError("Chưa có dữ liệu tham chiếu. Chạy manage.py load_reference trước.")
    report = LoadReport()
    account = records_account()
    tables = load_documents(account, report)
    bulletins = KnownRows(Bulletin, ("publisher_id", "year", "month"), report)
    for row in read_rows(DEMO_FOLDER / "bulletins.json"):
        items = row.pop("items")
        publisher = tables.bodies.find(row.pop("publisher"))
        if publisher is None:
            continue
        facts = {"publisher_id": publisher, "state": Bulletin.State.PUBLISHED, **row}
        bulletin = bulletins.add_if_new(facts)
        # Items have no lasting key of their own: they come with their bulletin or not at all.
        if bulletin is not None:
            _add_items(bulletin, None, items, tables.documents, account)
    return report


def _add_items(
    bulletin: Bulletin,
    parent: BulletinItem | None,
    rows: list[Row],
    documents: KnownRows,
    account: User,
) -> None:
    """Insert items in reading order, each linked to the documents it is about."""
    for row in rows:
        item = BulletinItem.objects.create(
            bulletin=bulletin,
            parent=parent,
            order=bulletin.items.count() + 1,
            label=row["label"],
            kind=row["kind"],
            title=row["title"],
        )
        for slug in row.get("subjects", ()):
            document = documents.find(slug)
            if document is not None:
                ItemSubject.objects.create(
                    item=item,
                    document_id=document,
                    state=Decision.CONFIRMED,
                    decided_by=account,
                    decided_at=timezone.now(),
                )
        _add_items(bulletin, item, row.get("items", []), documents, account)
