"""Any text is read, covered by its items, and in time that grows with the text only."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletins.structure import Structure, read_structure
from bulletins.structure.labels import MOST_LABELLED
from tests.bulletins.hostile import FAMILIES
from tests.bulletins.invented import DIRECTIVE


def whole(structure: Structure, text: str) -> bool:
    """Tell whether the items cover `text` in order, without gap or overlap, blanks apart."""
    position = 0
    for index, item in enumerate(structure.items):
        begins_right = item.start == position or (not index and not text[: item.start].strip())
        if not begins_right or not item.start <= item.title_end <= item.end:
            return False
        position = item.end
    return position == len(text) or not text.strip()


PIECES = st.sampled_from(
    [
        *("1. ", "2) ", "3.1. ", "4. 8. ", "II- ", "Phần 1: ", "A. ", "13", "Stt\tNội dung"),
        *("1\tMột", "**", "Mục tiêu", "Tin tức", DIRECTIVE, "như sau:", "......", "e\u0301"),
        *("\n", "\n\n", " ", "\r\n"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_read_and_covered_by_its_items(text: str) -> None:
    structure = read_structure(text)
    assert whole(structure, text)
    for item in structure.items:
        assert item.title == unicodedata.normalize("NFC", " ".join(item.title.split()))
        assert text[item.start :].startswith(item.label)


# Every family is read in a fraction of this; what is square in the text takes minutes.
GUARD_CHARS = 200_000
GUARD_SECONDS = 20


@pytest.mark.parametrize("family", FAMILIES)
def test_a_hostile_text_does_not_hang_the_reader(family: str) -> None:
    text = FAMILIES[family](GUARD_CHARS)
    started = time.process_time()
    structure = read_structure(text)
    assert time.process_time() - started < GUARD_SECONDS
    assert whole(structure, text)


@pytest.mark.parametrize(
    ("lines", "is_bulletin"), [(MOST_LABELLED, True), (MOST_LABELLED + 1, False)]
)
def test_more_numbered_lines_than_any_bulletin_has_are_not_divided(lines, is_bulletin) -> None:
    text = "1. Việc chung\n" + "2. Việc riêng\n" * (lines - 1)
    structure = read_structure(text)
    assert (structure.items[0].kind != "front") is is_bulletin
    assert ("dòng đánh số" in structure.warnings[0]) is not is_bulletin
    assert whole(structure, text)
