"""The real bulletins, read into a registry that holds reference data only, against the gold."""

import json
from functools import partial

import pytest

from bulletins.models import BulletinItem
from documents.models import Citation, Document
from tests.gold.registry import fill_registry, import_month

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MONTHS = ("2022-11", "2024-01", "2024-03")
Kind = BulletinItem.Kind


@pytest.fixture
def imported(shared):
    """Return a function that imports one month's bulletin and returns its summary."""
    fill_registry()
    return partial(import_month, shared)


def gold_items(shared, month):
    structure = shared / "gold" / f"{month}.structure.json"
    return json.loads(structure.read_text("utf-8"))["items"]


def gold_citations(shared, month):
    lines = (shared / "gold" / f"{month}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def gold_id(document: Document) -> str:
    """Name a document the way the gold does: ``868-CV/TU|2022-10-03``."""
    number = document.number.lstrip("0")
    between = "-" if "/" in document.symbol else "/"
    code = (
        f"{number}/{document.year_in_number}/{document.symbol}"
        if document.year_in_number
        else f"{number}{between}{document.symbol}"
    )
    return f"{code}|{document.issued_on.isoformat() if document.issued_on else 'null'}"


@pytest.mark.parametrize("month", MONTHS)
def test_items_and_subjects_equal_the_gold(shared, imported, month):
    summary = imported(month)
    found = [item for item in summary.items if item.kind != Kind.FRONT]
    subjects = {}
    for subject in summary.subjects:
        subjects.setdefault(subject.item_id, []).append(gold_id(subject.document))

    def row(item):
        return item.label, item.kind, subjects.get(item.pk, [])

    def gold_row(item):
        # A named subject (no symbol) belongs to the next step of the reader.
        about = [name for name in item["source_documents"] if not name.startswith("named:")]
        return item["number_printed"], item["kind"], about

    gold = gold_items(shared, month)
    top = [item for item in found if item.parent is None]
    assert [row(item) for item in top] == [gold_row(item) for item in gold]
    news = [item for item in found if item.parent is not None and item.kind == Kind.NEWS]
    gold_news = [sub for item in gold for sub in item["subitems"] if sub["kind"] == "news"]
    assert [row(item) for item in news] == [gold_row(item) for item in gold_news]


@pytest.mark.parametrize("month", MONTHS)
def test_every_citation_with_a_symbol_goes_to_its_gold_document(shared, imported, month):
    summary = imported(month)
    gold = [row["docs"] for row in gold_citations(shared, month) if row["kind"] == "full"]
    full = [c for c in summary.links.citations if c.kind == Citation.Kind.FULL]
    found = [[gold_id(document) for document in citation.targets.all()] for citation in full]
    assert found == gold


@pytest.mark.parametrize("month", MONTHS)
def test_no_document_is_entered_that_the_gold_does_not_know(shared, imported, month):
    imported(month)
    known = {name for row in gold_citations(shared, month) for name in row["docs"]}
    assert {gold_id(document) for document in Document.objects.all()} <= known


def test_the_three_bulletins_together_hold_the_fourteen_items_and_twelve_news(imported):
    summaries = [imported(month) for month in MONTHS]
    items = [item for s in summaries for item in s.items if item.kind != Kind.FRONT]
    assert sum(item.parent is None for item in items) == 14
    assert sum(item.parent is not None and item.kind == Kind.NEWS for item in items) == 12
    # Two bulletins that cite one document share its row.
    assert Document.objects.count() == 37
