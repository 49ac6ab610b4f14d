"""What the site exports comes back in as no change, whatever the documents are called."""

import unicodedata
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from documents.exporting.comma_separated import csv_lines
from documents.exporting.full_table import COLUMNS, full_table
from documents.exporting.list_table import list_table
from documents.exporting.listing import Listing
from documents.exporting.spreadsheet import write_workbook
from documents.importing.columns import letter
from documents.listing.filters import DocumentFilter
from documents.models import Document, ImportedList
from tests import factories as make
from tests.documents.importing.lists import applied, kinds, planned, read_in, undone, xlsx

pytestmark = pytest.mark.django_db

SITE = "https://so.example"
FULL = "/van-ban/danh-sach-day-du.xlsx"
# What no form stores, and the signs that texts in old fonts are made of: such a list is refused.
_LEFT_OUT = "\x00\r" + "".join(map(chr, range(0xA1, 0x100)))
# Lines, signs of formulas, quotes, separators, letters of either form, what XML cannot hold.
_ODD = st.text(
    st.one_of(
        st.sampled_from("ăâđêôơưĂĐ aAeE1=+-@'\";,\t:()–“”…\u0301\u00a0\u200b_x0041\u000b"),
        st.characters(codec="utf-8", exclude_characters=_LEFT_OUT),
    ),
    max_size=40,
    # Hypothesis also draws words of our own modules: a row with “TUYỆT MẬT” is refused, rightly.
).filter(lambda text: "\u0323" not in unicodedata.normalize("NFD", text))
# An apostrophe is put before some of them, and taken away again: also before these.
ODD = st.one_of(_ODD, st.builds("{}{}".format, st.sampled_from(["'=", "'", "''-", "a '- "]), _ODD))
# All that the form takes.
NUMBERS = st.one_of(
    st.integers(1, 999_999).map(str), st.sampled_from(["04", "30a", "66.19", "007", "1"])
)
_USUAL_SYMBOLS = st.sampled_from(["CT/TU", "QĐ-UBND", ""])
_ODD_SYMBOLS = st.sampled_from(
    ["BTG", "ThU", "BCĐ35", "KH-BTG&DV", "KH/TU(BTG)", "NQ_HĐND", "ct/tu", "CT/TU ngay 2"]
)
SYMBOLS = st.one_of(_USUAL_SYMBOLS, _ODD_SYMBOLS, ODD)
DAYS = st.one_of(st.none(), st.dates(date(1930, 2, 3), date(2026, 1, 1)))


def exported(editor, kind):
    """What the site gives out: "xlsx", "csv", or "full", with all that staff enter."""
    request = RequestFactory().get("/van-ban/")
    request.user = editor
    documents = Document.objects.visible_to(editor)
    filters = DocumentFilter(QueryDict(), queryset=documents, request=request)
    assert filters.is_valid()
    listing = Listing(filters)
    if kind == "csv":
        return "".join(csv_lines(list_table(listing, SITE))).encode(), "ds.csv"
    file = BytesIO()
    write_workbook((full_table if kind == "full" else list_table)(listing, SITE), file)
    return file.getvalue(), "ds.xlsx"


# Who may see a document, and whether it is in force by what.
STANDING = st.one_of(
    st.fixed_dictionaries({"audience": st.sampled_from(["everyone", "editors", "bodies"])}),
    st.fixed_dictionaries(
        {
            "status": st.sampled_from(["in_force", "ended"]),
            "status_basis": st.builds("Quyết định{}".format, ODD),
        }
    ),
    st.fixed_dictionaries({"status_basis": ODD}),
)


@st.composite
def documents(draw):
    """Fields of one document, with or without a number, a body, a day, a term."""
    is_numbered = draw(st.booleans())
    day = draw(DAYS)
    return {
        "number": draw(NUMBERS) if is_numbered else "",
        "symbol": draw(SYMBOLS) if is_numbered else "",
        "year_in_number": draw(st.sampled_from(["", "2020"])) if is_numbered else "",
        # A law has both.
        "name": "" if is_numbered and draw(st.booleans()) else f"Điều lệ {draw(ODD)}",
        "title": draw(ODD),
        "issued_on": day,
        "issued_year": day.year if day else draw(st.sampled_from([None, 1999])),
        "signer": draw(ODD),
        "signer_position": draw(ODD),
        **draw(STANDING),
        "issuer_printed": draw(st.one_of(st.just(""), ODD)),
        "collective": draw(st.sampled_from(["", "standing_committee"])),
        "note": draw(st.one_of(st.sampled_from(["", "ghi riêng\nhai dòng"]), ODD)),
        "state": draw(st.sampled_from(["registered", "proposed"])),
        "has_body": draw(st.booleans()),
    }


