"""A text split at spans: nothing lost, nothing marked twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.citations import annotate
from documents.citations.annotate import Piece

TEXT = "theo Chỉ thị 05 và Kế hoạch 7."


@pytest.mark.parametrize(
    ("spans", "pieces"),
    [
        ([], [Piece(TEXT)]),  # nothing to mark: one plain piece
        (
            [(5, 15, "a"), (19, 29, "b")],
            [
                Piece("theo "),
                Piece("Chỉ thị 05", "a"),
                Piece(" và "),
                Piece("Kế hoạch 7", "b"),
                Piece("."),
            ],
        ),
        ([(0, len(TEXT), "all")], [Piece(TEXT, "all")]),  # no empty pieces at the ends
        (
            [(4, 30, "b"), (0, 4, "a")],  # any order; spans may touch
            [Piece("theo", "a"), Piece(TEXT[4:], "b")],
        ),
    ],
)
def test_a_text_is_split_at_its_spans(
    spans: list[tuple[int, int, str]], pieces: list[Piece[str]]
) -> None:
    assert annotate(TEXT, spans) == pieces


def test_an_empty_text_has_no_pieces() -> None:
    assert annotate("", []) == []


@pytest.mark.parametrize(
    ("spans", "problem"),
    [
        ([(0, 31, None)], "not inside"),  # beyond the end
        ([(-1, 3, None)], "not inside"),  # Python would count from the end
        ([(3, 3, None)], "not inside"),  # empty
        ([(5, 3, None)], "not inside"),  # backwards
        ([(0, 10, None), (9, 12, None)], "overlaps"),
        ([(0, 10, None), (0, 10, None)], "overlaps"),  # twice the same place
    ],
)
def test_a_wrong_span_is_refused_and_named(
    spans: list[tuple[int, int, None]], problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        annotate(TEXT, spans)


@given(st.text(), st.lists(st.integers(0, 40), unique=True))
def test_no_character_is_ever_lost(text: str, cuts: list[int]) -> None:
    ends = sorted(cut for cut in cuts if cut <= len(text))
    spans = [(start, end, start) for start, end in zip(ends[::2], ends[1::2], strict=False)]
    assert "".join(piece.text for piece in annotate(text, spans)) == text
