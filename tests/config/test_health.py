"""What the two addresses for watchers answer, also when the database is away or behind."""

from collections import namedtuple
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import get_date_max

from bulletins.file_tasks import sweep_files
from config import health
from documents.models import BackgroundTask
from documents.working import at_work, living

Disk = namedtuple("Disk", "total used free")


@pytest.fixture(autouse=True)
def no_worker_ran_here(settings, tmp_path):
    """A data folder that no worker has left its lock in."""
    settings.DATA_DIR = tmp_path


def lay_down(since, **values):
    """A task that waits since a moment: for the worker, or with `run_after` until later."""
    task = BackgroundTask.objects.get(pk=sweep_files.enqueue().id)
    BackgroundTask.objects.filter(pk=task.pk).update(enqueued_at=since, **values)
    return task


def test_a_live_server_answers_without_asking_the_database(client):
    # No database mark: pytest-django fails this test when a query is made.
    response = client.get("/healthz")
    assert (response.status_code, response.content.decode()) == (200, "Đang chạy.\n")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-cache" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_a_migrated_database_is_ready(client):
    response = client.get("/readyz")
    assert (response.status_code, response.content.decode()) == (200, "Sẵn sàng.\n")


@pytest.mark.django_db
def test_a_missing_migration_is_counted_and_the_remedy_named(client):
    last = MigrationRecorder.Migration.objects.filter(app="sessions").get()
    last.delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content.decode() == (
        "Còn 1 bước cập nhật cơ sở dữ liệu chưa chạy. Hãy chạy: manage.py migrate\n"
    )


def test_a_silent_database_is_reported_without_its_address(client, monkeypatch):
    def refuse() -> int:
        raise OperationalError("connection to db.example failed for user vankien")

    monkeypatch.setattr(health, "unapplied_migrations", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    text = response.content.decode()
    assert text == "Cơ sở dữ liệu không trả lời. Hãy xem nhật ký của máy chủ.\n"


@pytest.mark.django_db
@pytest.mark.parametrize("setting", ["DATA_DIR", "OTHER_DISKS"])
def test_a_folder_that_is_away_is_told_without_its_name(client, settings, tmp_path, setting):
    gone = tmp_path / "khong-con"
    setattr(settings, setting, gone if setting == "DATA_DIR" else [gone])
    response = client.get("/readyz")
    assert response.status_code == 503
    told = response.content.decode()
    assert told.startswith("Thư mục dữ liệu không còn đó") and "khong-con" not in told


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_watcher_over_plain_http_is_not_redirected(client, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(address).status_code == 200
    # The exemption is for these two addresses alone.
    assert client.get(f"{address}/x").status_code == 301


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_watcher_only_reads(client, address):
    assert client.post(address).status_code == 405


@pytest.mark.django_db
def test_a_disk_that_is_nearly_full_is_told_with_what_is_left(client, settings, monkeypatch):
    settings.LEAST_FREE_MB = 500
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: Disk(0, 0, 500 * 2**20))
    assert client.get("/readyz").status_code == 200
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: Disk(0, 0, 500 * 2**20 - 1))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content.decode() == (
        "Ổ đĩa giữ dữ liệu chỉ còn 499 MB trống, cần ít nhất 500 MB. Hãy dọn ổ đĩa.\n"
    )
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_the_disk_of_the_database_is_looked_at_where_it_is_named(client, settings, monkeypatch):
    settings.LEAST_FREE_MB, settings.OTHER_DISKS = 500, [Path("/var/lib/so")]
    room = {settings.DATA_DIR: 500 * 2**20, Path("/var/lib/so"): 7 * 2**20}
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: Disk(0, 0, room[folder]))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content.decode() == (
        "Ổ đĩa của /var/lib/so chỉ còn 7 MB trống, cần ít nhất 500 MB. Hãy dọn ổ đĩa.\n"
    )


@pytest.mark.django_db
def test_a_worker_that_ran_here_and_stopped_is_missed(client):
    with living():
        assert client.get("/readyz").status_code == 200
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content.decode() == (
        "Tiến trình việc dài đã dừng. Hãy cho chạy lại: manage.py db_worker\n"
    )
    # Asking was no sign of life.
    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("minutes", "status"),
    [
        # Some minutes are what a long file before it takes.
        (4, 200),
        (6, 503),
    ],
)
def test_work_that_waits_for_long_is_told_also_of_a_worker_elsewhere(client, minutes, status):
    since = timezone.now() - timedelta(minutes=minutes, seconds=5)
    lay_down(since, run_after=get_date_max())
    response = client.get("/readyz")
    assert response.status_code == status
    if status == 503:
        assert f"Có việc đã chờ {minutes} phút" in response.content.decode()
    # One that is seen to be at some work may keep others waiting.
    with at_work():
        assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_what_is_laid_down_for_later_or_done_waits_for_nobody(client):
    now = timezone.now()
    lay_down(now - timedelta(days=1), run_after=now + timedelta(minutes=5))
    lay_down(now - timedelta(days=1), status="SUCCESSFUL")
    assert client.get("/readyz").status_code == 200
    # Since then it waits, not since it was laid down.
    lay_down(now - timedelta(days=1), run_after=now - timedelta(minutes=6))
    assert "Có việc đã chờ 6 phút" in client.get("/readyz").content.decode()


@pytest.mark.django_db
def test_all_that_is_lacking_is_said_at_once(client, settings, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: Disk(0, 0, 0))
    MigrationRecorder.Migration.objects.filter(app="sessions").get().delete()
    assert len(client.get("/readyz").content.decode().splitlines()) == 2
