"""Editors set their second step up themselves; it counts once a code was right."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from organizations.models import SecurityEntry
from organizations.second_step.codes import has_second_step, new_recovery_codes
from organizations.signing_in.entry import give_link
from tests import factories as make
from tests.admin_page import administrator_client, client_of
from tests.organizations.second_step.phone import code_on, typed, wrong_code

pytestmark = pytest.mark.django_db
OWN = "/buoc-hai/"
RECOVERY = re.compile(r"<code>(\w{4}-\w{4}-\w{4})</code>")


@pytest.fixture
def editor():
    return make.make_editor("bien-tap")


def test_it_is_shown_confirmed_by_a_code_and_only_then_asked_for(editor):
    client = client_of(editor)
    assert "Bật bước hai" in client.get(OWN).content.decode()
    assert not TOTPDevice.objects.exists(), "to look at the page changes nothing"
    shown = client.post(OWN, follow=True).content.decode()
    phone = TOTPDevice.objects.get()
    assert "data:image/svg+xml" in shown
    key = re.search(r"second-step-key\">([A-Z2-7 ]+)<", shown)[1]
    assert len(key.replace(" ", "")) == 32
    assert "Mã không đúng" in client.post(OWN, typed(wrong_code(phone))).content.decode()
    assert not has_second_step(editor)
    TOTPDevice.objects.update(throttling_failure_timestamp=None)
    codes = RECOVERY.findall(client.post(OWN, typed(code_on(phone))).content.decode())
    assert len(codes) == 10
    assert has_second_step(editor)
    later = client.get(OWN).content.decode()
    assert "Còn 10 mã dự phòng" in later
    assert not [secret for secret in (*codes, key, "data:image") if secret in later]
    entry = SecurityEntry.objects.get(kind="second-step")
    assert (entry.by, entry.details) == ("bien-tap", "bật")


def test_to_give_it_up_a_code_is_needed(editor):
    phone = make.make_phone(editor)
    client = client_of(editor)
    client.post(OWN, typed(wrong_code(phone), viec="bo"))
    assert has_second_step(editor)
    TOTPDevice.objects.update(throttling_failure_timestamp=None)
    told = client.post(OWN, typed(code_on(phone), viec="bo"), follow=True).content.decode()
    assert "Đã bỏ bước hai" in told
    assert not has_second_step(editor)


def test_new_recovery_codes_end_the_former_ones(editor):
    phone = make.make_phone(editor)
    former = new_recovery_codes(editor)
    answer = client_of(editor).post(OWN, typed(code_on(phone), viec="ma-moi"))
    new = RECOVERY.findall(answer.content.decode())
    assert len(new) == 10
    assert set(new).isdisjoint(former)
    assert StaticToken.objects.count() == 10


def test_another_phone_counts_and_the_former_ends_once_its_code_was_right(editor):
    phone = make.make_phone(editor)
    client = client_of(editor)
    shown = client.post(OWN, typed(code_on(phone), viec="doi"), follow=True)
    other = TOTPDevice.objects.get(confirmed=False)
    assert other.key != phone.key
    assert "điện thoại đang dùng vẫn có hiệu lực" in shown.content.decode()
    assert TOTPDevice.objects.get(confirmed=True).pk == phone.pk
    client.post(OWN, typed(wrong_code(other)))
    assert TOTPDevice.objects.get(confirmed=True).pk == phone.pk
    TOTPDevice.objects.update(throttling_failure_timestamp=None)
    client.post(OWN, typed(code_on(other)))
    assert TOTPDevice.objects.get().pk == other.pk
    told = SecurityEntry.objects.filter(kind="second-step").order_by("pk")
    assert [one.details for one in told] == ["bắt đầu đổi điện thoại", "đổi điện thoại"]


def test_whoever_thinks_better_of_another_phone_keeps_the_one_in_use(editor):
    phone = make.make_phone(editor)
    client = client_of(editor)
    client.post(OWN, typed(code_on(phone), viec="doi"))
    told = client.post(OWN, {"viec": "giu"}, follow=True).content.decode()
    assert "Bước hai đang bật" in told
    assert TOTPDevice.objects.get().pk == phone.pk


def test_the_key_of_another_phone_is_not_shown_to_a_session_without_a_code(editor):
    phone = make.make_phone(editor)
    client_of(editor).post(OWN, typed(code_on(phone), viec="doi"))
    shown = client_of(editor).get(OWN).content.decode()
    assert "second-step-key" not in shown and "data:image" not in shown


# --- Sessions of before --------------------------------------------------------------------------


def is_in(client):
    return client.get("/thiet-bi/").status_code == 200


def by_link(editor):
    """A phone of the editor that a link signed in."""
    phone = Client()
    phone.post(reverse("accounts:enter", args=[give_link(editor, make.make_administrator())[1]]))
    return phone


def test_switching_it_on_signs_out_everywhere_but_here(editor):
    here, elsewhere, phone = client_of(editor), client_of(editor), by_link(editor)
    other_person = client_of(make.make_member())
    here.post(OWN)
    assert is_in(elsewhere) and is_in(phone), "a key that is only shown changes nothing"
    here.post(OWN, typed(code_on(TOTPDevice.objects.get())))
    assert is_in(here) and is_in(other_person)
    assert not is_in(elsewhere) and not is_in(phone)
    assert not editor.devices.signed_in().exists()


@pytest.mark.parametrize("wanted", ["bo", "doi"])
def test_giving_it_up_and_another_phone_do_so_too(editor, wanted):
    phone = make.make_phone(editor)
    here, elsewhere = client_of(editor), client_of(editor)
    here.post(OWN, typed(code_on(phone), viec=wanted))
    if wanted == "doi":
        assert is_in(elsewhere)
        here.post(OWN, typed(code_on(TOTPDevice.objects.get(confirmed=False))))
    assert is_in(here)
    assert not is_in(elsewhere)


@pytest.mark.parametrize("action", ["remove_second_step", "sign_out_everywhere"])
def test_an_administrator_ends_the_sessions_of_a_lost_phone(editor, action):
    make.make_phone(editor)
    elsewhere = client_of(editor)
    administrator, accounts = administrator_client(), reverse("admin:organizations_user_changelist")
    told = administrator.post(
        accounts, {"action": action, "_selected_action": [editor.pk]}, follow=True
    )
    assert "khỏi mọi máy: bien-tap" in told.content.decode()
    assert not is_in(elsewhere)
    assert is_in(administrator)


def test_an_administrator_who_signs_out_everywhere_stays_here():
    person = make.make_administrator("quan-tri")
    here, elsewhere = client_of(person), client_of(person)
    pressed = {"action": "sign_out_everywhere", "_selected_action": [person.pk]}
    here.post(reverse("admin:organizations_user_changelist"), pressed)
    assert is_in(here)
    assert not is_in(elsewhere)
    entry = SecurityEntry.objects.get(kind="session-ended")
    assert (entry.by, entry.about, entry.details) == ("quan-tri", "quan-tri", "khỏi mọi máy")


def test_administrators_see_who_has_one(editor):
    make.make_phone(editor)
    make.make_phone(make.make_editor("chua-xong"), confirmed=False)
    listed = administrator_client().get(reverse("admin:organizations_user_changelist"))
    found = listed.context["cl"].result_list
    assert [one.username for one in found if one.is_second_step_on] == ["bien-tap"]


def test_members_have_no_such_page():
    assert client_of(make.make_member()).get(OWN).status_code == 403
    assert Client().get(OWN).status_code == 403


def test_an_administrator_takes_a_lost_one_away_and_the_log_says_so(editor):
    make.make_phone(editor)
    new_recovery_codes(editor)
    pressed = {"action": "remove_second_step", "_selected_action": [editor.pk]}
    accounts = reverse("admin:organizations_user_changelist")
    told = administrator_client().post(accounts, pressed, follow=True).content.decode()
    assert "Đã bỏ bước hai và đăng xuất khỏi mọi máy: bien-tap" in told
    assert not has_second_step(editor)
    assert not StaticToken.objects.exists()
    entry = SecurityEntry.objects.get(kind="second-step")
    assert (entry.about, entry.details) == ("bien-tap", "người quản trị bỏ")


# --- Where the registry demands it ---------------------------------------------------------------


@pytest.fixture
def demanded(settings):
    settings.REQUIRE_SECOND_STEP = True


PAGES = ("/", "/quan-tri/", "/thanh-vien/", "/api/van-ban/", "/doi-mat-khau/")


@pytest.mark.parametrize("address", PAGES)
def test_an_editor_without_one_is_led_to_where_it_is_set_up(demanded, editor, address):
    answer = client_of(editor).get(address)
    assert (answer.status_code, answer.url) == (302, OWN)


def test_once_it_is_set_up_the_editor_goes_on(demanded, editor):
    client = client_of(editor)
    assert "yêu cầu" in client.get(OWN).content.decode()
    client.post(OWN)
    client.post(OWN, typed(code_on(TOTPDevice.objects.get())))
    assert client.get("/quan-tri/").status_code == 200
    # Another session has not given a code.
    editor.refresh_from_db()
    other = client_of(editor)
    assert other.get("/quan-tri/").url == OWN
    asked = other.get(OWN).content.decode()
    assert "Làm tiếp" in asked
    assert "Làm mã dự phòng mới" not in asked
    assert other.post(OWN, typed(code_on(TOTPDevice.objects.get(), later=1))).status_code == 302
    assert other.get("/quan-tri/").status_code == 200


def test_an_editor_may_not_give_it_up_then_but_may_sign_out(demanded, editor):
    phone = make.make_phone(editor)
    client = client_of(editor)
    client.post(OWN, typed(code_on(phone)))
    assert "Bỏ bước hai" not in client.get(OWN).content.decode()
    client.post(OWN, typed(code_on(phone, later=1), viec="bo"))
    assert has_second_step(editor)
    assert client.post(reverse("logout")).status_code == 302


def test_of_members_and_visitors_nothing_is_demanded(demanded):
    assert Client().get("/").status_code == 200
    assert client_of(make.make_member()).get("/").status_code == 200


def test_the_demand_holds_for_administrators_too(demanded):
    assert administrator_client().get("/quan-tri/").url == OWN
