"""Whoever has a second step is signed in by no way without its code."""

import time
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from documents.models import issue_token
from organizations.models import Device, SecurityEntry, SignInLink
from organizations.second_step.codes import new_recovery_codes
from organizations.second_step.owing import OWED_MINUTES
from organizations.signing_in.entry import give_link
from tests import factories as make
from tests.admin_page import administrator_client
from tests.organizations.second_step.phone import code_on, typed, wrong_code

pytestmark = pytest.mark.django_db
CODE = "/dang-nhap/ma/"
DESK = "/quan-tri/"


@pytest.fixture
def editor():
    return make.make_editor("bien-tap")


@pytest.fixture
def phone(editor):
    return make.make_phone(editor)


def give_password(client: Client, asked: str = DESK):
    named = {"username": "bien-tap", "password": make.PASSWORD, "next": asked}
    return client.post(reverse("login"), named)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_password_alone_opens_nothing_and_the_code_opens_what_was_asked_for(client, phone):
    asked = give_password(client)
    assert (asked.status_code, asked.url) == (302, CODE)
    assert not is_in(client)
    assert client.get(DESK).status_code == 302
    page = client.get(CODE)
    assert "6 số" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    entered = client.post(CODE, typed(code_on(phone)))
    assert (entered.status_code, entered.url) == (302, DESK)
    assert client.get(DESK).status_code == 200
    entry = SecurityEntry.objects.get(kind="signed-in")
    assert (entry.by, entry.details) == ("bien-tap", "mật khẩu và mã trên điện thoại")


def test_without_a_second_step_nothing_is_asked(client, editor):
    assert give_password(client).url == DESK
    assert is_in(client)


def test_a_code_opens_nothing_without_the_password(client, phone):
    assert client.post(CODE, typed(code_on(phone))).url == reverse("login")
    assert client.get(CODE).url == reverse("login")
    assert not is_in(client)


def test_a_phone_that_was_not_confirmed_is_not_asked_for(client, editor):
    make.make_phone(editor, confirmed=False)
    assert give_password(client).url == DESK


def test_the_code_has_to_come_soon(client, phone, monkeypatch):
    give_password(client)
    later = time.time() + OWED_MINUTES * 60 + 1
    monkeypatch.setattr("organizations.second_step.owing.time.time", lambda: later)
    assert client.post(CODE, typed(code_on(phone))).url == reverse("login")


def test_a_new_password_meanwhile_ends_the_waiting(client, phone, editor):
    give_password(client)
    editor.set_password("mot-mat-khau-khac-2026")
    editor.save()
    assert client.post(CODE, typed(code_on(phone))).url == reverse("login")


def test_a_code_is_good_once(client, phone):
    give_password(client)
    code = code_on(phone)
    client.post(CODE, typed(code))
    other = Client()
    give_password(other)
    assert other.post(CODE, typed(code)).status_code == 400
    assert not is_in(other)


def test_wrong_codes_are_slowed_down_and_written_down(client, phone):
    give_password(client)
    said = client.post(CODE, typed(wrong_code(phone)))
    assert said.status_code == 400
    assert "Mã không đúng" in said.content.decode()
    now = timezone.now()
    TOTPDevice.objects.update(throttling_failure_count=8, throttling_failure_timestamp=now)
    said = client.post(CODE, typed(code_on(phone)))
    assert "phải chờ 2 phút" in said.content.decode()
    assert not is_in(client), "the right code has to wait as well"
    entry = SecurityEntry.objects.get(kind="sign-in-failed")
    assert (entry.about, entry.details) == ("bien-tap", "sai mã bước hai")


def test_a_wrong_code_of_a_clock_that_was_ahead_keeps_nobody_waiting_until_then(client, phone):
    give_password(client)
    ahead = timezone.now() + timedelta(days=365)
    TOTPDevice.objects.update(throttling_failure_count=1, throttling_failure_timestamp=ahead)
    said = client.post(CODE, typed(code_on(phone))).content.decode()
    assert "phải chờ" in said and "525" not in said
    # A second later the wait of one wrong code is over.
    moment = timezone.now() - timedelta(seconds=2)
    kept = TOTPDevice.objects.get().throttling_failure_timestamp
    assert kept <= timezone.now()
    TOTPDevice.objects.update(throttling_failure_timestamp=moment)
    assert client.post(CODE, typed(code_on(phone))).status_code == 302


def test_an_administrator_ends_the_waiting(client, phone, editor):
    moment = timezone.now()
    TOTPDevice.objects.update(throttling_failure_count=9, throttling_failure_timestamp=moment)
    pressed = {"action": "lift_lock", "_selected_action": [editor.pk]}
    administrator_client().post(reverse("admin:organizations_user_changelist"), pressed)
    give_password(client)
    assert client.post(CODE, typed(code_on(phone))).status_code == 302


def test_a_recovery_code_stands_for_the_phone_once(client, phone, editor):
    codes = new_recovery_codes(editor)
    give_password(client)
    # As it is typed from paper.
    entered = client.post(CODE, typed(codes[0].upper().replace("-", " ")), follow=True)
    assert "còn 9 mã" in entered.content.decode()
    other = Client()
    give_password(other)
    assert other.post(CODE, typed(codes[0])).status_code == 400
    assert not is_in(other)


def test_of_recovery_codes_only_hashes_are_kept(editor):
    codes = new_recovery_codes(editor)
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == len(set(codes)) == 10
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]


def test_a_link_does_not_lead_round_the_code(client, phone, editor):
    _, secret = give_link(editor, make.make_administrator())
    asked = client.post(reverse("accounts:enter", args=[secret]))
    assert asked.url == CODE
    assert not is_in(client)
    assert SignInLink.objects.get().used_at is None, "the link waits for the code too"
    client.post(CODE, typed(wrong_code(phone)))
    assert not Device.objects.exists()
    TOTPDevice.objects.update(throttling_failure_timestamp=None)
    assert client.post(CODE, typed(code_on(phone))).status_code == 302
    assert is_in(client)
    assert Device.objects.get().user == editor


def test_a_link_that_ended_meanwhile_opens_nothing_with_the_code_either(client, phone, editor):
    administrator = make.make_administrator()
    _, secret = give_link(editor, administrator)
    client.post(reverse("accounts:enter", args=[secret]))
    give_link(editor, administrator)
    assert client.post(CODE, typed(code_on(phone))).status_code == 404
    assert not is_in(client)


def test_whoever_was_signed_in_before_is_not_while_the_code_is_awaited(client, phone):
    client.force_login(make.make_member())
    give_password(client)
    assert not is_in(client)


def test_a_token_of_the_api_asks_for_no_code(client, phone, editor):
    """It was made by somebody who had given one; docs/accounts.md says so."""
    _, secret = issue_token(editor, "Cổng thông tin")
    answer = client.get("/api/van-ban/", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 200
