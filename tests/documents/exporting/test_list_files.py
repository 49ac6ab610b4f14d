"""A list leaves as a spreadsheet and as CSV: all of it, in its order, text as text."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from documents.exporting import listing
from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db

XLSX, CSV, LIST = "/van-ban/danh-sach.xlsx", "/van-ban/danh-sach.csv", "/van-ban/"
HEAD = [
    *("STT", "Số, ký hiệu", "Ngày ban hành", "Loại văn bản", "Cơ quan ban hành"),
    *("Tên gọi, trích yếu", "Người ký", "Nhiệm kỳ", "Ghi chú", "Địa chỉ"),
]


@pytest.fixture
def member_client(client):
    client.force_login(make.make_member())
    return client


def file_of(response):
    assert response.status_code == 200
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment;")
    assert "no-store" in response["Cache-Control"]
    return b"".join(response.streaming_content)


def sheet(client, **asked):
    """The cells of the XLSX, the lines above the table among them."""
    return list(load_workbook(BytesIO(file_of(client.get(XLSX, asked)))).active.iter_rows())


def table(client, **asked):
    """The rows of the CSV below its head, and the lines above it."""
    rows = list(csv.reader(StringIO(file_of(client.get(CSV, asked)).decode("utf-8-sig"))))
    head = rows.index(HEAD)
    return rows[head + 1 :], [row[0] for row in rows[:head]]


def test_both_files_hold_the_whole_list_in_its_order_and_not_a_page(member_client):
    made = [make.make_document(issued_on=date(2023, 1, 1 + day)) for day in range(27)]
    for order, expected in (("moi-nhat", made[::-1]), ("cu-nhat", made)):
        rows, _ = table(member_client, xep=order, page="2")
        assert [row[1] for row in rows] == [document.code for document in expected]
        assert [row[0] for row in rows] == [str(number) for number in range(1, 28)]
        cells = sheet(member_client, xep=order)
        assert [row[1].value for row in cells[3:]] == [document.code for document in expected]


def test_what_is_asked_of_the_list_is_asked_of_its_files(member_client):
    wanted = make.make_document(title="về phòng cháy", issued_on=date(2022, 5, 6))
    make.make_document(title="về phòng cháy", issued_on=date(2023, 5, 6))
    make.make_document(title="về học tập", issued_on=date(2022, 5, 6))
    rows, lines = table(member_client, q="phong chay", nam="2022")
    assert [row[1] for row in rows] == [wanted.code]
    assert lines[0] == "Tìm: phong chay. Năm ban hành: 2022. Xếp theo: phù hợp nhất."
    assert lines[1].startswith("1 văn bản, lập ngày ")
    assert [row[1].value for row in sheet(member_client, q="phong chay", nam="2022")[3:]] == [
        wanted.code
    ]


def test_an_unasked_list_says_that_it_is_of_all_documents(member_client):
    rows, lines = table(member_client)
    assert (rows, lines[0]) == ([], "Mọi văn bản. Xếp theo: mới nhất.")


def test_a_row_tells_what_the_list_tells(member_client):
    body = make.make_organization("Tỉnh ủy Mẫu", "TU")
    term = make.make_term(body, "XIX", date(2020, 10, 1), date(2025, 9, 1))
    document = make.make_document(
        number="5",
        symbol="NQ/TU",
        document_type=make.make_document_type("Nghị quyết"),
        organization=body,
        title="về “nếp sống”, văn hóa",
        signer="Người Ký Mẫu",
        issued_on=date(2023, 2, 6),
    )
    (row,), _ = table(member_client)
    assert document.term == term
    assert row == [
        *("1", "05-NQ/TU", "06/02/2023", "Nghị quyết", "Tỉnh ủy Mẫu"),
        *("về “nếp sống”, văn hóa", "Người Ký Mẫu", "XIX", "chưa có văn bản"),
        f"http://testserver{document.get_absolute_url()}",
    ]
    day = sheet(member_client)[3][2]
    assert (day.value, day.is_date, day.number_format) == (datetime(2023, 2, 6), True, "dd/mm/yyyy")


def test_what_is_known_of_a_day_is_its_year_and_stays_a_year(member_client):
    make.make_document(issued_on=None, issued_year=2019)
    (row,), _ = table(member_client)
    cell = sheet(member_client)[3][2]
    assert (row[2], cell.value, cell.data_type) == ("2019", "2019", "s")


def test_a_number_that_looks_like_one_stays_text(member_client):
    make.make_document(number="5", symbol="")
    (row,), _ = table(member_client)
    cell = sheet(member_client)[3][1]
    assert (row[1], cell.value, cell.data_type) == ("05", "05", "s")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝"])
def test_a_title_makes_no_formula(member_client, sign):
    title = f'{sign}HYPERLINK("http://xau.example","bấm")'
    make.make_document(title=title)
    (row,), _ = table(member_client)
    # Stored as typed, or with its sign made the usual one.
    assert row[5].startswith("'") and "HYPERLINK" in row[5]
    cells = sheet(member_client)[3]
    assert "f" not in {cell.data_type for cell in cells}
    assert cells[5].quotePrefix and not cells[1].quotePrefix


def test_a_search_makes_no_formula_either(member_client):
    _, lines = table(member_client, q="=1+1")
    assert lines[0].startswith("Tìm: =1+1")
    assert sheet(member_client, q="=1+1")[0][0].data_type == "s"


def test_a_formula_does_not_begin_behind_a_semicolon_either(member_client):
    """Excel with Vietnamese settings parts cells at ";" unless they are quoted."""
    make.make_document(title="về thu;=1+1", audience="everyone")
    answers = [member_client.get(CSV, asked) for asked in ({"q": "x;=2+2"}, {})]
    body = "".join(file_of(answer).decode("utf-8-sig") for answer in answers)
    lines = [line for line in body.splitlines() if ";=" in line]
    assert len(lines) == 2
    assert all(cell.startswith('"') for line in lines for cell in line.split(",") if ";=" in cell)


def test_an_ordinary_title_is_written_as_it_is(member_client):
    make.make_document(title="về việc 1 + 1 = 2 - @")
    (row,), _ = table(member_client)
    assert row[5] == "về việc 1 + 1 = 2 - @"
    assert not sheet(member_client)[3][5].quotePrefix


def test_excel_is_told_that_the_file_is_utf_8(member_client):
    make.make_document(title="về chữ Việt")
    content = file_of(member_client.get(CSV))
    assert content.startswith("\ufeff".encode()) and "về chữ Việt".encode() in content


def test_files_hold_only_what_their_reader_may_see(client):
    shown = make.make_document(audience=Audience.EVERYONE)
    make.make_document(audience=Audience.MEMBERS)
    proposed = make.make_document(audience=Audience.EVERYONE, state="proposed")
    make.make_document(audience=Audience.EVERYONE).move_to_bin()
    rows, lines = table(client)
    assert [row[1] for row in rows] == [shown.code]
    assert lines[1].startswith("1 văn bản")
    assert [row[1].value for row in sheet(client)[3:]] == [shown.code]
    client.force_login(make.make_editor())
    rows, _ = table(client)
    assert len(rows) == 3
    (told,) = [row[8] for row in rows if row[1] == proposed.code]
    assert told == "chưa có văn bản, máy đề xuất"


@pytest.mark.parametrize("address", [XLSX, CSV, "/van-ban/so-dang-ky/"])
def test_what_the_list_refuses_its_files_refuse_in_the_same_words(member_client, address):
    response = member_client.get(address, {"nam": "hai nghìn"})
    assert response.status_code == 400
    assert "Năm chỉ gồm bốn chữ số" in response.content.decode()


def test_a_list_that_is_too_long_is_cut_and_says_so(member_client, monkeypatch):
    monkeypatch.setattr("documents.exporting.views.MOST_EXPORTED", 2)
    made = [make.make_document(issued_on=date(2023, 1, day)) for day in (1, 2, 3)]
    rows, lines = table(member_client)
    assert [row[1] for row in rows] == [made[2].code, made[1].code]
    assert "ở đây chỉ có 2 văn bản đầu" in lines[2]
    made[0].move_to_bin()
    rows, lines = table(member_client)
    assert len(rows) == 2 and len(lines) == 2


def test_a_long_list_is_read_in_parts_without_a_query_a_row(member_client, monkeypatch):
    monkeypatch.setattr(listing, "_READ_AT_ONCE", 3)
    for _ in range(4):
        make.make_document()
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            rows, _ = table(member_client)
        counts.append(len(queries))
        make.make_document()
    assert len(rows) == 5 and len({row[1] for row in rows}) == 5
    assert counts[0] == counts[1]


def test_the_list_leads_to_its_files_with_what_was_asked(member_client):
    make.make_document(title="về phòng cháy")
    text = member_client.get(LIST, {"q": "phòng", "nam": "2023", "page": "1"}).content.decode()
    for address in (XLSX, CSV, "/van-ban/so-dang-ky/"):
        assert f'href="{address}?q=ph%C3%B2ng&amp;nam=2023"' in text
    empty = member_client.get(LIST, {"q": "khongcogi"}).content.decode()
    assert XLSX not in empty
