"""A bulletin leaves on paper: as a page to print, as a Word file, with its annex."""

from io import BytesIO
from urllib.parse import unquote

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx.oxml.ns import qn

from bulletins.models import DEFAULT_MARKING, BulletinItem
from bulletins.printing.sheet import letterhead
from bulletins.publishing import share_texts
from tests import factories as make

pytestmark = pytest.mark.django_db

PAGES = ("ban-in/", "danh-muc/")
FILES = ("ban-tin.docx", "danh-muc.docx")


@pytest.fixture
def member(client):
    user = make.make_member()
    client.force_login(user)
    return user


def word(client, bulletin, name="ban-tin.docx"):
    response = client.get(bulletin.get_absolute_url() + name)
    assert response.status_code == 200
    return docx.Document(BytesIO(response.content))


def rows_of(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def everything_in(client, bulletin):
    """The words of all four: both pages and both files."""
    address = bulletin.get_absolute_url()
    told = [client.get(address + page).content.decode() for page in PAGES]
    for name in FILES:
        document = word(client, bulletin, name)
        told += [paragraph.text for paragraph in document.paragraphs]
        told += [text for table in document.tables for row in rows_of(table) for text in row]
    return "\n".join(told)


def test_the_word_file_has_the_parts_of_the_originals_in_their_order(
    client, member, bulletin, directive
):
    document = word(client, bulletin)
    lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert lines[:6] == [
        "THÀNH ỦY MẪU SƠN",
        "BAN TUYÊN GIÁO",
        "*",
        "TÀI LIỆU PHỤC VỤ SINH HOẠT CHI BỘ",
        "Tháng 3 năm 2024",
        DEFAULT_MARKING,
    ]
    contents, annex = document.tables
    assert rows_of(contents) == [["STT", "NỘI DUNG"], ["1", "Phòng cháy"], ["2", "Tin hoạt động"]]
    assert lines[6:9] == [
        "1. Phòng cháy",
        "Các chi bộ đọc Chỉ thị số 24-CT/TU và Kế hoạch số 7-KH/TU.",
        "2. Tin hoạt động",
    ]
    assert rows_of(annex)[1][:2] == ["1", "Chỉ thị 24-CT/TU"]


def test_the_word_file_is_set_as_party_papers_are(client, member, bulletin, directive):
    document = word(client, bulletin)
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        style = document.styles[name]
        fonts = style.element.rPr.rFonts
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs")} == {
            "Times New Roman"
        }
        # A theme's face would outweigh the one that is named.
        assert fonts.get(qn("w:asciiTheme")) is None
        assert style.font.size.pt == 14
    for section in document.sections:
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    for table in document.tables:
        head = table.rows[0]._tr.trPr
        assert head.find(qn("w:tblHeader")) is not None
        assert sum(column.width.mm for column in table.columns) <= 166
    assert document.core_properties.author == "THÀNH ỦY MẪU SƠN – BAN TUYÊN GIÁO"


def test_the_annex_names_each_confirmed_document_once_in_the_order_of_a_register(
    client, member, bulletin, directive, plan
):
    # The same document once more, in another item, and an older one of the same type.
    kind = directive.document_type
    older = make.make_document(
        document_type=kind, number="5", symbol="CT/TU", issued_on=None, issued_year=2020
    )
    item = bulletin.items.get(label="2.")
    make.make_subject(item, directive)
    make.make_subject(item, older)
    (table,) = word(client, bulletin, "danh-muc.docx").tables
    assert [(row[0], row[1], row[2], row[5]) for row in rows_of(table)[1:]] == [
        ("1", "Chỉ thị 24-CT/TU", "19/05/2023", "1, 2"),
        ("2", "Chỉ thị 05-CT/TU", "2020", "2"),
    ]
    page = client.get(bulletin.get_absolute_url() + "danh-muc/").content.decode()
    assert "Chỉ thị 24-CT/TU" in page and "Kế hoạch 07-KH/TU" not in page


