"""A bulletin comes onto the desk out of a file or pasted, or is refused with a sentence."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bulletins.models import Bulletin
from documents.models import Citation
from tests import factories as make
from tests.bulletins.desk.material import (
    BRING_IN,
    TEXT,
    asked,
    bring_in,
    refusals,
    told,
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


@pytest.mark.parametrize("state", [Bulletin.State.PUBLISHED, Bulletin.State.WITHDRAWN])
def test_a_bulletin_that_is_out_is_asked_about_before_anything_comes_onto_it(
    client, editor, registry, state
):
    """A month typed wrong would put the items of one bulletin among those of another."""
    client.force_login(editor)
    fields = {"state": state}
    if state == Bulletin.State.WITHDRAWN:
        fields |= {"withdrawn_on": date(2024, 2, 1), "withdrawn_reason": "In sai"}
    there = make.make_bulletin(registry[0], year=2024, month=1, **fields)
    response = client.post(BRING_IN, asked(registry[0], text=TEXT))
    assert response.status_code == 400 and "is_out" in refusals(response)
    page = response.content.decode()
    assert f"tháng 1/2024 của nơi này {there.get_state_display().lower()}" in page
    assert 'name="onto"' in page and there.get_absolute_url() in page and TEXT[:40] in page
    assert not there.items.exists() and client.get(BRING_IN).content.decode().count("onto") == 0
    assert client.post(BRING_IN, asked(registry[0], text=TEXT, onto="on")).status_code == 302
    assert there.items.exists()


def test_a_draft_without_a_text_is_not_asked_about(client, editor, registry):
    client.force_login(editor)
    make.make_bulletin(registry[0], year=2024, month=1, state=Bulletin.State.DRAFT)
    assert client.post(BRING_IN, asked(registry[0], text=TEXT)).status_code == 302


@pytest.mark.parametrize(
    ("cover", "sentence"),
    [
        ("Tháng 4 năm 2024\n\n", "trong nội dung ghi tháng 4/2024, khác tháng 1/2024 đã chọn"),
        ("Tháng 01 năm 2024\n\n", ""),
        ("", ""),
    ],
)
def test_a_cover_of_another_month_is_told(client, editor, registry, cover, sentence):
    client.force_login(editor)
    sent = asked(registry[0], text=cover + TEXT)
    answer = told(client.post(BRING_IN, sent, follow=True))
    assert "Đã chia bản tin" in answer
    assert sentence in answer and ("Xem lại có nhầm tháng" in answer) is bool(sentence)


def test_our_departments_are_offered_before_they_have_published_anything(client, editor, registry):
    client.force_login(editor)
    ours = make.make_organization("Ban Tuyên giáo Mẫu Sơn", "BTG", parent=registry[0])
    other = make.make_organization("Ban Tuyên giáo nơi khác", "BTGK")
    offered = client.get(BRING_IN).context["form"].fields["publisher"].queryset
    assert list(offered) == [registry[0], ours] and other not in offered
