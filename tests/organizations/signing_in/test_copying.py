"""The address of a one-time link is copied by one button, to be sent."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import factories as make
from tests.browsing import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.any_database]


def test_one_button_copies_the_address_of_a_link(page, live_server):
    member = make.make_member()
    sign_in(page, live_server.url, make.make_editor())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(live_server.url + reverse("accounts:person", args=[member.pk]))
    page.click("text=Cấp mã đăng nhập mới")
    page.click("[data-copy]")
    expect(page.locator(".copied")).to_have_text("Đã chép.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.inner_text("#dia-chi-ma")
    assert copied.startswith(f"{live_server.url}/vao/")
