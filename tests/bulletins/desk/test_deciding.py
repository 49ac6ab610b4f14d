"""An editor decides on citations at the desk, one by one or all certain ones at once."""

import re

import pytest

from bulletins import publishing
from bulletins.desk import deciding, views
from bulletins.models import Bulletin
from documents.models import Citation, Document
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


def test_a_confirmed_citation_leads_to_the_next_one_that_waits(client, desk, registry, editor):
    card = card_of("Chỉ thị số 24")
    response = press(client, desk, card, viec="xac-nhan")
    assert "Đã xác nhận" in told(response)
    citation = Citation.objects.get(pk=card.citation.pk)
    assert (citation.state, citation.decided_by) == ("confirmed", editor)
    assert (
        response.context["card"].citation.start > citation.start
        or response.context["card"].citation.source_id != citation.source_id
    )
    assert response.context["card"].is_open


def test_a_citation_is_rejected_with_a_reason_and_never_without(client, desk):
    card = card_of("Chỉ thị số 99")
    assert "Ghi lý do loại" in told(press(client, desk, card, viec="loai", reason=" "))
    assert card_of("Chỉ thị số 99").is_open
    press(client, desk, card, viec="loai", reason="bản tin in sai")
    rejected = card_of("Chỉ thị số 99").citation
    assert (rejected.state, rejected.reason) == ("rejected", "bản tin in sai")
    assert "cite-rejected" in client.get(desk).content.decode()


def test_the_card_tells_what_was_read_beside_the_document_meant(client, desk, registry):
    page = client.get(desk, {"chon": card_of("Chỉ thị số 24").citation.pk}).content.decode()
    told_ = page.partition("Đọc được: ")[2].partition("</p>")[0]
    assert "Chỉ thị 24-CT/TU" in told_ and "ngày 19/05/2023" in told_


def test_another_document_is_looked_up_and_chosen(client, desk, registry):
    other = make.make_document(number="9", symbol="QĐ/TU", organization=registry[0])
    card = card_of("Chỉ thị số 99")
    page = client.get(desk, {"chon": card.citation.pk, "tim": "9-QĐ/TU"})
    assert other in page.context["found"]
    press(client, desk, card, **{"van-ban": other.slug})
    chosen = card_of("Chỉ thị số 99")
    assert chosen.citation.state == "confirmed"
    assert [link.document for link in chosen.meant] == [other]


def test_what_a_decision_did_is_said_once_in_the_card_which_is_in_sight(client, desk):
    response = press(client, desk, card_of("Chỉ thị số 24"), viec="xac-nhan")
    before, _, card = response.content.decode().partition('id="the"')
    said = "Đã ghi “Đã xác nhận”"
    assert said not in before and card.count(said) == 1


def test_a_decision_can_be_opened_again(client, desk):
    press(client, desk, card_of("Chỉ thị số 24"), viec="xac-nhan")
    press(client, desk, card_of("Chỉ thị số 24"), viec="mo-lai")
    card = card_of("Chỉ thị số 24")
    assert card.is_open and card.citation.decided_by is None


def test_two_people_at_one_desk_never_overwrite_each_other(client, desk):
    card = card_of("Chỉ thị số 24")
    press(client, desk, card, viec="xac-nhan")
    client.force_login(make.make_editor("nguoi-khac"))
    response = press(client, desk, card, viec="loai", reason="không phải trích dẫn")
    assert "Chưa ghi gì: bien-tap đã ghi “Đã xác nhận”" in told(response)
    assert card_of("Chỉ thị số 24").citation.state == "confirmed"


def test_who_decided_in_another_window_is_told_that_it_was_themselves(client, desk):
    card = card_of("Chỉ thị số 24")
    press(client, desk, card, viec="xac-nhan")
    response = press(client, desk, card, viec="loai", reason="không phải trích dẫn")
    assert "chính bạn, ở một cửa sổ khác, đã ghi “Đã xác nhận”" in told(response)
    assert "bien-tap" not in told(response)
    assert card_of("Chỉ thị số 24").citation.state == "confirmed"


