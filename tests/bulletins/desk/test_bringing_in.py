"""A bulletin comes onto the desk out of a file or pasted, or is refused with a sentence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bulletins.models import Bulletin
from documents.models import Citation
from tests.bulletins.desk.material import (
    BRING_IN,
    TEXT,
    asked,
    bring_in,
    refusals,
)

pytestmark = pytest.mark.django_db


def test_a_pasted_bulletin_lies_on_the_desk_with_every_citation_marked(client, desk):
    page = client.get(desk)
    assert page.context["bulletin"].state == Bulletin.State.DRAFT
    marks = {card.citation.text[:14]: card.mark for card in page.context["sheet"].cards}
    assert marks["Chỉ thị số 24-"] == "certain"
    assert marks["Chỉ thị số 99-"] == "wrong"
    text = page.content.decode()
    assert "cite-certain" in text and "cite-wrong" in text
    joined = "".join(piece.text for part in page.context["sheet"].parts for piece in part.pieces)
    assert joined.strip() == TEXT.strip()


def test_a_file_is_read_as_the_pasted_text_is(client, editor, registry):
    client.force_login(editor)
    file = SimpleUploadedFile("ban-tin.txt", TEXT.encode())
    desk = bring_in(client, registry[0], text="", file=file)
    assert client.get(desk).context["sheet"].cards[0].citation.text.startswith("Chỉ thị số 24")


def test_what_was_cut_out_is_shown_before_anything_is_linked(client, editor, registry):
    client.force_login(editor)
    response = client.post(BRING_IN, asked(registry[0], text=TEXT), follow=True)
    labels = [line.item.label for line in response.context["outline"].lines]
    assert labels == ["", "1.", "2.", "2.1."]
    assert not Citation.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Chọn tệp, hoặc dán nội dung"),
        ({"text": "  \n "}, "Chọn tệp, hoặc dán nội dung"),
        ({"text": "Không có mục nào ở đây."}, "Kiểm tra lại tệp"),
        ({"text": f"MẬT\n\n{TEXT}"}, "secret"),
        ({"text": TEXT, "month": "13"}, "max_value"),
        ({"text": TEXT, "publisher": "khong-co"}, "invalid_choice"),
        ({"file": SimpleUploadedFile("a.docx", b"%PDF-1.4")}, "mislabelled"),
        ({"file": SimpleUploadedFile("a.txt", b"")}, "empty"),
        (
            {"file": SimpleUploadedFile("a.txt", b"Ch\xe1\xbb\x89 th\xe1\xbb\x8b " * 130_000)},
            "1000000",
        ),
        ({"text": TEXT, "file": SimpleUploadedFile("a.txt", TEXT.encode())}, "không cả hai"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_with_a_sentence(
    client, editor, registry, fields, sentence
):
    client.force_login(editor)
    response = client.post(BRING_IN, {**asked(registry[0]), **fields})
    assert response.status_code == 400
    assert sentence in refusals(response)
    assert not Bulletin.all_objects.exists()
    assert not Citation.objects.exists()


def test_a_second_text_of_the_same_month_is_refused(client, desk, registry):
    response = client.post(BRING_IN, asked(registry[0], text=TEXT + "\nThêm một dòng."))
    assert response.status_code == 400
    assert "đã có nội dung trong sổ" in response.content.decode()
