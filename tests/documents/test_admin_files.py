"""Files and relations in a document's form."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.admin.forms import DECLARATION
from documents.models import Attachment, Citation, Decision, Document, Relation, SourceText
from tests.admin_page import client_of, editor_client, errors_of, filled
from tests.documents.files.test_uploads import JPEG, PNG, docx
from tests.factories import make_attachment, make_document, make_editor, make_relation

pytestmark = pytest.mark.django_db


def stored_files():
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


@pytest.fixture(autouse=True)
def _files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def sent(client, document, **changes):
    """Send the document's form with `changes`; boxes of row 0 are called `attachments-0-…`."""
    address = reverse("admin:documents_document_change", args=[document.pk])
    values = filled(client.get(address))
    values |= {"attachments-TOTAL_FORMS": 1, "relations-TOTAL_FORMS": 0}
    return client.post(address, {**values, **changes})


def file_row(name, content, **changes):
    return {"attachments-0-file": SimpleUploadedFile(name, content), **changes}


def test_a_file_is_stored_under_a_random_name_with_its_facts_and_citations():
    editor, document = make_editor(), make_document(is_held=False)
    content = docx("Thực hiện Chỉ thị số 12-CT/TW, ngày 05/4/2024 của Ban Bí thư.")
    answer = sent(client_of(editor), document, **file_row("../Kế hoạch.docx", content))
    assert answer.status_code == 302, errors_of(answer)
    attachment = Attachment.objects.get()
    assert (attachment.name, attachment.kind) == ("Kế hoạch.docx", Attachment.Kind.DOCX)
    assert (attachment.size, attachment.uploaded_by) == (len(content), editor)
    assert "hoạch" not in attachment.file.name
    with attachment.file.open() as stored:
        assert stored.read() == content
    document.refresh_from_db()
    assert document.is_held is True
    assert Citation.objects.get(source=attachment.text).symbol == "CT/TW"


def test_a_secret_file_leaves_no_row_no_history_and_no_file():
    client, document = editor_client(), make_document()
    secret = docx("BÁO CÁO", "TỐI MẬT", "Nội dung")
    answer = sent(client, document, title="về việc khác", **file_row("a.docx", secret))
    assert "mang dấu “TỐI MẬT”" in answer.content.decode()
    assert stored_files() == []
    assert not Attachment.history.exists()
    assert not SourceText.history.exists()
    document.refresh_from_db()
    # Nothing of the form is kept: the title may be the secret's own.
    assert document.title == "về việc thử nghiệm sổ văn bản"


def test_a_picture_needs_the_editors_word():
    client, document = editor_client(), make_document()
    answer = sent(client, document, **file_row("a.jpg", JPEG))
    assert DECLARATION in answer.content.decode()
    assert "không đọc hết được tệp" in answer.content.decode()
    assert not Attachment.all_objects.exists()
    declared = {"attachments-0-has_looked": "on"}
    answer = sent(client, document, **file_row("a.jpg", JPEG, **declared))
    assert answer.status_code == 302
    assert Attachment.objects.get().text is None


def test_a_mislabelled_file_is_refused_in_the_form():
    answer = sent(editor_client(), make_document(), **file_row("a.pdf", PNG))
    assert "đuôi .pdf nhưng nội dung là Ảnh PNG" in answer.content.decode()


def test_the_same_file_is_taken_once_a_document():
    client, document = editor_client(), make_document()
    content = docx("Điều 1.")
    assert sent(client, document, **file_row("a.docx", content)).status_code == 302
    address = reverse("admin:documents_document_change", args=[document.pk])
    values = filled(client.get(address)) | {"attachments-TOTAL_FORMS": 2}
    values["attachments-1-file"] = SimpleUploadedFile("b.docx", content)
    assert "đã có đúng tệp đó" in client.post(address, values).content.decode()
    # Twice in one form is caught too, before the database refuses it without a sentence.
    other = make_document()
    rows = file_row("a.docx", content) | {"attachments-TOTAL_FORMS": 2}
    rows["attachments-1-file"] = SimpleUploadedFile("b.docx", content)
    assert "Hai dòng giống hệt nhau" in sent(client, other, **rows).content.decode()


def test_a_removed_file_goes_to_the_bin_and_the_document_is_no_longer_held():
    client = editor_client()
    attachment = make_attachment()
    address = reverse("admin:documents_document_change", args=[attachment.document_id])
    values = filled(client.get(address), **{"attachments-0-DELETE": "on"})
    assert client.post(address, values).status_code == 302
    assert Attachment.all_objects.get().is_binned is True
    assert Document.objects.get().is_held is False
    # The file itself stays, so that it can be brought back.
    assert len(stored_files()) == 1


def test_a_stored_file_is_linked_through_the_page_that_checks_rights():
    attachment = make_attachment()
    address = reverse("admin:documents_document_change", args=[attachment.document_id])
    page = editor_client().get(address).content.decode()
    assert f'href="{attachment.get_absolute_url()}"' in page
    assert attachment.file.name not in page


# --- Relations -----------------------------------------------------------------------------


def relation_row(target, **changes):
    return {
        "relations-TOTAL_FORMS": 1,
        "attachments-TOTAL_FORMS": 0,
        "relations-0-verb": "implements",
        "relations-0-target": target.pk,
        "relations-0-evidence": "Thực hiện Chỉ thị kia.",
        **changes,
    }


def test_a_relation_stated_by_an_editor_is_confirmed_by_that_editor():
    editor, document, target = make_editor(), make_document(), make_document(state="proposed")
    answer = sent(client_of(editor), document, **relation_row(target))
    assert answer.status_code == 302, errors_of(answer)
    relation = Relation.objects.get()
    assert (relation.state, relation.decided_by) == (Decision.CONFIRMED, editor)
    assert relation.history.count() == 1
    target.refresh_from_db()
    assert target.is_proposed is False


def test_a_relation_stated_without_its_sentence_is_refused():
    document, row = make_document(), relation_row(make_document())
    answer = sent(editor_client(), document, **row | {"relations-0-evidence": ""})
    assert "Ghi câu chứng minh" in errors_of(answer)
    assert not Relation.all_objects.exists()


@pytest.mark.parametrize(
    ("make_target", "sentence"),
    [
        (lambda document: document, "không thể có quan hệ với chính nó"),
        (lambda document: make_relation(source=document).target, "Quan hệ này đã được ghi"),
    ],
)
def test_a_relation_that_cannot_be_is_refused(make_target, sentence):
    client, document = editor_client(), make_document()
    target = make_target(document)
    address = reverse("admin:documents_document_change", args=[document.pk])
    values = filled(client.get(address))
    last = int(values["relations-TOTAL_FORMS"])
    values |= {
        "relations-TOTAL_FORMS": last + 1,
        f"relations-{last}-verb": "implements",
        f"relations-{last}-target": target.pk,
        f"relations-{last}-evidence": "Thực hiện Chỉ thị kia.",
    }
    assert sentence in client.post(address, values).content.decode()


def test_dragging_a_proposed_relation_is_no_decision():
    client, relation = editor_client(), make_relation(state=Decision.PROPOSED)
    address = reverse("admin:documents_document_change", args=[relation.source_id])
    values = filled(client.get(address), **{"relations-0-order": 7})
    assert client.post(address, values).status_code == 302
    relation.refresh_from_db()
    assert (relation.order, relation.state) == (7, Decision.PROPOSED)