def test_an_unknown_button_or_a_citation_of_another_bulletin_does_nothing(client, desk):
    card = card_of("Chỉ thị số 24")
    assert "Chưa ghi gì" in told(press(client, desk, card, viec="xoa"))
    elsewhere = make.make_citation()
    response = client.post(f"{desk}{elsewhere.pk}/", {"seen": card.seen}, follow=True)
    assert "không còn trong bản tin" in told(response)
    assert card_of("Chỉ thị số 24").is_open


def test_a_choice_taken_back_offers_every_candidate_again(client, editor, registry):
    other = make.make_organization("Thành ủy Mẫu Sơn", "TU")
    make.make_document(number="24", symbol="CT/TU", organization=other, issued_on=None)
    client.force_login(editor)
    text = TEXT.replace(", ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn", "")
    desk = bring_in(client, registry[0], text)
    card = card_of("Chỉ thị số 24")
    meant = {link.document_id for link in card.meant}
    press(client, desk, card, **{"van-ban": registry[1].slug})
    response = press(client, desk, card_of("Chỉ thị số 24"), viec="mo-lai")
    assert "chờ quyết định" in told(response)
    again = card_of("Chỉ thị số 24")
    # The same card lies open, and what was chosen is no more certain than before.
    assert response.context["card"].citation == again.citation
    assert {link.document_id for link in again.meant} == meant
    assert again.is_certain == card.is_certain


def test_enter_in_the_reason_rejects_and_never_confirms(client, desk):
    text = client.get(desk).content.decode()
    (form,) = (part for part in text.split("<form")[1:] if 'id="ly-do-loai"' in part)
    form = form.split("</form>")[0]
    # Enter presses the first button of the form.
    assert re.search(r'<button type="submit"[^>]*value="([^"]*)"', form)[1] == "loai"


def test_each_usual_reason_is_a_button_of_its_own(client, desk):
    card = card_of("Chỉ thị số 99")
    text = client.get(desk, {"chon": card.citation.pk}).content.decode()
    buttons = re.findall(r'<button type="submit" name="reason" value="([^"]*)"', text)
    assert len(buttons) == 3
    press(client, desk, card, viec="loai", reason=buttons[2])
    rejected = card_of("Chỉ thị số 99").citation
    assert (rejected.state, rejected.reason) == ("rejected", buttons[2])


@pytest.mark.parametrize("typed", ["0", "9" * 20, "9" * 5_000, "abc", "²", ""])
def test_an_address_with_a_wrong_citation_shows_the_first_one_that_waits(client, desk, typed):
    page = client.get(desk, {"chon": typed})
    assert page.status_code == 200
    assert page.context["card"].is_open


@pytest.mark.parametrize("typed", ["31/02/2024", "\x00", "x" * 300, '"*:&|!'])
def test_a_wrong_search_for_another_document_is_answered(client, desk, typed):
    assert client.get(desk, {"tim": typed}).status_code == 200


def test_all_certain_ones_are_confirmed_at_once_and_taken_back(client, desk, registry):
    sheet = bulletin_sheet()
    assert 0 < len(sheet.certain) < len(sheet.open)
    page = client.get(desk).content.decode()
    assert f"Xác nhận cả {len(sheet.certain)} trích dẫn chắc chắn" in page
    plan = Document.objects.get(number="7")
    assert plan.is_proposed
    sent = {"seen": sheet.certain_seen, "ca-moi": "on"}
    response = client.post(f"{desk}chac-chan/", sent, follow=True)
    both = len(sheet.certain) + len(sheet.unheard)
    assert f"Đã xác nhận {both}" in told(response)
    assert card_of("Chỉ thị số 99").is_open
    plan.refresh_from_db()
    assert not plan.is_proposed
    response = client.post(f"{desk}hoan-tac/", follow=True)
    assert f"Đã hoàn tác: {both}" in told(response)
    assert bulletin_sheet().certain_seen == sheet.certain_seen
    plan.refresh_from_db()
    assert plan.is_proposed
    assert "Không còn gì để hoàn tác" in told(client.post(f"{desk}hoan-tac/", follow=True))


def test_what_was_decided_since_stays_when_the_rest_is_taken_back(client, desk):
    client.post(f"{desk}chac-chan/", {"seen": bulletin_sheet().certain_seen, "ca-moi": "on"})
    press(client, desk, card_of("Kế hoạch số 7"), viec="mo-lai")
    press(client, desk, card_of("Kế hoạch số 7"), viec="xac-nhan")
    client.post(f"{desk}hoan-tac/")
    assert card_of("Kế hoạch số 7").citation.state == "confirmed"
    assert card_of("Chỉ thị số 24").is_open
    assert not Document.objects.get(number="7").is_proposed


