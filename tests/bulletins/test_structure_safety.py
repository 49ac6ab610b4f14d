"""Any text is read, covered by its items, and in time that grows with the text only."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletins.structure import Structure, read_structure
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


HOSTILE = {
    "points": "".join(f"{i % 9 + 1}. Tiếp tục làm tốt việc số {i}\n\n" for i in range(1000)),
    "one number": "1. Mục lớn của bài\n" * 1000,
    "rising numbers": "".join(f"{i % 99 + 1}. Mục lớn\n" for i in range(1000)),
    "every form": "Phần 1: Một\nI. Hai\n1. Ba\n1.1. Bốn\nA. Năm\n" * 300,
    "contents": "".join(f"{i}\tMục lục dòng số {i}\n" for i in range(50))
    + "".join(f"{i % 50}. Mục lục dòng số {i % 50}\n\nabc.\n" for i in range(1000)),
    "nested lists of news": "1. Tin tức\n" + "1. A\n" * 500 + "2. B\n" * 500,
    "brackets and leaders": ("1. ((((" + "." * 60 + "\n") * 1000,
}


@pytest.mark.parametrize("family", HOSTILE)
def test_reading_time_grows_with_the_text_only(family: str) -> None:
    def seconds(times: int) -> float:
        started = time.perf_counter()
        read_structure(HOSTILE[family] * times)
        return time.perf_counter() - started

    seconds(1)
    # The smallest of a few ratios: a busy machine only makes a run slower, never faster.
    assert min(seconds(8) / seconds(2) for _ in range(3)) < 4 * 1.6
