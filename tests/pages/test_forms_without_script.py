"""The forms of desk and digest, sent as the HTML says, with the token a browser would send."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bulletins.models import Bulletin, BulletinItem
from documents.models import Citation, Follower
from tests import factories as make
from tests.bulletins.desk.material import TEXT, bring_in_as, make_registry, told
from tests.pages.plain_forms import press
from tests.remembering import remembered

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def registry():
    return remembered(make_registry)


@pytest.fixture
def editor():
    return remembered(make.make_editor, "bien-tap")


@pytest.fixture
def desk(browser, editor, registry):
    address, cookies = remembered(bring_in_as, editor, registry[0])
    browser.cookies = cookies
    return address


def labels():
    return list(BulletinItem.objects.order_by("order").values_list("label", flat=True))


def test_a_member_asks_for_letters(browser):
    member = make.make_member()
    browser.force_login(member)
    page = browser.get("/theo-doi/thu/")
    page = press(browser, page, "Ghi", digest="daily", email="tam@vi-du.vn")
    assert "Đã ghi" in told(page)
    assert Follower.objects.get(user=member).digest == "daily"
    # The page shows it, and sent unchanged it stays.
    press(browser, browser.get("/theo-doi/thu/"), "Ghi")
    assert Follower.objects.get(user=member).digest == "daily"


@pytest.mark.parametrize("is_file", [True, False])
def test_a_bulletin_is_brought_in(browser, editor, registry, is_file):
    browser.force_login(editor)
    text = {"file": SimpleUploadedFile("a.txt", TEXT.encode())} if is_file else {"text": TEXT}
    typed = {"publisher": registry[0].slug, "month": "1", "year": "2024"}
    page = press(browser, browser.get("/ban-tin/nhap/"), "Chia thành các mục", **typed, **text)
    assert page.request["PATH_INFO"].endswith("/muc/")
    assert labels() == ["", "1.", "2.", "2.1."]
    page = press(browser, page, "Đọc trích dẫn")
    assert page.request["PATH_INFO"].endswith("/doc/")


def test_a_wrong_draft_is_put_aside_and_taken_back(browser, desk):
    page = browser.get(desk.replace("doi-chieu/", "nhap-lai/"))
    page = press(browser, page, "Bỏ bản thảo và nhập lại")
    assert not Bulletin.objects.exists()
    page = press(browser, page, "Lấy lại bản thảo vừa bỏ")
    assert Bulletin.objects.exists() and page.request["PATH_INFO"].endswith("/muc/")


def test_items_are_renamed_moved_joined_split_and_all_is_taken_back(browser, desk):
    items = desk.replace("doi-chieu/", "muc/")
    item = BulletinItem.objects.get(label="2.1.")
    page = browser.get(f"{items}?chon={item.pk}")
    page = press(browser, page, "Ghi tên và loại", title="Chi bộ Mẫu trồng cây", label="2.1.")
    item.refresh_from_db()
    assert item.title == "Chi bộ Mẫu trồng cây"
    page = press(browser, page, "Ra một cấp (b)")
    page = press(browser, page, "Lên trên (r)")
    assert labels() == ["", "1.", "2.1.", "2."]
    page = press(browser, page, "Nối vào mục trên (n)")
    assert labels() == ["", "1.", "2."]
    (split,) = re.findall(r'href="([^"]+/muc/tach/[^"]+)"', page.content.decode())
    page = press(browser, browser.get(split), "Tách từ đây")
    assert len(labels()) == 4
    for _ in range(5):
        page = press(browser, page, "Hoàn tác (z)")
    assert labels() == ["", "1.", "2.", "2.1."]
    item.refresh_from_db()
    assert item.title != "Chi bộ Mẫu trồng cây"


def test_a_missed_citation_is_marked_all_certain_ones_confirmed_and_the_bulletin_published(
    browser, desk
):
    page = press(browser, browser.get(desk), "Đánh dấu", chu="có đủ đảng viên")
    assert "Đã đánh dấu" in told(page)
    (confirm,) = re.findall(r">(Xác nhận cả \d+ trích dẫn chắc chắn)<", page.content.decode())
    page = press(browser, page, confirm)
    assert Citation.objects.filter(state="confirmed").count() == int(re.findall(r"\d+", confirm)[0])
    page = press(browser, page, "Phát hành bản tin")
    assert "bị báo lỗi" in told(page)
    page = press(browser, page, "Phát hành bản tin", **{"ly-do": "bản in đã phát"})
    assert "Đã phát hành" in told(page)
    assert Bulletin.objects.get().state == Bulletin.State.PUBLISHED
