"""Pages go over a slow network small, or not at all when nothing has changed."""

import gzip

import pytest
from django.test import Client

from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db
BROWSER = {"Accept-Encoding": "gzip"}


@pytest.fixture
def document():
    return make.make_document(title="về việc thử nghiệm", audience=Audience.EVERYONE)


def test_a_page_is_sent_compressed_to_whoever_takes_it(client, document):
    plain = client.get("/van-ban/")
    small = client.get("/van-ban/", headers=BROWSER)
    assert not plain.has_header("Content-Encoding")
    assert small["Content-Encoding"] == "gzip"
    assert len(small.content) < len(plain.content) / 2
    assert "về việc thử nghiệm" in gzip.decompress(small.content).decode()


def test_a_file_is_sent_as_it_is(client, document):
    file = make.make_attachment(document)
    answer = client.get(file.get_absolute_url(), headers=BROWSER)
    assert answer.status_code == 200
    assert not answer.has_header("Content-Encoding")
    assert int(answer["Content-Length"]) == file.size
    assert len(b"".join(answer.streaming_content)) == file.size
    answer.close()


@pytest.mark.parametrize("path", ["/", "/van-ban/", "document", "/ban-tin/", "/co-quan/"])
def test_a_page_that_has_not_changed_is_not_sent_again(client, document, path):
    path = document.get_absolute_url() if path == "document" else path
    for headers in ({}, BROWSER):
        first = client.get(path, headers=headers)
        again = client.get(path, headers={**headers, "If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_a_page_that_has_changed_or_is_for_somebody_else_is_sent(client, document):
    path = document.get_absolute_url()
    seen = {"If-None-Match": client.get(path)["ETag"]}
    other = Client()
    other.force_login(make.make_member())
    assert other.get(path, headers=seen).status_code == 200
    document.title = "về việc khác"
    document.save()
    assert client.get(path, headers=seen).status_code == 200
