"""The items of the three real bulletins, against what was read by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from bulletins.structure import Item, Structure, read_structure
from organizations.text import fold

BULLETINS = ("2022-11", "2024-01", "2024-03")


@pytest.fixture(params=BULLETINS)
def reading(request: pytest.FixtureRequest, shared: Path) -> tuple[Structure, dict[str, Any]]:
    """The structure read from one bulletin, and its gold. Line ends stay untouched."""
    name = request.param
    text = (shared / "bulletins" / f"{name}.txt").read_bytes().decode()
    gold = json.loads((shared / "gold" / f"{name}.structure.json").read_text("utf-8"))
    return read_structure(text), gold


def facts(item: Item) -> tuple[str, str, int, str]:
    return item.label, item.kind, item.start, fold(item.title)


def gold_facts(item: dict[str, Any]) -> tuple[str, str, int, str]:
    return item["number_printed"], item["kind"], item["start"], fold(item["title"])


def test_top_level_items_are_those_of_the_gold(
    reading: tuple[Structure, dict[str, Any]],
) -> None:
    structure, gold = reading
    found = [facts(item) for item in structure.items if item.level == 0 and item.kind != "front"]
    assert found == [gold_facts(item) for item in gold["items"]]


def test_news_and_topics_inside_items_are_those_of_the_gold(
    reading: tuple[Structure, dict[str, Any]],
) -> None:
    structure, gold = reading
    found = [facts(i) for i in structure.items if i.level == 1 and i.kind in ("news", "topic")]
    inner = [sub for item in gold["items"] for sub in item["subitems"]]
    assert found == [gold_facts(sub) for sub in inner if sub["kind"] in ("news", "topic")]


def test_every_section_of_the_gold_is_found(reading: tuple[Structure, dict[str, Any]]) -> None:
    structure, gold = reading
    found = {(item.label, item.start) for item in structure.items if item.kind == "section"}
    sections = {
        (sub["number_printed"], sub["start"])
        for item in gold["items"]
        for sub in item["subitems"]
        if sub["kind"] == "section"
    }
    assert sections <= found


def test_the_cover_is_read_where_there_is_one(reading: tuple[Structure, dict[str, Any]]) -> None:
    structure, gold = reading
    assert (structure.month, structure.year) == (gold["month"], gold["year"])
    assert structure.publisher_printed == (gold["publisher_printed"] or "")


def test_the_three_bulletins_have_14_items_and_12_pieces_of_news(shared: Path) -> None:
    counts = {"items": 0, "news": 0}
    for name in BULLETINS:
        text = (shared / "bulletins" / f"{name}.txt").read_bytes().decode()
        items = read_structure(text).items
        counts["items"] += sum(item.level == 0 and item.kind != "front" for item in items)
        counts["news"] += sum(item.level == 1 and item.kind == "news" for item in items)
    assert counts == {"items": 14, "news": 12}