def test_what_somebody_completed_since_is_not_hidden_again(client, desk):
    client.post(f"{desk}chac-chan/", {"seen": bulletin_sheet().certain_seen, "ca-moi": "on"})
    plan = Document.objects.get(number="7")
    plan.title = "về việc đã bổ sung"
    plan.save()
    client.post(f"{desk}hoan-tac/")
    plan.refresh_from_db()
    assert not plan.is_proposed


def test_what_readers_have_had_is_not_taken_back(client, desk):
    client.post(f"{desk}chac-chan/", {"seen": bulletin_sheet().certain_seen})
    Bulletin.objects.update(state=Bulletin.State.PUBLISHED)
    assert "Hoàn tác" not in client.get(desk).content.decode()
    assert "Không còn gì để hoàn tác" in told(client.post(f"{desk}hoan-tac/", follow=True))


def test_others_than_the_button_said_are_not_confirmed(client, desk):
    seen = bulletin_sheet().certain_seen
    press(client, desk, card_of("Kế hoạch số 7"), viec="xac-nhan")
    response = client.post(f"{desk}chac-chan/", {"seen": seen}, follow=True)
    assert "Chưa ghi gì" in told(response)
    assert card_of("Chỉ thị số 24").is_open


def test_what_is_published_in_the_very_moment_is_not_taken_back(client, desk, monkeypatch):
    client.post(f"{desk}chac-chan/", {"seen": bulletin_sheet().certain_seen})
    confirmed = Citation.objects.filter(state="confirmed").count()
    # The page looks at the bulletin before it is held.
    monkeypatch.setattr(views, "_can_take_back", lambda *_: True)
    Bulletin.objects.update(state=Bulletin.State.PUBLISHED)
    response = client.post(f"{desk}hoan-tac/", follow=True)
    assert "vừa được phát hành" in told(response)
    assert Citation.objects.filter(state="confirmed").count() == confirmed > 0


def test_what_readers_have_is_confirmed_one_by_one(client, desk):
    button = "trích dẫn chắc chắn</button>"
    assert button in client.get(desk).content.decode()
    Bulletin.objects.update(state=Bulletin.State.PUBLISHED)
    assert button not in client.get(desk).content.decode()
    client.post(f"{desk}dinh-chinh/", {"dinh-chinh": "Bổ sung liên kết."})
    sent = {"seen": bulletin_sheet().certain_seen}
    assert "chỉ bản thảo" in told(client.post(f"{desk}chac-chan/", sent, follow=True))
    assert not Citation.objects.exclude(state="proposed").exists()
    press(client, desk, card_of("Chỉ thị số 24"), viec="xac-nhan")
    assert not card_of("Chỉ thị số 24").is_open


def test_a_document_binned_while_it_was_offered_is_refused_in_a_sentence(client, desk, editor):
    document = make.make_document()
    document.move_to_bin(editor)
    card = card_of("Chỉ thị số 99")
    response = press(client, desk, card, **{"van-ban": document.slug})
    assert (response.status_code, card_of("Chỉ thị số 99").is_open) == (200, True)
    assert "không còn trong sổ" in told(response)


def test_a_bulletin_binned_meanwhile_leads_editors_to_the_list_and_nobody_else(
    client, desk, editor
):
    card = card_of("Chỉ thị số 99")
    Bulletin.objects.get().move_to_bin(editor)
    for page in ("", f"{card.citation.pk}/"):
        ask = client.post if page else client.get
        response = ask(f"{desk}{page}", follow=True)
        assert response.request["PATH_INFO"] == "/ban-tin/"
        assert "vừa bị bỏ vào thùng rác" in told(response)
    assert client.get(desk.replace("2024", "2023")).status_code == 404
    client.force_login(make.make_member())
    assert client.get(desk).status_code == 404


