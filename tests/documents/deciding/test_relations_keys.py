"""The relations desk in a real browser: by keys, and on a phone."""

import pytest

from documents.deciding.relation_views import REASONS
from documents.models import Decision, Relation
from tests import factories as make
from tests.browsing import sign_in

pytestmark = pytest.mark.browser

NARROW = "document.documentElement.scrollWidth <= window.innerWidth"
SMALL = """() =>
    [...document.querySelectorAll("main button, main label.check, main input[type=text]")]
    .filter((place) => place.checkVisibility() && place.getBoundingClientRect().height < 44)
    .map((place) => place.outerHTML)"""


def test_keys_mark_and_confirm_and_a_phone_shows_all(page, live_server):
    rule = make.make_document()
    for verb in ("amends", "replaces"):
        make.make_relation(rule, verb=verb, state=Decision.PROPOSED, evidence="dài " * 100)
    editor = make.make_editor()
    sign_in(page, live_server.url, editor)
    page.goto(f"{live_server.url}/quan-he/")
    first, second = Relation.objects.order_by("verb")
    # In a box a letter is a letter.
    page.focus("[name=reason]")
    page.keyboard.press("x")
    assert page.input_value("[name=reason]") == "x"
    page.focus("main")
    page.keyboard.press("j")
    page.keyboard.press("d")
    assert page.is_checked(f'input[name=chon][value^="{first.pk}-"]')
    # Telex puts this in the place of a second "d".
    page.evaluate(
        """document.activeElement.dispatchEvent(
             new KeyboardEvent("keydown", { key: "đ", bubbles: true, cancelable: true }))"""
    )
    assert not page.is_checked(f'input[name=chon][value^="{first.pk}-"]')
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.wait_for_selector(".message")
    assert "Đã ghi “đã xác nhận” cho 1 quan hệ" in page.inner_text(".message")
    states = dict(Relation.objects.values_list("pk", "state"))
    assert states == {first.pk: Decision.PROPOSED, second.pk: Decision.CONFIRMED}
    page.focus("main")
    page.keyboard.press("j")
    # A digit means nothing while the reasons are closed.
    page.keyboard.press("1")
    page.keyboard.press("l")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate(NARROW)
    assert page.evaluate(SMALL) == []
    page.keyboard.press("2")
    page.wait_for_selector(".message >> text=đã loại")
    first.refresh_from_db()
    assert (first.state, first.reason) == (Decision.REJECTED, REASONS[1])
