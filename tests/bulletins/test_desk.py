"""The proof desk: an editor brings a bulletin in, decides on its citations and publishes it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bulletins.admin.forms import BulletinForm
from bulletins.desk.sheet import sheet_of
from bulletins.models import Bulletin
from documents.models import Attachment, Citation, Document, Passage, SearchMiss, SourceText
from organizations.models import Organization
from tests import factories as make

pytestmark = pytest.mark.django_db

BRING_IN = "/ban-tin/nhap/"
TEXT = """NỘI DUNG

1. Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn về phòng cháy

Các chi bộ đọc Chỉ thị 24 trong tháng, cùng Kế hoạch số 7-KH/TU, ngày 02/6/2023 của Tỉnh ủy Mẫu Sơn.

2. Tin hoạt động

2.1. Chi bộ Mẫu tổ chức trồng cây

Buổi trồng cây theo Chỉ thị số 99-QĐ/TU, ngày 03/6/2023 của Tỉnh ủy Mẫu Sơn có đủ đảng viên.
"""


@pytest.fixture
def registry():
    """A province with its documents 24-CT/TU held and 7-KH/TU unknown; the body is our own."""
    for name, code in (("Chỉ thị", "CT"), ("Kế hoạch", "KH"), ("Quyết định", "QĐ")):
        make.make_document_type(name, party_code=code)
    province = make.make_organization("Tỉnh ủy Mẫu Sơn", "TU")
    Organization.objects.filter(pk=province.pk).update(is_own=True)
    document = make.make_document(
        number="24", symbol="CT/TU", organization=province, title="về phòng cháy"
    )
    return province, document


@pytest.fixture
def editor():
    return make.make_editor("bien-tap")


@pytest.fixture
def desk(client, editor, registry):
    """The address of the desk of a bulletin just brought in."""
    client.force_login(editor)
    response = client.post(BRING_IN, asked(registry[0], text=TEXT))
    assert response.status_code == 302, response.content.decode()
    return response.url


def asked(province, **fields):
    return {"publisher": province.slug, "month": "1", "year": "2024", **fields}


def card_of(text):
    (card,) = (card for card in bulletin_sheet().cards if card.citation.text.startswith(text))
    return card


def bulletin_sheet():
    return sheet_of(Bulletin.objects.get())


def press(client, desk, card, **fields):
    address = f"{desk}{card.citation.pk}/"
    return client.post(address, {"seen": card.seen, **fields}, follow=True)


def told(response):
    return " ".join(str(message) for message in response.context["messages"])


def refusals(response):
    """The codes and sentences of what the form was refused for."""
    errors = [
        error for errors in response.context["form"].errors.as_data().values() for error in errors
    ]
    return " ".join(f"{error.code} {' '.join(error.messages)}" for error in errors)


# --- In ---------------------------------------------------------------------------------------


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
    response = client.post(BRING_IN, asked(registry[0], file=file), follow=True)
    assert response.context["sheet"].cards[0].citation.text.startswith("Chỉ thị số 24")


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


# --- One decision -----------------------------------------------------------------------------


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


def test_another_document_is_looked_up_and_chosen(client, desk, registry):
    other = make.make_document(number="9", symbol="QĐ/TU", organization=registry[0])
    card = card_of("Chỉ thị số 99")
    page = client.get(desk, {"chon": card.citation.pk, "tim": "9-QĐ/TU"})
    assert other in page.context["found"]
    press(client, desk, card, **{"van-ban": other.slug})
    chosen = card_of("Chỉ thị số 99")
    assert chosen.citation.state == "confirmed"
    assert [link.document for link in chosen.meant] == [other]


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
    client.post(BRING_IN, asked(registry[0], text=text))
    desk = f"{Bulletin.objects.get().get_absolute_url()}doi-chieu/"
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
    (form,) = (part for part in text.split("<form")[1:] if 'name="reason"' in part)
    form = form.split("</form>")[0]
    # Enter presses the first button of the form.
    assert re.search(r'<button type="submit"[^>]*value="([^"]*)"', form)[1] == "loai"


@pytest.mark.parametrize("typed", ["0", "9" * 20, "9" * 5_000, "abc", "²", ""])
def test_an_address_with_a_wrong_citation_shows_the_first_one_that_waits(client, desk, typed):
    page = client.get(desk, {"chon": typed})
    assert page.status_code == 200
    assert page.context["card"].is_open


@pytest.mark.parametrize("typed", ["31/02/2024", "\x00", "x" * 300, '"*:&|!'])
def test_a_wrong_search_for_another_document_is_answered(client, desk, typed):
    assert client.get(desk, {"tim": typed}).status_code == 200


# --- All certain ones at once -----------------------------------------------------------------


def test_all_certain_ones_are_confirmed_at_once_and_taken_back(client, desk, registry):
    sheet = bulletin_sheet()
    assert 0 < len(sheet.certain) < len(sheet.open)
    page = client.get(desk).content.decode()
    assert f"Xác nhận cả {len(sheet.certain)} trích dẫn chắc chắn" in page
    plan = Document.objects.get(number="7")
    assert plan.is_proposed
    response = client.post(f"{desk}chac-chan/", {"seen": sheet.certain_seen}, follow=True)
    assert f"Đã xác nhận {len(sheet.certain)}" in told(response)
    assert card_of("Chỉ thị số 99").is_open
    plan.refresh_from_db()
    assert not plan.is_proposed
    response = client.post(f"{desk}hoan-tac/", follow=True)
    assert f"Đã hoàn tác: {len(sheet.certain)}" in told(response)
    assert bulletin_sheet().certain_seen == sheet.certain_seen
    plan.refresh_from_db()
    assert plan.is_proposed
    assert "Không còn gì để hoàn tác" in told(client.post(f"{desk}hoan-tac/", follow=True))


def test_what_was_decided_since_stays_when_the_rest_is_taken_back(client, desk):
    sheet = bulletin_sheet()
    client.post(f"{desk}chac-chan/", {"seen": sheet.certain_seen})
    press(client, desk, card_of("Kế hoạch số 7"), viec="mo-lai")
    press(client, desk, card_of("Kế hoạch số 7"), viec="xac-nhan")
    client.post(f"{desk}hoan-tac/")
    assert card_of("Kế hoạch số 7").citation.state == "confirmed"
    assert card_of("Chỉ thị số 24").is_open
    assert not Document.objects.get(number="7").is_proposed


def test_what_somebody_completed_since_is_not_hidden_again(client, desk):
    client.post(f"{desk}chac-chan/", {"seen": bulletin_sheet().certain_seen})
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


# --- Out --------------------------------------------------------------------------------------


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
        response = client.post(BRING_IN, {**asked(registry[0], text=text), "month": month})
        client.get(response.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(response.url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- Checked and not kept ---------------------------------------------------------------------


CHECK = "/ban-tin/kiem-tra/"
RECORDS = (Bulletin, Citation, Document, SourceText, Attachment, Passage, SearchMiss)


def test_a_draft_is_reported_on_the_worst_first_and_nothing_is_kept(client, editor, registry):
    client.force_login(editor)
    before = [kind._base_manager.count() for kind in RECORDS]
    response = client.post(CHECK, {"text": TEXT, "publisher": registry[0].slug})
    assert response.status_code == 200
    checked = response.context["checked"]
    assert checked[0].text.startswith("Chỉ thị số 99-QĐ/TU")
    assert [one.worst for one in checked] == sorted(one.worst for one in checked)
    assert {one.result for one in checked} == {"document", "not_registered"}
    assert "không được lưu lại" in response.content.decode()
    assert [kind._base_manager.count() for kind in RECORDS] == before


def test_a_draft_is_told_what_its_stored_text_would_be_told(client, editor, registry, desk):
    stored = {
        (finding.check_id, finding.sentence)
        for card in bulletin_sheet().cards
        for finding in card.findings
    }
    response = client.post(
        CHECK, {"text": TEXT, "publisher": registry[0].slug, "day": "31/01/2024"}
    )
    told_ = {
        (finding.check_id, finding.sentence)
        for one in response.context["checked"]
        for finding in one.findings
    }
    assert stored == told_


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Chọn tệp, hoặc dán nội dung"),
        ({"text": f"TỐI MẬT\n\n{TEXT}"}, "secret"),
        ({"text": TEXT, "day": "31/02/2024"}, "bad_date"),
        ({"text": "Chỉ thị số 1-CT/TU. " * 1_001}, "hơn 1000 trích dẫn"),
        ({"text": "a" * 1_000_001}, "max_length"),
    ],
)
def test_a_draft_that_cannot_be_checked_is_refused(client, editor, registry, fields, sentence):
    client.force_login(editor)
    response = client.post(CHECK, fields)
    assert response.status_code == 400
    assert sentence in refusals(response)


def test_a_draft_without_citations_is_answered(client, editor, registry):
    client.force_login(editor)
    text = client.post(CHECK, {"text": "Không nêu văn bản nào."}).content.decode()
    assert "Không đọc được trích dẫn nào" in text


def test_a_draft_shows_signs_of_html_as_signs(client, editor, registry):
    client.force_login(editor)
    text = client.post(CHECK, {"text": "<b>Chỉ thị số 24-CT/TU</b>"}).content.decode()
    assert "&lt;b&gt;" in text and "<b>Chỉ" not in text


def test_editors_find_both_pages_on_the_list_of_bulletins(client, editor):
    client.force_login(editor)
    text = client.get("/ban-tin/").content.decode()
    assert BRING_IN in text and CHECK in text
    client.force_login(make.make_member())
    text = client.get("/ban-tin/").content.decode()
    assert BRING_IN not in text and CHECK not in text
