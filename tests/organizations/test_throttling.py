"""Wrong passwords lock an account for the address they came from, for a while."""

from datetime import timedelta
from ipaddress import ip_network

import pytest
from axes.models import AccessAttempt
from django.conf import settings as site_settings
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from organizations import throttling
from organizations.client_address import client_address
from organizations.models import SecurityEntry
from organizations.throttling import counted_address, lift_locks
from tests import factories as make
from tests.admin_page import administrator_client

pytestmark = pytest.mark.django_db
LIMIT = site_settings.AXES_FAILURE_LIMIT
OFFICE, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def secretary():
    return make.make_editor("bi-thu")


def sign_in(username: str, password: str, address: str = OFFICE, **headers: str):
    asked = {"username": username, "password": password}
    return Client(REMOTE_ADDR=address, headers=headers).post(reverse("login"), asked)


def lock(username: str, address: str = OFFICE):
    """Type wrong passwords until the address is locked; return the last answer."""
    return [sign_in(username, "sai", address) for _ in range(LIMIT)][-1]


def test_after_some_wrong_passwords_the_right_one_has_to_wait_and_the_page_says_until_when(
    secretary,
):
    tries = [sign_in("bi-thu", "sai") for _ in range(LIMIT)]
    assert [page.status_code for page in tries] == [200] * (LIMIT - 1) + [429]
    page = sign_in("bi-thu", make.PASSWORD)
    assert page.status_code == 429
    assert "_auth_user_id" not in page.client.session
    until = timezone.localtime(timezone.now() + site_settings.AXES_COOLOFF_TIME)
    told = page.content.decode()
    assert any(f"{until + timedelta(minutes=more):%H:%M}" in told for more in (0, 1))
    assert 0 < int(page["Retry-After"]) <= 16 * 60
    assert "site-header" in told, "the page is one of the site's"


def test_nobody_elsewhere_is_kept_out_by_that(secretary):
    lock("bi-thu")
    assert sign_in("bi-thu", make.PASSWORD, ELSEWHERE).status_code == 302
    # A colleague in the same office comes in too.
    make.make_member("dong-chi")
    assert sign_in("dong-chi", make.PASSWORD).status_code == 302


def test_the_lock_ends_by_itself_and_trying_meanwhile_does_not_put_it_off(secretary):
    lock("bi-thu")
    began = AccessAttempt.objects.get().attempt_time
    assert sign_in("bi-thu", "sai").status_code == 429
    assert AccessAttempt.objects.get().attempt_time == began
    AccessAttempt.objects.update(attempt_time=began - site_settings.AXES_COOLOFF_TIME)
    assert sign_in("bi-thu", make.PASSWORD).status_code == 302


def test_a_lock_of_a_clock_that_was_ahead_lasts_no_longer_than_any(secretary):
    lock("bi-thu")
    ahead = timezone.now() + timedelta(days=365)
    AccessAttempt.objects.update(attempt_time=ahead)
    page = sign_in("bi-thu", make.PASSWORD)
    assert page.status_code == 429 and int(page["Retry-After"]) <= 16 * 60
    began = AccessAttempt.objects.get().attempt_time
    AccessAttempt.objects.update(attempt_time=began - site_settings.AXES_COOLOFF_TIME)
    assert sign_in("bi-thu", make.PASSWORD).status_code == 302


def test_who_comes_in_at_last_begins_anew(secretary):
    for _ in range(2):
        for _ in range(LIMIT - 1):
            sign_in("bi-thu", "sai")
        assert sign_in("bi-thu", make.PASSWORD).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_a_name_without_an_account_is_locked_alike_and_kept_unreadable():
    """The word may be a password in the wrong box, and the answer must not tell who is there."""
    assert lock("mat-khau-go-nham").status_code == 429
    row = AccessAttempt.objects.get()
    assert "mat-khau" not in str(list(AccessAttempt.objects.values()))
    assert row.username.startswith("?")
    assert "mat-khau" not in str(list(SecurityEntry.objects.values()))


def test_of_a_failure_neither_password_nor_form_nor_browser_is_kept(secretary):
    sign_in("bi-thu", "mat-khau-sai", **{"User-Agent": "Trinh-duyet-X"})
    kept = str(list(AccessAttempt.objects.values())) + str(list(SecurityEntry.objects.values()))
    assert "bi-thu" in kept
    assert OFFICE in kept
    assert not [
        word for word in ("mat-khau-sai", "Trinh-duyet", "csrf", "/dang-nhap") if word in kept
    ]


