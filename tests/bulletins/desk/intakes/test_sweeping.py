"""What nobody waits for any more is removed: files, uploads of a killed site, rows of old tasks."""

import os
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from bulletins import reading_files
from bulletins.file_tasks import read_staged, sweep_files
from bulletins.models import Bulletin, Intake
from documents.files.receiving import LEFT_SECONDS
from documents.files.staging import ORPHAN_SECONDS
from documents.models import BackgroundTask
from tests.bulletins.desk.intakes.sending import OTHER_MONTH, PDF, key_of, let_pass, send, staged
from tests.bulletins.desk.material import BRING_IN, read_by_the_worker

pytestmark = pytest.mark.django_db


def test_what_a_worker_killed_right_after_taking_in_left_is_removed(client, page, folder):
    name = Intake.objects.get().staged_as
    read_by_the_worker(client, page)
    (folder / name).write_bytes(PDF)
    read_staged(key_of(page), uuid4())
    assert staged(folder) == [] and Bulletin.objects.count() == 1


def test_what_is_older_than_a_day_and_what_has_no_record_is_swept(client, registry, page, folder):
    let_pass(reading_files.KEPT)
    read = send(client, registry[0], **OTHER_MONTH).url
    reading_files.begin(key_of(read), uuid4())
    Intake.objects.filter(pk=key_of(read)).update(sent_at=F("sent_at") - reading_files.KEPT)
    for name, age in (("moi", 0), ("cu", ORPHAN_SECONDS + 1)):
        _aged(folder / name, age)
    sweep_files.func()
    # What is being read is read to its end, and what comes in just now gets its record.
    being_read = Intake.objects.get()
    assert being_read.pk == key_of(read)
    assert set(staged(folder)) == {being_read.staged_as, "moi"}
    assert client.get(page).url == BRING_IN


def sweeps(status):
    return BackgroundTask.objects.filter(status=status, task_path=sweep_files.module_path).count()


@pytest.fixture
def killed_upload(settings, folder):
    """What a web process left that was killed an hour ago, beside an upload that is coming in."""
    settings.FILE_UPLOAD_TEMP_DIR = folder.parent / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    _aged(settings.FILE_UPLOAD_TEMP_DIR / "moi", 0)
    left = settings.FILE_UPLOAD_TEMP_DIR / "cu"
    _aged(left, LEFT_SECONDS + 1)
    return left


def test_a_worker_that_starts_removes_what_a_killed_site_left(killed_upload, monkeypatch):
    at_start = []
    run = "django_tasks_db.management.commands.db_worker.Worker.run"
    monkeypatch.setattr(run, lambda worker: at_start.append(killed_upload.exists()))
    for _ in range(2):
        call_command("db_worker", batch=True, reload=False, verbosity=0)
    assert at_start == [False, False]
    assert [path.name for path in killed_upload.parent.iterdir()] == ["moi"]
    assert sweeps("READY") == 1


def test_what_is_left_over_is_swept_every_hour_and_the_rows_of_it_do_not_gather(killed_upload):
    BackgroundTask.objects.all().delete()
    sweep_files.call()
    assert not killed_upload.exists()
    (waits,) = BackgroundTask.objects.all()
    assert timezone.now() < waits.run_after <= timezone.now() + timedelta(hours=1)
    BackgroundTask.objects.update(status="SUCCESSFUL", finished_at=timezone.now())
    sweep_files.call()
    assert (sweeps("READY"), sweeps("SUCCESSFUL")) == (1, 0)


def test_a_sweep_that_fails_is_not_the_last_one(folder, monkeypatch):
    monkeypatch.setattr(reading_files, "sweep", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sweep_files.call()
    assert sweeps("READY") == 1


def _aged(path: Path, seconds: float) -> None:
    path.write_bytes(b"x")
    long_ago = timezone.now() - timedelta(seconds=seconds)
    os.utime(path, (long_ago.timestamp(), long_ago.timestamp()))
