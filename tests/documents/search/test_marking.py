"""Words of a query are marked in a text, and a stretch is cut out where most of them stand."""

import pytest

from documents.search.marking import SNIPPET_CHARS, marked, snippet, sought


def written(pieces):
    """Pieces as one string, what is marked between brackets."""
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("texts", "text", "expected"),
    [
        (["đô"], "về trật tự đô thị", "về trật tự [đô] thị"),
        # Words in a row are one mark, in whatever order they were typed.
        (["thị", "đô"], "trật tự đô thị mới", "trật tự [đô thị] mới"),
        # A sign between them parts the marks.
        (["đô", "thị"], "đô, thị", "[đô], [thị]"),
        # What is found without its tones is marked without them.
        (["chuyen"], "Chuyển đổi", "[Chuyển] đổi"),
        # Both spellings of y and i, composed letters, capitals.
        (["kỹ"], "KĨ THUẬT", "[KĨ] THUẬT"),
        # A phrase is marked word by word.
        (["đổi số"], "chuyển đổi số", "chuyển [đổi số]"),
        # Part of a word is no hit.
        (["do"], "doanh nghiệp", "doanh nghiệp"),
        # Nothing looked for, nothing there.
        ([], "về đô thị", "về đô thị"),
        (["đô"], "", ""),
    ],
)
def test_words_that_would_be_found_are_marked(texts, text, expected):
    assert written(marked(text, sought(texts))) == expected


def test_the_pieces_joined_are_the_text():
    text = "Một  hai\nba, bốn; năm <b>sáu</b> & bảy."
    assert "".join(piece.text for piece in marked(text, sought(["hai", "sáu", "ba"]))) == text


def test_a_snippet_shows_where_most_of_the_words_stand():
    text = "hạn " + "x " * 300 + "sách mượn quá hạn của phòng đọc " + "y " * 300
    shown = written(snippet(text, sought(["sách", "quá", "hạn"])))
    assert "[sách] mượn [quá hạn] của phòng đọc" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < SNIPPET_CHARS + 20


def test_a_short_text_is_shown_whole_in_one_line():
    assert written(snippet("Sách\nquá hạn.", sought(["hạn"]))) == "Sách quá [hạn]."


def test_without_a_hit_there_is_no_snippet():
    assert snippet("Sách quá hạn.", sought(["báo"])) == []
