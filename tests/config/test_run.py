"""`make run` and `make dev` as a newcomer types them: what they serve, and that they stop."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.config.serving import (
    ROOT,
    START_SECONDS,
    STOP_SECONDS,
    fetch,
    free_port,
    serving,
    site_environment,
)
from tests.migrated import lay_migrated_file

SECOND_START_SECONDS = 45
# An edit as staff would make it, of a row that the reference data brought.
EDIT = """
from organizations.models import Organization
body = Organization.objects.order_by("pk").first()
body.name = "Tên do cán bộ sửa"
body.save()
"""


def _manage(environment: dict[str, str], *arguments: str) -> str:
    finished = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return finished.stdout


def _everything(environment: dict[str, str]) -> set[str]:
    """Return every row with its history as JSON, but for what the programs keep of themselves."""
    # The worker's own rounds go on while this looks: what they leave in the queue, and what they
    # warn of in texts, which names bodies as they are called now.
    kept_by_programs = (
        *("contenttypes", "auth.permission", "sessions", "django_tasks_database"),
        *("documents.checkedtext", "documents.citationwarning"),
    )
    excluded = [f"--exclude={name}" for name in kept_by_programs]
    rows = json.loads(_manage(environment, "dumpdata", "--all", *excluded))
    return {json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows}


@pytest.mark.slow
def test_make_run_serves_the_demo_and_a_second_start_changes_nothing(database_url, tmp_path):
    environment = site_environment(
        DATA_DIR=str(tmp_path), DATABASE_URL=database_url, PORT=str(free_port())
    )
    make: list[str | Path] = ["make", "run", f"VENV={sys.prefix}"]

    with serving(make, environment, tmp_path / "first") as address:
        assert fetch(f"{address}/readyz").status == 200
        assert fetch(f"{address}/dang-nhap/").status == 200
    demo = {**environment, "DEMO": "1"}
    _manage(demo, "shell", "-c", EDIT)
    before = _everything(demo)
    # The demo is there, and the two printed accounts.
    for model, fewest in (("documents.document", 50), ("bulletins.bulletin", 3)):
        assert sum(f'"model": "{model}"' in row for row in before) >= fewest
    passwords = re.findall(r"mật khẩu (\S+)$", (tmp_path / "first").read_text("utf-8"), re.M)
    assert len(passwords) == 2

    started = time.monotonic()
    with serving(make, environment, tmp_path / "second"):
        assert time.monotonic() - started < SECOND_START_SECONDS
    assert not any(word in (tmp_path / "second").read_text("utf-8") for word in passwords)
    after = _everything(demo)
    assert (after - before, before - after) == (set(), set())
    assert any('"name": "Tên do cán bộ sửa"' in row for row in after)


@pytest.mark.parametrize(
    ("worker", "web", "said"),
    [
        # Not at once: what has only just been started does not hear that it is to stop.
        ("sh -c 'sleep 1; exit 3'", "sleep 20", "Tiến trình việc dài đã dừng (mã 3)"),
        ("sleep 20", "sh -c 'sleep 1; exit 4'", "Máy chủ trang đã dừng (mã 4)"),
        # 128 and the number of the signal: killed, as by a machine that has run out of memory.
        ("sh -c 'sleep 1; kill -9 $$$$'", "sleep 20", "Tiến trình việc dài đã dừng (mã 137)"),
    ],
)
def test_make_says_which_of_the_two_ended_and_how(worker, web, said):
    finished = subprocess.run(
        ["make", "-f", "-", "both"],
        input=f"include Makefile\nboth:\n\t@$(call together,{worker},{web})\n",
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert finished.returncode != 0
    assert f"{said}, nên dừng cả hai; xem các dòng ở trên." in finished.stderr.splitlines()


@pytest.mark.slow
def test_ctrl_c_stops_make_dev_and_leaves_nothing_running(tmp_path):
    port = free_port()
    lay_migrated_file(tmp_path / "van-kien.sqlite3")
    log = tmp_path / "log"
    with log.open("wb") as output:
        # A terminal sends Ctrl-C to the whole group, and what it starts is not deaf to it.
        running = subprocess.Popen(
            ["make", "dev", f"VENV={sys.prefix}"],
            cwd=ROOT,
            env=site_environment(DATA_DIR=str(tmp_path), PORT=str(port)),
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
    deadline = time.monotonic() + START_SECONDS
    # Both are up: the page answers, and the worker has said that it waits for tasks.
    while f":{port}/" not in log.read_text("utf-8") or "worker_id" not in log.read_text("utf-8"):
        assert running.poll() is None, log.read_text("utf-8")
        assert time.monotonic() < deadline, log.read_text("utf-8")
        time.sleep(0.1)
    os.killpg(running.pid, signal.SIGINT)
    try:
        running.wait(STOP_SECONDS)
        with pytest.raises(ProcessLookupError):
            os.killpg(running.pid, 0)
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
