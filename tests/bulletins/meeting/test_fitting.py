"""What goes on two sides of paper, by numbers alone."""

import pytest

from bulletins.meeting.fitting import (
    HEAD_LINES,
    HEADING_LINES,
    LETTERHEAD_LINES,
    SIDE_LINES,
    SIDES,
    TITLE_CHARS,
    Entry,
    clipped,
    fitting,
    height,
)


def entry(title="về việc thử"):
    return Entry("Chỉ thị 24-CT/TU", "19/05/2023, Tỉnh ủy Mẫu", title, "/van-ban/24-ct-tu/")


def entries(count, title="về việc thử"):
    return [entry(title)] * count


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("về việc thử", "về việc thử"),
        ("chữ " * 44 + "chữ", "chữ " * 44 + "chữ"),
        # Cut between words, without a comma left behind.
        ("chữ, " * 60, "chữ, " * 35 + "chữ…"),
        # One word without an end is cut anywhere.
        ("a" * 500, "a" * TITLE_CHARS + "…"),
    ],
)
def test_a_long_title_is_cut_between_words(title, expected):
    assert clipped(title) == expected


def test_an_entry_is_never_lower_than_its_code_and_grows_with_its_words():
    assert height(entry("")) == height(entry("ngắn"))
    assert height(entry("chữ " * 44)) > height(entry("ngắn"))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((0, 0, 0), [0, 0, 0]),
        ((2, 1, 3), [2, 1, 3]),
        # A long section leaves the short ones their room.
        ((100, 2, 1), [16, 2, 1]),
        ((100, 100, 100), [7, 6, 6]),
    ],
)
def test_sections_take_turns_until_the_paper_is_full(counts, expected):
    assert fitting([entries(count) for count in counts]) == expected


@pytest.mark.parametrize("has_letterhead", [False, True])
def test_what_fits_is_never_higher_than_the_paper(has_letterhead):
    for length in (0, 50, 120, 400):
        section = entries(100, "chữ " * (length // 4))
        taken = fitting([section], has_letterhead=has_letterhead)[0]
        head = HEAD_LINES + HEADING_LINES + LETTERHEAD_LINES * has_letterhead
        used = sum(map(height, section[:taken])) + head
        assert 0.8 * SIDES * SIDE_LINES < used <= SIDES * SIDE_LINES


def test_a_letterhead_takes_room_from_the_entries():
    section = [entries(100)]
    assert fitting(section, has_letterhead=True) < fitting(section)
