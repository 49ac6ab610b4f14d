"""Where the links of letters lead is asked before the site starts, not when a letter is written."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.mail import mail


@pytest.mark.parametrize(
    "site",
    [
        # Brackets of an address that do not close, a port that is none: `urlsplit` raises.
        "https://[::1",
        "https://van-kien.example.vn:abc",
        "https://van-kien.example.vn:70000",
        "https://van-kien.example.vn:0",
        # No scheme, another one, no host.
        "van-kien.example.vn",
        "ftp://van-kien.example.vn",
        "https://",
        "https://:8000",
        "/van-kien",
        # A path put behind these would lead elsewhere.
        "https://van-kien.example.vn/?a=b",
        "https://van-kien.example.vn/#a",
        "https://ai-do@van-kien.example.vn",
        "https://van kien.example.vn",
        "https://van-kien.example.vn\n.example.org",
    ],
)
def test_an_address_that_is_none_is_refused_with_what_to_write(monkeypatch, site):
    monkeypatch.setenv("SITE_ADDRESS", site)
    with pytest.raises(ImproperlyConfigured) as refused:
        mail()
    # The stroke at the end is nobody's mistake.
    assert f"SITE_ADDRESS={site.rstrip('/')!r} không phải là địa chỉ" in str(refused.value)
    assert "https://van-kien.example.vn" in str(refused.value)


@pytest.mark.parametrize(
    ("site", "kept"),
    [
        ("", "http://127.0.0.1:8000"),
        ("https://van-kien.example.vn/", "https://van-kien.example.vn"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        # Behind a front server that gives the registry a folder of its site.
        ("https://tinh.example.vn/van-kien", "https://tinh.example.vn/van-kien"),
        ("https://vănkiện.example.vn", "https://vănkiện.example.vn"),
    ],
)
def test_an_address_that_is_one_is_taken(monkeypatch, site, kept):
    monkeypatch.setenv("SITE_ADDRESS", site)
    assert mail().site == kept
