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
from bulletins.file_tasks import read_staged, sweep_files, sweep_regularly
from bulletins.models import Bulletin, Intake
from documents.files.receiving import LEFT_SECONDS
from documents.files.staging import ORPHAN_SECONDS
from documents.models import BackgroundTask, Document
from organizations.emptying import bin_time
from tests import factories as make
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


def hours_pass(monkeypatch, hours, *, at=None):
    """Have the worker sweep once an hour, its clock on the hour or standing at one moment."""
    now = timezone.now()
    for hour in range(1, hours + 1):
        moment = at or now + timedelta(hours=hour)
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        sweep_files.func()
    monkeypatch.undo()


def test_a_clock_that_leaps_ahead_empties_no_bin_until_weeks_have_passed(monkeypatch):
    document = make.make_document()
    document.move_to_bin()
    hours_pass(monkeypatch, 1)
    leapt = timezone.now() + timedelta(days=400)
    hours_pass(monkeypatch, 24 * 14, at=leapt)
    assert Document.all_objects.filter(pk=document.pk).exists()
    # A worker that starts again and again moves nothing on.
    monkeypatch.setattr(timezone, "now", lambda: leapt)
    for _ in range(200):
        sweep_regularly()
    monkeypatch.undo()
    assert Document.all_objects.filter(pk=document.pk).exists()
    # Put right in the meantime, the bin is where the clock is.
    hours_pass(monkeypatch, 1)
    assert bin_time(timezone.now() + timedelta(days=400)) <= timezone.now() + timedelta(hours=1)


def test_a_machine_that_was_off_catches_up_and_empties_what_is_due(monkeypatch):
    document = make.make_document()
    document.move_to_bin()
    hours_pass(monkeypatch, 1)
    hours_pass(monkeypatch, 24 * 23, at=timezone.now() + timedelta(days=120))
    assert not Document.all_objects.filter(pk=document.pk).exists()


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
