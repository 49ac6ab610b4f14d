"""What readers of a published bulletin have is changed with a dated note, and they see where."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bulletins.desk.sheet import sheet_of
from bulletins.desk.subjects import choices_of
from bulletins.models import Bulletin, BulletinItem, Correction
from bulletins.publishing import share_texts
from bulletins.reissuing import PLACES_TOLD, ItemRead, Read, as_read, correcting, differences
from documents.deciding.citations import confirm_citation
from tests import factories as make
from tests.admin_page import errors_of, filled
from tests.bulletins.desk.material import card_of, press, told
from tests.bulletins.desk.published import NOTE, changes, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def bulletin():
    return make_published()


@pytest.fixture
def item(bulletin):
    return bulletin.items.get(label="1.")


def page_for(client, address, user):
    client.force_login(user)
    return client.get(address).content.decode()


def save(client, row, **values):
    address = reverse(f"admin:bulletins_{row._meta.model_name}_change", args=[row.pk])
    return client.post(address, filled(client.get(address), **values), follow=True)


def test_readers_see_the_dated_note_and_what_stood_before(client, bulletin, editor, item):
    client.force_login(editor)
    body = item.text.body.replace("12 hộ", "21 hộ")
    save(client, item, body=body, correction=NOTE)
    correction = Correction.objects.get()
    assert (correction.bulletin, correction.made_by) == (bulletin, editor)
    page = page_for(client, bulletin.get_absolute_url(), make.make_member())
    assert f"Đính chính ngày {correction.made_on:%d/%m/%Y}:</strong> {NOTE}" in page
    assert "Có 12 hộ." in page and "Có 21 hộ." in page
    paper = client.get(f"{bulletin.get_absolute_url()}ban-in/").content.decode()
    assert NOTE in paper and "Có 12 hộ." not in paper


@pytest.mark.parametrize("words", ["", "   "])
def test_a_change_without_words_is_not_saved_and_comes_back_as_typed(client, editor, item, words):
    client.force_login(editor)
    body = item.text.body.replace("12 hộ", "21 hộ")
    response = save(client, item, body=body, correction=words)
    assert "Ghi lời đính chính" in errors_of(response)
    assert "21 hộ" in response.content.decode()
    item.text.refresh_from_db()
    assert "12 hộ" in item.text.body
    assert not Correction.objects.exists()


def test_a_secret_word_is_refused_as_everywhere(client, editor, item):
    client.force_login(editor)
    response = save(client, item, title="Phòng cháy rừng", correction="TỐI MẬT")
    assert "mang dấu" in errors_of(response)
    assert not Correction.objects.exists()


def test_what_no_reader_has_is_changed_without_words(client, editor, bulletin, item):
    client.force_login(editor)
    save(client, bulletin, note="Ghi chú nội bộ")
    bulletin.refresh_from_db()
    assert bulletin.note == "Ghi chú nội bộ"
    Bulletin.objects.update(state="draft")
    save(client, item, title="Phòng cháy rừng")
    item.refresh_from_db()
    assert item.title == "Phòng cháy rừng"
    assert not Correction.objects.exists()


def test_the_bulletins_own_form_asks_too_and_tells_each_place(client, editor, bulletin):
    client.force_login(editor)
    document = make.make_document(title="về việc riêng")
    rows = {"items-0-title": "Phòng cháy rừng", "items-1-DELETE": "on", "title": "Bản tin"}
    rows["items-0-about"] = [document.pk]
    assert "Ghi lời đính chính" in errors_of(save(client, bulletin, **rows))
    assert bulletin.items.count() == 2
    save(client, bulletin, **rows, correction=NOTE)
    publisher, month = bulletin.publisher, "Tháng 3 năm 2024"
    assert changes() == [
        (
            "facts",
            f"{publisher}\n{bulletin.title}\n{month}\n{bulletin.marking}",
            f"{publisher}\nBản tin\n{month}\n{bulletin.marking}",
        ),
        ("removed", "2. Tin hoạt động", ""),
        ("title", "1. Phòng cháy", "1. Phòng cháy rừng"),
        # The name stands at the head of the text, too.
        ("text", "1. Phòng cháy", "1. Phòng cháy rừng"),
        # Not every reader may see which document.
        ("subject", "", ""),
    ]


def test_an_item_put_into_the_bin_from_its_list_is_told_of_itself(client, editor, item):
    client.force_login(editor)
    address = reverse("admin:bulletins_bulletinitem_changelist")
    client.post(address, {"action": "bin_selected", "_selected_action": [item.pk]})
    client.post(
        f"{address}?thung-rac=co", {"action": "restore_selected", "_selected_action": [item.pk]}
    )
    notes = list(Correction.objects.order_by("pk").values_list("note", flat=True))
    assert notes == ["Bỏ mục “1. Phòng cháy”.", "Đưa lại mục “1. Phòng cháy”."]


def test_a_decision_at_the_desk_of_a_published_bulletin_goes_under_words(
    client, desk, registry, editor
):
    Bulletin.objects.update(state="published")
    share_texts(Bulletin.objects.get())
    card = card_of("Chỉ thị số 24")
    assert "Ghi lời đính chính" in told(press(client, desk, card, viec="xac-nhan"))
    assert card_of("Chỉ thị số 24").is_open
    response = client.post(f"{desk}dinh-chinh/", {"dinh-chinh": NOTE}, follow=True)
    assert NOTE in response.content.decode()
    press(client, desk, card_of("Chỉ thị số 24"), viec="xac-nhan")
    assert not card_of("Chỉ thị số 24").is_open
    words = card.citation.text
    link = ("link", f"“{words}” không có liên kết", f"“{words}” có liên kết")
    assert changes() == [link]
    # What changes no link is no correction; what is taken back is one, under the same words.
    press(client, desk, card_of("Chỉ thị số 99"), viec="loai", reason="in sai")
    press(client, desk, card_of("Chỉ thị số 24"), viec="mo-lai")
    assert changes() == [link, (link[0], link[2], link[1])]
    assert Correction.objects.get().note == NOTE


def test_what_an_item_is_about_is_turned_under_words_too(client, desk, registry):
    Bulletin.objects.update(state="published")
    share_texts(Bulletin.objects.get())
    card = card_of("Kế hoạch số 7")
    (choice,) = choices_of(card)
    sent = {"seen": choice.seen, "van-ban": choice.document.slug}
    address = f"{desk}{card.citation.pk}/gioi-thieu/"
    assert "Ghi lời đính chính" in told(client.post(address, sent, follow=True))
    assert not choices_of(card)[0].is_subject
    client.post(f"{desk}dinh-chinh/", {"dinh-chinh": NOTE})
    client.post(address, sent)
    assert choices_of(card)[0].is_subject
    assert [what for what, _, _ in changes()] == ["subject"]


def test_a_citation_over_two_lines_is_told_on_one(bulletin, editor, item):
    source = item.text
    source.body = source.body.replace("Chỉ thị số 24", "Chỉ thị \n\nsố 24")
    source.save()
    citation = make.make_citation(source, "Chỉ thị \n\nsố 24-CT/TU", make.make_document())
    with correcting(bulletin, editor, NOTE):
        confirm_citation(citation, editor)
    assert changes()[0][2] == "“Chỉ thị số 24-CT/TU” có liên kết"


def test_a_citation_decided_on_in_its_list_is_told_of_itself(client, bulletin, editor, item):
    client.force_login(editor)
    citation = make.make_citation(item.text, "Chỉ thị số 24-CT/TU", make.make_document())
    elsewhere = make.make_citation(None, "Chỉ thị số 25-CT/TU", make.make_document())
    address = reverse("admin:documents_citation_changelist")
    keys = [citation.pk, elsewhere.pk]
    client.post(address, {"action": "confirm_selected", "_selected_action": keys})
    change = reverse("admin:documents_citation_change", args=[citation.pk])
    other = make.make_document()
    sent = filled(client.get(change), **{"target_links-0-document": other.pk})
    assert client.post(change, sent).status_code == 302
    assert citation.targets.get() == other
    correction = Correction.objects.get()
    assert correction.note == "Sửa liên kết của trích dẫn ở mục “1. Phòng cháy”."
    words = "“Chỉ thị số 24-CT/TU”"
    assert [change[1:] for change in changes()] == [
        (f"{words} không có liên kết", f"{words} có liên kết"),
        (f"{words} dẫn đến một văn bản", f"{words} dẫn đến văn bản khác"),
    ]


def test_words_kept_for_one_bulletin_do_not_serve_another(client, desk, registry, editor):
    other = make.make_bulletin(year=2023)
    client.post(f"{other.get_absolute_url()}doi-chieu/dinh-chinh/", {"dinh-chinh": NOTE})
    Bulletin.objects.update(state="published")
    share_texts(Bulletin.objects.get(year=2024))
    card = sheet_of(Bulletin.objects.get(year=2024)).certain[0]
    response = press(client, desk, card, viec="xac-nhan")
    assert "Ghi lời đính chính" in told(response)
    assert not Correction.objects.exists()


def test_readers_see_of_a_correction_only_what_they_may_read_of_its_item(
    client, bulletin, editor, item
):
    client.force_login(editor)
    save(client, item, body=item.text.body.replace("12 hộ", "21 hộ"), correction=NOTE)
    member = make.make_member()
    item.refresh_from_db()
    item.unreviewed = BulletinItem.Unreviewed.TEXT
    item.save()
    share_texts(bulletin)
    page = page_for(client, bulletin.get_absolute_url(), member)
    assert NOTE in page and "12 hộ" not in page
    assert "12 hộ" in page_for(client, bulletin.get_absolute_url(), editor)


def test_notes_stand_newest_first_and_their_signs_are_signs(client, bulletin, editor, item):
    client.force_login(editor)
    save(client, item, title="Phòng cháy rừng", correction="<b>Lần một</b>")
    save(client, item, title="Phòng cháy chợ", correction="Lần hai")
    page = page_for(client, bulletin.get_absolute_url(), make.make_member())
    assert page.index("Lần hai") < page.index("&lt;b&gt;Lần một&lt;/b&gt;")


def test_a_refused_act_leaves_nothing_behind(bulletin, editor, item):
    document = make.make_document()
    citation = make.make_citation(item.text, "Chỉ thị số 24-CT/TU", document)
    with pytest.raises(ValidationError), correcting(bulletin, editor, ""):
        confirm_citation(citation, editor)
    citation.refresh_from_db()
    assert citation.state == "proposed"
    assert not Correction.objects.exists()


def test_the_queries_do_not_grow_with_the_items(bulletin):
    counts = []
    bulletin.items.update(unreviewed="text")
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            as_read(bulletin.pk)
        counts.append(len(queries))
        for number in range(5):
            source = make.make_source(f"Mục {number}")
            make.make_item(bulletin, make.make_document(), text=source, unreviewed="text")
    assert counts[0] == counts[1]


def read(*bodies, order=()):
    items = {
        key: ItemRead(f"{key}.", None, body, Counter(), frozenset())
        for key, body in enumerate(bodies)
    }
    return Read("Bản tin", {key: items[key] for key in order or items})


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # Blanks and line ends say nothing.
        (read("Một.\nHai."), read("Một.\n\n Hai. "), []),
        # A place where lines were put in, taken out, exchanged.
        (read("Một."), read("Một.\nHai."), [("text", "", "Hai.")]),
        (read("Một.\nHai."), read("Hai."), [("text", "Một.", "")]),
        (read("Một.\nHai.\nBa."), read("Một.\nBốn.\nBa."), [("text", "Hai.", "Bốn.")]),
        (read("a", "b"), read("a", "b", order=(1, 0)), [("order", "", "")]),
        (read("a"), read("a", "b"), [("added", "", "1.")]),
    ],
)
def test_what_differs_is_told_place_by_place(before, after, expected):

    found = differences(before, after)
    assert [(change.what, change.before, change.after) for change in found] == expected


def test_a_text_changed_all_over_is_told_by_its_first_places():

    lines = [f"Dòng {number}." for number in range(2 * (PLACES_TOLD + 3))]
    other = [f"{line} Sửa." if number % 2 else line for number, line in enumerate(lines)]
    first, second = (
        Read("", {1: ItemRead("1.", None, "\n".join(text), Counter(), frozenset())})
        for text in (lines, other)
    )
    found = differences(first, second)
    assert len(found) == PLACES_TOLD + 1
    assert found[-1].after == "… và 3 chỗ khác"


def test_words_kept_at_the_desk_are_of_one_day_and_an_empty_box_forgets_them(
    client, desk, monkeypatch
):
    Bulletin.objects.update(state="published")
    share_texts(Bulletin.objects.get())
    keep = f"{desk}dinh-chinh/"
    client.post(keep, {"dinh-chinh": NOTE})
    assert NOTE in client.get(desk).content.decode()
    tomorrow = timezone.localdate() + timedelta(days=1)
    with monkeypatch.context() as later:
        later.setattr(timezone, "localdate", lambda: tomorrow)
        assert NOTE not in client.get(desk).content.decode()
        response = press(client, desk, card_of("Chỉ thị số 24"), viec="xac-nhan")
        assert "Ghi lời đính chính" in told(response)
    assert NOTE in client.get(desk).content.decode()
    assert "Đã bỏ lời đính chính" in told(client.post(keep, {"dinh-chinh": " "}, follow=True))
    assert NOTE not in client.get(desk).content.decode()


def test_words_taken_out_are_not_quoted_when_the_editor_says_so(client, bulletin, editor, item):
    client.force_login(editor)
    document = make.make_document()
    make.make_citation(item.text, "Chỉ thị số 24-CT/TU", document, state="confirmed")
    body = item.text.body.replace("12 hộ", "21 hộ").replace("số 24-CT/TU", "mới")
    response = save(client, item, body=body, correction=NOTE, hides_former="on")
    assert response.status_code == 200
    assert {before for _, before, _ in changes()} == {""}
    page = page_for(client, bulletin.get_absolute_url(), make.make_member())
    assert NOTE in page and "Có 21 hộ." in page
    assert "12 hộ" not in page and "24-CT/TU" not in page


def test_words_taken_out_are_not_quoted_by_the_correction_that_brought_them_in_either(
    client, bulletin, editor, item
):
    client.force_login(editor)
    more = item.text.body.replace("12 hộ", "12 hộ, ông Mẫu")
    save(client, item, body=more, correction=NOTE)
    assert any("ông Mẫu" in after for *_, after in changes())
    item.refresh_from_db()
    without = {"correction": "bỏ tên riêng", "hides_former": "on"}
    save(client, item, body=more.replace(", ông Mẫu", ""), **without)
    page = page_for(client, bulletin.get_absolute_url(), make.make_member())
    assert NOTE in page and "bỏ tên riêng" in page
    assert "ông Mẫu" not in page


def test_a_secret_that_is_taken_out_is_never_quoted(bulletin, editor, item):
    source = item.text
    source.body = f"TỐI MẬT\n{source.body}"
    source.save()
    with correcting(bulletin, editor, NOTE):
        source.body = source.body.replace("TỐI MẬT\n", "").replace("12 hộ", "21 hộ")
        source.save()
    assert [change for change in changes() if change[0] == "text"] == [
        ("text", "", ""),
        ("text", "Có 12 hộ.", "Có 21 hộ."),
    ]
