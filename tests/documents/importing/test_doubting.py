"""A new document that by hand would be asked about is told apart in a list, and wants a tick."""

from datetime import date

import pytest
from django.urls import reverse

from documents.models import Document
from tests import factories as make
from tests.documents.importing.lists import a_row, applied, read_in, row_of, worked, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(body):
    """Chỉ thị 24-CT/TU of 19/5/2023."""
    return make.make_document(
        number="24", symbol="CT/TU", organization=body, issued_on=date(2023, 5, 19)
    )


def test_a_code_that_is_there_under_another_type_is_told(editor, known):
    row = row_of(read_in(editor, xlsx(a_row(kind="Kế hoạch"))), 2)
    assert row.kind == "new"
    assert "cùng số, ký hiệu, ngày, cơ quan: Chỉ thị 24-CT/TU (19/05/2023)" in row.reason
    assert "ký hiệu có mã CT của Chỉ thị" in row.reason


def test_a_code_that_two_rows_have_under_two_types_is_told(editor, body):
    imported = read_in(editor, xlsx(a_row(), a_row(kind="Kế hoạch")))
    assert row_of(imported, 2).reason == ""
    assert "cùng số, ký hiệu, ngày, cơ quan: Chỉ thị 24-CT/TU" in row_of(imported, 3).reason
    # The plan of the writing is the plan of the preview.
    assert applied(imported).answer == ""
    assert Document.objects.count() == 2


@pytest.mark.parametrize(
    "row",
    [
        a_row("25-CT/TU"),
        # Another day, another body, another symbol.
        a_row("24-KH/TU", kind="Kế hoạch"),
        a_row("24-KH/TU", day="20/5/2023", kind="Kế hoạch"),
    ],
)
def test_what_is_plainly_new_is_not_doubted(editor, known, row):
    told = row_of(read_in(editor, xlsx(row)), 2)
    assert (told.kind, told.reason) == ("new", "")


def test_a_doubted_row_is_written_only_once_somebody_ticked(client, editor, known):
    client.force_login(editor)
    imported = read_in(editor, xlsx(a_row("25-CT/TU"), a_row(kind="Kế hoạch")))
    show, do = (reverse(f"importing:{name}", args=[imported.pk]) for name in ("show", "do"))
    assert "Cần xem lại: 1" in client.get(show).content.decode()
    shown = client.get(show, {"dong": "xem-lai"})
    assert [row.number for row in shown.context["page"]] == [3]
    assert "Thêm mới 2 văn bản, trong đó" in client.get(do).content.decode()
    for tick in ({}, {"da-xem": "2"}):
        refused = client.post(do, {"cach": "tot", **tick})
        assert (refused.status_code, "Chưa ghi gì" in refused.content.decode()) == (400, True)
    assert worked(imported).state == "planned"
    client.post(do, {"cach": "tot", "da-xem": "1"})
    assert worked(imported).state == "done"
    assert Document.objects.count() == 3
