"""Several documents changed alike: looked at first, done, and taken back as one step."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from documents.importing.columns import Field
from documents.importing.together import change_together
from documents.models import Document, Event, ImportedList
from tests import factories as make
from tests.admin_page import client_of
from tests.documents.importing.lists import (
    HEADINGS,
    a_row,
    applied,
    kinds,
    read_in,
    undone,
    worked,
    xlsx,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make.make_administrator()


@pytest.fixture
def documents():
    first = make.make_document(title="về A", text="Nội dung của A.", signer="Nguyễn Văn A")
    return [first, make.make_document(title="về B"), make.make_document(title="về C")]


def keys_of(documents):
    return [document.pk for document in documents]


def test_only_what_was_touched_changes_and_only_once_it_was_looked_at(editor, documents):
    *chosen, other = documents
    laid = change_together(
        keys_of(chosen), {Field.AUDIENCE: "Chỉ cán bộ biên tập", Field.SIGNER: ""}, editor
    )
    imported = worked(laid)
    assert imported.state == ImportedList.State.PLANNED
    assert kinds(imported) == ["update", "update"]
    before, after = imported.rows.first().changes[0][1:]
    assert (before, after) == ("Đảng viên, cán bộ có tài khoản", "Chỉ cán bộ biên tập")
    assert not Document.objects.filter(audience="editors").exists()
    applied(imported)
    assert set(Document.objects.filter(audience="editors")) == set(chosen)
    first = Document.objects.get(pk=chosen[0].pk)
    assert (first.signer, first.title) == ("Nguyễn Văn A", "về A")
    assert first.text.audience == "editors", "its text goes with it"
    assert Document.objects.get(pk=other.pk).audience == "members"


def test_it_is_taken_back_as_one_step(editor, documents):
    imported = worked(
        change_together(keys_of(documents), {Field.AUDIENCE: "Chỉ cán bộ biên tập"}, editor)
    )
    undone(applied(imported))
    assert Document.objects.filter(audience="members").count() == 3
    documents[0].text.refresh_from_db()
    assert documents[0].text.audience == "members"


def test_a_wrong_signer_is_taken_away_and_an_effect_stated_for_all(editor, documents):
    values = {
        Field.SIGNER: "(để trống)",
        Field.STATUS: "Hết hiệu lực",
        Field.STATUS_BASIS: "Quyết định 5-QĐ/TU",
    }
    imported = worked(change_together(keys_of(documents), values, editor))
    assert kinds(imported) == ["update"] * 3
    applied(imported)
    assert set(Document.objects.values_list("signer", "status", "status_basis")) == {
        ("", "ended", "Quyết định 5-QĐ/TU")
    }
    # Followers hear of it as if each had been saved by hand.
    assert Event.objects.filter(kind=Event.Kind.STATUS).count() == 3
    undone(imported)
    assert Document.objects.filter(status="unknown", status_basis="").count() == 3
    assert Document.objects.get(pk=documents[0].pk).signer == "Nguyễn Văn A"


def test_what_others_changed_meanwhile_is_said_and_not_written_over(editor, documents):
    values = {Field.SIGNER: "Trần Thị B"}
    imported = worked(change_together(keys_of(documents), values, editor))
    document = Document.objects.get(pk=documents[0].pk)
    document.signer = "Lê Văn C"
    document.save()
    again = applied(imported)
    assert again.state == ImportedList.State.PLANNED
    assert "sổ đã thay đổi ở 1 dòng" in again.answer
    assert not Document.objects.filter(signer="Trần Thị B").exists()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Chưa điền ô nào"),
        ({Field.SIGNER: "  "}, "Chưa điền ô nào"),
        # A number is never that of several documents.
        ({Field.NUMBER: "5"}, "Chưa điền ô nào"),
        ({Field.NOTE: "TUYỆT MẬT"}, "MẬT"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_laid_down(editor, documents, values, sentence):
    with pytest.raises(ValidationError, match=sentence):
        change_together(keys_of(documents), values, editor)
    assert not ImportedList.objects.exists()


def test_the_list_of_staff_leads_from_the_chosen_rows_to_the_preview(editor, documents):
    client = client_of(editor)
    listed = reverse("admin:documents_document_changelist")
    sent = {"action": "together_action", "_selected_action": keys_of(documents[:2])}
    page = client.post(listed, sent)
    assert page.context["count"] == 2
    refused = client.post(listed, {**sent, "sua-cung-luc": "1"})
    assert refused.status_code == 400
    assert "Chưa điền ô nào" in refused.content.decode()
    without = client.post(listed, {**sent, "sua-cung-luc": "1", "status": "Hết hiệu lực"})
    assert without.status_code == 400
    assert "Ghi căn cứ" in without.content.decode()
    done = client.post(listed, {**sent, "sua-cung-luc": "1", "signer": "Trần Thị B"})
    imported = ImportedList.objects.get()
    assert done.url == reverse("importing:show", args=[imported.pk])
    assert imported.rows.count() == 2


def test_a_secret_typed_there_does_not_come_back_in_the_page(editor, documents):
    client = client_of(editor)
    sent = {
        "action": "together_action",
        "_selected_action": keys_of(documents),
        "sua-cung-luc": "1",
        "note": "TUYỆT MẬT",
        "signer": "Người ký riêng",
    }
    refused = client.post(reverse("admin:documents_document_changelist"), sent)
    assert refused.status_code == 400
    assert "Người ký riêng" not in refused.content.decode()


def test_who_may_only_look_is_not_offered_it(documents):
    viewer = make.make_user("chi-xem", is_staff=True)
    viewer.user_permissions.add(*make.Permission.objects.filter(codename="view_document"))
    page = client_of(viewer).get(reverse("admin:documents_document_changelist"))
    assert "together_action" not in page.content.decode()


def test_a_list_may_say_who_may_see_a_document(editor):

    make.make_organization("Tỉnh ủy Mẫu", "TU")
    make.make_document_type()
    headings = [*HEADINGS, "Phạm vi xem"]
    rows = [
        [*a_row(code=f"{number}-CT/TU"), said]
        for number, said in ((1, "Chỉ cán bộ biên tập"), (2, ""), (3, "ai cũng xem"))
    ]
    imported = read_in(editor, xlsx(*rows, headings=headings))
    assert kinds(imported) == ["new", "new", "refused"]
    applied(imported, is_all_or_nothing=False)
    told = Document.objects.order_by("number_value").values_list("audience", flat=True)
    assert list(told) == ["editors", "members"]
