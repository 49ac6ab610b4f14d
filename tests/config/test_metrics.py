"""What a program that watches the machine is told, and whom it is told to."""

import math
import os
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.backup.last import note_backup
from config.replicas import freshness
from documents.kept_counts import KEPT
from documents.models import BackgroundTask, FigureCount, issue_token
from documents.working import living
from tests import factories as make
from tests.config.test_health import lay_down

pytestmark = pytest.mark.django_db
METRICS = "/so-do/"
NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
SAMPLE = re.compile(
    rf'(?P<name>{NAME})(?:\{{(?P<labels>[a-z_]+="[^"\\\n]*")\}})? (?P<value>[0-9.e+-]+)'
)


def read(text):
    """Read text format 0.0.4 strictly; returns name, label and value of each sample.

    Each metric has one HELP and one TYPE before its samples, which stand together; every line
    ends, no sample comes twice.
    """
    assert text.endswith("\n")
    found, seen, current = {}, set(), ""
    lines = text.splitlines()
    for place, line in enumerate(lines):
        if helped := re.fullmatch(rf"# HELP ({NAME}) \S.*", line):
            current = helped[1]
            assert current not in seen, f"{current} comes twice"
            seen.add(current)
            assert lines[place + 1] == f"# TYPE {current} gauge"
        elif not line.startswith("# TYPE "):
            sample = SAMPLE.fullmatch(line)
            assert sample and sample["name"] == current, line
            key = (current, sample["labels"] or "")
            assert key not in found, line
            found[key] = float(sample["value"])
            assert math.isfinite(found[key])
    return found


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def administrator(client):
    client.force_login(make.make_administrator())
    return client


def figures(client):
    response = client.get(METRICS)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    return read(response.content.decode())


def test_records_are_counted_by_state(administrator):
    editor = make.make_editor()
    source = make.make_document(text="Theo Chỉ thị số 9-CT/XX.")
    make.make_document(state="proposed")
    make.make_document().move_to_bin(editor)
    make.make_citation(source.text, "Chỉ thị số 9-CT/XX", state="confirmed", decided_by=editor)
    make.make_bulletin()
    told = figures(administrator)
    assert told["vankien_documents", 'state="registered"'] == 1
    assert told["vankien_documents", 'state="proposed"'] == 1
    assert told["vankien_citations", 'state="confirmed"'] == 1
    assert sum(n for (name, _), n in told.items() if name == "vankien_bulletins") == 1
    assert abs(told["vankien_counted_timestamp_seconds", ""] - timezone.now().timestamp()) < 60


def test_what_takes_long_is_counted_once_in_five_minutes_and_not_for_every_question(
    administrator,
):
    figures(administrator)
    make.make_document()
    with CaptureQueriesContext(connection) as queries:
        assert ("vankien_documents", 'state="registered"') not in figures(administrator)
    # Who asks (2), what was kept, the tasks and the oldest of them.
    assert len(queries) <= 5
    FigureCount.objects.update(counted_at=timezone.now() - KEPT - timedelta(seconds=1))
    assert figures(administrator)["vankien_documents", 'state="registered"'] == 1


def test_figures_kept_before_an_update_tell_nothing_of_states(administrator):
    figures(administrator)
    FigureCount.objects.update(counts={"documents": []})
    assert ("vankien_documents", 'state="registered"') not in figures(administrator)


def test_the_workers_tasks_are_told_and_how_long_the_oldest_waits(administrator):
    told = figures(administrator)
    assert {state: told["vankien_tasks", f'state="{state}"'] for state in ("ready", "failed")} == {
        "ready": 0,
        "failed": 0,
    }
    assert told["vankien_task_oldest_wait_seconds", ""] == 0
    BackgroundTask.objects.all().delete()
    now = timezone.now()
    lay_down(now, run_after=now - timedelta(minutes=3))
    lay_down(now, status="FAILED")
    lay_down(now, status="SUCCESSFUL")
    told = figures(administrator)
    assert told["vankien_tasks", 'state="ready"'] == 1
    assert told["vankien_tasks", 'state="failed"'] == 1
    assert ("vankien_tasks", 'state="successful"') not in told
    assert 180 <= told["vankien_task_oldest_wait_seconds", ""] < 240


def test_replicas_are_told_of_where_there_are_some(administrator, settings, monkeypatch):
    assert ("vankien_replicas", 'state="used"') not in figures(administrator)
    settings.REPLICAS = ["replica1", "replica2"]
    monkeypatch.setitem(freshness._resting, "replica2", 0.0)
    told = figures(administrator)
    assert told["vankien_replicas", 'state="used"'] == 1
    assert told["vankien_replicas", 'state="left_out"'] == 1


def test_the_machine_is_told_of(administrator, folder):
    told = figures(administrator)
    assert told["vankien_disk_free_bytes", ""] > 0
    assert told["vankien_worker_gone", ""] == 0
    # None was made here: a number would lie.
    assert ("vankien_last_backup_timestamp_seconds", "") not in told
    note_backup()
    os.utime(folder / "last_backup", (1_700_000_000, 1_700_000_000))
    with living():
        pass
    told = figures(administrator)
    assert told["vankien_last_backup_timestamp_seconds", ""] == 1_700_000_000
    assert told["vankien_worker_gone", ""] == 1


def test_a_program_asks_with_an_administrators_token_and_with_no_other():
    _, secret = issue_token(make.make_administrator("quan-tri"), "máy theo dõi")
    _, editors = issue_token(make.make_editor("bien-tap"), "máy khác")

    def status(token):
        return Client().get(METRICS, headers={"authorization": f"Bearer {token}"}).status_code

    assert [status(token) for token in (secret, editors, "sai")] == [200, 403, 401]
    assert Client().get(METRICS).status_code == 403
