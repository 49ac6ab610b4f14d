"""What holds for any text at all, tried on random ones built from the pieces of citations."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.citations import Citation, annotate, find_citations

# Pieces that make and break citations when they meet in any order.
PIECES = st.sampled_from(
    [
        *("Chỉ thị", "Nghị quyết", "nghị\n\nquyết", "Quy định", "Công văn", "Luật", "NĐ", "CV"),
        *(" số ", " số: ", "số", "24", "05", "2", "130/2020", "66.19/2026", "30a", "640", "12345"),
        *("-", "/", "–", " - ", "\u2011", "CT", "NQ", "QĐ", "QĐi", "CTr", "KH", "TTr", "TU", "TW"),
        *(
            "UBND",
            "TTg",
            "NĐ-CP",
            "QH13",
            "UBTVQH13",
            "VPTW/nb",
            "TCT-TCCB",
            "T\nU",
            "-V05",
            "ct/tu",
            "7 kh/tw",
        ),
        *(", ngày ", "19/5/2023", " năm 2023", "(năm 2007)", "31/02/2024", " của ", " và ", ", "),
        *("Bộ Chính trị", "Tỉnh ủy", "Ban Thường vụ Tỉnh ủy Cao Bằng", "UBND tỉnh", "Chính phủ"),
        *(" Trung ương 4 ", "khóa XI, XII", " Đại hội XIII của Đảng", "Đảng bộ tỉnh lần thứ XIX"),
        *(" kỳ họp thứ 12", " Hội nghị lần thứ sáu Ban Chấp hành Trung ương", "(", ")", ";", ". "),
        *(" ", "\n", "\n\n16\n\n", "\t", "\u00a0", "\u200b", "**", "<b>", "</b>", "[1]", "¹"),
        *("\u0301", "\u0323", "Ð", "Ƣ", "sau đây gọi là ", "các ", " về ", "😀", "\x00", "&nbsp;"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join)


def values(citation: Citation) -> tuple[object, ...]:
    """What is read, without places in the text."""
    return (
        *(citation.kind, citation.type, citation.type_code, citation.number, citation.symbol),
        *(citation.year_in_number, citation.date, citation.issuer, citation.rule),
        *(citation.ordinal, citation.terms, citation.name),
        unicodedata.normalize("NFC", citation.text),
    )


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_spans_are_true_ordered_and_apart(text: str) -> None:
    end = 0
    for citation in find_citations(text):
        assert text[citation.start : citation.end] == citation.text
        assert end <= citation.start < citation.end
        end = citation.end


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_each_kind_has_the_parts_that_make_it(text: str) -> None:
    for citation in find_citations(text):
        assert (citation.kind == "full") == (citation.symbol is not None)
        assert (citation.kind == "named") == (citation.number is None)
        assert citation.number is None or citation.number[0] in "0123456789"
        assert citation.rule


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_the_normal_form_changes_nothing(text: str) -> None:
    readings = [
        [values(citation) for citation in find_citations(unicodedata.normalize(form, text))]
        for form in ("NFC", "NFD")
    ]
    assert readings[0] == readings[1]


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_citations_annotate_their_text_without_loss(text: str) -> None:
    spans = [(citation.start, citation.end, citation) for citation in find_citations(text)]
    assert "".join(piece.text for piece in annotate(text, spans)) == text


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.integers(0, 3))
def test_an_alias_points_at_an_earlier_citation(text: str, repeat: int) -> None:
    citations = list(find_citations(text * (repeat + 1)))
    places = {(citation.start, citation.end) for citation in citations}
    for citation in citations:
        if citation.alias_of:
            assert citation.alias_of in places
            assert citation.alias_of[1] <= citation.start
