"""What an import puts onto a published bulletin is told to its readers when it is let out."""

import pytest

from bulletins.importing import import_bulletin
from bulletins.models import Correction
from bulletins.publishing import release_text
from bulletins.reissuing import as_read, correcting
from documents.deciding.citations import choose_document, confirm_citation
from documents.models import Citation
from tests import factories as make
from tests.bulletins.desk.material import told
from tests.bulletins.desk.published import NOTE, changes, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def bulletin():
    return make_published()


@pytest.fixture
def item(bulletin):
    return bulletin.items.get(label="1.")


def test_a_text_let_out_on_a_published_bulletin_is_told_against_the_one_read_before(
    client, bulletin, editor, item
):
    text = "NỘI DUNG\n\n1. Phòng cháy\n\nCó 21 hộ.\n\nChi bộ đọc Chỉ thị số 24-CT/TU.\n"
    import_bulletin(text, bulletin.publisher, bulletin.year, bulletin.month)
    bulletin.refresh_from_db()
    client.force_login(editor)
    address = f"{bulletin.get_absolute_url()}cho-doc/"
    response = client.post(address, {"text": bulletin.text_sha256}, follow=True)
    assert "Ghi lời đính chính" in told(response)
    assert bulletin.items.waiting_for_review().exists()
    client.post(address, {"text": bulletin.text_sha256, "dinh-chinh": f"{NOTE}\x00"})
    assert Correction.objects.get().note == NOTE
    assert not bulletin.items.waiting_for_review().exists()
    assert ("text", "Có 12 hộ.", "Có 21 hộ.") in changes()


REPLACED = "NỘI DUNG\n\n1. Phòng cháy\n\nCó 21 hộ.\n\nChi bộ đọc {}.\n"


def link_changes():
    return [row for row in changes() if row[0] == "link"]


def replaced(bulletin, cited):
    import_bulletin(
        REPLACED.format(cited), bulletin.publisher, bulletin.year, bulletin.month, replace=True
    )
    bulletin.refresh_from_db()


def test_a_link_that_a_replaced_text_lost_is_in_the_correction_that_lets_it_out(
    bulletin, editor, item
):
    document = make.make_document()
    confirm_citation(make.make_citation(item.text, "Chỉ thị số 24-CT/TU", document), editor)
    before = as_read(bulletin.pk)
    replaced(bulletin, "Quy định số 8-QĐ/TU")
    assert not Citation.objects.confirmed().exists()
    # Nobody but editors has the new text yet.
    assert as_read(bulletin.pk) == before
    with correcting(bulletin, editor, NOTE):
        release_text(bulletin.pk, bulletin.text_sha256)
    (change,) = link_changes()
    assert change[1:] == (
        "“Chỉ thị số 24-CT/TU” có liên kết",
        "“Chỉ thị số 24-CT/TU” không có liên kết",
    )


def test_a_link_that_is_confirmed_again_on_the_replaced_text_is_no_change(bulletin, editor, item):
    document = make.make_document()
    confirm_citation(make.make_citation(item.text, "Chỉ thị số 24-CT/TU", document), editor)
    replaced(bulletin, "Quy định số 8-QĐ/TU")
    replaced(bulletin, "Chỉ thị số 24-CT/TU")
    item.refresh_from_db()
    item.text.citations.all().delete()
    with correcting(bulletin, editor, NOTE):
        confirm_citation(make.make_citation(item.text, "Chỉ thị số 24-CT/TU", document), editor)
    with correcting(bulletin, editor, NOTE):
        release_text(bulletin.pk, bulletin.text_sha256)
    assert link_changes() == []
    assert ("text", "Có 12 hộ.", "Có 21 hộ.") in changes()


def test_what_was_confirmed_while_the_text_waited_was_never_lost_to_readers(bulletin, editor, item):
    replaced(bulletin, "Quy định số 8-QĐ/TU")
    item.refresh_from_db()
    item.text.citations.all().delete()
    document = make.make_document()
    confirm_citation(make.make_citation(item.text, "Quy định số 8-QĐ/TU", document), editor)
    replaced(bulletin, "Chỉ thị số 24-CT/TU")
    with correcting(bulletin, editor, NOTE):
        release_text(bulletin.pk, bulletin.text_sha256)
    assert link_changes() == []


def test_release_without_a_change_for_readers_needs_no_words(bulletin, editor):
    with correcting(bulletin, editor, ""):
        assert release_text(bulletin.pk, bulletin.text_sha256)
    assert not Correction.objects.exists()


def test_links_of_a_text_no_reader_has_are_told_when_it_is_let_out(bulletin, editor, item):
    document = make.make_document()
    kept = make.make_citation(item.text, "Chỉ thị số 24-CT/TU", document)
    with correcting(bulletin, editor, "Thêm liên kết."):
        confirm_citation(kept, editor)
    text = (
        "NỘI DUNG\n\n1. Phòng cháy\n\nCó 12 hộ.\n\nChi bộ đọc Chỉ thị số 24-CT/TU.\n\n"
        "Chi bộ đọc cả Chỉ thị số 25-CT/TU.\n"
    )
    import_bulletin(text, bulletin.publisher, bulletin.year, bulletin.month)
    assert bulletin.items.get(label="1.").unreviewed == "text"
    told_before = changes()
    added = Citation.objects.get(text__contains="25-CT/TU")
    # No reader has the text, so nobody is told and no words are asked for.
    with correcting(bulletin, editor, ""):
        choose_document(added, make.make_document(), editor, "thử")
    assert changes() == told_before
    bulletin.refresh_from_db()
    with correcting(bulletin, editor, NOTE):
        assert release_text(bulletin.pk, bulletin.text_sha256)
    links = [change[1:] for change in changes()[len(told_before) :] if change[0] == "link"]
    words = "“Chỉ thị số 25-CT/TU”"
    assert links == [(f"{words} không có liên kết", f"{words} có liên kết")]


def test_the_button_that_lets_a_text_out_has_the_box_too(client, bulletin, editor, item):
    text = "NỘI DUNG\n\n1. Phòng cháy\n\nCó 21 hộ.\n\nChi bộ đọc Chỉ thị số 24-CT/TU.\n"
    import_bulletin(text, bulletin.publisher, bulletin.year, bulletin.month)
    bulletin.refresh_from_db()
    client.force_login(editor)
    assert "Không nêu chữ đã bỏ" in client.get(bulletin.get_absolute_url()).content.decode()
    sent = {"text": bulletin.text_sha256, "dinh-chinh": NOTE, "khong-neu": "on"}
    client.post(f"{bulletin.get_absolute_url()}cho-doc/", sent)
    assert ("text", "", "Có 21 hộ.") in changes()
