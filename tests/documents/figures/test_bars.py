"""Bars stand on an axis from zero, in one scale, and say their value."""

import pytest

from documents.figures.bars import BESIDE, MOST_CHARS, WIDTH, Row, axis_end, drawing


def widths(drawn):
    return [[(piece.step, float(piece.width)) for piece in bar.pieces] for bar in drawn.bars]


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        # Nothing to draw still has an axis.
        (0, 1),
        (1, 1),
        (3, 4),
        (10, 10),
        # The next round number, not the next power of ten.
        (11, 20),
        (43, 50),
        (999, 1000),
        (1_000_001, 2_000_000),
    ],
)
def test_an_axis_ends_at_the_next_round_number(most, expected):
    assert axis_end(most) == expected


def test_bars_are_as_long_as_their_numbers_and_begin_at_zero():
    drawn = drawing("x", "X", [Row("a", [(1, 10)], "10"), Row("b", [(1, 5)], "5")])
    (_, ten), (_, five) = (bar[0] for bar in widths(drawn))
    assert ten == pytest.approx(2 * five)
    assert {bar.pieces[0].x for bar in drawn.bars} == {f"{BESIDE}.0"}
    assert (drawn.ticks[0].told, float(drawn.ticks[0].x)) == ("0", BESIDE)
    assert float(drawn.bars[0].pieces[0].width) + BESIDE == pytest.approx(float(drawn.ticks[-1].x))


def test_parts_stand_one_behind_the_other_and_an_empty_one_is_not_drawn():
    drawn = drawing("x", "X", [Row("a", [(1, 2), (2, 0), (5, 2)], "4")])
    (first, second) = drawn.bars[0].pieces
    assert (first.step, second.step) == (1, 5)
    assert float(second.x) == pytest.approx(float(first.x) + float(first.width))


def test_shares_are_drawn_of_the_whole_of_their_row():
    rows = [Row("a", [(1, 1), (2, 1)], "50%"), Row("b", [(1, 300), (2, 100)], "75%")]
    drawn = drawing("x", "X", rows, is_share=True)
    ends = [sum(width for _, width in bar) for bar in widths(drawn)]
    assert ends[0] == pytest.approx(ends[1])
    assert [tick.told for tick in drawn.ticks] == ["0%", "50%", "100%"]


def test_a_row_of_nothing_is_told_and_has_no_bar():
    drawn = drawing("x", "X", [Row("tháng 1", [(1, 0)], "0")])
    assert (drawn.bars[0].pieces, drawn.bars[0].told) == ([], "0")
    assert drawing("x", "X", []).bars == []


def test_everything_stays_inside_the_drawing():
    drawn = drawing("x", "X", [Row("tháng 12", [(1, 123_456)], "123456")])
    # A digit is 9 wide at most in letters of 15.
    assert float(drawn.bars[0].told_x) + 9 * len("123456") <= WIDTH


def test_a_long_name_above_its_bar_is_cut_and_says_so():
    drawn = drawing("x", "X", [Row("a" * 100, [(1, 1)], "1")], above=True)
    (bar,) = drawn.bars
    assert len(bar.name) == MOST_CHARS and bar.name.endswith("…")
    assert bar.name_y < bar.y
