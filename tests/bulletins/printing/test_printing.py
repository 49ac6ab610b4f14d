"""A bulletin leaves on paper: as a page to print, as a Word file, with its annex."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO
from urllib.parse import unquote

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx.oxml.ns import qn
from openpyxl import load_workbook

from bulletins.models import DEFAULT_MARKING, DEFAULT_TITLE, BulletinItem, Correction
from bulletins.publishing import share_texts
from organizations.letterhead import letterhead
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
        DEFAULT_TITLE.upper(),
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


def test_a_draft_without_a_marking_says_so_beside_the_paper_and_others_do_not(client):
    client.force_login(make.make_editor())
    told = "không có chỉ dẫn lưu hành"
    for state, marking, is_told in (
        ("draft", "", True),
        ("draft", DEFAULT_MARKING, False),
        ("published", "", False),
    ):
        bulletin = make.make_bulletin(state=state, marking=marking, month=len(state + marking) % 12)
        make.make_item(bulletin, text=make.make_source("Nêu việc."))
        for page in ("", "ban-in/", "doi-chieu/"):
            shown = client.get(f"{bulletin.get_absolute_url()}{page}").content.decode()
            assert (told in shown) is is_told, (state, marking, page)


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
    assert "Nội dung chưa ai xem" in told and "CÓ PHẦN CHƯA AI XEM" in told


def test_an_editors_paper_lists_only_what_all_readers_of_the_bulletin_may_see(
    client, bulletin, directive
):
    hidden = make.make_document(title="về việc kín", audience="editors")
    proposed = make.make_document(title="về việc máy đề xuất", state="proposed")
    for document in (hidden, proposed):
        make.make_subject(bulletin.items.get(label="2."), document)
    client.force_login(make.make_editor())
    told = everything_in(client, bulletin)
    assert "Chỉ thị 24-CT/TU" in told
    assert "về việc kín" not in told and "về việc máy đề xuất" not in told
    # On the screen alone, never on the paper, it is said that something is missing.
    said = "Không in 2 văn bản được trích dẫn"
    address = bulletin.get_absolute_url()
    assert all(said in client.get(address + page).content.decode() for page in PAGES)
    assert "sheet-hint" in client.get(address + "danh-muc/").content.decode()
    client.force_login(make.make_member())
    assert all("Không in" not in client.get(address + page).content.decode() for page in PAGES)
    # Of a bulletin that only editors read, editors are the audience.
    bulletin.audience = "editors"
    bulletin.save()
    client.force_login(make.make_editor())
    assert "về việc kín" in everything_in(client, bulletin)


def test_a_draft_says_on_paper_that_it_is_one(client, member, bulletin):
    assert "BẢN THẢO" not in everything_in(client, bulletin)
    bulletin.state = "draft"
    bulletin.save()
    assert client.get(bulletin.get_absolute_url() + "ban-tin.docx").status_code == 404
    client.force_login(make.make_editor())
    for name in FILES:
        lines = [paragraph.text for paragraph in word(client, bulletin, name).paragraphs]
        assert "BẢN THẢO, CHƯA PHÁT HÀNH" in lines


def test_the_annex_alone_bears_the_marking_of_the_bulletin(client, member, bulletin, directive):
    lines = [paragraph.text for paragraph in word(client, bulletin, "danh-muc.docx").paragraphs]
    assert DEFAULT_MARKING in lines
    page = client.get(bulletin.get_absolute_url() + "danh-muc/").content.decode()
    assert f"<strong>{DEFAULT_MARKING}</strong>" in page
    bulletin.marking = ""
    bulletin.save()
    assert DEFAULT_MARKING not in everything_in(client, bulletin)


def test_the_annex_leaves_as_a_table_with_the_same_rows(client, member, bulletin, directive):
    address = bulletin.get_absolute_url()
    content = b"".join(client.get(f"{address}danh-muc.csv").streaming_content)
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    printed = rows_of(word(client, bulletin, "danh-muc.docx").tables[0])
    assert rows[0] == [DEFAULT_MARKING]
    assert [row for row in rows if len(row) > 1] == printed
    content = b"".join(client.get(f"{address}danh-muc.xlsx").streaming_content)
    sheet = load_workbook(BytesIO(content)).active
    assert [cell.value for cell in sheet[sheet.max_row]][1:] == printed[-1][1:]
    page = client.get(f"{address}danh-muc/").content.decode()
    assert f'href="{address}danh-muc.xlsx"' in page and f'href="{address}danh-muc.csv"' in page


def test_the_table_of_a_draft_says_that_it_is_one(client, member, bulletin, directive):
    bulletin.state = "draft"
    bulletin.save()
    assert client.get(f"{bulletin.get_absolute_url()}danh-muc.csv").status_code == 404
    client.force_login(make.make_editor())
    response = client.get(f"{bulletin.get_absolute_url()}danh-muc.csv")
    assert "BẢN THẢO, CHƯA PHÁT HÀNH" in b"".join(response.streaming_content).decode()


def test_a_place_is_named_once_and_so_that_it_is_found(client, member, bulletin, directive):
    part = make.make_item(bulletin, label="II-", title="Tin", kind="topic")
    other = make.make_item(bulletin, label="III:", title="Tin khác", kind="topic")
    unnumbered = make.make_item(bulletin, label="", title="Giữa", kind="topic", parent=other)
    make.make_item(bulletin, directive, label="1.", title="Một", parent=part)
    make.make_item(bulletin, directive, label="1.", title="Một nữa", parent=part)
    make.make_item(bulletin, directive, label="1.", title="Một khác", parent=unnumbered)
    make.make_item(bulletin, directive, label="7 -", title="Bảy", parent=other)
    point = make.make_item(bulletin, label="4.1.", title="Bốn một", parent=other)
    make.make_item(bulletin, directive, label="5.", title="Năm", parent=point)
    make.make_item(bulletin, directive, label="4.2.", title="Bốn hai", parent=other)
    make.make_subject(part, directive)
    (table,) = word(client, bulletin, "danh-muc.docx").tables
    assert rows_of(table)[1][5] == "1, II, II.1, III.1, III.7, 4.1.5, 4.2"


def test_documents_without_a_number_stand_last_of_their_day(client, member, bulletin, directive):
    kind, day = directive.document_type, directive.issued_on
    item = bulletin.items.get(label="2.")
    unnumbered = make.make_document(
        document_type=kind, number="", symbol="", name="Không số", title="không số", issued_on=day
    )
    later = make.make_document(document_type=kind, number="30", symbol="CT/TU", issued_on=day)
    make.make_subject(item, unnumbered)
    make.make_subject(item, later)
    (table,) = word(client, bulletin, "danh-muc.docx").tables
    titles = [row[4] for row in rows_of(table)[1:]]
    assert titles == [directive.title, later.title, "không số"]


def test_the_longest_names_still_make_a_file(client, member, bulletin):
    longest = type(bulletin.publisher)._meta.get_field("name").max_length
    for body in (bulletin.publisher, bulletin.publisher.parent):
        body.name = body.name.ljust(longest, "ă")
        body.save()
    bulletin.title = "ă" * 200
    bulletin.save()
    for name in FILES:
        properties = word(client, bulletin, name).core_properties
        assert len(properties.author) == 255 and properties.title


def test_screen_and_file_have_the_same_headings_lines_and_corrections(
    client, member, bulletin, directive
):
    above = None
    for depth in range(1, 5):
        above = make.make_item(bulletin, label="", title=f"Cấp {depth}", kind="topic", parent=above)
    correction = Correction.objects.create(
        bulletin=bulletin, made_on=date(2024, 4, 2), made_by=make.make_editor(), note="Sửa ngày."
    )
    page = client.get(bulletin.get_absolute_url() + "ban-in/").content.decode()
    on_screen = re.findall(r"<h([2-4])[^>]*>(Cấp \d|Danh mục[^<]*)</h", page)
    document = word(client, bulletin)
    in_file = [
        (str(int(paragraph.style.name[-1]) + 1), paragraph.text.capitalize())
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith("Heading")
        and paragraph.text.startswith(("Cấp", "DANH MỤC"))
    ]
    assert on_screen == in_file and [level for level, _ in in_file] == ["2", "3", "4", "4", "2"]
    line = f"{bulletin.title}, tháng 3 năm 2024"
    lines = [paragraph.text for paragraph in document.paragraphs]
    for words in (line, str(correction)):
        assert words in lines and words in page


@pytest.mark.parametrize("path", ["danh-muc/", "danh-muc.docx"])
def test_the_annex_alone_is_made_without_the_bulletin(
    client, member, bulletin, directive, monkeypatch, path
):
    def refuse(*_):
        raise AssertionError

    monkeypatch.setattr("bulletins.page.table_rows", refuse)
    assert client.get(bulletin.get_absolute_url() + path).status_code == 200


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
