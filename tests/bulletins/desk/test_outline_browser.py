"""In a real browser an editor corrects the items of a draft by keys alone."""

import re

import pytest
from django.db.models import Count

from bulletins.importing import import_bulletin
from bulletins.models import BulletinItem
from documents.models import SourceText
from tests.browsing import sign_in
from tests.bulletins.desk.material import TEXT

pytestmark = pytest.mark.browser


def labels():
    return list(BulletinItem.objects.order_by("order").values_list("label", flat=True))


# Telex puts a tone on a vowel by these, a roof or a horn by the letters doubled or by "w"; VNI by
# figures. After a consonant each of them is itself.
CHANGED_BY_TELEX = set("aeiouydw")


def test_keys_of_the_items_are_none_that_an_input_method_changes(
    page, live_server, registry, editor
):
    bulletin = import_bulletin(TEXT, registry[0], 2024, 1).bulletin
    sign_in(page, live_server.url, editor)
    # The third item of two on one level: it can be moved, joined, split, put in.
    item = BulletinItem.objects.get(label="2.")
    page.goto(f"{live_server.url}{bulletin.get_absolute_url()}muc/?chon={item.pk}")
    keys = page.locator("[data-key]").evaluate_all("all => all.map((one) => one.dataset.key)")
    assert {"k", "n", "r", "m"} <= set(keys)
    assert not CHANGED_BY_TELEX & set(keys)
    assert not re.search(r"\d", "".join(keys))
    # An input method that holds the letter back tells only which key it was.
    with page.expect_navigation():
        page.evaluate(
            """document.body.dispatchEvent(new KeyboardEvent("keydown",
                 { key: "Process", code: "KeyN", isComposing: true, bubbles: true }))"""
        )
    assert labels() == ["", "1.", "2.1."]


def test_items_are_joined_split_and_brought_back_by_keys(page, live_server, registry, editor):
    bulletin = import_bulletin(TEXT, registry[0], 2024, 1).bulletin
    sign_in(page, live_server.url, editor)
    page.goto(f"{live_server.url}{bulletin.get_absolute_url()}muc/")

    def press(key, shown):
        page.keyboard.press(key)
        page.wait_for_selector(f".outline-line[aria-current] >> text={shown}")

    before = SourceText.objects.aggregate(Count("pk"))
    press("j", "Phần đầu")
    for shown in ("1. Chỉ thị", "2. Tin hoạt động", "2.1. Chi bộ Mẫu"):
        press("j", shown)
    page.keyboard.press("n")
    page.wait_for_selector("text=Đã nối “2.1. Chi bộ Mẫu tổ chức trồng cây” vào “2. Tin hoạt động”")
    assert labels() == ["", "1.", "2."]
    # Letters typed into a box are letters.
    page.fill("[name=title]", "")
    page.type("[name=title]", "nzx")
    assert page.input_value("[name=title]") == "nzx"
    page.keyboard.press("Tab")
    press("z", "2.1. Chi bộ Mẫu")
    assert labels() == ["", "1.", "2.", "2.1."]
    assert SourceText.objects.aggregate(Count("pk")) == before
    page.keyboard.press("c")
    page.wait_for_selector("text=Tách từ đây")
    page.keyboard.press("Tab")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("button:has-text('Tách từ đây')")
    page.wait_for_selector(".outline-line[aria-current] >> text=Buổi trồng cây")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert BulletinItem.objects.filter(title__startswith="Buổi trồng cây").count() == 1
