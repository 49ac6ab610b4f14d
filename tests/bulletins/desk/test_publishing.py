"""A bulletin leaves the desk: published, refused while an error waits, read by members."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bulletins.admin.forms import BulletinForm
from bulletins.desk.deciding import publish
from bulletins.desk.withdrawing import seen_of
from bulletins.models import Bulletin, BulletinReading
from documents.models import Document
from tests import factories as make
from tests.bulletins.desk.material import (
    TEXT,
    bring_in,
    bulletin_sheet,
    card_of,
    press,
    told,
)

pytestmark = pytest.mark.django_db


def test_a_bulletin_with_an_undecided_error_is_published_only_on_a_recorded_word(client, desk):
    publish = desk.replace("doi-chieu/", "phat-hanh/")
    seen = bulletin_sheet().wrong_seen
    response = client.post(publish, {"ly-do": "  ", "seen": seen}, follow=True)
    assert "còn 1 trích dẫn bị báo lỗi" in told(response)
    for asked_, sentence in (
        ({"ly-do": "x" * 71, "seen": seen}, "Lý do dài quá"),
        # Others wait than this editor has seen.
        ({"ly-do": "bản in đã phát", "seen": "khac"}, "vừa thay đổi, nay có 1"),
    ):
        assert sentence in told(client.post(publish, asked_, follow=True))
    assert Bulletin.objects.get().state == Bulletin.State.DRAFT
    client.post(publish, {"ly-do": "bản in đã phát\x00", "seen": seen})
    bulletin = Bulletin.objects.get()
    assert bulletin.state == Bulletin.State.PUBLISHED
    assert "bản in đã phát" in bulletin.history.first().history_change_reason


def test_refused_it_is_said_beside_the_form_with_what_was_typed(client, desk):
    publish = desk.replace("doi-chieu/", "phat-hanh/")
    sent = {"ly-do": 'báo "giấy" đã phát', "seen": "khac"}
    response = client.post(publish, sent, follow=True)
    assert response.redirect_chain == [(f"{desk}#phat-hanh", 302)]
    form = response.content.decode().partition('id="phat-hanh"')[2]
    assert "vừa thay đổi, nay có 1" in form
    assert 'value="báo &quot;giấy&quot; đã phát"' in form
    # Told once, and a secret is not sent back.
    assert "vừa thay đổi" not in client.get(desk).content.decode()
    response = client.post(publish, {**sent, "ly-do": "TUYỆT MẬT"}, follow=True)
    assert "không được nhập vào hệ thống này" in told(response)
    assert 'value="TUYỆT MẬT"' not in response.content.decode()


def test_the_form_of_the_bulletin_publishes_no_undecided_error_either(desk, registry):
    bulletin = Bulletin.objects.get()
    fields = {name: getattr(bulletin, name) for name in ("year", "month", "title", "audience")}
    asked = {**fields, "publisher": registry[0].pk, "state": "published"}
    form = BulletinForm(asked, instance=bulletin)
    assert "còn 1 trích dẫn bị báo lỗi" in " ".join(form.errors["state"])
    asked["state"] = "draft"
    assert "state" not in BulletinForm(asked, instance=Bulletin.objects.get()).errors


def test_the_published_page_shows_only_confirmed_links(client, desk, registry):
    press(client, desk, card_of("Chỉ thị số 24"), viec="xac-nhan")
    press(client, desk, card_of("Chỉ thị số 99"), viec="loai", reason="bản tin in sai")
    response = client.post(desk.replace("doi-chieu/", "phat-hanh/"), follow=True)
    assert "Đã phát hành" in told(response)
    client.force_login(make.make_member())
    page = client.get(Bulletin.objects.get().get_absolute_url()).content.decode()
    assert f'href="{registry[1].get_absolute_url()}"' in page
    assert "7-KH/TU" in page and Document.objects.get(number="7").slug not in page


def test_the_reading_page_leads_editors_to_the_desk_and_nobody_else(client, desk):
    address = Bulletin.objects.get().get_absolute_url()
    assert desk in client.get(address).content.decode()
    Bulletin.objects.update(state=Bulletin.State.PUBLISHED)
    client.force_login(make.make_member())
    assert desk not in client.get(address).content.decode()


def test_the_desk_costs_as_many_queries_for_many_citations_as_for_few(client, registry, editor):
    counts = []
    client.force_login(editor)
    for month, times in ((1, 1), (2, 30)):
        text = TEXT + "Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn.\n" * times
        desk = bring_in(client, registry[0], text, month=month)
        client.get(desk)
        with CaptureQueriesContext(connection) as queries:
            client.get(desk)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_second_publish_is_told_who_has_published_and_does_nothing(client, desk, editor):
    press(client, desk, card_of("Chỉ thị số 99"), viec="loai", reason="bản tin in sai")
    publish = desk.replace("doi-chieu/", "phat-hanh/")
    client.force_login(make.make_editor("nguoi-khac", first_name="Hoa", last_name="Mẫu"))
    assert "Đã phát hành" in told(client.post(publish, follow=True))
    versions = Bulletin.history.count()
    client.force_login(editor)
    answer = told(client.post(publish, follow=True))
    assert "Bản tin vừa được Mẫu Hoa phát hành." in answer and "Đã phát hành" not in answer
    assert Bulletin.history.count() == versions


def test_a_bulletin_that_somebody_else_put_into_the_bin_is_not_published(desk, editor):
    bulletin = Bulletin.objects.get()
    sheet = bulletin_sheet()
    Bulletin.objects.get(pk=bulletin.pk).move_to_bin(editor)
    with pytest.raises(ValidationError) as caught:
        publish(bulletin, sheet.wrong_seen, editor, "Vẫn phát hành.")
    assert caught.value.code == "binned"
    assert Bulletin.all_objects.get(pk=bulletin.pk).state == Bulletin.State.DRAFT


def test_a_withdrawn_bulletin_is_given_back_only_as_it_would_be_published(client, desk):
    bulletin = Bulletin.objects.get()
    address = bulletin.get_absolute_url()
    Bulletin.objects.update(
        state="withdrawn", withdrawn_on=timezone.localdate(), withdrawn_reason="In sai"
    )

    def give_back(**sent):
        fields = {"seen": seen_of(Bulletin.objects.get()), **sent}
        return told(client.post(f"{address}phat-hanh-lai/", fields, follow=True))

    page = client.get(address).content.decode()
    assert "Lý do vẫn phát hành" in page and bulletin_sheet().wrong_seen in page
    seen = {"loi": bulletin_sheet().wrong_seen}
    assert "còn 1 trích dẫn bị báo lỗi" in give_back(**seen)
    assert "vừa thay đổi" in give_back(**{"loi": "khac", "ly-do": "bản in đã phát"})
    BulletinReading.objects.update(finished_at=None)
    assert "chưa được đọc xong" in give_back(**seen, **{"ly-do": "bản in đã phát"})
    BulletinReading.objects.update(finished_at=timezone.now())
    assert Bulletin.objects.get().state == "withdrawn"
    assert "Đã phát hành lại" in give_back(**seen, **{"ly-do": "bản in đã phát"})
    assert "bản in đã phát" in Bulletin.history.first().history_change_reason
