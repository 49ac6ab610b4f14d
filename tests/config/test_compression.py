"""Pages go over a slow network small, or not at all when nothing has changed."""

import gzip

import pytest
from django.test import Client

from documents.templatetags.overview_tags import series_address
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


def reading_pages():
    """Make a record of each kind; return the address of every kind of page that people read."""
    shown = {"audience": Audience.EVERYONE}
    source = make.make_document(number="12", text="Thực hiện Chỉ thị số 24-CT/TU.", **shown)
    target = make.make_document(number="24", symbol="CT/TU", **shown)
    make.make_term(target.organization)
    make.make_relation(source, target)
    make.make_citation(source.text, "Chỉ thị số 24-CT/TU", target, state="confirmed")
    make.make_attachment(source)
    bulletin = make.make_bulletin(**shown)
    item = make.make_item(bulletin, source, text=make.make_source("Nêu Chỉ thị số 24-CT/TU."))
    make.make_citation(item.text, "Chỉ thị số 24-CT/TU", target, state="confirmed")
    documents = [source.get_absolute_url(), target.get_absolute_url()]
    return [
        *("/", "/van-ban/", "/van-ban/?q=thử+nghiệm", "/van-ban/?q=không+có", "/van-ban/bo-loc/"),
        *documents,
        *(f"{documents[1]}{beside}" for beside in ("luoc-do/", "chuoi/", "trien-khai/", "qr.svg")),
        series_address(target),
        *("/ban-tin/", "/ban-tin/?q=thử+nghiệm", bulletin.get_absolute_url()),
        *(f"{bulletin.get_absolute_url()}{paper}" for paper in ("ban-in/", "danh-muc/")),
        *("/co-quan/", target.organization.get_absolute_url()),
    ]


@pytest.mark.parametrize("role", ["visitor", "member", "editor"])
def test_a_page_that_has_not_changed_is_not_sent_again(client, role):
    pages = reading_pages()
    if role != "visitor":
        client.force_login(make.make_editor() if role == "editor" else make.make_member())
    for path in pages:
        for headers in ({}, BROWSER):
            first = client.get(path, headers=headers)
            again = client.get(path, headers={**headers, "If-None-Match": first["ETag"]})
            told = (first.status_code, again.status_code, again.content)
            assert told == (200, 304, b""), path
        # A cache on the way must keep what one person sees from another.
        assert "Cookie" in first["Vary"], path


def test_a_page_that_has_changed_or_is_for_somebody_else_is_sent(client, document):
    path = document.get_absolute_url()
    seen = {"If-None-Match": client.get(path)["ETag"]}
    other = Client()
    other.force_login(make.make_member())
    assert other.get(path, headers=seen).status_code == 200
    document.title = "về việc khác"
    document.save()
    assert client.get(path, headers=seen).status_code == 200


def test_a_page_is_sent_again_once_anything_on_it_is_new(client):
    document, bulletin = make.make_document(), make.make_bulletin()
    client.force_login(make.make_member())
    paths = ["/", "/van-ban/", document.get_absolute_url(), bulletin.get_absolute_url()]
    seen = {path: client.get(path)["ETag"] for path in paths}
    make.make_relation(make.make_document(title="về việc mới"), document)
    make.make_item(bulletin, document, title="Mục mới")
    for path, tag in seen.items():
        again = client.get(path, headers={"If-None-Match": tag})
        assert again.status_code == 200 and "mới" in again.content.decode(), path
