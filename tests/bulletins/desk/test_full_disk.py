"""A disk that is full: a sentence that says so, and nothing half-written stays on it."""

import errno
import os
import time
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.urls import reverse

from bulletins import reading_files
from bulletins.models import Bulletin, Intake
from documents.files import programs
from documents.models import Attachment
from tests import factories as make
from tests.admin_page import filled
from tests.bulletins.desk.material import BRING_IN, TEXT, asked, read_by_the_worker, refusals
from tests.documents.files.pdfs import lines, vietnamese_pdf
from tests.documents.files.test_oldword import OLD

pytestmark = pytest.mark.django_db

PDF = vietnamese_pdf(lines("NỘI DUNG", "1. Chỉ thị số 24-CT/TU về phòng cháy, đọc trong tháng."))
FULL = "ổ đĩa của máy chủ đã đầy"


@pytest.fixture(autouse=True)
def folders(client, editor, settings, tmp_path):
    """Folders of this test's own for all that is written; an editor is signed in."""
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    client.force_login(editor)
    return tmp_path


def written(folder):
    return [path for path in folder.rglob("*") if path.is_file() and path.name != programs.LOCK]


def raising(code):
    def fail(*args, **kwargs):
        raise OSError(code, os.strerror(code))

    return fail


def send(client, province, content=PDF, name="ban-tin.pdf"):
    return client.post(BRING_IN, asked(province, file=SimpleUploadedFile(name, content)))


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_file_that_waits_for_the_worker_finds_no_room(
    client, registry, monkeypatch, folders, code
):
    monkeypatch.setattr(os, "fsync", raising(code))
    answer = send(client, registry[0])
    assert answer.status_code == 400
    assert FULL in refusals(answer)
    assert not Intake.objects.exists()
    assert written(folders) == []


def test_another_fault_of_the_disk_is_not_called_a_full_one(client, registry, monkeypatch, folders):
    monkeypatch.setattr(os, "fsync", raising(errno.EIO))
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        send(client, registry[0])
    assert written(folders) == []


@pytest.mark.parametrize("moment", ["__init__", "write", "seek"])
def test_an_upload_finds_no_room_while_it_comes_in(
    client, registry, monkeypatch, settings, folders, moment
):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    monkeypatch.setattr(TemporaryUploadedFile, moment, raising(errno.ENOSPC), raising=False)
    answer = send(client, registry[0])
    assert answer.status_code == 400
    assert FULL in refusals(answer)
    # What stood behind the file in the form came in all the same.
    assert answer.context["form"]["month"].value() == asked(registry[0])["month"]
    assert written(folders) == []


def test_an_upload_for_which_there_is_room_is_read(client, registry, settings, folders):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    assert send(client, registry[0], TEXT.encode(), "a.txt").status_code == 302
    assert Bulletin.objects.exists()
    assert written(folders / "incoming") == []


def test_a_program_that_finds_no_room_refuses_the_file(client, registry, monkeypatch, folders):
    monkeypatch.setattr("documents.files.oldword.find_program", lambda name: name)
    monkeypatch.setattr("documents.files.texts.find_program", lambda name: name)
    page = send(client, registry[0], OLD, "a.doc").url
    monkeypatch.setattr("documents.files.oldword._write_profile", raising(errno.ENOSPC))
    read_by_the_worker(client, page)
    assert FULL in refusals(client.get(page))
    assert written(folders) == []


def test_uploads_that_a_killed_process_left_are_swept_after_an_hour(folders):
    old, young = (folders / "incoming" / name for name in ("old.upload", "young.upload"))
    for path in (old, young):
        path.write_bytes(b"%PDF-1.7")
    hours_ago = time.time() - 2 * 3600
    os.utime(old, (hours_ago, hours_ago))
    reading_files.sweep()
    assert not old.exists() and young.exists()


# --- Files of a document, in the staff site -----------------------------------------------------


def test_of_two_files_of_a_document_neither_stays_when_the_second_finds_no_room(
    client, monkeypatch, folders
):
    document, real, stored = make.make_document(title="cũ"), FileSystemStorage._save, []

    def save(self, name, content):
        stored.append(name)
        if len(stored) == 2:
            Path(self.path(name)).parent.mkdir(parents=True, exist_ok=True)
            Path(self.path(name)).write_bytes(b"half")
            raising(errno.ENOSPC)()
        return real(self, name, content)

    monkeypatch.setattr(FileSystemStorage, "_save", save)
    address = reverse("admin:documents_document_change", args=[document.pk])
    values = filled(client.get(address)) | {
        "title": "mới",
        "relations-TOTAL_FORMS": 0,
        "attachments-TOTAL_FORMS": 2,
        "attachments-0-file": SimpleUploadedFile("a.txt", "Tệp thứ nhất.".encode()),
        "attachments-1-file": SimpleUploadedFile("b.txt", "Tệp thứ hai.".encode()),
    }
    page = client.post(address, values).content.decode()
    assert len(stored) == 2
    assert FULL in page and "phải chọn lại" in page
    assert ">mới" in page.replace("\n", "")
    document.refresh_from_db()
    assert document.title == "cũ"
    assert not Attachment.all_objects.exists()
    assert written(folders) == []


def test_a_file_of_a_document_finds_no_room_while_it_comes_in(
    client, monkeypatch, settings, folders
):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    document = make.make_document()
    address = reverse("admin:documents_document_change", args=[document.pk])
    values = filled(client.get(address)) | {
        "relations-TOTAL_FORMS": 0,
        "attachments-TOTAL_FORMS": 1,
        "attachments-0-file": SimpleUploadedFile("a.txt", "Tệp thứ nhất.".encode()),
    }
    monkeypatch.setattr(TemporaryUploadedFile, "write", raising(errno.ENOSPC), raising=False)
    assert FULL in client.post(address, values).content.decode()
    assert not Attachment.all_objects.exists()
    assert written(folders) == []
