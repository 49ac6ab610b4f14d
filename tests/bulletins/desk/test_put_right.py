"""What lies on the desk is not confirmed unseen once the record, or the items, are others."""

import pytest

from bulletins.desk.outline import outline_of
from bulletins.models import Bulletin, BulletinItem
from documents.models import Document, Relation
from tests import factories as make
from tests.bulletins.desk.material import bring_in, bulletin_sheet, card_of, press, told

pytestmark = pytest.mark.django_db

BUTTON = "trích dẫn chắc chắn</button>"
TWO_ITEMS = """NỘI DUNG

1. Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn về phòng cháy

Các chi bộ đọc.

2. Tin hoạt động

2.1. Chi bộ Mẫu tổ chức trồng cây

Buổi trồng cây theo Chỉ thị 24 có đủ đảng viên.
"""


def test_a_document_that_has_another_code_than_is_printed_is_not_certain(desk, registry):
    assert card_of("Chỉ thị số 24").is_certain
    document = Document.objects.get(pk=registry[1].pk)
    document.number = "42"
    document.save()
    assert not card_of("Chỉ thị số 24").is_clear


@pytest.mark.parametrize("changes", [{"number": "42"}, {"title": "khác hẳn"}])
def test_a_record_put_right_meanwhile_is_looked_at_again(client, desk, registry, changes):
    card = card_of("Chỉ thị số 24")
    Document.objects.filter(pk=registry[1].pk).update(**changes)
    assert "Chưa ghi gì" in told(press(client, desk, card, viec="xac-nhan"))
    assert card_of("Chỉ thị số 24").is_open


def test_nothing_is_confirmed_at_once_of_items_that_are_to_be_read_again(client, editor, registry):
    """The day stood in the item left out: without it two documents fit the short form."""
    make.make_document(number="24", symbol="CT/TW")
    client.force_login(editor)
    desk = bring_in(client, registry[0], TWO_ITEMS)
    assert BUTTON in client.get(desk).content.decode()
    item = BulletinItem.objects.get(label="1.")
    seen = outline_of(Bulletin.objects.get()).seen
    client.post(f"{desk.replace('doi-chieu', 'muc')}{item.pk}/", {"seen": seen, "viec": "bo"})
    assert card_of("Chỉ thị 24").is_certain
    assert BUTTON not in client.get(desk).content.decode()
    sent = {"seen": bulletin_sheet().certain_seen}
    response = client.post(f"{desk}chac-chan/", sent, follow=True)
    assert "Chưa ghi gì: trích dẫn của bản tin chưa được đọc xong" in told(response)
    assert card_of("Chỉ thị 24").is_open


def test_a_relation_of_a_record_put_right_meanwhile_is_looked_at_again(client, editor):
    make.make_relation(state="proposed")
    client.force_login(editor)
    page = client.get("/quan-he/")
    (group,) = page.context["groups"]
    (one,) = group.proposals
    Document.objects.filter(pk=one.relation.target_id).update(title="khác hẳn")
    response = client.post("/quan-he/quyet-dinh/", {"mot": one.key}, follow=True)
    assert "Chưa ghi" in told(response)
    assert Relation.objects.get().state == "proposed"


def test_a_reason_typed_on_a_card_that_changed_meanwhile_is_there_again(client, desk):
    card = card_of("Chỉ thị số 24")
    press(client, desk, card, viec="xac-nhan")
    press(client, desk, card_of("Chỉ thị số 24"), viec="mo-lai")
    Document.objects.filter(number="24").update(title="khác hẳn")
    response = press(client, desk, card, viec="loai", reason="một lý do tự gõ")
    assert "Chưa ghi gì" in told(response)
    assert 'value="một lý do tự gõ"' in response.content.decode()
    secret = press(client, desk, card, viec="loai", reason="TUYỆT MẬT")
    assert secret.context["refused"] == {}


def test_signs_without_a_width_are_no_reason(client, desk):
    blank = "\u200b"
    card = card_of("Chỉ thị số 99")
    assert "Ghi lý do loại" in told(press(client, desk, card, viec="loai", reason=blank))
    assert card_of("Chỉ thị số 99").is_open
    sheet = bulletin_sheet()
    assert sheet.wrong
    sent = {"seen": sheet.wrong_seen, "ly-do": blank}
    response = client.post(desk.replace("doi-chieu", "phat-hanh"), sent, follow=True)
    assert "hoặc ghi lý do vẫn phát hành" in told(response)
    assert Bulletin.objects.get().state == Bulletin.State.DRAFT
