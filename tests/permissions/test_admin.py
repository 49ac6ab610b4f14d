"""The staff site is closed to all but staff, at every address it has."""

import pytest
from django.urls import reverse

from organizations.models import User
from tests import factories as make
from tests.permissions.cast import ROLES, STAFF
from tests.permissions.walking import admin_addresses, body_of, words_in

# What the admin shows to whoever asks: the way in.
ADMIN_OPEN = {"login", "jsi18n"}


@pytest.mark.parametrize("role", [role for role in ROLES if role not in STAFF])
def test_the_admin_is_closed_to_all_but_staff(cast, role):
    client = cast["clients"][role]
    addresses = admin_addresses()
    assert len(addresses) > 40, "the walk must find the admin's addresses"
    for name, address in addresses:
        if name in ADMIN_OPEN:
            continue
        for ask in (client.get, client.post):
            response = ask(address)
            assert response.status_code in {302, 403, 404, 405}, (role, name, address)
            assert not words_in(body_of(response), cast), (role, name)


@pytest.mark.parametrize("role", sorted(STAFF))
def test_the_admin_answers_staff_on_every_address(cast, role):
    for name, address in admin_addresses():
        if name == "logout":
            continue
        response = cast["clients"][role].get(address)
        assert response.status_code in {200, 302, 400, 403, 404, 405}, (role, name, address)
        # A file is open until it is read.
        b"".join(response)


def test_editors_are_kept_out_of_every_screen_for_administrators(cast):
    client = cast["clients"]["editor"]
    account = User.objects.get(username="thanh-vien").pk
    # Who may do what, and what happened.
    keys = {
        **{"organizations_user": account, "auth_user": account},
        "organizations_securityentry": make.make_security_entry().pk,
    }
    for screen, key in keys.items():
        asked = [one for name, one in admin_addresses() if name.startswith(screen)]
        assert asked, screen
        for address in asked:
            for ask in (client.get, client.post):
                status = ask(address.replace("/1/", f"/{key}/")).status_code
                # Of a version that is none nothing is told either.
                known = {403, 405, 404} if "/history/" in address else {403, 405}
                assert status in known, address


def test_an_editor_cannot_make_accounts_or_administrators(cast):
    client = cast["clients"]["editor"]
    response = client.post(reverse("admin:organizations_user_add"), {"username": "ke-gian"})
    assert response.status_code == 403
