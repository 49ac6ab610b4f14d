"""What a citation is filled in as, however it is typed."""

import unicodedata

import pytest

from documents.pasting.filling import read_pasted
from tests import factories as make

pytestmark = pytest.mark.django_db

CITATION = (
    "Chỉ thị số 29-CT/TU, ngày 06/02/2024 của Ban Thường vụ Tỉnh ủy Mẫu Sơn về tăng cường thử "
    "nghiệm"
)


@pytest.fixture
def committee():
    make.make_document_type("Chỉ thị", party_code="CT")
    make.make_document_type("Nghị quyết", party_code="NQ")
    make.make_organization("Trung ương Đảng", code="TW", level=1)
    return make.make_organization("Tỉnh ủy Mẫu Sơn", code="TU", level=2)


@pytest.mark.parametrize(
    "typed",
    [
        CITATION,
        # Out of a PDF file on a Mac; in small letters; a heading in capitals.
        unicodedata.normalize("NFD", CITATION),
        CITATION.lower(),
        CITATION.upper(),
        # One of a list, with its mark and its sign at the end.
        f"- {CITATION};",
    ],
)
def test_a_citation_is_read_the_same_however_it_is_typed(committee, typed):
    values = read_pasted(typed).values
    told = (values["number"], values["symbol"], f"{values['issued_on']:%d/%m/%Y}")
    assert told == ("29", "CT/TU", "06/02/2024")
    assert (values["organization"], values["collective"]) == (committee, "standing_committee")
    assert values["title"] == "về tăng cường thử nghiệm"


def test_a_body_of_another_tone_is_a_doubt_and_not_filled_in(committee):
    make.make_organization("Đảng ủy phường Thử", code="ĐU")
    typed = "Chỉ thị số 29-CT/ĐU, ngày 06/02/2024 của Đảng ủy phường Thứ về thử nghiệm"
    read = read_pasted(typed)
    assert read.values.get("organization") is None
    assert "Chưa rõ cơ quan ban hành (ghi “Đảng ủy phường Thứ”)" in read.doubts["organization"]


def test_the_term_of_a_committee_is_no_part_of_the_title(committee):
    read = read_pasted(
        "Nghị quyết số 18-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương Đảng khóa XII một số "
        "vấn đề về tiếp tục đổi mới"
    )
    assert read.values["title"] == "một số vấn đề về tiếp tục đổi mới"
    assert "không có chữ “về”" in read.doubts["title"]


def test_another_place_than_the_bodys_stays_a_doubt(committee):
    read = read_pasted(CITATION.upper().replace("MẪU SƠN", "LẠ LÙNG"))
    assert "title" in read.doubts


def test_who_acted_is_read_on_a_first_page_whose_symbol_tells_the_body(committee):
    page = (
        "TỈNH ỦY MẪU SƠN\tĐẢNG CỘNG SẢN VIỆT NAM\n*\nSố 29-CT/TU\tMẫu Sơn, ngày 06 tháng 02 năm "
        "2024\n\nCHỈ THỊ\nCỦA BAN THƯỜNG VỤ TỈNH ỦY\nvề tăng cường thử nghiệm\n-----"
    )
    assert read_pasted(page).values["collective"] == "standing_committee"
