"""A code to sign in with leads where its owner's phone can go, or says that it cannot."""

import pytest
from django.urls import reverse

from organizations.site_address import opens_elsewhere
from tests import factories as make

WARNING = "không mở được trên điện thoại"


def given(client, host):
    client.force_login(make.make_editor())
    member = make.make_member("ba-tam")
    address = reverse("accounts:give", args=[member.pk])
    return client.post(address, headers={"Host": host}).content.decode()


@pytest.mark.parametrize(
    ("site", "host", "expected", "is_warned"),
    [
        # The usual name of the site, whichever way the editor came.
        ("https://van-kien.example.vn", "127.0.0.1", "https://van-kien.example.vn/vao/", False),
        ("https://van-kien.example.vn", "testserver", "https://van-kien.example.vn/vao/", False),
        # Nobody has named the site: the way the editor came serves, unless it ends at this machine.
        ("http://127.0.0.1:8000", "testserver", "http://testserver/vao/", False),
        ("http://127.0.0.1:8000", "localhost:8000", "http://localhost:8000/vao/", True),
    ],
)
@pytest.mark.django_db
def test_the_code_bears_an_address_for_the_phone(client, settings, site, host, expected, is_warned):
    settings.SITE_ADDRESS, settings.ALLOWED_HOSTS = site, ["*"]
    page = given(client, host)
    assert expected in page
    assert (WARNING in page) is is_warned


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://127.0.0.1:8000", False),
        ("http://127.0.1.1/", False),
        ("http://[::1]:8000", False),
        ("http://localhost", False),
        # A machine of the office, by number or by name.
        ("http://192.168.1.20:8000", True),
        ("https://van-kien.example.vn", True),
        ("http://localhost.example.vn", True),
    ],
)
def test_what_ends_at_this_machine_is_known(address, expected):
    assert opens_elsewhere(address) is expected
