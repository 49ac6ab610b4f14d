"""The staff screens for bulletins: items in order, what each is about, drafts and the bin."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bulletins.deciding import confirm_subject, reject_subject, state_subjects
from bulletins.models import DEFAULT_MARKING, Bulletin, BulletinItem, ItemSubject
from bulletins.publishing import share_texts
from documents.models import Citation, Decision, Document, SourceText
from organizations.audience import Audience
from tests.admin_page import client_of, editor_client, errors_of, filled
from tests.documents.files.test_legacy import OLD_VNI
from tests.factories import (
    make_bulletin,
    make_document,
    make_editor,
    make_item,
    make_organization,
    make_source,
    make_subject,
)

pytestmark = pytest.mark.django_db

ADD = reverse("admin:bulletins_bulletin_add")
LIST = reverse("admin:bulletins_bulletin_changelist")


def change(client, row, **values):
    address = reverse(f"admin:bulletins_{row._meta.model_name}_change", args=[row.pk])
    # What readers have is not changed without a word to them; see test_reissuing.
    values = {"correction": "Sửa theo bản in.", **values}
    return client.post(address, filled(client.get(address), **values), follow=True)


def states(item):
    return {link.document: link.state for link in item.subject_links.all()}


def test_an_editor_puts_a_bulletin_together():
    editor, publisher = make_editor(), make_organization()
    first, second = make_document(state=Document.State.PROPOSED), make_document()
    client = client_of(editor)
    rows = {
        "items-TOTAL_FORMS": 2,
        "items-0-label": "1.",
        "items-0-kind": "document",
        "items-0-title": "Giới thiệu văn bản",
        "items-0-about": [first.pk, second.pk],
        "items-1-label": "2.",
        "items-1-kind": "news",
        "items-1-title": "Tin hoạt động",
    }
    values = filled(client.get(ADD), publisher=publisher.pk, month=3, year=2024, **rows)
    answer = client.post(ADD, values)
    assert answer.status_code == 302, errors_of(answer)
    items = list(BulletinItem.objects.order_by("order", "pk"))
    assert [item.title for item in items] == ["Giới thiệu văn bản", "Tin hoạt động"]
    assert states(items[0]) == {first: Decision.CONFIRMED, second: Decision.CONFIRMED}
    assert set(ItemSubject.objects.values_list("decided_by", flat=True)) == {editor.pk}
    first.refresh_from_db()
    assert first.is_proposed is False


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"month": 13}, "Tháng phải từ 1 đến 12"),
        ({"year": 1829}, "Năm của bản tin phải từ 1930"),
        # The same month twice, while the first is in use.
        ({}, "Nơi này đã có bản tin của tháng đó"),
        ({"note": "TỐI MẬT"}, "không được nhập vào hệ thống này"),
        ({"items-TOTAL_FORMS": 1, "items-0-title": "MẬT", "items-0-kind": "news"}, "mang dấu"),
        ({"items-TOTAL_FORMS": 1, "items-0-label": "1.", "items-0-kind": "news"}, "cần có tên"),
        ({"audience": "bodies"}, "chưa chọn tổ chức nào"),
    ],
)
def test_wrong_input_is_refused_with_what_was_wrong(changes, sentence):
    client, bulletin = editor_client(), make_bulletin()
    typed = {"publisher": bulletin.publisher_id, "month": 3, "year": 2024}
    answer = client.post(ADD, filled(client.get(ADD), **typed | changes))
    assert sentence in answer.content.decode()
    assert (Bulletin.all_objects.count(), BulletinItem.history.count()) == (1, 0)


@pytest.mark.parametrize(
    "rows",
    [
        {},
        # The cover is not shown in the table.
        {"items-TOTAL_FORMS": 1, "items-0-kind": "front", "items-0-title": "Mục lục"},
    ],
)
def test_a_bulletin_with_nothing_to_read_is_not_published(rows):
    client = editor_client()
    typed = {"publisher": make_organization().pk, "month": 3, "year": 2024, "state": "published"}
    answer = client.post(ADD, filled(client.get(ADD), **typed | rows))
    assert "Chưa phát hành được: bản tin chưa có mục nào để đọc" in answer.content.decode()
    rows = {"items-TOTAL_FORMS": 1, "items-0-kind": "news", "items-0-title": "Tin hoạt động"}
    answer = client.post(ADD, filled(client.get(ADD), **typed | rows))
    assert answer.status_code == 302, errors_of(answer)


def test_a_new_item_introduces_a_document_unless_another_kind_is_chosen():
    page = editor_client().get(ADD)
    chosen = '<option value="document" selected>Giới thiệu văn bản</option>'
    assert chosen in page.content.decode()
    (items,) = page.context["inline_admin_formsets"]
    assert json.loads(items.inline_formset_data)["options"]["addText"] == "Thêm mục"


def test_a_month_is_free_again_when_its_bulletin_is_in_the_bin():
    client, bulletin = editor_client(), make_bulletin()
    bulletin.move_to_bin()
    typed = {"publisher": bulletin.publisher_id, "month": 3, "year": 2024}
    answer = client.post(ADD, filled(client.get(ADD), **typed))
    assert answer.status_code == 302, errors_of(answer)
    again = {"action": "restore_selected", "_selected_action": [bulletin.pk]}
    answer = client.post(f"{LIST}?thung-rac=co", again, follow=True)
    assert "đã có một bản ghi đang dùng trùng với nó" in answer.content.decode()


def test_the_second_of_two_editors_is_told_and_overwrites_nothing():
    client, bulletin = editor_client(), make_item().bulletin
    address = reverse("admin:bulletins_bulletin_change", args=[bulletin.pk])
    late = filled(client.get(address), title="Tên của người sau")
    change(client_of(make_editor("nguoi-truoc")), bulletin, title="Tên của người trước")
    assert "nguoi-truoc đã sửa bản ghi" in errors_of(client.post(address, late))
    bulletin.refresh_from_db()
    assert bulletin.title == "Tên của người trước"


def test_a_removed_item_goes_to_the_bin_unless_others_stand_under_it():
    client, bulletin = editor_client(), make_bulletin(state="draft")
    parent = make_item(bulletin)
    make_item(bulletin, parent=parent)
    answer = change(client, bulletin, **{"items-0-DELETE": "on"})
    assert "còn có mục “2. Mục thử nghiệm 2” ở dưới" in answer.content.decode()
    change(client, bulletin, **{"items-0-DELETE": "on", "items-1-DELETE": "on"})
    assert (BulletinItem.objects.count(), BulletinItem.all_objects.count()) == (0, 2)


def test_items_offer_only_items_of_their_own_bulletin_as_the_one_above():
    client, bulletin = editor_client(), make_bulletin()
    make_item(bulletin)
    stranger = make_item(make_bulletin())
    answer = change(client, bulletin, **{"items-0-parent": stranger.pk})
    assert answer.context["errors"]
    page = client.get(reverse("admin:bulletins_bulletin_change", args=[bulletin.pk]))
    assert f'value="{stranger.pk}">1. Mục' not in page.content.decode()


# --- What an item is about -----------------------------------------------------------------


def test_leaving_a_document_out_rejects_what_was_confirmed_and_not_what_is_proposed():
    client, item = editor_client(), make_item(None, make_document())
    confirmed = item.subject_links.get().document
    proposed = make_subject(item, make_document(), state=Decision.PROPOSED).document
    change(client, item.bulletin, **{"items-0-about": []})
    assert states(item) == {confirmed: Decision.REJECTED, proposed: Decision.PROPOSED}


def test_a_form_opened_before_somebody_confirmed_a_subject_leaves_it_alone():
    client, item = editor_client(), make_item(None, make_document())
    shown = item.subject_links.get().document
    address = reverse("admin:bulletins_bulletin_change", args=[item.bulletin.pk])
    page = client.get(address)
    elsewhere, added = make_document(), make_document()
    make_subject(item, elsewhere)
    chosen = {"items-0-about": [shown.pk, added.pk]}
    client.post(address, filled(page, correction="Sửa theo bản in.", **chosen))
    assert states(item) == dict.fromkeys((shown, elsewhere, added), Decision.CONFIRMED)
    page = client.get(address)
    later = make_document()
    make_subject(item, later)
    gone = {"items-0-about": [shown.pk, added.pk]}
    client.post(address, filled(page, correction="Sửa theo bản in.", **gone))
    assert (states(item)[elsewhere], states(item)[later]) == (
        Decision.REJECTED,
        Decision.CONFIRMED,
    )


def test_saving_a_bulletin_without_a_change_decides_nothing():
    client, item = editor_client(), make_item()
    link = make_subject(item, make_document(), state=Decision.PROPOSED)
    change(client, item.bulletin, note="ghi")
    link.refresh_from_db()
    assert link.state == Decision.PROPOSED
    assert ItemSubject.history.count() == 1


def test_subjects_are_stated_confirmed_and_rejected_by_a_person():
    editor, item = make_editor(), make_item()
    document = make_document(state=Document.State.PROPOSED)
    state_subjects(item, [document], editor)
    link = item.subject_links.get()
    document.refresh_from_db()
    assert (link.state, document.is_proposed) == (Decision.CONFIRMED, False)
    reject_subject(link, editor, "Chỉ nhắc đến.")
    assert (link.state, link.reason) == (Decision.REJECTED, "Chỉ nhắc đến.")
    confirm_subject(link, editor)
    assert (link.state, link.reason) == (Decision.CONFIRMED, "")


def test_proposed_subjects_are_decided_on_together():
    client, item = editor_client(), make_item()
    links = [make_subject(item, make_document(), state=Decision.PROPOSED) for _ in range(2)]
    address = reverse("admin:bulletins_itemsubject_changelist")
    sent = {"action": "confirm_selected", "_selected_action": [link.pk for link in links]}
    assert "Đã xác nhận 2 mục" in client.post(address, sent, follow=True).content.decode()
    assert set(states(item).values()) == {Decision.CONFIRMED}


def test_a_subject_is_added_or_rejected_on_the_items_own_page():
    client, item, document = editor_client(), make_item(None, make_document()), make_document()
    rejected = item.subject_links.get().document
    rows = {
        "subject_links-TOTAL_FORMS": 2,
        "subject_links-0-state": "rejected",
        "subject_links-1-document": document.pk,
        "subject_links-1-state": "proposed",
    }
    assert "Ghi lý do loại" in change(client, item, **rows).content.decode()
    change(client, item, **rows | {"subject_links-0-reason": "Chỉ nhắc đến."})
    assert states(item) == {rejected: Decision.REJECTED, document: Decision.CONFIRMED}


# --- Texts ---------------------------------------------------------------------------------


def test_an_items_text_is_stored_with_its_citations_and_its_bulletins_audience():
    client, item = editor_client(), make_item(make_bulletin(audience=Audience.EVERYONE))
    body = "Thực hiện Chỉ thị số 12-CT/TW,\r\nngày 05/02/2024 của Ban Bí thư."
    answer = change(client, item, body=body)
    assert "Tìm thấy 1 trích dẫn" in answer.content.decode()
    source = SourceText.objects.get()
    assert source.body == body.replace("\r\n", "\n")
    assert (source.audience, source.published_on) == (Audience.EVERYONE, date(2024, 3, 31))
    assert Citation.objects.get().source == source


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("MẬT\nNội dung", "mang dấu “MẬT”"),
        ("  \r\n", "Không để trống nội dung của mục được"),
        (OLD_VNI, "Nội dung có chữ gõ bằng phông VNI"),
    ],
)
def test_an_items_text_is_refused_and_the_old_one_stays(body, sentence):
    client, item = editor_client(), make_item(text=make_source("Nội dung cũ."))
    assert sentence in errors_of(change(client, item, body=body))
    assert SourceText.objects.get().body == "Nội dung cũ."


@pytest.mark.parametrize(
    ("hide", "audience"),
    [
        (lambda item: None, Audience.EVERYONE),
        # Drafts and what lies in the bin are for editors.
        (lambda item: setattr(item.bulletin, "state", Bulletin.State.DRAFT), Audience.EDITORS),
        (lambda item: item.bulletin.move_to_bin(), Audience.EDITORS),
        (lambda item: item.move_to_bin(), Audience.EDITORS),
    ],
)
def test_texts_are_seen_with_their_bulletin_and_hidden_with_it(hide, audience):
    bulletin = make_bulletin(audience=Audience.EVERYONE)
    item = make_item(bulletin, text=make_source("Nội dung."))
    hide(item)
    share_texts(item.bulletin)
    assert SourceText.objects.get().audience == audience


# --- The list ------------------------------------------------------------------------------


def test_bulletins_are_found_by_an_items_title_without_tones():
    bulletin = make_bulletin()
    make_item(bulletin, title="Chuyên đề chuyển đổi số")
    make_bulletin()
    page = editor_client().get(LIST, {"q": "chuyen doi so"})
    assert list(page.context["cl"].result_list) == [bulletin]


def test_the_list_costs_the_same_for_few_and_many_rows():
    client = editor_client()

    def fill(rows):
        for _ in range(rows):
            make_item(make_bulletin(), make_document())

    fill(3)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    fill(27)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few) <= 9


def test_the_usual_marking_is_offered_and_never_put_in():
    page = editor_client().get(reverse("admin:bulletins_bulletin_add"))
    field = page.context["adminform"].form["marking"]
    assert not field.value()
    assert DEFAULT_MARKING in field.field.widget.attrs["placeholder"]
    kept = make_bulletin(marking="LƯU HÀNH NỘI BỘ")
    page = editor_client().get(reverse("admin:bulletins_bulletin_change", args=[kept.pk]))
    assert page.context["adminform"].form["marking"].value() == "LƯU HÀNH NỘI BỘ"
