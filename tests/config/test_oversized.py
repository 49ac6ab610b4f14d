"""A form that is sent more than the site takes says so in the layout, and keeps nothing."""

import pytest

from bulletins.models import Bulletin, Intake
from tests import factories as make

pytestmark = pytest.mark.django_db

ENCODED = "application/x-www-form-urlencoded"


@pytest.fixture
def little(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 20


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/ban-tin/nhap/", None),
        ("/ban-tin/kiem-tra/", ENCODED),
        ("/dang-nhap/", ENCODED),
        ("/quan-tri/documents/document/add/", None),
    ],
)
def test_a_paste_that_is_too_long_is_answered_with_a_sentence(client, little, address, kind):
    client.force_login(make.make_editor("bien-tap"))
    words = "chữ dán vào " * 2**17
    sent = f"text={words}" if kind else {"text": words}
    answer = client.post(address, sent, **({"content_type": kind} if kind else {}))
    page = answer.content.decode()
    assert answer.status_code == 413
    assert "tối đa 1 MB chữ" in page and "Chưa có gì được lưu" in page
    assert 'id="noi-dung"' in page and "chữ dán vào" not in page
    assert not Bulletin.objects.exists() and not Intake.objects.exists()
    assert client.get(address).status_code < 400


@pytest.mark.parametrize("kind", [None, ENCODED])
def test_too_many_boxes_are_answered_with_a_sentence(client, little, kind):
    boxes = {f"o{number}": "1" for number in range(30)}
    sent = "&".join(f"{name}=1" for name in boxes) if kind else boxes
    answer = client.post("/dang-nhap/", sent, **({"content_type": kind} if kind else {}))
    assert answer.status_code == 413
    assert "quá nhiều ô" in answer.content.decode()


def test_what_is_as_long_as_the_site_takes_is_read(client, little):
    client.force_login(make.make_editor("bien-tap"))
    answer = client.post("/ban-tin/kiem-tra/", {"text": "Chữ dán vào. " * 2**10})
    assert answer.status_code == 200
