"""What an import puts onto a published bulletin is kept from members until an editor has looked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bulletins.importing import import_bulletin
from bulletins.itemtext import store_item_text
from bulletins.models import Bulletin, BulletinItem, Correction, CorrectionChange
from bulletins.publishing import release_items, share_texts
from documents.models import SourceText
from organizations.audience import Audience
from tests import factories as make
from tests.admin_page import filled

pytestmark = pytest.mark.django_db

TEXT = """NỘI DUNG

1. Chỉ thị số 24-CT/TU, ngày 19/5/2023 của Tỉnh ủy Mẫu Sơn về phòng cháy

Các chi bộ đọc chỉ thị trong tháng.

2. Tin hoạt động

2.1. Chi bộ Mẫu tổ chức trồng cây

Buổi trồng cây có đủ đảng viên.
"""
ADMIN_INDEX = "/quan-tri/"
Unreviewed = BulletinItem.Unreviewed


@pytest.fixture
def published():
    """A published bulletin with its two main items and no text, as the demo records are."""
    make.make_document_type("Chỉ thị", party_code="CT")
    bulletin = make.make_bulletin(year=2024, month=1)
    make.make_item(bulletin, label="1.", title="Chỉ thị về phòng cháy")
    make.make_item(bulletin, label="2.", title="Tin hoạt động", kind="news")
    return bulletin


@pytest.fixture
def member():
    return make.make_member()


def bring_in(bulletin, text=TEXT, *, replace=False):
    return import_bulletin(text, bulletin.publisher, bulletin.year, bulletin.month, replace=replace)


def seen_page(client, bulletin, user) -> str:
    client.force_login(user)
    return client.get(bulletin.get_absolute_url()).content.decode()


def press(client, bulletin, text=None):
    address = f"{bulletin.get_absolute_url()}cho-doc/"
    bulletin.refresh_from_db()
    sent = {"text": text or bulletin.text_sha256, "dinh-chinh": "Bổ sung nội dung."}
    return client.post(address, sent, follow=True)


def test_members_go_on_seeing_what_was_there_and_nothing_new(client, published, member):
    bring_in(published)
    page = seen_page(client, published, member)
    assert "Chỉ thị về phòng cháy" in page
    assert "Tin hoạt động" in page
    # Neither the text of an item that was there, nor an item that the text brought along.
    assert "đọc chỉ thị trong tháng" not in page
    assert "Chi bộ Mẫu" not in page
    assert "cho đọc" not in page
    assert not SourceText.objects.visible_to(member).exists()


def test_an_editor_reads_it_presses_the_button_and_members_read_it(client, published, member):
    bring_in(published)
    editor = make.make_editor()
    page = seen_page(client, published, editor)
    assert "Chi bộ Mẫu tổ chức trồng cây" in page
    assert "đọc chỉ thị trong tháng" in page
    assert ">Đã xem, cho đọc</button>" in page
    after = press(client, published).content.decode()
    assert "Đã ghi là có người xem" in after
    assert ">Đã xem, cho đọc</button>" not in after
    page = seen_page(client, published, member)
    assert "Chi bộ Mẫu tổ chức trồng cây" in page
    assert "đọc chỉ thị trong tháng" in page
    assert set(SourceText.objects.values_list("audience", flat=True)) == {Audience.MEMBERS}


def test_who_pressed_the_button_stands_in_the_items_history(client, published):
    bring_in(published)
    editor = make.make_editor()
    client.force_login(editor)
    press(client, published)
    item = published.items.get(label="2.1.")
    assert item.history.first().history_user == editor


def test_a_text_that_was_replaced_meanwhile_is_not_let_out(client, published, member):
    bring_in(published)
    published.refresh_from_db()
    read = published.text_sha256
    bring_in(published, TEXT.replace("đủ đảng viên", "đông đảng viên"), replace=True)
    client.force_login(make.make_editor())
    assert "vừa được thay trong lúc bạn xem" in press(client, published, read).content.decode()
    assert not SourceText.objects.visible_to(member).exists()


def test_a_corrected_text_holds_back_only_the_items_it_changes(client, published, member):
    bring_in(published)
    client.force_login(make.make_editor())
    press(client, published)
    bring_in(published, TEXT.replace("trong tháng", "trong quý"), replace=True)
    waiting = published.items.waiting_for_review()
    assert [(item.label, item.unreviewed) for item in waiting] == [("1.", Unreviewed.TEXT)]
    page = seen_page(client, published, member)
    assert "đủ đảng viên" in page
    assert "trong quý" not in page


RENAMED = TEXT.replace("tổ chức trồng cây", "tổ chức trồng rừng")


@pytest.fixture
def renamed(client, published):
    """A published bulletin whose item 2.1. a replaced text calls otherwise."""
    bring_in(published)
    client.force_login(make.make_editor())
    press(client, published)
    bring_in(published, RENAMED, replace=True)
    return published


def test_a_title_that_a_corrected_text_reads_anew_waits_and_members_keep_the_former(
    client, renamed, member
):
    assert renamed.items.get(label="2.1.").unreviewed == Unreviewed.TEXT
    page = seen_page(client, renamed, member)
    assert "Chi bộ Mẫu tổ chức trồng cây" in page and "trồng rừng" not in page
    editor = make.make_editor()
    assert "Tên mới nhập: Chi bộ Mẫu tổ chức trồng rừng" in seen_page(client, renamed, editor)
    assert "trồng cây" in seen_page(client, renamed, editor)
    found = {"q": "trồng rừng"}
    assert "trồng rừng</a>" not in client.get("/ban-tin/", found).content.decode()
    press(client, renamed)
    assert "tổ chức trồng rừng" in seen_page(client, renamed, member)
    assert "trồng rừng" in client.get("/ban-tin/", found).content.decode()
    change = CorrectionChange.objects.get(what="title")
    assert "trồng cây" in change.before and "trồng rừng" in change.after


def test_a_text_that_has_the_former_title_again_leaves_nothing_waiting_of_it(renamed):
    bring_in(renamed, replace=True)
    assert renamed.items.get(label="2.1.").new_title == ""


def test_only_the_title_waits_where_the_words_below_are_the_same(client, renamed, member):
    item = renamed.items.get(label="2.1.")
    BulletinItem.objects.filter(pk=item.pk).update(unreviewed=Unreviewed.TITLE)
    share_texts(renamed)
    assert "Buổi trồng cây có đủ đảng viên" in seen_page(client, renamed, member)
    assert renamed.items.waiting_for_review().exists()


def test_a_title_an_editor_types_outweighs_the_one_brought_in(client, renamed):
    item = renamed.items.get(label="2.1.")
    client.force_login(make.make_editor())
    address = reverse("admin:bulletins_bulletinitem_change", args=[item.pk])
    typed = filled(client.get(address), title="Trồng cây, trồng rừng", correction="Sửa tên.")
    client.post(address, typed)
    press(client, renamed)
    assert renamed.items.get(label="2.1.").title == "Trồng cây, trồng rừng"


def test_a_title_read_from_a_text_let_out_is_read_anew_from_the_next(client, renamed):
    press(client, renamed)
    bring_in(renamed, TEXT.replace("tổ chức trồng cây", "tổ chức làm đường"), replace=True)
    press(client, renamed)
    assert renamed.items.get(label="2.1.").title == "Chi bộ Mẫu tổ chức làm đường"


def test_other_saving_of_the_bulletin_or_its_items_lets_nothing_out(published, member):
    bring_in(published)
    share_texts(published)
    store_item_text(published.items.get(label="2."), published.items.get(label="2.").text.body)
    assert not SourceText.objects.visible_to(member).exists()


def test_an_editor_who_types_the_text_of_an_item_has_seen_that_item(published, member):
    bring_in(published)
    store_item_text(published.items.get(label="2.1."), "2.1. Chi bộ Mẫu\n\nĐã đọc lại.\n")
    bodies = SourceText.objects.visible_to(member).values_list("body", flat=True)
    assert ["Đã đọc lại" in body for body in bodies] == [True]


def test_what_came_in_as_a_draft_is_let_out_by_publishing(published, member):
    Bulletin.objects.update(state=Bulletin.State.DRAFT)
    bring_in(published)
    assert not published.items.waiting_for_review().exists()
    published.refresh_from_db()
    published.state = Bulletin.State.PUBLISHED
    published.save()
    share_texts(published)
    assert SourceText.objects.visible_to(member).count() == 4


def test_a_text_that_differs_in_blanks_alone_stays_released(client, published, member):
    bring_in(published)
    client.force_login(make.make_editor())
    press(client, published)
    spaced = TEXT.replace("2.1. Chi", "\n2.1. Chi").replace("có đủ", "có  đủ\n")
    bring_in(published, spaced, replace=True)
    assert not published.items.waiting_for_review().exists()
    assert "có  đủ" in published.items.get(label="2.1.").text.body
    assert "đảng viên." in seen_page(client, published, member)
    # What nobody has looked at yet waits on, whatever its blanks.
    bring_in(published, spaced.replace("trong tháng", "trong quý"), replace=True)
    bring_in(published, spaced.replace("trong tháng", "trong  quý"), replace=True)
    assert [item.label for item in published.items.waiting_for_review()] == ["1."]


def test_an_editor_sees_which_items_nobody_has_looked_at(client, published, member):
    bring_in(published)
    editor = make.make_editor()
    client.force_login(editor)
    press(client, published)
    assert ">chưa ai xem" not in seen_page(client, published, editor)
    bring_in(published, TEXT.replace("trong tháng", "trong quý"), replace=True)
    waiting = published.items.get(label="1.")
    page = seen_page(client, published, editor)
    # In the table and above its text; the other items bear no mark.
    assert page.count(">chưa ai xem") == 2
    row = page.split(f'id="muc-{waiting.pk}"')[1].split("</tr>")[0]
    assert ">chưa ai xem" in row
    assert "chưa ai xem" not in seen_page(client, published, member)


def test_the_work_list_counts_and_leads_to_bulletins_with_something_to_look_at(client, published):
    make.make_item(make.make_bulletin(year=2024, month=2))
    client.force_login(make.make_editor())
    label = "Bản tin có phần chưa xem"
    task = next(task for task in client.get(ADMIN_INDEX).context["work"] if task["label"] == label)
    assert task["count"] == 0
    bring_in(published)
    task = next(task for task in client.get(ADMIN_INDEX).context["work"] if task["label"] == label)
    assert task["count"] == 1
    assert list(client.get(task["url"]).context["cl"].result_list) == [published]
    wrong = client.get(task["url"].replace("=co", "=khong"))
    assert wrong.status_code == 302


def test_the_bulletins_form_leads_to_the_page_where_it_is_looked_at(client, published):
    client.force_login(make.make_editor())
    address = reverse("admin:bulletins_bulletin_change", args=[published.pk])
    link = f'<a href="{published.get_absolute_url()}">Đọc bản tin rồi cho đọc</a>'
    assert link not in client.get(address).content.decode()
    bring_in(published)
    assert link in client.get(address).content.decode()
    press(client, published)
    assert link not in client.get(address).content.decode()


@pytest.mark.parametrize("change", ["nothing", "month", "bodies", "state", "released"])
def test_the_number_of_queries_does_not_grow_with_the_items(change):
    """Sharing the texts of a bulletin: three items cost as many queries as thirty."""
    counts = {}
    for size in (3, 30):
        bulletin = make.make_bulletin(audience=Audience.BODIES)
        for number in range(size):
            text = make.make_source(f"Nội dung của mục {number}.", label=f"Mục {number}")
            make.make_item(bulletin, text=text, unreviewed=Unreviewed.TEXT)
        release_items(bulletin.items.all())
        if change == "month":
            bulletin.month = 7
        elif change == "bodies":
            bulletin.audience_bodies.set([make.make_organization(), make.make_organization()])
        elif change == "state":
            bulletin.state = Bulletin.State.DRAFT
        elif change == "released":
            bulletin.items.update(unreviewed=Unreviewed.TEXT)
        bulletin.save()
        with CaptureQueriesContext(connection) as queries:
            if change == "released":
                release_items(bulletin.items.all())
            else:
                share_texts(bulletin)
        counts[size] = len(queries)
    assert counts[30] == counts[3] <= 35


def test_the_texts_of_a_bulletin_follow_the_bodies_it_is_for():
    first, second = make.make_organization(), make.make_organization()
    bulletin = make.make_bulletin(audience=Audience.BODIES, audience_bodies=[first])
    text = make.make_source("Nội dung.", audience_bodies=[second])
    make.make_item(bulletin, text=text)
    for bodies in ([first], [first, second], [second], []):
        bulletin.audience_bodies.set(bodies)
        share_texts(bulletin)
        assert set(text.audience_bodies.all()) == set(bodies)
        assert text.history.first().audience == Audience.BODIES


def without_tree(text):
    """The text without item 2.1."""
    return text[: text.index("2.1.")] + "2.2. Chi bộ Mẫu học nghị quyết\n\nCó đủ đảng viên.\n"


def test_an_item_that_a_new_text_lacks_stays_for_members_until_it_is_released_with_a_note(
    client, published, member
):
    bring_in(published)
    client.force_login(make.make_editor())
    press(client, published)
    gone = published.items.get(label="2.1.")
    bring_in(published, without_tree(TEXT), replace=True)
    gone.refresh_from_db()
    assert (gone.unreviewed, gone.is_binned) == (Unreviewed.GONE, False)
    page = seen_page(client, published, member)
    assert "trồng cây" in page and "đủ đảng viên" in page and "học nghị quyết" not in page
    page = seen_page(client, published, make.make_editor("bien-tap-hai"))
    assert "bản văn mới không có, sẽ bỏ khi cho đọc" in page
    former = Correction.objects.count()
    refused = client.post(f"{published.get_absolute_url()}cho-doc/", {"text": sha(published)})
    gone.refresh_from_db()
    assert (refused.status_code, gone.is_binned) == (302, False)
    press(client, published)
    gone.refresh_from_db()
    assert (gone.is_binned, Correction.objects.count()) == (True, former + 1)
    removed = CorrectionChange.objects.get(what="removed")
    assert "trồng cây" in removed.before
    assert "trồng cây" not in seen_page(client, published, member).split("Nội dung bản tin")[1]


def test_an_item_that_comes_back_with_the_next_text_is_not_taken_out(client, published, member):
    bring_in(published)
    client.force_login(make.make_editor())
    press(client, published)
    gone = published.items.get(label="2.1.")
    bring_in(published, without_tree(TEXT), replace=True)
    bring_in(published, TEXT, replace=True)
    gone.refresh_from_db()
    assert (gone.unreviewed, gone.is_binned) == (Unreviewed.NOTHING, False)


def sha(bulletin):
    bulletin.refresh_from_db()
    return bulletin.text_sha256


def test_items_that_members_never_read_go_at_once(published):
    bring_in(published)
    never = published.items.get(label="2.1.")
    bring_in(published, without_tree(TEXT), replace=True)
    never.refresh_from_db()
    assert never.is_binned


def test_the_words_of_a_correction_are_there_again_when_the_text_was_exchanged_meanwhile(
    client, published
):
    bring_in(published)
    client.force_login(make.make_editor())
    page = press(client, published, text="khac").content.decode()
    assert "vừa được thay trong lúc bạn xem" in page
    assert 'value="Bổ sung nội dung."' in page
    assert "Bổ sung nội dung." not in client.get(published.get_absolute_url()).content.decode()


def test_whoever_releases_what_went_to_the_bin_meanwhile_is_told_so(client, published):
    bring_in(published)
    client.force_login(make.make_editor())
    published.move_to_bin()
    assert "Bản tin vừa bị bỏ vào thùng rác" in press(client, published).content.decode()
