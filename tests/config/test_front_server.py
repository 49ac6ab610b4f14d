"""The server that stands before the site waits for it as long as the site may take."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from documents.files import oldword, pdf, scans

NGINX = Path(__file__).resolve().parents[2] / "config/deploy/nginx.conf"


def seconds_for(address):
    """How long nginx waits for an answer from `address`: as said for it alone, else for all."""
    text = re.sub(r"#.*", "", NGINX.read_text("utf-8"))
    own = re.search(rf"location = {re.escape(address)} {{([^}}]*)}}", text)
    said = re.search(r"proxy_read_timeout (\d+)s;", own[1] if own else text)
    return int(said[1])


@pytest.mark.parametrize(
    "longest", [pdf.MAX_SECONDS + scans.MAX_SECONDS, pdf.MAX_SECONDS + oldword.MAX_SECONDS]
)
def test_a_draft_is_waited_for_that_is_read_in_its_request(longest):
    assert seconds_for(reverse("bulletins:check")) > longest


def test_other_pages_are_given_up_sooner():
    assert seconds_for(reverse("bulletins:list")) < 100


def test_every_place_hands_its_requests_to_the_site():
    places = re.findall(r"location [^{]*{([^}]*)}", NGINX.read_text("utf-8"))
    assert all("proxy_pass http://127.0.0.1:8000;" in one or "internal;" in one for one in places)
    assert len(places) == 3
