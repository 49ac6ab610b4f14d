"""What the site exports comes back in as no change, whatever the documents are called."""

from datetime import date
from io import BytesIO

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.exporting.comma_separated import csv_lines
from documents.exporting.list_table import list_table
from documents.exporting.listing import Listing
from documents.exporting.spreadsheet import write_workbook
from documents.filters import DocumentFilter
from documents.models import Document, ImportedList
from tests import factories as make
from tests.documents.importing.lists import kinds, planned, read_in

pytestmark = pytest.mark.django_db

SITE = "https://so.example"
# Lines, signs of formulas, quotes, separators, letters of either form, what XML cannot hold.
ODD = st.text(
    st.one_of(
        st.sampled_from("ăâđêôơưĂĐ aAeE1=+-@'\";,\t:()–“”…\u0301\u00a0\u200b_x0041\u000b"),
        st.characters(codec="utf-8", exclude_characters="\x00"),
    ),
    max_size=40,
)
NUMBERS = st.one_of(
    st.integers(1, 9999).map(str), st.sampled_from(["04", "30a", "66.19", "007", "1"])
)
DAYS = st.one_of(st.none(), st.dates(date(1930, 2, 3), date(2026, 1, 1)))


def exported(editor, as_csv):
    request = RequestFactory().get("/van-ban/")
    request.user = editor
    documents = Document.objects.visible_to(editor)
    filters = DocumentFilter(QueryDict(), queryset=documents, request=request)
    assert filters.is_valid()
    listing = Listing(filters)
    if as_csv:
        return "".join(csv_lines(list_table(listing, SITE))).encode(), "ds.csv"
    file = BytesIO()
    write_workbook(list_table(listing, SITE), file)
    return file.getvalue(), "ds.xlsx"


@st.composite
def documents(draw):
    """Fields of one document, with or without a number, a body, a day, a term."""
    is_numbered = draw(st.booleans())
    day = draw(DAYS)
    return {
        "number": draw(NUMBERS) if is_numbered else "",
        "symbol": draw(st.sampled_from(["CT/TU", "QĐ-UBND", ""])) if is_numbered else "",
        "year_in_number": draw(st.sampled_from(["", "2020"])) if is_numbered else "",
        "name": "" if is_numbered else f"Điều lệ {draw(ODD)}",
        "title": draw(ODD),
        "issued_on": day,
        "issued_year": day.year if day else draw(st.sampled_from([None, 1999])),
        "signer": draw(ODD),
        "issuer_printed": draw(st.one_of(st.just(""), ODD)),
        "collective": draw(st.sampled_from(["", "standing_committee"])),
        "note": draw(st.sampled_from(["", "ghi riêng\nhai dòng"])),
        "state": draw(st.sampled_from(["registered", "proposed"])),
        "has_body": draw(st.booleans()),
    }


@pytest.mark.parametrize("as_csv", [False, True])
def test_an_export_brought_in_again_changes_nothing(editor, body, as_csv):
    make.make_term(body, "XIV", date(2021, 1, 1), None)

    @settings(
        max_examples=12,
        deadline=None,
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
        content, name = exported(editor, as_csv)
        imported = read_in(editor, content, name)
        changed = [row for row in planned(imported) if row[1] != "unchanged"]
        assert changed == [], (imported.answer, [row.changes for row in imported.rows.all()])
        assert len(kinds(imported)) == Document.objects.count()

    comes_back()


def test_an_export_corrected_in_excel_changes_that_cell_alone(editor, body):
    from openpyxl import load_workbook

    document = make.make_document(number="24", symbol="CT/TU", organization=body, title="về cháy")
    content, _ = exported(editor, as_csv=False)
    book = load_workbook(BytesIO(content))
    cell = next(c for row in book.active.iter_rows() for c in row if c.value == "về cháy")
    cell.value = "về nổ"
    file = BytesIO()
    book.save(file)
    row = read_in(editor, file.getvalue()).rows.get()
    assert (row.document, row.changes) == (document, [["Trích yếu", "về cháy", "về nổ"]])


def test_without_its_addresses_an_export_finds_its_documents_all_the_same(editor, body):
    from openpyxl import load_workbook

    make.make_document(
        number="4", symbol="CT/TU", organization=body, collective="standing_committee"
    )
    make.make_document(name="Điều lệ mẫu", organization=body, title="về tổ chức")
    content, _ = exported(editor, as_csv=False)
    book = load_workbook(BytesIO(content))
    book.active.delete_cols(10)
    file = BytesIO()
    book.save(file)
    imported = read_in(editor, file.getvalue())
    assert kinds(imported) == ["unchanged", "unchanged"], planned(imported)
