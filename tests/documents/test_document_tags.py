"""Words looked for are marked on a page, and nothing of a text is taken for HTML."""

import pytest

from documents.search.marking import MarkedPiece
from documents.templatetags.document_tags import with_marks


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([], ""),
        ([MarkedPiece("về "), MarkedPiece("đô thị", True)], "về <mark>đô thị</mark>"),
        # HTML in a text, outside a word looked for and inside one.
        ([MarkedPiece("<b>&"), MarkedPiece("<i>", True)], "&lt;b&gt;&amp;<mark>&lt;i&gt;</mark>"),
        # Braces are no places to fill.
        ([MarkedPiece("{} {0}"), MarkedPiece("{x}", True)], "{} {0}<mark>{x}</mark>"),
    ],
)
def test_pieces_are_escaped_and_hits_marked(pieces, expected):
    assert with_marks(pieces) == expected
