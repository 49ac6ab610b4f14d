"""A list as a register book: the columns of the State's form, the cover, what is left blank."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db

REGISTER, BOOK = "/van-ban/so-dang-ky/", "/van-ban/so-dang-ky.xlsx"
INDEX = "/van-ban/muc-luc/"


@pytest.fixture
def member_client(client):
    client.force_login(make.make_member())
    return client


@pytest.fixture
def body(db):
    made = make.make_organization(
        "Đảng ủy phường Mẫu", parent=make.make_organization("Tỉnh ủy Mẫu")
    )
    make.make_term(made, "II", date(2020, 5, 1), date(2025, 6, 30))
    for number, day in (("4", date(2023, 1, 5)), ("12", date(2023, 6, 30))):
        make.make_document(
            number=number,
            organization=made,
            issued_on=day,
            title=f"về việc {number}",
            signer="Người Ký Mẫu",
        )
    return made


def register(client, **asked):
    return client.get(REGISTER, asked).context["register"]


def test_documents_of_one_body_make_its_register_of_outgoing_documents(member_client, body):
    made = register(member_client, co_quan=body.slug, xep="cu-nhat")
    assert made.letterhead == ("TỈNH ỦY MẪU", "ĐẢNG ỦY PHƯỜNG MẪU")
    assert made.title == "Sổ đăng ký văn bản đi"
    assert list(made.columns) == [
        *("Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung"),
        *("Người ký", "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản"),
        *("Ngày chuyển", "Ký nhận", "Ghi chú"),
    ]
    assert made.on_paper()[0] == [
        *("04-CT/ĐU", "05/01/2023", "Chỉ thị về việc 4", "Người Ký Mẫu"),
        *("", "", "", "", "", "chưa có văn bản"),
    ]
    assert made.cover == (
        "Nhiệm kỳ II, năm 2023",
        "Từ ngày 05/01/2023 đến ngày 30/06/2023",
        "Từ số 04-CT/ĐU đến số 12-CT/ĐU",
        "Quyển số …………",
    )


def test_documents_of_several_bodies_make_one_of_incoming_documents(member_client, body):
    make.make_document(issued_on=date(2024, 1, 1), symbol="CT/TU", number="7")
    made = register(member_client)
    assert (made.letterhead, made.title) == ((), "Sổ đăng ký văn bản đến")
    assert list(made.columns) == [
        *("Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Ngày tháng", "Tên loại và trích yếu"),
        *("Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận", "Ghi chú"),
    ]
    first = made.on_paper()[0]
    assert first[:5] == ["", "", "Đảng ủy phường Thử Nghiệm", "07-CT/TU", "01/01/2024"]
    assert made.cover[0] == "Năm 2023 – 2024"
    assert made.cover[2] == "Từ số ………… đến số …………"


def test_documents_of_any_bodies_make_the_index_of_a_file(member_client, body):
    make.make_document(issued_on=date(2024, 1, 1), symbol="CT/TU", number="7")
    page = member_client.get(INDEX)
    made = page.context["register"]
    assert (made.title, made.letterhead) == ("Mục lục văn bản trong hồ sơ", ())
    assert list(made.columns) == [
        *("STT", "Số, ký hiệu", "Ngày tháng", "Tên loại, trích yếu", "Tác giả"),
        *("Tờ/Trang số", "Ghi chú"),
    ]
    assert made.on_paper()[1] == [
        *("2", "12-CT/ĐU", "30/06/2023", "Chỉ thị về việc 12", "Đảng ủy phường Mẫu"),
        *("", "chưa có văn bản"),
    ]
    assert made.cover[2] == "Từ ngày 05/01/2023 đến ngày 01/01/2024"
    assert "mẫu sổ văn bản đến" not in page.content.decode()
    of_one = member_client.get(INDEX, {"co_quan": body.slug}).context["register"]
    assert of_one.letterhead == ("TỈNH ỦY MẪU", "ĐẢNG ỦY PHƯỜNG MẪU")
    response = member_client.get("/van-ban/muc-luc.xlsx")
    cells = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert [cell.value for cell in list(cells.iter_rows())[-1]][:2] == [3, "04-CT/ĐU"]


def test_numbers_of_two_series_are_no_span(member_client, body):
    plan = make.make_document_type("Kế hoạch")
    make.make_document(number="90", organization=body, document_type=plan)
    made = register(member_client, co_quan=body.slug)
    assert made.cover[2] == "Từ số ………… đến số …………"


def test_numbers_are_compared_as_numbers_and_one_with_a_letter_too(member_client, body):
    make.make_document(number="30a", organization=body, issued_on=date(2023, 2, 1))
    made = register(member_client, co_quan=body.slug)
    assert made.cover[2] == "Từ số 04-CT/ĐU đến số 30a-CT/ĐU"


def test_documents_of_no_known_body_belong_to_no_letterhead(member_client, body):
    make.make_document(organization=None)
    made = register(member_client, co_quan="chua-ro")
    assert (made.letterhead, len(made.rows)) == ((), 1)


def test_a_document_without_a_number_is_called_by_its_name_alone(member_client):
    make.make_document(
        name="Nghị quyết Đại hội Mẫu",
        document_type=make.make_document_type("Nghị quyết"),
        title="về nhiệm kỳ mới",
    )
    (row,) = register(member_client).on_paper()
    assert (row[3], row[5]) == ("", "Nghị quyết Đại hội Mẫu: về nhiệm kỳ mới")


def test_a_register_of_nothing_says_so(member_client):
    response = member_client.get(REGISTER)
    assert "Không có văn bản nào trong danh sách này" in response.content.decode()


def test_the_register_holds_only_what_its_reader_may_see(client, body):
    make.make_document(organization=body, audience=Audience.EVERYONE, title="về việc chung")
    made = register(client, co_quan=body.slug)
    assert [row[2] for row in made.rows] == ["Chỉ thị về việc chung"]
    assert made.cover[1] == "Từ ngày 19/05/2023 đến ngày 19/05/2023"


def test_a_title_is_escaped_on_the_page(member_client):
    make.make_document(title="<b>đậm</b>")
    text = member_client.get(REGISTER).content.decode()
    assert "&lt;b&gt;đậm" in text and "<b>đậm" not in text


def test_the_book_as_a_spreadsheet_has_the_cover_and_the_columns(member_client, body):
    asked = {"co_quan": body.slug, "xep": "cu-nhat"}
    response = member_client.get(BOOK, asked)
    cells = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    lines = [row[0].value for row in cells.iter_rows()]
    assert lines[:4] == [
        *("TỈNH ỦY MẪU", "ĐẢNG ỦY PHƯỜNG MẪU", "SỔ ĐĂNG KÝ VĂN BẢN ĐI", "Nhiệm kỳ II, năm 2023"),
    ]
    assert lines[-3:] == ["Số, ký hiệu văn bản", "04-CT/ĐU", "12-CT/ĐU"]


def test_more_than_a_volume_is_cut_and_said_on_page_and_paper(member_client, monkeypatch, body):
    monkeypatch.setattr("documents.exporting.views.MOST_PRINTED", 1)
    text = member_client.get(REGISTER).content.decode()
    assert text.count("ở đây chỉ có 1 văn bản đầu") == 2
    monkeypatch.undo()
    assert "ở đây chỉ có" not in member_client.get(REGISTER).content.decode()


def test_no_document_takes_the_address_of_the_register(db):
    document = make.make_document(number="", symbol="", name="Sổ đăng ký", issued_on=None)
    assert document.get_absolute_url() == "/van-ban/so-dang-ky-2/"
