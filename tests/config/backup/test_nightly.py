"""The backup of each night: the newest stay, and none goes before the new one is whole."""

import io
import os
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from config import operators
from config.backup import nightly, saving
from config.backup.last import last_backup
from organizations.models import SecurityEntry
from tests import factories as make
from tests.admin_page import editor_client

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def older(folder, *days):
    for day in days:
        (folder / f"so-2020-01-{day:02}-0130.zip").write_bytes(b"x")


def test_the_oldest_go_once_the_new_one_is_whole(folder):
    older(folder, 1, 2, 3)
    # A person's own stay, whatever they are called.
    for name in ("truoc-nang-cap.zip", "so-2020.zip", "so-2020-01-01-0130.zip.cu"):
        (folder / name).write_bytes(b"x")
    told = io.StringIO()
    call_command("backup_nightly", str(folder), keep=2, stdout=told)
    made = f"so-{timezone.localtime():%Y-%m-%d}"
    left = [name for name in names(folder) if name.endswith(".zip") and len(name) == 22]
    assert len(left) == 2 and left[0] == "so-2020-01-03-0130.zip" and left[1].startswith(made)
    assert {"truoc-nang-cap.zip", "so-2020.zip", "so-2020-01-01-0130.zip.cu"} <= set(names(folder))
    assert "xóa 2 bản cũ" in told.getvalue()


def test_the_new_one_stays_though_a_clock_that_ran_ahead_named_others(folder):
    (folder / "so-2999-01-01-0130.zip").write_bytes(b"x")
    made, removed = nightly.save_nightly(folder, keep=1)
    assert names(folder) == [made.name]
    assert [path.name for path in removed] == ["so-2999-01-01-0130.zip"]


def test_a_backup_that_fails_removes_none_and_is_no_last_one(folder, monkeypatch):
    older(folder, 1, 2, 3)

    def fail(file, told):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving, "_write", fail)
    with pytest.raises(CommandError, match=r"Không ghi được vào .*: No space left"):
        call_command("backup_nightly", str(folder), keep=1)
    assert len(names(folder)) == 3
    assert last_backup() is None


def test_one_without_a_file_of_the_registry_fails_and_removes_none(folder):
    older(folder, 1, 2, 3)
    attachment = make.make_attachment()
    default_storage.delete(attachment.file.name)
    with pytest.raises(CommandError, match="thiếu 1 tệp mà sổ có ghi") as refused:
        call_command("backup_nightly", str(folder), keep=1)
    assert attachment.file.name in str(refused.value)
    # What could be saved is there, beside those that may have the file.
    assert len(names(folder)) == 4
    assert last_backup() is None
    assert not SecurityEntry.objects.exists()


def test_a_backup_that_fails_is_written_to_whoever_keeps_the_machine(
    folder, settings, monkeypatch, mailoutbox
):
    missing = str(folder / "khong-co")
    with pytest.raises(CommandError):
        call_command("backup_nightly", missing)
    # No mail server is named, then nobody to write to.
    settings.EMAIL_HOST = "mail.example.vn"
    with pytest.raises(CommandError):
        call_command("backup_nightly", missing)
    assert mailoutbox == []
    settings.EMAIL_OPERATORS = ("quan-tri@example.vn",)
    with pytest.raises(CommandError):
        call_command("backup_nightly", missing)

    def fail(file, told):
        raise DatabaseError("connection to db.example failed for user vankien")

    monkeypatch.setattr(saving, "_write", fail)
    with pytest.raises(DatabaseError):
        call_command("backup_nightly", str(folder))
    known, unforeseen = mailoutbox
    assert known.to == ["quan-tri@example.vn"]
    assert known.subject == "Văn Kiện: Sao lưu đêm nay không xong"
    assert f"Không có thư mục {missing}" in known.body
    assert "Xem nhật ký của máy chủ" in unforeseen.body and "db.example" not in unforeseen.body


def test_a_letter_that_cannot_be_sent_hides_no_failure(folder, settings, monkeypatch):
    settings.EMAIL_HOST, settings.EMAIL_OPERATORS = "mail.example.vn", ("quan-tri@example.vn",)

    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(operators, "send_mail", refuse)
    with pytest.raises(CommandError, match="Không có thư mục"):
        call_command("backup_nightly", str(folder / "khong-co"))


def test_what_killed_runs_left_goes_and_what_may_be_written_stays(folder):
    left = ("so-2020-01-01-0130.zip.dang-ghi", "so-2020-01-02-0130.zip.dang-ghi")
    others = ("truoc-nang-cap.zip.dang-ghi", "so-2020-01-03-0130.zip.dang-ghi")
    for name in (*left, *others):
        (folder / name).write_bytes(b"x")
    long_ago = (timezone.now() - timedelta(hours=7)).timestamp()
    # A person's own, and one that somebody wrote to just now.
    for name in (*left, others[0]):
        os.utime(folder / name, (long_ago, long_ago))
    made, _ = nightly.save_nightly(folder, keep=3)
    assert names(folder) == sorted([made.name, *others])


def test_what_was_left_goes_before_the_new_one_needs_its_room(folder, monkeypatch):
    left = folder / "so-2020-01-01-0130.zip.dang-ghi"
    left.write_bytes(b"x")
    os.utime(left, (0, 0))

    def look(path):
        assert not left.exists()
        return saving.save_backup(path)

    monkeypatch.setattr(nightly, "save_backup", look)
    nightly.save_nightly(folder, keep=3)


def test_the_security_log_is_told_of_it(folder):
    call_command("backup_nightly", str(folder), stdout=io.StringIO())
    (made,) = names(folder)
    entry = SecurityEntry.objects.get(kind="exported")
    assert (entry.by, entry.details) == ("", f"sao lưu hằng đêm, {made}")


def test_the_last_one_is_remembered(folder):
    assert last_backup() is None
    call_command("backup", str(folder / "a.zip"), stdout=io.StringIO())
    assert timezone.now() - last_backup() < timedelta(minutes=1)
    mark = folder.parent / "data" / "last_backup"
    long_ago = (timezone.now() - timedelta(days=3)).timestamp()
    os.utime(mark, (long_ago, long_ago))
    nightly.save_nightly(folder, keep=3)
    assert timezone.now() - last_backup() < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("options", "said"),
    [({"keep": 0}, "--keep 0: phải giữ ít nhất 1 bản"), ({"name": "khong-co"}, "Không có thư mục")],
)
def test_what_cannot_be_meant_is_refused(folder, options, said):
    options = dict(options)
    place = folder / options.pop("name", "")
    with pytest.raises(CommandError, match=said):
        call_command("backup_nightly", str(place), **options)
    assert names(folder) == []


def told_to_staff() -> str:
    return editor_client().get(reverse("admin:index")).content.decode()


def test_staff_are_told_where_nobody_has_saved_the_registry_for_days(folder, monkeypatch):
    assert "Sổ chưa được sao lưu lần nào" in told_to_staff()
    call_command("backup_nightly", str(folder), stdout=io.StringIO())
    saved = timezone.now()
    for days, is_told in ((2, False), (4, True)):
        monkeypatch.setattr(timezone, "now", lambda days=days: saved + timedelta(days=days))
        page = told_to_staff()
        assert (f"Sổ chưa được sao lưu từ ngày {timezone.localtime(saved):%d/%m/%Y}" in page) is (
            is_told
        )


@override_settings(DEMO=True)
def test_a_registry_for_trying_asks_for_no_backup():
    assert "chưa được sao lưu" not in told_to_staff()
