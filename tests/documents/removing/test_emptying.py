"""After 90 days in the bin a record is deleted for good, unless something needs it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from documents.merging.merge import merge
from documents.models import Attachment, Decision, Document, Relation, SourceText
from documents.removing.content import give_back, remove_content
from documents.removing.emptying import empty_documents
from organizations.bin import DAYS_IN_BIN
from tests import factories as make
from tests.admin_page import editor_client

pytestmark = pytest.mark.django_db
LATER = timedelta(days=DAYS_IN_BIN + 2)


def later():
    return timezone.now() + LATER


def test_all_of_a_document_goes_when_its_time_is_over(django_capture_on_commit_callbacks):
    document = make.make_document(text="Theo Chỉ thị số 24-CT/TU.")
    other = make.make_document()
    make.make_citation(document.text, "Chỉ thị số 24-CT/TU", other)
    make.make_relation(source=document, target=other)
    file = make.make_attachment(document, text=make.make_source("Phụ lục."))
    text, name = document.text_id, file.file.name
    document.move_to_bin()
    with django_capture_on_commit_callbacks(execute=True):
        assert empty_documents(timezone.now() + timedelta(days=DAYS_IN_BIN)) == 0
        assert file.file.storage.exists(name)
        assert empty_documents(later()) == 1
    assert list(Document.all_objects.all()) == [other]
    assert not (SourceText.objects.exists() or Attachment.all_objects.exists())
    assert not Relation.all_objects.exists()
    assert not file.file.storage.exists(name)
    # Its words are in no history; who did what is.
    assert not SourceText.history.filter(id=text).exists()
    assert Document.history.filter(id=document.pk, history_type="-").exists()


def test_its_address_leads_to_no_other_document():
    document = make.make_document(number="24", symbol="CT/ĐU")
    document.move_to_bin()
    empty_documents(later())
    again = make.make_document(number="24", symbol="CT/ĐU")
    assert (document.slug, again.slug) == ("24-ct-du-2023", "24-ct-du-2023-2")


def _rejected(document):
    # A person said of these words that they do not mean it: that decision names it.
    make.make_citation(None, "Chỉ thị số 24-CT/TU", document, state=Decision.REJECTED)


def _related_from_the_bin(document):
    make.make_relation(target=document)


def _merged(document):
    document.restore()
    merge(make.make_document(), document, make.make_editor())


@pytest.mark.parametrize("needing", [_rejected, _related_from_the_bin, _merged])
def test_what_anything_needs_stays_whole(needing):
    document = make.make_document(text="Nội dung.")
    file = make.make_attachment(document)
    document.move_to_bin()
    needing(document)
    empty_documents(later())
    document = Document.all_objects.get(pk=document.pk)
    assert document.is_binned
    assert Attachment.all_objects.filter(pk=file.pk).exists()
    assert SourceText.objects.filter(body="Nội dung.").exists()


def test_what_stays_does_not_keep_the_others_from_going(monkeypatch):
    monkeypatch.setattr("organizations.emptying.MOST_AT_ONCE", 2)
    oldest = [make.make_document(number=str(number)) for number in range(1, 4)]
    for document in oldest:
        _rejected(document)
    last = make.make_document(number="9")
    for document in (*oldest, last):
        document.move_to_bin()
    for _ in range(60):
        if empty_documents(later()):
            break
    # Left out of all 60 rounds by chance it would be one time in 2**60.
    assert set(Document.all_objects.all()) == set(oldest)


def test_what_is_in_use_is_not_touched():
    make.make_relation(make.make_document(text="Nội dung."))
    make.make_attachment(Document.objects.first())
    assert empty_documents(later()) == 0
    assert Document.objects.count() == 2


def test_a_file_and_a_relation_of_the_bin_go_alone():
    document = make.make_document(text="Nội dung.")
    make.make_attachment(document).move_to_bin()
    make.make_relation(document).move_to_bin()
    assert empty_documents(later()) == 2
    assert document in Document.objects.all()
    assert not Relation.all_objects.exists()


def test_content_that_was_taken_away_goes_when_its_time_is_over():
    document, editor = make.make_document(text="Nhập nhầm."), make.make_editor()
    make.make_citation(None, "Chỉ thị số 24-CT/TU", document)
    kept = remove_content(make.make_document(text="Lấy lại."), editor)
    give_back(kept, editor)
    removal = remove_content(document, editor)
    empty_documents(timezone.now())
    assert SourceText.objects.filter(body="Nhập nhầm.").exists()
    empty_documents(later())
    assert not SourceText.objects.filter(body="Nhập nhầm.").exists()
    assert SourceText.objects.filter(body="Lấy lại.").exists()
    removal.refresh_from_db()
    assert (removal.is_emptied, removal.text) == (True, None)
    page = editor_client().get("/noi-dung-da-go/").content.decode()
    assert "đã quá hạn lấy lại" in page


def test_the_bin_says_until_when_a_record_can_be_brought_back():
    document = make.make_document()
    document.move_to_bin()
    last = timezone.localdate(document.deleted_at + timedelta(days=DAYS_IN_BIN))
    client = editor_client()
    page = client.get("/quan-tri/documents/document/?thung-rac=co").content.decode()
    assert "khôi phục đến" in page.lower()
    assert f"{last:%d/%m/%Y}" in page
    page = client.get(f"/quan-tri/documents/document/{document.pk}/change/").content.decode()
    assert f"đến hết ngày {last:%d/%m/%Y}" in page
    assert "khôi phục đến" not in (
        client.get("/quan-tri/documents/document/").content.decode().lower()
    )


def test_a_body_stays_in_the_bin_for_ever():
    body = make.make_organization()
    body.move_to_bin()
    assert body.last_day_in_bin is None
    page = editor_client().get("/quan-tri/organizations/organization/?thung-rac=co")
    assert "khôi phục đến" not in page.content.decode().lower()