def test_what_a_member_may_not_read_is_on_no_paper(client, member, bulletin, directive):
    hidden = make.make_document(title="về việc kín", audience="editors")
    make.make_subject(bulletin.items.get(label="1."), hidden)
    make.make_item(bulletin, label="3.", title="Mục chưa xem", unreviewed="item")
    source = make.make_source("4. Mục cũ\n\nNội dung chưa ai xem.")
    make.make_item(bulletin, label="4.", title="Mục cũ", unreviewed="text", text=source)
    share_texts(bulletin)
    told = everything_in(client, bulletin)
    assert "Phòng cháy" in told and "Mục cũ" in told
    for word_ in ("về việc kín", hidden.code, "Mục chưa xem", "Nội dung chưa ai xem"):
        assert word_ not in told
    assert "CHƯA AI XEM" not in told
    client.force_login(make.make_editor())
    told = everything_in(client, bulletin)
    assert "về việc kín" in told and "CÓ PHẦN CHƯA AI XEM" in told


def test_a_draft_says_on_paper_that_it_is_one(client, member, bulletin):
    assert "BẢN THẢO" not in everything_in(client, bulletin)
    bulletin.state = "draft"
    bulletin.save()
    assert client.get(bulletin.get_absolute_url() + "ban-tin.docx").status_code == 404
    client.force_login(make.make_editor())
    for name in FILES:
        lines = [paragraph.text for paragraph in word(client, bulletin, name).paragraphs]
        assert "BẢN THẢO, CHƯA PHÁT HÀNH" in lines


def test_files_have_names_that_every_system_can_keep(client, member, bulletin):
    bulletin.publisher.name = 'Ban "Tuyên giáo"/\\..\r\n<Mẫu>'
    bulletin.publisher.save()
    response = client.get(bulletin.get_absolute_url() + "ban-tin.docx")
    header = response["Content-Disposition"]
    assert header.startswith("attachment; filename*=utf-8''")
    name = unquote(header.split("''")[1])
    assert name.startswith("Bản tin tháng 3-2024, Ban -Tuyên giáo-") and name.endswith(".docx")
    assert not set(name) & set('/\\"<>:\r\n')
    assert response["Cache-Control"] == "private, no-store"


def test_signs_of_html_and_of_xml_are_printed_as_signs(client, member, bulletin):
    text = "1. Phòng cháy\n\n<b>Đọc</b> & ghi\x0c\x00\x0b lại\ufffe"
    source = bulletin.items.get(label="1.").text
    type(source).objects.filter(pk=source.pk).update(body=text.replace("\x00", ""))
    page = client.get(bulletin.get_absolute_url() + "ban-in/").content.decode()
    assert "&lt;b&gt;Đọc&lt;/b&gt; &amp; ghi" in page
    lines = [paragraph.text for paragraph in word(client, bulletin).paragraphs]
    assert "<b>Đọc</b> & ghi" in lines


def test_a_bulletin_without_anything_to_read_is_still_a_file(client, member):
    bare = make.make_bulletin()
    assert "Chưa có văn bản nào" in everything_in(client, bare)
    assert word(client, bare).tables == []


@pytest.mark.parametrize(
    ("name", "above", "expected"),
    [
        ("Ban Tuyên giáo Thành ủy Mẫu", "Thành ủy Mẫu", ("THÀNH ỦY MẪU", "BAN TUYÊN GIÁO")),
        # A committee under another one keeps its name, and one at the top stands alone.
        ("Đảng ủy phường Mẫu", "Tỉnh ủy Mẫu", ("TỈNH ỦY MẪU", "ĐẢNG ỦY PHƯỜNG MẪU")),
        ("Tỉnh ủy Mẫu", None, ("TỈNH ỦY MẪU",)),
    ],
)
def test_the_letterhead_is_the_committee_and_its_department(name, above, expected):
    parent = make.make_organization(above) if above else None
    assert letterhead(make.make_organization(name, parent=parent)) == expected


def test_the_reading_page_and_the_desk_lead_to_the_papers(client, bulletin):
    client.force_login(make.make_editor())
    address = bulletin.get_absolute_url()
    for page in (address, f"{address}doi-chieu/"):
        text = client.get(page).content.decode()
        for path in ("ban-in/", "ban-tin.docx", "danh-muc/"):
            assert f'href="{address}{path}"' in text, page


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_papers_cost_as_many_queries_for_many_items_as_for_few(
    client, member, bulletin, directive, path
):
    address = bulletin.get_absolute_url() + path
    counts = []
    for _ in range(2):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
        for number in range(5):
            document = make.make_document()
            text = f"Thực hiện Chỉ thị số {number}-CT/TU."
            source = make.make_source(text, audience="members")
            make.make_citation(source, f"Chỉ thị số {number}-CT/TU", document, state="confirmed")
            make.make_item(bulletin, document, text=source, kind=BulletinItem.Kind.TOPIC)
    assert counts[0] == counts[1]
