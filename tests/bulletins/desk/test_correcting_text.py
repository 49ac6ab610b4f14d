"""From a card to the text of its item, to correct what is misprinted, and back to the place."""

import re

import pytest

from bulletins.models import Bulletin, BulletinItem
from documents.models import Citation
from tests.admin_page import filled
from tests.bulletins.desk.material import bulletin_sheet, card_of, told

pytestmark = pytest.mark.django_db

WRONG = "Chỉ thị số 99"


def opened(client, desk, card):
    """The address that the card gives for correcting the text."""
    page = client.get(desk, {"chon": card.citation.pk}).content.decode()
    return re.findall(r'href="([^"]+)">Sửa nội dung mục này<', page)


def say_right(client, desk, card):
    remark = next(one for one in card.remarks if one.is_alarm)
    address = f"{desk}{card.citation.pk}/kiem-tra/"
    return client.post(address, {"y-kien": "dung", "nhan-xet": remark.key}, follow=True)


def test_an_alarm_said_to_be_right_leads_to_the_text_and_back_to_the_same_place(client, desk):
    card = card_of(WRONG)
    assert len(opened(client, desk, card)) == 1
    assert "Sửa nội dung mục này" in told(say_right(client, desk, card))
    beside_remark, at_end = opened(client, desk, card)
    assert beside_remark == at_end
    page = client.get(at_end)
    assert "Trích dẫn đang xem: “Chỉ thị số 99-QĐ/TU" in page.content.decode()
    assert f"{desk}?chon={card.citation.pk}#trich-{card.citation.pk}" in page.content.decode()
    item = BulletinItem.objects.get(text=card.citation.source_id)
    body = item.text.body.replace("Chỉ thị số 99", "Quyết định số 99")
    response = client.post(at_end, filled(page, body=body, _save="Lưu"))
    mended = Citation.objects.get(text__startswith="Quyết định số 99")
    assert mended.pk != card.citation.pk
    assert response.url == f"{desk}?chon={mended.pk}#trich-{mended.pk}"
    assert not card_of("Quyết định số 99").has_error


def test_a_citation_that_stays_is_led_back_to(client, desk):
    card = card_of(WRONG)
    (address,) = opened(client, desk, card)
    body = card.citation.source.body.replace("có đủ đảng viên", "đông đủ đảng viên")
    response = client.post(address, filled(client.get(address), body=body, _save="Lưu"))
    back = card_of(WRONG).citation.pk
    assert response.url == f"{desk}?chon={back}#trich-{back}"


@pytest.mark.parametrize("typed", ["abc", "", "0", "99999999999999999999"])
def test_without_a_citation_the_form_saves_as_ever(client, desk, typed):
    item = BulletinItem.objects.get(text=card_of(WRONG).citation.source_id)
    address = f"/quan-tri/bulletins/bulletinitem/{item.pk}/change/"
    page = client.get(address, {"trich": typed})
    assert page.status_code == 200 and "Trích dẫn đang xem" not in page.content.decode()
    response = client.post(f"{address}?trich={typed}", filled(page, _save="Lưu"))
    assert response.status_code == 302


def test_words_of_another_bulletin_are_not_named(client, desk):
    elsewhere = card_of("Chỉ thị số 24").citation
    item = BulletinItem.objects.get(text=card_of(WRONG).citation.source_id)
    page = client.get(
        f"/quan-tri/bulletins/bulletinitem/{item.pk}/change/", {"trich": elsewhere.pk}
    )
    assert "Trích dẫn đang xem" not in page.content.decode()


def test_an_error_brought_into_what_readers_have_is_told_at_once(client, desk):
    card = card_of("Kế hoạch số 7")
    (address,) = opened(client, desk, card)
    Bulletin.objects.update(state=Bulletin.State.PUBLISHED)
    body = card.citation.source.body.replace("ngày 02/6/2023", "ngày 31/02/2023")
    sent = filled(client.get(address), body=body, correction="Sửa ngày.", _continue="Lưu")
    page = client.post(address, sent, follow=True).content.decode()
    wrong = len(bulletin_sheet().wrong)
    assert wrong == 2
    assert f"mà còn {wrong} trích dẫn bị báo lỗi chưa ai quyết định" in page
    assert f'<a href="{desk}">Mở trang đối chiếu</a>' in page
