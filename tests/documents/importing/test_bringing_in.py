"""A list is read, previewed row by row, done as previewed, and taken back as one step."""

from datetime import date

import pytest

from documents.models import Document, Event, ImportedList, Passage
from tests import factories as make
from tests.documents.importing.lists import (
    a_row,
    applied,
    kinds,
    planned,
    read_in,
    row_of,
    undone,
    xlsx,
)

pytestmark = pytest.mark.django_db


def test_a_list_is_previewed_without_touching_the_registry(editor, body):
    imported = read_in(editor, xlsx(a_row("04-CT/TU", date(2023, 5, 19))))
    assert imported.state == "planned"
    assert planned(imported) == [(2, "new", "")]
    assert not Document.objects.exists()
    told = {what: after for what, _, after in row_of(imported, 2).changes}
    assert told == {
        "Số, ký hiệu": "04-CT/TU",
        "Loại văn bản": "Chỉ thị",
        "Ngày ban hành": "19/05/2023",
        "Cơ quan ban hành": "Tỉnh ủy Mẫu",
        "Trích yếu": "về cháy",
    }


def test_what_was_previewed_is_done_with_history_news_and_search(editor, body):
    imported = applied(read_in(editor, xlsx(a_row(), a_row("25-CT/TU", "1/6/2023"))))
    assert imported.state == "done"
    document = Document.objects.get(number="24")
    assert (document.code, document.issued_on) == ("24-CT/TU", date(2023, 5, 19))
    assert (document.organization, document.is_proposed) == (body, False)
    (version,) = document.history.all()
    assert (version.history_user, version.history_type) == (editor, "+")
    assert Event.objects.filter(document=document, kind="registered").exists()
    assert Passage.objects.filter(document=document).exists()
    assert document.get_absolute_url() == "/van-ban/24-ct-tu-2023/"


def test_a_document_is_changed_where_its_row_differs_and_nowhere_else(editor, body):
    document = make.make_document(
        number="24", symbol="CT/TU", organization=body, title="về cháy", signer="Trần B", note="giữ"
    )
    content = xlsx([*a_row(title="về nổ"), "", None], headings=HEADINGS_WITH_SIGNER)
    imported = read_in(editor, content)
    row = row_of(imported, 2)
    assert (row.kind, row.document) == ("update", document)
    assert row.changes == [["Trích yếu", "về cháy", "về nổ"]]
    applied(imported)
    document.refresh_from_db()
    # A blank cell writes over nothing.
    assert (document.title, document.signer, document.note) == ("về nổ", "Trần B", "giữ")
    assert document.history.first().history_user == editor


HEADINGS_WITH_SIGNER = [
    *("STT", "Số, ký hiệu", "Ngày ban hành", "Loại", "Cơ quan ban hành", "Trích yếu"),
    *("Người ký", "Ghi chú"),
]


def test_a_row_that_says_what_the_registry_says_changes_nothing(editor, body):
    make.make_document(number="24", symbol="CT/TU", organization=body, title="về cháy")
    imported = read_in(editor, xlsx(a_row()))
    assert kinds(imported) == ["unchanged"]


def test_taking_back_bins_what_was_added_and_restores_what_was_changed(editor, body):
    document = make.make_document(number="24", symbol="CT/TU", organization=body, title="về cháy")
    imported = applied(read_in(editor, xlsx(a_row(title="về nổ"), a_row("25-CT/TU"))))
    assert Document.objects.count() == 2
    imported = undone(imported)
    assert imported.state == "undone"
    (left,) = Document.objects.all()
    assert (left.pk, left.title) == (document.pk, "về cháy")
    binned = Document.all_objects.binned().get()
    assert binned.deleted_by == editor
    assert not Passage.objects.filter(document=binned).exists()
    assert binned.history.first().deleted_at is not None


def test_what_somebody_changed_since_is_kept_and_named_when_taking_back(editor, body):
    imported = applied(read_in(editor, xlsx(a_row(), a_row("25-CT/TU"))))
    changed = Document.objects.get(number="24")
    changed.title = "đã sửa tay"
    changed.save()
    imported = undone(imported)
    assert [document.title for document in Document.objects.all()] == ["đã sửa tay"]
    kept = imported.rows.get(outcome="kept")
    assert (kept.document, "đã có người sửa" in kept.reason) == (changed, True)
    assert imported.answer.startswith("1 văn bản được giữ nguyên")


def test_the_file_is_gone_once_it_is_read(editor, body, folder):
    read_in(editor, xlsx(a_row()))
    assert list((folder / "import").iterdir()) == []
    assert ImportedList.objects.get().headings