def test_whoever_tries_one_password_on_everybody_is_stopped_too(secretary, monkeypatch):
    monkeypatch.setattr(throttling, "ADDRESS_LIMIT", 6)
    tries = [sign_in(f"nguoi-{number}", "mat-khau-hay-gap") for number in range(7)]
    assert [page.status_code for page in tries] == [200] * 6 + [429]
    assert sign_in("bi-thu", make.PASSWORD).status_code == 429
    assert sign_in("bi-thu", make.PASSWORD, ELSEWHERE).status_code == 302
    assert SecurityEntry.objects.filter(kind="sign-in-failed").count() == 6, "the log is bounded"


def test_the_log_tells_of_failures_and_of_the_lock_once(secretary):
    lock("bi-thu")
    sign_in("bi-thu", "sai")
    kinds = list(SecurityEntry.objects.order_by("pk").values_list("kind", "about", "address"))
    assert kinds == [("sign-in-failed", "bi-thu", OFFICE)] * LIMIT + [("locked", "bi-thu", OFFICE)]


def test_an_administrator_lifts_a_lock_without_a_shell(secretary):
    lock("bi-thu")
    administrator = administrator_client()
    accounts = reverse("admin:organizations_user_changelist")
    assert "đang bị khóa" in administrator.get(accounts).content.decode()
    pressed = {"action": "lift_lock", "_selected_action": [secretary.pk]}
    told = administrator.post(accounts, pressed, follow=True).content.decode()
    assert "Đã mở khóa" in told
    assert "đang bị khóa" not in told
    assert sign_in("bi-thu", make.PASSWORD).status_code == 302
    entry = SecurityEntry.objects.get(kind="unlocked")
    assert (entry.by.startswith("quan-tri"), entry.about) == (True, "bi-thu")


def test_where_nothing_is_locked_nothing_is_lifted(secretary, rf):
    assert lift_locks(secretary, rf.get("/")) is False
    assert not SecurityEntry.objects.exists()


# --- From which address ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "expected"),
    [
        # Nobody stands in front: what a visitor writes is not read.
        ([], "203.0.113.7", "198.51.100.9", "203.0.113.7"),
        # The proxy writes at the end whom it got the request from.
        (["127.0.0.1"], "127.0.0.1", "203.0.113.7", "203.0.113.7"),
        # Trap: in front of that stands what the visitor wrote himself.
        (["127.0.0.1"], "127.0.0.1", "198.51.100.9, 203.0.113.7", "203.0.113.7"),
        # Trap: the visitor names the proxy's own address.
        (["127.0.0.1"], "127.0.0.1", "127.0.0.1, 203.0.113.7", "203.0.113.7"),
        # Two of ours, one behind the other.
        (["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", "203.0.113.7, 10.1.2.3", "203.0.113.7"),
        # Somebody who reaches the server past the proxy.
        (["10.0.0.1"], "203.0.113.7", "198.51.100.9", "203.0.113.7"),
        # The proxy says nothing, or nonsense: then it is the proxy.
        (["127.0.0.1"], "127.0.0.1", "", "127.0.0.1"),
        (["127.0.0.1"], "127.0.0.1", "unknown", "127.0.0.1"),
        # One address, two ways of writing it.
        ([], "::ffff:203.0.113.7", "", "203.0.113.7"),
        ([], "", "", ""),
    ],
)
def test_the_address_is_the_one_that_a_proxy_of_ours_saw(
    settings, proxies, remote, forwarded, expected
):
    settings.TRUSTED_PROXIES = [ip_network(one) for one in proxies]
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers)
    assert client_address(request) == expected


def test_a_whole_network_of_ipv6_counts_as_one_address(rf):
    """Whoever has one such address has all of its network."""
    one, other = (rf.get("/", REMOTE_ADDR=f"2001:db8:1:2::{end}") for end in ("1", "ffff"))
    beside = rf.get("/", REMOTE_ADDR="2001:db8:1:3::1")
    assert counted_address(one) == counted_address(other) != counted_address(beside)


def test_a_forged_header_neither_unlocks_nor_locks_others(secretary):
    for number in range(LIMIT):
        sign_in("bi-thu", "sai", **{"X-Forwarded-For": f"198.51.100.{number}"})
    forged = {"X-Forwarded-For": ELSEWHERE}
    assert sign_in("bi-thu", make.PASSWORD, **forged).status_code == 429
    assert sign_in("bi-thu", make.PASSWORD, ELSEWHERE).status_code == 302
