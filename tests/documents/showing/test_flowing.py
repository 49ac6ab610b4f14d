"""Printed lines run together where they are one paragraph, links and all; no word is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.citations import Piece, annotate
from documents.showing.flowing import flowing
from tests import factories as make
from tests.admin_page import member_client

# As it comes out of a PDF: a blank line behind each printed one, a page number in between.
LINES = (
    "Để mùa gặt năm nay gọn trước mưa bão, các tổ sản xuất của xã Mẫu Sơn cùng",
    "nhau sửa máy, đắp bờ vùng, đào thêm mương nhỏ, Đảng ủy giao thực hiện Chỉ",
    "thị số 24-CT/TU và các chi bộ cử người gác kho, ghi sổ lúa theo những việc",
    "kê dưới đây.",
    "Người già đan thêm bồ, trẻ nhỏ nhặt thóc rơi trên sân, thanh niên chở rơm về",
    "chuồng, phụ nữ chia phần cơm trưa cho từng tổ gặt ở cánh đồng phía bắc, cánh",
    "đồng phía nam của thôn.",
)
BROKEN = "\n\n".join((*LINES[:5], "12", *LINES[5:]))
CITED = "Chỉ\n\nthị số 24-CT/TU"


def text_of(pieces):
    return "".join(piece.text for piece in pieces)


def test_the_printed_lines_of_a_paragraph_run_together():
    read = text_of(flowing([Piece(BROKEN)]))
    assert read == f"{' '.join(LINES[:4])}\n\n{' '.join(LINES[4:])}"


def test_what_is_cited_keeps_its_words_and_its_mark():
    start = BROKEN.index(CITED)
    pieces = flowing(annotate(BROKEN, [(start, start + len(CITED), "mark")]))
    assert [piece.text for piece in pieces if piece.payload] == ["Chỉ thị số 24-CT/TU"]
    assert text_of(pieces) == text_of(flowing([Piece(BROKEN)]))


@pytest.mark.parametrize(
    "text",
    [
        # Each paragraph on one line, as out of Word.
        f"{' '.join(LINES[:4])}\n\n{' '.join(LINES[4:])}",
        # A list of short lines.
        "Nơi nhận:\n- Các chi bộ\n- Lưu",
        "",
    ],
)
def test_lines_that_are_paragraphs_stay(text):
    assert text_of(flowing([Piece(text)])) == text


@given(st.lists(st.integers(0, len(BROKEN)), max_size=6))
def test_wherever_a_text_is_cut_into_pieces_it_reads_the_same(cuts):
    ends = sorted({0, *cuts, len(BROKEN)})
    pieces = [Piece(BROKEN[start:end]) for start, end in pairwise(ends)]
    assert text_of(flowing(pieces)) == text_of(flowing([Piece(BROKEN)]))


@pytest.mark.django_db
def test_the_pages_of_a_document_and_of_a_bulletin_read_so():
    target = make.make_document(number="24", symbol="CT/TU")
    document = make.make_document(text=BROKEN)
    item = make.make_item(text=make.make_source(f"1. Mùa gặt\n\n{BROKEN}"), title="Mùa gặt")
    client = member_client()
    for text in (document.text, item.text):
        make.make_citation(text, CITED, target, state="confirmed")
    bulletin = item.bulletin.get_absolute_url()
    for address in (document.get_absolute_url(), bulletin, f"{bulletin}ban-tin.html"):
        read = client.get(address).content.decode()
        assert f"{LINES[0]} nhau sửa máy" in read
        assert ">Chỉ thị số 24-CT/TU</a> và các chi bộ" in read
