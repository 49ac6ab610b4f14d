"""Overviews taken away as files: all of what their pages show, in the same order and words."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from documents.models import Document
from organizations.audience import Audience
from organizations.models import Organization, Succession
from tests import factories as make

pytestmark = pytest.mark.django_db
Level = Organization.Level
ISSUED = date(2023, 5, 19)


@pytest.fixture
def member_client(client):
    client.force_login(make.make_member())
    return client


@pytest.fixture
def directive():
    """A directive of a province with two wards, of which one has carried it out."""
    province = make.make_organization("Tỉnh ủy Mẫu", "TU", level=Level.PROVINCE)
    make.make_organization("Đảng ủy phường Đông", parent=province)
    ward = make.make_organization("Đảng ủy phường Ân", parent=province)
    directive = make.make_document(organization=province, number="4", issued_on=ISSUED)
    done = make.make_document(organization=ward, number="7", issued_on=date(2023, 6, 18))
    make.make_relation(done, directive)
    return directive


def body_of(client, address: str, **asked) -> bytes:
    response = client.get(address, asked)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment;")
    assert "no-store" in response["Cache-Control"]
    return b"".join(response.streaming_content)


def csv_of(client, address: str, head: str, **asked) -> tuple[list[list[str]], str]:
    """Return the rows below the head of a CSV file, and the lines above it as one text."""
    rows = list(csv.reader(StringIO(body_of(client, address, **asked).decode("utf-8-sig"))))
    at = next(place for place, row in enumerate(rows) if row[0] == head)
    return rows[at + 1 :], " ".join(row[0] for row in rows[:at])


def test_the_table_of_who_has_carried_out_leaves_with_all_its_rows(member_client, directive):
    address = f"{directive.get_absolute_url()}trien-khai"
    rows, told = csv_of(member_client, f"{address}.csv", "STT")
    assert [row[1:6] for row in rows] == [
        ["Đảng ủy phường Ân", "Chỉ thị 07-CT/ĐU", "18/06/2023", "sau 30 ngày", "trực tiếp"],
        ["Đảng ủy phường Đông", "Chưa thấy văn bản", "", "", ""],
    ]
    assert "Theo dữ liệu đã nhập" in told
    assert "2 cơ quan, 1 đã ban hành văn bản triển khai, 1 chưa thấy văn bản" in told
    sheet = load_workbook(BytesIO(body_of(member_client, f"{address}.xlsx"))).active
    assert [row[1].value for row in sheet.iter_rows(min_row=7)] == [row[1] for row in rows]
    assert sheet["D7"].is_date


def test_its_file_tells_all_that_the_page_does(client, directive):
    client.force_login(make.make_editor())
    province = directive.organization
    east = province.children.get(names__name="Đảng ủy phường Đông")
    gone = make.make_organization(
        "Đảng ủy xã Cũ", parent=province, valid_to=date(2024, 7, 1), level=Level.COMMUNE
    )
    quiet = make.make_organization("Đảng ủy xã Im", parent=province, valid_to=date(2024, 7, 1))
    Succession.objects.create(predecessor=gone, successor=east)
    early = make.make_document(
        organization=gone, number="3", issued_on=date(2023, 6, 1), state=Document.State.PROPOSED
    )
    own = make.make_document(organization=province, number="9", issued_on=date(2023, 8, 1))
    for document in (early, own):
        make.make_relation(document, directive)
    address = f"{directive.get_absolute_url()}trien-khai"
    page = client.get(f"{address}/").content.decode()
    rows, told = csv_of(client, f"{address}.csv", "STT")
    for words in (
        directive.issuer_display,
        "ban hành 19/05/2023",
        "1 có cơ quan tiền thân đã ban hành",
        "Ngoài bảng còn 1 văn bản",
    ):
        assert words in told
    assert "1 cơ quan đã kết thúc hoạt động mà chưa thấy văn bản" in page
    assert "Không kể 1 cơ quan đã kết thúc hoạt động" in told
    (row,) = (row for row in rows if row[1] == str(gone))
    assert row[6].startswith("máy đề xuất; đã kết thúc hoạt động 01/07/2024, nay là")
    assert str(east) in row[6]
    rows, told = csv_of(client, f"{address}.csv", "STT", cu="1", cap="xa")
    assert "(cấp xã)" in told and "Không kể" not in told
    assert any(row[1] == str(quiet) for row in rows)


def test_its_file_has_the_order_and_the_level_that_were_asked_for(member_client, directive):
    address = f"{directive.get_absolute_url()}trien-khai.csv"
    rows, _ = csv_of(member_client, address, "STT", xep="chua")
    assert [row[1] for row in rows] == ["Đảng ủy phường Đông", "Đảng ủy phường Ân"]
    rows, _ = csv_of(member_client, address, "STT", cap="chi-bo")
    assert rows == []
    assert member_client.get(address, {"cap": "x"}).status_code == 404
    page = member_client.get(f"{directive.get_absolute_url()}trien-khai/", {"xep": "chua"})
    assert f'href="{address}?xep=chua"' in page.content.decode()


def test_it_is_cut_by_no_page(member_client, directive, monkeypatch):
    monkeypatch.setattr("documents.overviews.coverage_table.ROWS_OF_A_PAGE", 1)
    rows, _ = csv_of(member_client, f"{directive.get_absolute_url()}trien-khai.csv", "STT")
    assert len(rows) == 2


def test_what_its_reader_may_not_see_is_not_in_it(client, directive):
    hidden = make.make_document(
        organization=directive.organization.children.first(),
        number="8",
        issued_on=date(2023, 7, 1),
        audience=Audience.EDITORS,
    )
    make.make_relation(hidden, directive)
    address = f"{directive.get_absolute_url()}trien-khai.csv"
    for person, is_told in ((make.make_member(), False), (make.make_editor(), True)):
        client.force_login(person)
        assert (hidden.code in body_of(client, address).decode()) == is_told
    client.logout()
    assert client.get(address).status_code == 404


def test_a_series_leaves_with_its_gaps_and_text_stays_text(member_client):
    body = make.make_organization("Tỉnh ủy Mẫu", "TU")
    make.make_term(body, "XIII", date(2021, 2, 1), date(2026, 2, 1))
    fields = {"organization": body, "symbol": "CT/TU", "issued_on": ISSUED}
    make.make_document(number="1", title="=1+1", **fields)
    make.make_document(number="5", title="về <b>đô thị</b>", text="Nội dung.", **fields)
    address = "/day-so/tinh-uy-mau/ct/khoa-xiii"
    rows, told = csv_of(member_client, f"{address}/day-so.csv", "Số")
    assert [row[:5] for row in rows] == [
        ["1", "Chỉ thị 01-CT/TU", "'=1+1", "19/05/2023", "chưa có văn bản"],
        ["2 đến 4", "chưa biết", "", "", ""],
        ["5", "Chỉ thị 05-CT/TU", "về <b>đô thị</b>", "19/05/2023", "có văn bản"],
    ]
    assert "không có nghĩa là thiếu" in told
    sheet = load_workbook(BytesIO(body_of(member_client, f"{address}/day-so.xlsx"))).active
    assert {cell.data_type for cell in sheet["C"]} <= {"s", "n"}
    assert sheet["C5"].value == "=1+1" and sheet["C5"].quotePrefix
    assert f'href="{address}/day-so.xlsx"' in member_client.get(f"{address}/").content.decode()
