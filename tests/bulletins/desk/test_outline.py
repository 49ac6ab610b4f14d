"""The page on which an editor corrects the items of a draft, and the way on to the desk."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from bulletins.desk.outline import outline_of
from bulletins.models import Bulletin, BulletinItem, BulletinReading
from bulletins.reading import Standing, begin, read_on, standing_of
from bulletins.tasks import read_to_the_end
from documents.models import Citation, Relation
from tests import factories as make
from tests.admin_page import filled
from tests.bulletins.desk.material import BRING_IN, TEXT, asked, bring_in, refusals, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def outline(desk):
    """The address of the items of a bulletin just brought in."""
    return desk.replace("doi-chieu/", "muc/")


def item(label):
    return BulletinItem.objects.get(label=label)


def seen():
    return outline_of(Bulletin.objects.get()).seen


def press(client, outline, label, /, **fields):
    return client.post(f"{outline}{item(label).pk}/", {"seen": seen(), **fields}, follow=True)


def labels(response):
    return [(line.item.label, line.level) for line in response.context["outline"].lines]


def test_the_items_are_shown_with_kind_size_and_first_and_last_words(client, editor, registry):
    client.force_login(editor)
    text = TEXT.replace("Các chi bộ đọc", "Các chi bộ trong toàn tỉnh đọc và bàn về")
    page = client.post(BRING_IN, asked(registry[0], text=text), follow=True)
    assert labels(page) == [("", 0), ("1.", 0), ("2.", 0), ("2.1.", 1)]
    text = page.content.decode()
    assert "Giới thiệu văn bản" in text and "Tin hoạt động" in text
    line = page.context["outline"].lines[1]
    assert line.opening.startswith("1. Chỉ thị số 24-CT/TU")
    assert line.closing.endswith("của Tỉnh ủy Mẫu Sơn.")
    assert f"{len(line.body)} ký tự" in text
    # Nothing lies open yet: a long list must be quick to look over.
    assert 'name="title"' not in text


def test_what_is_odd_is_said_below_the_item(client, editor, registry):
    client.force_login(editor)
    text = TEXT + "\n4. Việc khác\n\nNêu việc.\n"
    page = client.post(BRING_IN, asked(registry[0], text=text), follow=True)
    said = {line.item.label: line.oddities for line in page.context["outline"].lines}
    assert said["4."] == ["Số mục nhảy từ “2.” sang “4.”."]
    assert not said["2."]
    assert "Số mục nhảy" in page.content.decode()


def test_the_front_is_said_to_be_for_no_reader(client, editor, registry):
    client.force_login(editor)
    front = "ĐẢNG ỦY MẪU SƠN\n\nĐiểm nhấn: đọc Chỉ thị số 24-CT/TU trước ngày họp.\n\n"
    said = "Người đọc, bản in và tệp Word không có phần này."
    page = client.post(BRING_IN, asked(registry[0], text=front + TEXT), follow=True)
    kinds = [line.item.kind for line in page.context["outline"].lines]
    assert kinds.count("front") == 1
    assert page.content.decode().count(said) == 1


def test_an_item_is_renamed_and_lies_open_again(client, outline):
    response = press(
        client, outline, "2.", viec="ghi", label="II.", title="Tin tháng 1", kind="news"
    )
    assert "Đã ghi" in told(response)
    assert response.context["chosen"].item == item("II.")
    assert item("II.").title == "Tin tháng 1"


# Signs without a width are no name.
@pytest.mark.parametrize("title", [" ", "\u200b\u200b"])
def test_a_name_left_out_is_asked_for_and_what_was_typed_stays(client, outline, title):
    fields = {"viec": "ghi", "label": "II.", "title": title, "kind": "news"}
    response = press(client, outline, "2.", **fields)
    assert response.status_code == 400
    text = response.content.decode()
    assert "Ghi tên mục" in text and 'value="II."' in text
    assert item("2.").title
    # Front matter mostly has none.
    response = press(client, outline, "", viec="ghi", label="", title="", kind="front")
    assert response.status_code == 200


def test_names_are_shown_as_typed_and_never_run(client, outline):
    press(client, outline, "2.", viec="ghi", label="2.", title="<script>x</script>", kind="news")
    text = client.get(outline, {"chon": item("2.").pk}).content.decode()
    assert "<script>x" not in text and "&lt;script&gt;x" in text


@pytest.mark.parametrize(
    ("label", "button", "expected"),
    [
        ("2.", "noi", [("", 0), ("1.", 0), ("2.1.", 1)]),
        ("2.1.", "ra", [("", 0), ("1.", 0), ("2.", 0), ("2.1.", 0)]),
        ("2.", "vao", [("", 0), ("1.", 0), ("2.", 1), ("2.1.", 2)]),
        ("2.", "len", [("", 0), ("2.", 0), ("2.1.", 1), ("1.", 0)]),
        ("1.", "xuong", [("", 0), ("2.", 0), ("2.1.", 1), ("1.", 0)]),
        ("1.", "bo", [("", 0), ("2.", 0), ("2.1.", 1)]),
    ],
)
def test_each_button_does_what_it_says_and_goes_back(client, outline, label, button, expected):
    before = seen()
    chosen = client.get(outline, {"chon": item(label).pk}).content.decode()
    assert f'value="{button}"' in chosen
    assert labels(press(client, outline, label, viec=button)) == expected
    response = client.post(f"{outline}hoan-tac/", follow=True)
    assert "Đã hoàn tác" in told(response)
    assert seen() == before


def test_the_buttons_that_would_do_nothing_are_not_there(client, outline):
    text = client.get(outline, {"chon": item("").pk}).content.decode()
    for button in ("noi", "len", "vao", "ra"):
        assert f'value="{button}"' not in text
    assert 'value="xuong"' in text


def test_steps_go_back_one_by_one_as_long_as_nobody_else_has_come_between(client, outline):
    before = seen()
    press(client, outline, "2.1.", viec="ra")
    press(client, outline, "2.1.", viec="noi")
    for _ in range(2):
        client.post(f"{outline}hoan-tac/")
    assert seen() == before
    assert "Không còn bước nào" in told(client.post(f"{outline}hoan-tac/", follow=True))
    press(client, outline, "2.1.", viec="ra")
    BulletinItem.objects.filter(label="1.").update(title="Người khác sửa")
    response = client.post(f"{outline}hoan-tac/", follow=True)
    assert "Chưa ghi gì" in told(response)
    assert ("2.1.", 0) in labels(response)


def test_an_item_is_split_at_a_line_of_its_text(client, outline):
    page = client.get(f"{outline}tach/", {"muc": item("2.1.").pk})
    (_, first), (at, second) = page.context["line"].pieces
    assert first.startswith("2.1.") and second.startswith("Buổi trồng cây")
    # Before the first line there is nothing to split off.
    assert page.content.decode().count("Tách từ đây</button>") == 1
    response = press(client, outline, "2.1.", tu=at)
    new = response.context["chosen"].item
    assert new.title.startswith("Buổi trồng cây") and new.text.body.startswith("Buổi trồng cây")
    assert item("2.1.").text.body.startswith("2.1. Chi bộ Mẫu")
    assert "Buổi trồng" not in item("2.1.").text.body


@pytest.mark.parametrize("typed", ["", "0", "9" * 20, "9" * 5_000, "abc", "²"])
def test_an_address_with_a_wrong_item_is_answered(client, outline, typed):
    page = client.get(outline, {"chon": typed})
    assert (page.status_code, page.context["chosen"]) == (200, None)
    page = client.get(f"{outline}tach/", {"muc": typed})
    assert "không còn trong bản tin" in page.content.decode()
    assert "Không có dòng nào" in told(press(client, outline, "2.1.", viec="tach", tu=typed))


def test_an_unknown_button_or_an_item_of_another_bulletin_does_nothing(client, outline):
    before = seen()
    assert "Không hiểu nút" in told(press(client, outline, "2.", viec="xoa"))
    elsewhere = make.make_item(label="9.")
    response = client.post(f"{outline}{elsewhere.pk}/", {"seen": before, "viec": "bo"}, follow=True)
    assert "không còn trong bản tin" in told(response)
    elsewhere.refresh_from_db()
    assert not elsewhere.is_binned
    bulletin = BulletinItem.objects.get(label="2.").bulletin
    assert outline_of(bulletin).seen == before


def test_who_changed_the_outline_in_another_window_is_told_that_it_was_themselves(client, outline):
    old = seen()
    press(client, outline, "2.1.", viec="ra")
    response = client.post(f"{outline}{item('2.').pk}/", {"seen": old, "viec": "noi"}, follow=True)
    assert "chính bạn, ở một cửa sổ khác, vừa sửa các mục" in told(response)


def test_two_people_never_overwrite_each_others_outline(client, outline):
    old = seen()
    press(client, outline, "2.1.", viec="ra")
    client.force_login(make.make_editor("nguoi-khac"))
    response = client.post(f"{outline}{item('2.').pk}/", {"seen": old, "viec": "noi"}, follow=True)
    assert "bien-tap vừa sửa các mục" in told(response)
    assert item("2.")
    # What was typed is shown again beside that sentence, and a second press keeps it.
    typed = {"viec": "ghi", "label": "2.", "title": "Tin các chi bộ", "kind": "news"}
    response = client.post(f"{outline}{item('2.').pk}/", {"seen": old, **typed})
    assert response.status_code == 400
    assert "bien-tap vừa sửa các mục" in refusals(response)
    assert response.context["form"]["title"].value() == "Tin các chi bộ"
    client.post(f"{outline}{item('2.').pk}/", {"seen": seen(), **typed})
    assert item("2.").title == "Tin các chi bộ"


def test_items_of_a_published_bulletin_are_shown_and_not_corrected(client, outline):
    Bulletin.objects.update(state=Bulletin.State.PUBLISHED)
    page = client.get(outline, {"chon": item("2.").pk})
    text = page.content.decode()
    assert "đã phát hành nên không sửa mục ở đây" in text
    assert 'name="viec"' not in text and "doc/" not in text
    assert "đã phát hành" in told(press(client, outline, "2.", viec="noi"))
    assert item("2.")
    page = client.get(f"{outline}tach/", {"muc": item("2.1.").pk})
    assert "đã phát hành" in page.content.decode()


def test_items_of_a_withdrawn_bulletin_are_told_to_be_out_of_reach(client, outline):
    withdrawn = {"state": "withdrawn", "withdrawn_on": "2024-02-01", "withdrawn_reason": "sai"}
    Bulletin.objects.update(**withdrawn)
    text = client.get(outline).content.decode()
    assert "đã thu hồi nên không sửa" in text and "thấy ngay" not in text
    assert "đã thu hồi" in told(press(client, outline, "2.", viec="noi"))


def test_a_button_has_the_worker_read_the_citations(client, outline, desk):
    assert "Đọc trích dẫn</button>" in client.get(outline).content.decode()
    asked = DBTaskResult.objects.filter(task_path__endswith="read_bulletin", status="READY")
    asked.delete()
    response = client.post(outline.replace("muc/", "doc/"))
    assert response.url == outline.replace("muc/", "doc/")
    assert asked.count() == 1


def reading():
    return standing_of(BulletinReading.objects.get())


MUST_READ = "phải đọc lại"


@pytest.mark.parametrize(
    ("label", "act"),
    [
        ("2.1.", {"viec": "noi"}),
        ("1.", {"viec": "bo"}),
        ("2.", {"viec": "len"}),
        ("2.1.", {"viec": "ra"}),
        ("2.1.", {"viec": "ghi", "label": "2.1.", "title": "Trồng cây", "kind": "topic"}),
    ],
)
def test_a_step_behind_the_reading_has_it_done_again_before_publishing(client, outline, label, act):
    assert MUST_READ not in client.get(outline).content.decode()
    assert MUST_READ in press(client, outline, label, **act).content.decode()
    assert reading() == Standing.UNASKED
    publish = outline.replace("muc/", "phat-hanh/")
    refused = client.post(publish, {"ly-do": "vẫn phát hành"}, follow=True)
    assert "chưa được đọc xong" in told(refused)
    assert "Đọc trích dẫn</button>" in refused.content.decode()
    client.post(outline.replace("muc/", "doc/"))
    read_to_the_end(Bulletin.objects.get().pk, uuid4())
    assert reading() == Standing.DONE
    assert MUST_READ not in client.get(outline).content.decode()
    # Taken back it reads otherwise once more.
    client.post(f"{outline}hoan-tac/")
    assert reading() == Standing.UNASKED


def test_another_name_and_a_refused_step_leave_the_reading_done(client, outline):
    before = Citation.objects.count()
    # The text goes on as it did: its heading is only said to end sooner.
    named = {"label": "2.1", "title": "Chi bộ Mẫu", "kind": item("2.1.").kind}
    press(client, outline, "2.1.", viec="ghi", **named)
    press(client, outline, "1.", viec="ra")
    assert (reading(), Citation.objects.count()) == (Standing.DONE, before)


def test_relations_of_an_item_left_out_come_again_with_the_next_reading(client, editor, registry):
    client.force_login(editor)
    replaces = "Chỉ thị này thay thế Kế hoạch số 7-KH/TU, ngày 02/6/2023 của Tỉnh ủy Mẫu Sơn.\n"
    desk = bring_in(client, registry[0], TEXT.replace("\n2. Tin", f"\n{replaces}\n2. Tin"))
    outline = desk.replace("doi-chieu/", "muc/")
    assert Relation.objects.count() == 1
    press(client, outline, "1.", viec="bo")
    client.post(f"{outline}hoan-tac/")
    assert Relation.objects.count() == 0
    client.post(outline.replace("muc/", "doc/"))
    read_to_the_end(Bulletin.objects.get().pk, uuid4())
    assert Relation.objects.count() == 1


def test_a_reading_under_way_stops_where_items_are_corrected(client, outline):
    bulletin = Bulletin.objects.get()
    client.post(outline.replace("muc/", "doc/"))
    runner = uuid4()
    assert begin(bulletin.pk, runner)
    press(client, outline, "2.1.", viec="noi")
    assert not read_on(bulletin.pk, runner)
    assert (reading(), begin(bulletin.pk, runner)) == (Standing.UNASKED, False)


def test_the_desk_of_a_draft_leads_back_to_its_items(client, outline, desk):
    assert f'href="{outline}"' in client.get(desk).content.decode()
    Bulletin.objects.update(state=Bulletin.State.PUBLISHED)
    assert f'href="{outline}"' not in client.get(desk).content.decode()


@pytest.mark.parametrize("button", ["noi", "tach"])
def test_a_form_opened_before_items_were_joined_or_split_does_not_write_the_text_back(
    client, outline, button
):
    press(client, outline, "2.1.", viec="ra")
    changed = item("2.") if button == "noi" else item("2.1.")
    form = reverse("admin:bulletins_bulletinitem_change", args=[changed.pk])
    page = client.get(form)
    split = client.get(f"{outline}tach/", {"muc": item("2.1.").pk})
    at, _ = split.context["line"].pieces[1]
    fields = {"viec": "noi"} if button == "noi" else {"tu": at}
    press(client, outline, "2.1.", **fields)
    changed.text.refresh_from_db()
    body = changed.text.body
    refused = client.post(form, filled(page, title="Tên khác"))
    assert "đã sửa bản ghi" in refused.content.decode()
    changed.text.refresh_from_db()
    assert changed.text.body == body


def test_the_page_costs_as_many_queries_for_many_items_as_for_few(client, registry, editor):
    counts = []
    client.force_login(editor)
    for month, times in ((1, 1), (2, 40)):
        more = "".join(f"\n{i}. Việc khác\n\nNêu việc.\n" for i in range(3, 3 + times))
        fields = {**asked(registry[0], text=TEXT + more), "month": month}
        address = client.post(BRING_IN, fields).url
        chosen = outline_of(Bulletin.objects.get(month=month)).lines[1].item.pk
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address, {"chon": chosen})
        counts.append(len(queries))
        assert len(re.findall(r'class="outline-line', page.content.decode())) == times + 4
    assert counts[0] == counts[1]
