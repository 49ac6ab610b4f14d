"""A worker killed while it reads: of a bulletin the next goes on, a file it reads anew."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import psycopg
import pytest

from tests.config.serving import ROOT, START_SECONDS, site_environment
from tests.documents.files.pdfs import lines, vietnamese_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ITEMS, CITATIONS_EACH = 10, 20
# Each item cites documents of its own, in full, and once more in short.
SETUP = f"""
from bulletins.importing import take_in
from bulletins.tasks import read_later
from tests import factories as make
make.make_document_type("Chỉ thị", party_code="CT")
body = make.make_organization("Tỉnh ủy Mẫu Sơn", "TU")
lines = ["NỘI DUNG"]
for item in range({ITEMS}):
    lines.append(f"{{item + 1}}. Việc thứ {{item + 1}} của các chi bộ trong tháng")
    for number in range(1 + item * {CITATIONS_EACH - 1}, (item + 1) * {CITATIONS_EACH - 1} + 1):
        lines.append(f"Chi bộ đọc Chỉ thị số {{number}}-CT/TU, ngày 05/6/2023 của Tỉnh ủy Mẫu Sơn.")
    lines.append(f"Các chi bộ đọc Chỉ thị {{number}} trong tháng.")
read_later(take_in("\\n\\n".join(lines) + "\\n", body, 2024, 1).bulletin)
"""
# Lets the minute pass that a worker has for its next sign of life.
A_MINUTE_LATER = """
from datetime import timedelta
from django.db.models import F
from bulletins.models import BulletinReading
from documents.models import BackgroundTask
minute = timedelta(minutes=2)
BulletinReading.objects.update(alive_at=F("alive_at") - minute)
BackgroundTask.objects.filter(status="READY").update(run_after=F("run_after") - minute)
"""
TOLD = """
import json
from bulletins.models import BulletinReading
from documents.models import BackgroundTask, Citation, Document
reading = BulletinReading.objects.get()
tasks = BackgroundTask.objects.filter(task_path__endswith=".read_bulletin")
print(json.dumps({
    "read": [reading.citations_read, reading.citations],
    "is_finished": reading.finished_at is not None,
    "documents": Document.all_objects.count(),
    "citations": Citation.objects.count(),
    "places": Citation.objects.values("source", "start").distinct().count(),
    "certain": Citation.objects.filter(resolution="one").count(),
    "versions": Citation.history.count(),
    "tasks": sorted(tasks.values_list("status", flat=True)),
}))
"""


# Enough for the worker to be met in the midst of them.
PAGES = 100
PARAGRAPH = "Chi bộ đọc và làm theo, rồi báo cáo kết quả trước ngày cuối của tháng ấy."
WORKER = ("db_worker", "--interval", "0.1", "--no-startup-delay", "--no-reload")
FILE_SETUP = """
import sys
from django.core.files.uploadedfile import SimpleUploadedFile
from bulletins.file_tasks import receive
from tests import factories as make
body = make.make_organization("Tỉnh ủy Mẫu Sơn", "TU")
with open(sys.stdin.readline().strip(), "rb") as file:
    upload = SimpleUploadedFile("ban-tin.pdf", file.read())
