"""A worker killed in the middle of reading a bulletin: the next one goes on where it was."""

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
print(json.dumps({
    "read": [reading.citations_read, reading.citations],
    "is_finished": reading.finished_at is not None,
    "documents": Document.all_objects.count(),
    "citations": Citation.objects.count(),
    "places": Citation.objects.values("source", "start").distinct().count(),
    "certain": Citation.objects.filter(resolution="one").count(),
    "versions": Citation.history.count(),
    "tasks": sorted(BackgroundTask.objects.values_list("status", flat=True)),
}))
"""


@pytest.mark.slow
def test_what_a_killed_worker_began_is_read_to_the_end_and_only_once(database_url, tmp_path):
    environment = site_environment(DATA_DIR=str(tmp_path), DATABASE_URL=database_url, DEBUG="1")

    def manage(*arguments, run=subprocess.run, **options):
        command = [sys.executable, "manage.py", *arguments]
        return run(command, cwd=ROOT, env=environment, text=True, **options)

    def shell(code):
        arguments = ("shell", "--no-imports", "-c", code)
        return manage(*arguments, stdout=subprocess.PIPE, check=True).stdout

    manage("migrate", "--verbosity", "0", check=True)
    shell(SETUP)
    worker = ("db_worker", "--interval", "0.1", "--no-startup-delay", "--no-reload")
    killed = manage(*worker, run=subprocess.Popen, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + START_SECONDS
    while not citations_read(database_url) and time.monotonic() < deadline:
        assert killed.poll() is None
        time.sleep(0.02)
    killed.kill()
    assert killed.wait() == -signal.SIGKILL

    broken_off = json.loads(shell(TOLD))
    assert 0 < broken_off["read"][0] < broken_off["read"][1] == ITEMS * CITATIONS_EACH
    assert not broken_off["is_finished"]
    # Its own row, which nobody ends, and what it laid down for the next worker.
    assert broken_off["tasks"] == ["READY", "RUNNING"]

    shell(A_MINUTE_LATER)
    manage(*worker, "--batch", stderr=subprocess.DEVNULL, check=True)
    read = json.loads(shell(TOLD))
    count = ITEMS * CITATIONS_EACH
    assert read == {
        "read": [count, count],
        "is_finished": True,
        "documents": ITEMS * (CITATIONS_EACH - 1),
        **dict.fromkeys(("citations", "places", "certain", "versions"), count),
        "tasks": ["FAILED", "SUCCESSFUL"],
    }


def citations_read(url):
    """Return how far the reading is, asked beside the site: starting Django takes too long."""
    asked = "SELECT citations_read FROM bulletins_bulletinreading"
    if not url.startswith("sqlite"):
        with psycopg.connect(url) as connection:
            return connection.execute(asked).fetchone()[0]
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        return connection.execute(asked).fetchone()[0]
