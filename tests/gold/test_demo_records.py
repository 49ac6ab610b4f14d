"""The demo records against the gold: nothing missing, nothing invented, no running text."""

import json
import re
from pathlib import Path

import pytest

from bulletins.models import Bulletin, BulletinItem
from documents.demo import DEMO_FOLDER
from documents.models import Document, Relation
from organizations.text import fold, normalize
from tests.gold.registry import fill_registry

MONTHS = ("2022-11", "2024-01", "2024-03")
# Documents that the gold names by meaning; their address in the registry.
NAMED = {
    "named:NQ-DH-TQ-XIII|null": "nghi-quyet-dai-hoi-dai-bieu-toan-quoc-lan-thu-xiii-cua-dang",
    "named:NQ-DH-TPCB-XVIII|null": (
        "nghi-quyet-dai-hoi-dai-bieu-dang-bo-thanh-pho-cao-bang-lan-thu-xviii"
    ),
    "named:NQ-DH-TINHCB-XIX|null": "nghi-quyet-dai-hoi-dai-bieu-dang-bo-tinh-cao-bang-lan-thu-xix",
    "named:LUAT-CUTRU|2020": "luat-cu-tru-nam-2020",
    "named:NQ-KH12-HDND-TPCB|null": (
        "nghi-quyet-ky-hop-thu-12-hdnd-thanh-pho-cao-bang-nhiem-ky-2021-2026"
    ),
}
# The gold's level of the issuer → the bodies that stand on it.
LEVELS = {
    "central-party": {"trung-uong-dang"},
    "province-party": {"tinh-uy-cao-bang"},
    "city-party": {"thanh-uy-cao-bang"},
    "central-state": {"quoc-hoi", "uy-ban-thuong-vu-quoc-hoi"},
    "city-state": {"hdnd-thanh-pho-cao-bang"},
}
COLLECTIVES = {
    "Bộ Chính trị": Document.Collective.POLITBURO,
    "Ban Bí thư": Document.Collective.SECRETARIAT,
    "Ban Thường vụ": Document.Collective.STANDING_COMMITTEE,
    "Ban Chấp hành": Document.Collective.COMMITTEE,
    "Đại hội": Document.Collective.CONGRESS,
}


@pytest.fixture
def gold(shared: Path) -> dict:
    return json.loads((shared / "gold" / "documents.json").read_text(encoding="utf-8"))


@pytest.fixture
def structures(shared: Path) -> dict[str, dict]:
    folder = shared / "gold"
    return {
        month: json.loads((folder / f"{month}.structure.json").read_text(encoding="utf-8"))
        for month in MONTHS
    }


@pytest.fixture
def demo(db: None) -> None:
    fill_registry(with_demo=True)


def document_of(gold_document: dict) -> Document:
    """The one registered document with the gold's type, number, symbol and date."""
    if gold_document["id"] in NAMED:
        return Document.objects.get(slug=NAMED[gold_document["id"]])
    date = gold_document["date"] or ""
    return Document.objects.exclude(note__contains="bịa ra").get(
        document_type__name=gold_document["type"],
        number=gold_document["number"],
        symbol=gold_document["symbol"] or "",
        year_in_number=gold_document["year_in_number"] or "",
        issued_on=date if len(date) == 10 else None,
    )


def documents_by_gold_id(gold: dict) -> dict[str, Document]:
    return {row["id"]: document_of(row) for row in gold["documents"]}


@pytest.mark.usefixtures("demo")
def test_every_gold_document_is_there_with_its_facts(gold: dict) -> None:
    found = documents_by_gold_id(gold)
    assert len(set(found.values())) == len(gold["documents"]) == 43
    for row in gold["documents"]:
        document = found[row["id"]]
        assert document.title == normalize(row["title"] or ""), row["id"]
        assert document.issuer_printed == (row["issuer_canonical"] or ""), row["id"]
        assert document.date_display.endswith((row["date"] or "")[:4]), row["id"]
        assert document.state == Document.State.REGISTERED
        for wording, collective in COLLECTIVES.items():
            if wording in (row["issuer_canonical"] or ""):
                assert document.collective == collective, row["id"]


@pytest.mark.usefixtures("demo")
def test_bodies_are_those_the_texts_state_and_what_is_inferred_is_said(gold: dict) -> None:
    found = documents_by_gold_id(gold)
    for row in gold["documents"]:
        document = found[row["id"]]
        if row["issuer_canonical"] is None:
            assert document.note, row["id"]
        if "inferred" in row["level"]:
            assert document.organization is None, row["id"]
            assert "suy đoán" in document.note, row["id"]
        else:
            assert document.organization.slug in LEVELS[row["level"]], row["id"]