receive(upload, body, 2024, 1, has_looked=True, sender=make.make_editor())
"""
A_MINUTE_LATER_FOR_FILES = """
from datetime import timedelta
from django.db.models import F
from bulletins.models import Intake
from documents.models import BackgroundTask
minute = timedelta(minutes=2)
Intake.objects.update(alive_at=F("alive_at") - minute)
waiting = BackgroundTask.objects.filter(status="READY", task_path__endswith=".read_file")
waiting.update(run_after=F("run_after") - minute)
"""
FILE_TOLD = """
import json
from bulletins.models import Bulletin, BulletinItem, Intake
from documents.models import BackgroundTask
intake = Intake.objects.get()
tasks = BackgroundTask.objects.filter(task_path__endswith=".read_file")
print(json.dumps({
    "pages": [intake.pages_read, intake.pages],
    "is_taken": intake.is_taken,
    "bulletins": Bulletin.all_objects.filter(publisher=intake.publisher).count(),
    "items": BulletinItem.all_objects.filter(bulletin=intake.bulletin_id).count(),
    "tasks": sorted(tasks.values_list("status", flat=True)),
}))
"""


class Site:
    """An empty site whose commands run as processes of their own."""

    def __init__(self, database_url, folder):
        self.url, self.folder = database_url, folder
        self.environment = site_environment(
            DATA_DIR=str(folder), DATABASE_URL=database_url, DEBUG="1"
        )

    def manage(self, *arguments, run=subprocess.run, **options):
        command = [sys.executable, "manage.py", *arguments]
        return run(command, cwd=ROOT, env=self.environment, text=True, **options)

    def shell(self, code, typed=""):
        arguments = ("shell", "--no-imports", "-c", code)
        return self.manage(*arguments, input=typed, stdout=subprocess.PIPE, check=True).stdout

    def kill_worker_once(self, begun):
        """Start a worker and kill it as soon as the query `begun` answers with a number above 0."""
        killed = self.manage(*WORKER, run=subprocess.Popen, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + START_SECONDS
        while not number_in(self.url, begun) and time.monotonic() < deadline:
            assert killed.poll() is None
            time.sleep(0.02)
        killed.kill()
        assert killed.wait() == -signal.SIGKILL

    def work_off(self):
        """Have the next worker do all that waits."""
        self.manage(*WORKER, "--batch", stderr=subprocess.DEVNULL, check=True)


@pytest.fixture
def site(migrated_url, tmp_path):
    return Site(migrated_url, tmp_path)


def test_what_a_killed_worker_began_is_read_to_the_end_and_only_once(site):
    site.shell(SETUP)
    site.kill_worker_once("SELECT citations_read FROM bulletins_bulletinreading")
    broken_off = json.loads(site.shell(TOLD))
    assert 0 < broken_off["read"][0] < broken_off["read"][1] == ITEMS * CITATIONS_EACH
    assert not broken_off["is_finished"]
    # Its own row, which nobody ends, and what it laid down for the next worker.
    assert broken_off["tasks"] == ["READY", "RUNNING"]

    site.shell(A_MINUTE_LATER)
    site.work_off()
    read = json.loads(site.shell(TOLD))
    count = ITEMS * CITATIONS_EACH
    assert read == {
        "read": [count, count],
        "is_finished": True,
        "documents": ITEMS * (CITATIONS_EACH - 1),
        **dict.fromkeys(("citations", "places", "certain", "versions"), count),
        "tasks": ["FAILED", "SUCCESSFUL"],
    }


def test_a_file_whose_reader_was_killed_is_read_anew_and_then_removed(site, tmp_path):
    sent = tmp_path / "sent.pdf"
    front = lines("NỘI DUNG", "1. Việc thứ nhất của các chi bộ trong tháng")
    sent.write_bytes(vietnamese_pdf(front, *[lines(*[PARAGRAPH] * 20)] * PAGES))
    site.shell(FILE_SETUP, f"{sent}\n")
    (staged,) = (tmp_path / "intake").iterdir()
    site.kill_worker_once("SELECT pages_read FROM bulletins_intake")
    broken_off = json.loads(site.shell(FILE_TOLD))
    assert 0 < broken_off["pages"][0] < broken_off["pages"][1] == PAGES + 1
    assert not broken_off["is_taken"] and broken_off["bulletins"] == 0
    assert broken_off["tasks"] == ["READY", "RUNNING"]
    assert staged.exists()

    site.shell(A_MINUTE_LATER_FOR_FILES)
    site.work_off()
    assert json.loads(site.shell(FILE_TOLD)) == {
        "pages": [PAGES + 1, PAGES + 1],
        "is_taken": True,
        "bulletins": 1,
        "items": 2,
        "tasks": ["FAILED", "SUCCESSFUL"],
    }
    assert list(staged.parent.iterdir()) == []


def number_in(url, query):
    """Return the number that a query finds, asked beside the site: Django starts too slowly."""
    if not url.startswith("sqlite"):
        with psycopg.connect(url) as connection:
            return connection.execute(query).fetchone()[0]
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        return connection.execute(query).fetchone()[0]
