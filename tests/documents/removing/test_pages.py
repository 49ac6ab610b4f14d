"""The pages on which an editor takes a document's content away and gets it back."""

import pytest
from django.urls import reverse

from documents.models import ContentRemoval
from tests import factories as make
from tests.admin_page import editor_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def cited():
    document = make.make_document(text="Nội dung nhập nhầm.", note="ghi chú")
    make.make_citation(None, "Chỉ thị số 24-CT/TU", document)
    return document


def test_from_the_refused_deletion_to_the_content_taken_and_given_back(cited):
    client = editor_client()
    page = client.get(reverse("admin:documents_document_delete", args=[cited.pk]))
    address = reverse("documents:remove_content", args=[cited.slug])
    assert address in page.content.decode()
    page = client.get(address)
    told = page.content.decode()
    assert "Nội dung: 19 chữ cái và dấu" in told
    assert "1 văn bản được trích dẫn" in told
    cited.refresh_from_db()
    assert cited.is_held
    answer = client.post(address, follow=True)
    assert "Đã gỡ nội dung" in answer.content.decode()
    cited.refresh_from_db()
    assert not cited.is_held
    put_back = reverse("documents:put_content_back", args=[ContentRemoval.objects.get().pk])
    assert put_back in answer.content.decode()
    answer = client.post(put_back, follow=True)
    assert "Đã lấy lại nội dung" in answer.content.decode()
    assert put_back not in answer.content.decode()
    cited.refresh_from_db()
    assert cited.text.body == "Nội dung nhập nhầm."


def test_what_nobody_cites_is_led_to_the_bin(cited):
    document = make.make_document(text="Nội dung.")
    client = editor_client()
    bin_address = reverse("admin:documents_document_delete", args=[document.pk])
    page = client.get(reverse("documents:remove_content", args=[document.slug]))
    assert bin_address in page.content.decode()
    page = client.get(reverse("documents:remove_content", args=[cited.slug]))
    assert reverse("admin:documents_document_delete", args=[cited.pk]) not in page.content.decode()


def test_members_reach_none_of_it(client, cited):
    removal = ContentRemoval.objects.create(document=cited, done_by=make.make_editor())
    client.force_login(make.make_member())
    for address in (
        reverse("documents:remove_content", args=[cited.slug]),
        reverse("documents:removals"),
    ):
        assert client.get(address).status_code == 403
    client.post(reverse("documents:remove_content", args=[cited.slug]))
    back = client.post(reverse("documents:put_content_back", args=[removal.pk]))
    assert back.status_code == 403
    cited.refresh_from_db()
    assert cited.is_held
    assert "Gỡ nội dung" not in client.get(cited.get_absolute_url()).content.decode()
