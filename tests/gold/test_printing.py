"""The three real bulletins set again: every heading apart, no word of them lost or changed."""

import re
from pathlib import Path

import pytest

from bulletins.printing.paragraphs import paragraphs, split_heading
from bulletins.structure import read_structure
from organizations.text import normalize_body

BULLETINS = ("2022-11", "2024-01", "2024-03")
# The number of a printed page, alone on its line.
_PAGE_NUMBER = re.compile(r"^\W*\d{1,3}\W*$", re.MULTILINE)


def letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


@pytest.fixture(params=BULLETINS)
def body(request: pytest.FixtureRequest, shared: Path) -> str:
    text = (shared / "bulletins" / f"{request.param}.txt").read_bytes().decode()
    return normalize_body(text)


def test_what_is_printed_of_an_item_is_what_it_says(body: str) -> None:
    for item in read_structure(body).items:
        text = body[item.start : item.end]
        is_apart, rest = split_heading(item.label, item.title, text)
        heading = f"{item.label} {item.title}" if is_apart and rest != text else ""
        printed = letters(heading) + "".join(map(letters, paragraphs(rest)))
        assert printed == letters(_PAGE_NUMBER.sub("", text)), item.label


def test_the_heading_of_every_item_is_found_in_its_text(body: str) -> None:
    """Else it would be printed twice, or in the letters of the text."""
    read = read_structure(body).items
    items = [item for item in read if item.kind != "front" and item.title]
    missed = [
        item.label
        for item in items
        if split_heading(item.label, item.title, body[item.start : item.end])[1]
        == body[item.start : item.end]
    ]
    assert missed == []


def test_broken_lines_are_joined(body: str) -> None:
    """Hardly a paragraph begins in the middle of a sentence."""
    found = [
        paragraph
        for item in read_structure(body).items
        for paragraph in paragraphs(body[item.start : item.end])
    ]
    broken = [paragraph for paragraph in found if paragraph[0].islower()]
    assert len(broken) <= 0.1 * len(found)
