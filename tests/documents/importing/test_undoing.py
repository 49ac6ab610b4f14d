"""Taking back a list: each document gets its values again, unless it would be another one then."""

from datetime import date

import pytest

from documents.deciding.citations import confirm_citation
from documents.importing import undoing
from documents.merging.merge import merge, undo_merge
from documents.models import Document, DocumentType
from tests import factories as make
from tests.documents.importing.lists import HEADINGS, a_row, applied, read_in, undone, xlsx

pytestmark = pytest.mark.django_db

ADDRESSED = [*HEADINGS, "Địa chỉ"]


def addressed(document, **cells):
    return [*a_row(**cells), f"https://so.example{document.get_absolute_url()}"]


def entered(body, number, **fields):
    return make.make_document(number=number, symbol="CT/TU", organization=body, **fields)


def numbers():
    return list(Document.objects.order_by("pk").values_list("number", flat=True))


def test_what_an_editor_said_is_another_document_is_restored_beside_it(editor, body):
    entered(body, "24")
    other = entered(body, "24", issued_on=None, distinct_note="của năm khác", title="cũ")
    imported = read_in(editor, xlsx(addressed(other, day=None), headings=ADDRESSED))
    imported = undone(applied(imported))
    assert imported.answer == "" and not imported.rows.filter(outcome="kept").exists()
    other.refresh_from_db()
    assert other.title == "cũ"


def test_a_number_that_one_row_gave_up_and_another_took_goes_back(editor, body):
    first, second = entered(body, "24"), entered(body, "25")
    rows = (addressed(first, code="26-CT/TU"), addressed(second, code="24-CT/TU"))
    imported = applied(read_in(editor, xlsx(*rows, headings=ADDRESSED)))
    assert numbers() == ["26", "24"]
    assert undone(imported).answer == ""
    assert numbers() == ["24", "25"]


def test_two_steps_over_the_same_documents_are_taken_back_the_last_first(editor, body):
    document = entered(body, "24", title="cũ")

    def bring_in(title):
        row = addressed(document, title=title)
        return applied(read_in(editor, xlsx(row, headings=ADDRESSED)))

    first, second = bring_in("một"), bring_in("hai")
    assert undone(second).answer == ""
    document.refresh_from_db()
    assert document.title == "một"
    assert undone(first).answer == ""
    document.refresh_from_db()
    assert document.title == "cũ"


def test_what_a_person_typed_in_between_stays_though_a_later_list_was_taken_back(editor, body):
    document = entered(body, "24", title="cũ")
    row = addressed(document, title="một")
    imported = applied(read_in(editor, xlsx(row, headings=ADDRESSED)))
    document.refresh_from_db()
    document.signer = "Nguyễn Văn A"
    document.save()
    imported = undone(imported)
    document.refresh_from_db()
    assert (document.title, document.signer) == ("một", "Nguyễn Văn A")
    assert imported.rows.get(outcome="kept").reason == "đã có người sửa sau khi nhập"


def test_one_that_came_with_a_list_and_was_changed_and_changed_back_goes_to_the_bin(editor, body):
    first = applied(read_in(editor, xlsx(a_row())))
    document = Document.objects.get()
    row = addressed(document, title="khác")
    undone(applied(read_in(editor, xlsx(row, headings=ADDRESSED))))
    assert undone(first).answer == ""
    assert not Document.objects.exists()


def test_one_whose_number_was_given_away_since_stays_and_says_why(editor, body):
    document = entered(body, "24")
    rows = [addressed(document, code="26-CT/TU")]
    imported = applied(read_in(editor, xlsx(*rows, headings=ADDRESSED)))
    entered(body, "24")
    imported = undone(imported)
    assert numbers() == ["26", "24"]
    reason = imported.rows.get(outcome="kept").reason
    assert reason.startswith("không trả lại như cũ được. Văn bản này đã có trong sổ: Chỉ thị 24")
    assert "<" not in reason and not reason.endswith(".")


def cited_proposal(body):
    """The document of `a_row` as only the machine knows it, and the citation it was read in."""
    proposal = make.make_document(
        number="24",
        symbol="CT/TU",
        organization=body,
        state="proposed",
        issued_on=date(2023, 5, 19),
        document_type=DocumentType.objects.get(name="Chỉ thị"),
    )
    source = make.make_source("Thực hiện Chỉ thị số 24-CT/TU về công tác.")
    return proposal, make.make_citation(source, "Chỉ thị số 24-CT/TU", proposal)


def test_a_proposal_that_a_person_confirmed_since_stays_in_the_registry(editor, body):
    proposal, citation = cited_proposal(body)
    imported = applied(read_in(editor, xlsx(a_row())))
    confirm_citation(citation, editor)
    (row,) = undoing.undoing_of(imported).kept
    assert row.reason.startswith("từ đó đã có người xác nhận trích dẫn")
    imported = undone(imported)
    proposal.refresh_from_db()
    assert proposal.state == "registered"
    assert Document.objects.visible_to(make.make_member()).filter(pk=proposal.pk).exists()
    assert imported.answer == "1 văn bản được giữ nguyên; lý do ghi ở từng dòng."


def test_a_proposal_that_nobody_confirmed_is_one_again(editor, body):
    proposal, _ = cited_proposal(body)
    assert undone(applied(read_in(editor, xlsx(a_row())))).answer == ""
    proposal.refresh_from_db()
    assert proposal.state == "proposed"


def test_a_type_deleted_since_keeps_its_documents_and_no_others(editor, body):
    old = make.make_document_type("Thông báo kết luận")
    first = entered(body, "24", document_type=old, title="cũ")
    second = entered(body, "25", title="cũ")
    rows = (
        addressed(first, kind="Kế hoạch", title="mới"),
        addressed(second, code="25-CT/TU", title="mới"),
    )
    imported = applied(read_in(editor, xlsx(*rows, headings=ADDRESSED)))
    old.delete()
    imported = undone(imported)
    assert imported.state == "undone"
    (row,) = imported.rows.filter(outcome="kept")
    assert row.reason == "loại văn bản trước khi nhập đã bị xóa khỏi sổ"
    assert [one.title for one in Document.objects.order_by("pk")] == ["mới", "cũ"]


def test_what_needs_a_document_is_told_of_the_first_ones_alone(editor, body, monkeypatch):
    monkeypatch.setattr(undoing, "MOST_TOLD", 1)
    imported = applied(read_in(editor, xlsx(a_row(), a_row("25-CT/TU"), a_row("26-CT/TU"))))
    *needed, free = Document.objects.order_by("pk")
    other = make.make_document(number="9", symbol="KH/TU", organization=body)
    for document in needed:
        make.make_relation(other, document)
    told = undoing.undoing_of(imported)
    first, second = (row.reason for row in told.kept)
    assert first.startswith("đang được dùng: 1 ")
    assert second == "đang được dùng"
    assert [row.document for row in told.added] == [free]


def test_a_document_into_which_another_was_merged_stays_until_they_are_parted(editor, body):
    """The other's address leads to it."""
    imported = applied(read_in(editor, xlsx(a_row())))
    kept = Document.objects.get()
    gone = make.make_document(
        number="24",
        symbol="CT/TU",
        organization=None,
        issued_on=None,
        title="",
        document_type=kept.document_type,
    )
    row = merge(kept, gone, editor)
    (stays,) = undoing.undoing_of(imported).kept
    assert "tách lại trước" in stays.reason
    undo_merge(row, editor)
    assert [row.document for row in undoing.undoing_of(imported).added] == [kept]
