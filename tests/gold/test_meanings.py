"""With the demo records registered, every citation of the bulletins means its gold document."""

import json

import pytest

from bulletins.models import BulletinItem
from documents.models import Document
from tests.gold.registry import fill_registry, import_month

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Papers without a symbol, by their address in the demo records.
NAMED = {
    "15-NQ|2007": "nghi-quyet-15-2007",
    "named:LUAT-CUTRU|2020": "luat-cu-tru-nam-2020",
    "named:NQ-KH12-HDND-TPCB|null": (
        "nghi-quyet-ky-hop-thu-12-hdnd-thanh-pho-cao-bang-nhiem-ky-2021-2026"
    ),
    "named:NQ-DH-TQ-XIII|null": "nghi-quyet-dai-hoi-dai-bieu-toan-quoc-lan-thu-xiii-cua-dang",
    "named:NQ-DH-TINHCB-XIX|null": (
        "nghi-quyet-dai-hoi-dai-bieu-dang-bo-tinh-cao-bang-lan-thu-xix"
    ),
    "named:NQ-DH-TPCB-XVIII|null": (
        "nghi-quyet-dai-hoi-dai-bieu-dang-bo-thanh-pho-cao-bang-lan-thu-xviii"
    ),
}


def words_of(document: Document) -> str:
    return document.name or f"{document.code} {document.date_display}"


@pytest.mark.parametrize("month", ["2022-11", "2024-01", "2024-03"])
def test_short_forms_and_names_mean_their_gold_documents(shared, settings, month):
    settings.DEMO = True
    fill_registry(with_demo=True)
    registered = set(Document.objects.values_list("pk", flat=True))
    summary = import_month(shared, month)
    gold = [
        json.loads(line)
        for line in (shared / "gold" / f"{month}.jsonl").read_text("utf-8").splitlines()
    ]
    assert len(summary.links.citations) == len(gold)
    wrong = []
    for citation, row in zip(summary.links.citations, gold, strict=True):
        found = list(citation.targets.all())
        if row["kind"] == "full":
            continue
        if len(found) != 1 or gold_name(row["docs"][0]) not in signs_of(found[0]):
            wrong.append((row["text"], row["docs"], [words_of(document) for document in found]))
    assert wrong == []
    found, wanted = subjects_of_news(summary), gold_subjects_of_news(shared, month)
    assert found.keys() == wanted.keys()
    assert all(found[label] & wanted[label] for label in wanted)
    # Everything the bulletin cites was registered: nothing is entered a second time.
    assert set(Document.objects.values_list("pk", flat=True)) == registered


def gold_name(gold_id: str) -> str:
    return NAMED.get(gold_id, gold_id.split("|")[0])


def signs_of(document: Document) -> set[str]:
    """By what the gold may call a document: address, or number and symbol without zeros."""
    return {document.slug, f"{document.number.lstrip('0')}-{document.symbol}"}


def subjects_of_news(summary) -> dict[str, set[str]]:
    """Return what each piece of news is about, by its label, in the gold's names."""
    return {
        subject.item.label: signs_of(subject.document)
        for subject in summary.subjects
        if subject.item.kind == BulletinItem.Kind.NEWS
    }


def gold_subjects_of_news(shared, month) -> dict[str, set[str]]:
    structure = json.loads((shared / "gold" / f"{month}.structure.json").read_text("utf-8"))
    items = [sub for item in structure["items"] for sub in (item, *item["subitems"])]
    return {
        item["number_printed"]: {gold_name(item["source_documents"][0])}
        for item in items
        if item["kind"] == "news" and item["source_documents"]
    }