@pytest.mark.parametrize("kind", ["xlsx", "csv", "full"])
def test_an_export_brought_in_again_changes_nothing(editor, body, kind):
    make.make_term(body, "XIV", date(2021, 1, 1), None)

    @settings(
        max_examples=12,
        deadline=None,
        # To shrink and explain a failure with files in it takes longer than the whole suite.
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(st.lists(documents(), min_size=1, max_size=5))
    def comes_back(facts):
        ImportedList.objects.all().delete()
        Document.all_objects.all().delete()
        for fields in facts:
            own = dict(fields)
            own["organization"] = body if own.pop("has_body") else None
            draft = Document(document_type=make.make_document_type(), **own)
            draft.refresh_keys()
            if not Document.objects.filter(identity_key=draft.identity_key).exists():
                draft.save()
        content, name = exported(editor, kind)
        imported = read_in(editor, content, name)
        changed = [row for row in planned(imported) if row[1] != "unchanged"]
        assert changed == [], (imported.answer, [row.changes for row in imported.rows.all()])
        assert len(kinds(imported)) == Document.objects.count(), imported.answer

    comes_back()


@pytest.mark.parametrize("kind", ["xlsx", "csv", "full"])
@pytest.mark.parametrize(
    "own",
    [
        {"symbol": "BTG"},
        {"symbol": "KH/TU(BTG)"},
        {"symbol": "CT/TU", "number": "123456"},
        {"symbol": "CT/TU", "name": "Luật mẫu"},
    ],
)
def test_a_code_that_no_reader_knows_comes_back_as_it_is(editor, body, kind, own):
    make.make_document(**{"number": "24", "organization": body, "title": "về cháy", **own})
    content, name = exported(editor, kind)
    imported = read_in(editor, content, name)
    assert kinds(imported) == ["unchanged"], planned(imported)


def test_a_code_that_no_reader_knows_is_refused_where_it_is_not_the_documents_own(editor, body):
    document = make.make_document(number="24", symbol="BTG", organization=body)
    headings = ["Số, ký hiệu", "Địa chỉ", "Loại", "Cơ quan", "Trích yếu"]
    for code, slug in (("25/BTG", document.slug), ("24/BTG", "khong-co")):
        row = [code, f"{SITE}/van-ban/{slug}/", "Chỉ thị", "Tỉnh ủy Mẫu", "về cháy"]
        imported = read_in(editor, xlsx(row, headings=headings))
        assert imported.rows.get().place == "A2"
        assert "không phải số, ký hiệu văn bản" in imported.rows.get().reason


def test_an_export_corrected_in_excel_changes_that_cell_alone(editor, body):
    document = make.make_document(number="24", symbol="CT/TU", organization=body, title="về cháy")
    content, _ = exported(editor, "xlsx")
    book = load_workbook(BytesIO(content))
    cell = next(c for row in book.active.iter_rows() for c in row if c.value == "về cháy")
    cell.value = "về nổ"
    file = BytesIO()
    book.save(file)
    row = read_in(editor, file.getvalue()).rows.get()
    assert (row.document, row.changes) == (document, [["Trích yếu", "về cháy", "về nổ"]])


def test_without_its_addresses_an_export_finds_its_documents_all_the_same(editor, body):
    make.make_document(
        number="4", symbol="CT/TU", organization=body, collective="standing_committee"
    )
    make.make_document(name="Điều lệ mẫu", organization=body, title="về tổ chức")
    content, _ = exported(editor, "xlsx")
    book = load_workbook(BytesIO(content))
    book.active.delete_cols(10)
    file = BytesIO()
    book.save(file)
    imported = read_in(editor, file.getvalue())
    assert kinds(imported) == ["unchanged", "unchanged"], planned(imported)


def test_all_that_staff_enter_is_corrected_in_the_full_export(editor, body):
    make.make_term(body, "XIV", date(2021, 1, 1), None)
    document = make.make_document(
        number="24",
        symbol="CT/TU",
        organization=body,
        title="về cháy",
        signer="Người Ký Cũ",
        signer_position="Bí thư",
        note="ghi cũ",
        collective="standing_committee",
    )
    typed = {
        "Trích yếu": "về nổ",
        "Người ký": "(để trống)",
        "Chức vụ người ký": "Phó Bí thư",
        "Tập thể ban hành": "(ĐỂ TRỐNG)",
        "Phạm vi xem": "Chỉ cán bộ biên tập",
        "Hiệu lực": "Hết hiệu lực",
        "Căn cứ về hiệu lực": "Quyết định 5-QĐ/TU",
        "Ghi chú": "ghi mới",
    }
    imported = read_in(editor, with_typed(exported(editor, "full")[0], typed))
    assert {what for what, _, _ in imported.rows.get().changes} == set(typed)
    undone_to = Document.objects.filter(pk=document.pk).values().get()
    applied(imported)
    document.refresh_from_db()
    assert (document.title, document.signer, document.signer_position) == (
        "về nổ",
        "",
        "Phó Bí thư",
    )
    assert (document.collective, document.audience, document.note) == ("", "editors", "ghi mới")
    assert (document.status, document.status_basis) == ("ended", "Quyết định 5-QĐ/TU")
    undone(ImportedList.objects.get(pk=imported.pk))
    back = Document.objects.filter(pk=document.pk).values().get()
    assert {name for name in back if back[name] != undone_to[name]} == {"updated_at"}


@pytest.mark.parametrize(
    ("typed", "place", "why"),
    [
        ({"Hiệu lực": "Hết hiệu lực"}, "Hiệu lực", "không ghi căn cứ"),
        ({"Hiệu lực": "còn dùng"}, "Hiệu lực", "không có hiệu lực “còn dùng”"),
        ({"Phạm vi xem": "ai cũng xem"}, "Phạm vi xem", "không có phạm vi xem"),
        ({"Nhiệm kỳ": "(để trống)"}, "Nhiệm kỳ", "không để trống được"),
    ],
)
def test_what_cannot_be_so_is_refused_with_its_cell(editor, body, typed, place, why):
    make.make_document(number="24", symbol="CT/TU", organization=body)
    imported = read_in(editor, with_typed(exported(editor, "full")[0], typed))
    row = imported.rows.get()
    assert row.kind == "refused" and why in row.reason
    assert row.place == f"{letter(list(COLUMNS).index(place))}{row.number}"


def test_the_full_export_is_for_editors_and_offered_to_them_alone(client, editor, body):
    document = make.make_document(organization=body, note="ghi riêng", signer_position="Bí thư")
    for user, is_there in ((make.make_member(), False), (editor, True)):
        client.force_login(user)
        if not is_there:
            assert client.get(FULL).status_code == 403
        listed = client.get("/van-ban/", {"q": document.code, "danh_sach": "1"}).content.decode()
        assert (FULL in listed) is is_there
    with CaptureQueriesContext(connection) as few:
        b"".join(client.get(FULL).streaming_content)
    for _ in range(5):
        make.make_document(organization=body)
    with CaptureQueriesContext(connection) as more:
        cells = load_workbook(BytesIO(b"".join(client.get(FULL).streaming_content))).active
    assert len(more) == len(few), "the questions do not grow with the documents"
    words = {cell.value for row in cells.iter_rows() for cell in row}
    assert {"ghi riêng", "Bí thư"} <= words


def with_typed(content, typed):
    """The export as Excel keeps it once these words were typed below these headings."""
    book = load_workbook(BytesIO(content))
    head = next(row for row in book.active.iter_rows() if row[0].value == "STT")
    for cell in head:
        if cell.value in typed:
            book.active.cell(cell.row + 1, cell.column).value = typed[cell.value]
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["xlsx", "full"])
def test_a_title_that_the_export_cut_is_no_correction(editor, body, kind):
    """A cell of a spreadsheet holds 32,767 signs."""
    document = make.make_document(
        number="24", symbol="CT/TU", organization=body, title="dài " * 9_000
    )
    imported = read_in(editor, *exported(editor, kind))
    assert kinds(imported) == ["unchanged"], planned(imported)
    assert Document.objects.get().title == document.title