ACTS = {
    "decide": ("doi-chieu/{}/", {"viec": "xac-nhan"}),
    "make subject": ("doi-chieu/{}/gioi-thieu/", {"van-ban": "24-ct-tu-2023"}),
    "mark": ("doi-chieu/danh-dau/", {"chu": "chi bộ đọc"}),
    "confirm certain": ("doi-chieu/chac-chan/", {}),
    "decide on relations": ("quan-he/quyet-dinh/", {"mot": "1-x"}),
    "publish": ("phat-hanh/", {}),
}


@pytest.mark.parametrize("act", ACTS)
def test_put_into_the_bin_in_the_moment_of_a_decision_it_is_told_once_and_nothing_is_written(
    client, desk, monkeypatch, act
):
    hold = publishing.hold_bulletin

    def hold_late(pk):
        Bulletin.objects.get(pk=pk).move_to_bin()
        return hold(pk)

    monkeypatch.setattr(publishing, "hold_bulletin", hold_late)
    monkeypatch.setattr(deciding, "hold_bulletin", hold_late)
    card = card_of("Chỉ thị số 24")
    address, sent = ACTS[act]
    response = client.post(
        f"{desk.removesuffix('doi-chieu/')}{address.format(card.citation.pk)}",
        {**sent, "seen": card.seen},
        follow=True,
    )
    assert response.request["PATH_INFO"] == "/ban-tin/"
    assert told(response).count("thùng rác") == 1
    citations = Citation.objects.all()
    assert not citations.exclude(state="proposed") and not citations.filter(origin="person")
    assert Bulletin.all_objects.get().state == "draft"


@pytest.mark.parametrize("way", ["reject", "choose", "register"])
def test_a_document_only_the_machine_entered_goes_with_its_citation_and_is_told(
    client, desk, registry, way
):
    card = card_of("Kế hoạch số 7")
    plan, other = card.meant[0].document, make.make_document(organization=registry[0])
    if way == "register":
        entry = f"{desk}{card.citation.pk}/vao-so/"
        kind = make.make_document_type("Thông báo").pk
        typed = {"document_type": kind, "number": "70", "symbol": "TB/TU", "seen": card.seen}
        response = client.post(entry, typed, follow=True)
    elif way == "choose":
        response = press(client, desk, card, **{"van-ban": other.slug})
    else:
        response = press(client, desk, card, viec="loai", reason="không phải trích dẫn")
    assert f"Đã bỏ đề xuất {plan} vào thùng rác" in told(response)
    # The way back is in the sentence, and on the card there.
    back = f"{desk}?chon={card.citation.pk}#trich-{card.citation.pk}"
    assert f'href="{back}"' in told(response)
    assert client.get(plan.get_absolute_url()).status_code == 404
    said = f"đề xuất {plan} đã vào thùng rác"
    assert said in client.get(back).content.decode()
    assert said not in client.get(desk).content.decode()
    press(client, desk, card_of("Kế hoạch số 7"), viec="mo-lai")
    assert plan in [link.document for link in card_of("Kế hoạch số 7").meant]
    assert client.get(plan.get_absolute_url()).status_code == 200
    assert said not in client.get(back).content.decode()


def test_a_choice_by_which_nothing_goes_to_the_bin_speaks_of_none(client, desk, registry):
    other = make.make_document(organization=registry[0])
    response = press(client, desk, card_of("Chỉ thị số 24"), **{"van-ban": other.slug})
    assert "thùng rác" not in told(response)
    assert "thùng rác" not in client.get(desk).content.decode()


def test_the_desk_of_a_draft_says_what_to_do_next(client, desk):
    page = client.get(desk).content.decode()
    assert "Bấm “Xác nhận cả…” trước" in page and 'href="#phat-hanh"' in page
    client.post(f"{desk}chac-chan/", {"seen": bulletin_sheet().certain_seen})
    page = client.get(desk).content.decode()
    assert "Bấm “Xác nhận cả…” trước" not in page and "vào từng chỗ gạch chân" in page
    for card in bulletin_sheet().open:
        press(client, desk, card, viec="loai", reason="không phải trích dẫn")
    page = client.get(desk).content.decode()
    assert "Đã quyết định hết" in page and 'id="phat-hanh"' in page
    Bulletin.objects.update(state=Bulletin.State.PUBLISHED)
    page = client.get(desk).content.decode()
    assert "phat-hanh" not in page and "Đã quyết định hết" not in page