@pytest.mark.usefixtures("demo")
def test_the_only_real_document_beside_the_gold_is_the_known_homonym(gold: dict) -> None:
    mine = {document.pk for document in documents_by_gold_id(gold).values()}
    others = Document.objects.exclude(pk__in=mine).exclude(note__contains="bịa ra")
    assert [d.slug for d in others.filter(state="registered")] == ["26-ct-tw-2018"]


@pytest.mark.usefixtures("demo")
def test_every_gold_relation_is_there_and_no_other(gold: dict) -> None:
    found = documents_by_gold_id(gold)
    expected = {
        (found[row["from"]].pk, row["relation_type"], found[row["to"]].pk): row["quote"]
        for row in gold["relations"]
    }
    real = Relation.objects.filter(source__in=found.values(), target__in=found.values())
    stated = {(r.source_id, r.verb, r.target_id): r.evidence for r in real}
    assert stated == expected
    assert len(stated) == 33


def gold_items(tops: list[dict]) -> list[tuple[int, str, str, list[str]]]:
    """Items in reading order as (depth, label, kind, gold ids of the documents they are about).

    The gold lists everything under an item flat; a label of three numbers (2.1.1.) stands
    one step deeper, under the label of two before it.
    """
    rows = []
    for top in tops:
        rows.append((0, top["number_printed"], top["kind"], top["source_documents"]))
        for item in top["subitems"]:
            label = item["number_printed"]
            depth = 2 if len(re.findall(r"\d+", label)) == 3 else 1
            rows.append((depth, label, item["kind"], item["source_documents"]))
    return rows


def depth_of(item: BulletinItem) -> int:
    return 0 if item.parent is None else 1 + depth_of(item.parent)


@pytest.mark.usefixtures("demo")
def test_every_item_is_there_and_linked_to_its_subjects_only(
    gold: dict, structures: dict[str, dict]
) -> None:
    found = documents_by_gold_id(gold)
    for month, structure in structures.items():
        year, number = map(int, month.split("-"))
        bulletin = Bulletin.objects.get(year=year, month=number)
        expected = [
            (depth, label, kind, {found[one].pk for one in subjects})
            for depth, label, kind, subjects in gold_items(structure["items"])
        ]
        items = bulletin.items.select_related("parent").order_by("order")
        stored = [
            (
                depth_of(item),
                item.label,
                item.kind,
                set(item.subjects.values_list("pk", flat=True)),
            )
            for item in items
        ]
        assert stored == expected, month


@pytest.mark.usefixtures("demo")
def test_titles_of_items_are_the_printed_ones_without_names_of_people(
    structures: dict[str, dict],
) -> None:
    printed = {
        normalize(item["title"])
        for structure in structures.values()
        for top in structure["items"]
        for item in (top, *top["subitems"])
    }
    changed = {item.title for item in BulletinItem.objects.all()} - printed
    # Eight paragraphs have no heading of their own; ours stands in square brackets.
    supplied = {title for title in changed if title.startswith("[") and title.endswith("]")}
    assert len(supplied) == 8
    # Two headlines name an official, whose office stands alone here.
    offices = ("Chủ tịch UBND tỉnh kiểm tra ", "Bí thư Thành ủy dự ")
    assert len(changed - supplied) == len(offices)
    for office in offices:
        assert any(title.startswith(office) for title in changed), office


def test_the_fixtures_repeat_nothing_of_the_bulletins_but_titles_and_quotes(
    shared: Path, gold: dict, structures: dict[str, dict]
) -> None:
    """Every long string of the real records is a title, a quote or our own words."""
    allowed = {fold(variant) for row in gold["documents"] for variant in row["title_variants"]}
    allowed |= {fold(row["quote"]) for row in gold["relations"]}
    for structure in structures.values():
        for top in structure["items"]:
            allowed |= {fold(item["title"]) for item in (top, *top["subitems"])}
    text = fold(
        " ".join((shared / "bulletins" / f"{m}.txt").read_text(encoding="utf-8") for m in MONTHS)
    )
    for path in sorted(DEMO_FOLDER.glob("*.json")):
        for string in strings(json.loads(path.read_text(encoding="utf-8"))):
            folded = fold(string)
            if len(folded.split()) >= 8 and folded in text:
                assert any(folded in title for title in allowed), (path.name, string)


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value
    return [s for v in inside for s in strings(v)] if isinstance(value, dict | list) else []
