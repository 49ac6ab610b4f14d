"""What a request may lay on the disk before anybody has asked who sends it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from django.urls import reverse

from documents.files import uploads
from tests.admin_page import editor_client

pytestmark = pytest.mark.django_db
PIECE = 3 * 2**20


@pytest.fixture
def written(monkeypatch, settings, tmp_path):
    """The bytes that went to the disk, of requests that may send 8 MB."""
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    monkeypatch.setattr(uploads, "MOST_SENT_BYTES", 8 * 2**20)
    sizes = []
    real = TemporaryFileUploadHandler.receive_data_chunk

    def receive(self, raw_data, start):
        sizes.append(len(raw_data))
        return real(self, raw_data, start)

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", receive)
    return sizes


def files(count):
    content = b"Mot dong.\n" * (PIECE // 10)
    return {f"f{n}": SimpleUploadedFile(f"{n}.txt", content) for n in range(count)}


def test_many_files_of_a_visitor_fill_no_disk(written):
    client = Client(enforce_csrf_checks=True)
    client.get(reverse("login"))
    assert client.post(reverse("login"), {"username": "a", **files(6)}).status_code == 403
    assert 2 * PIECE - 100 <= sum(written) <= 8 * 2**20


def test_a_file_that_was_dropped_is_refused_and_never_taken_for_whole(written):
    sent = files(2) | {"pasted_file": files(1)["f0"]}
    page = editor_client().post(reverse("admin:documents_document_paste"), sent)
    assert "Các tệp gửi cùng một lần lớn hơn 8 MB" in page.content.decode()
