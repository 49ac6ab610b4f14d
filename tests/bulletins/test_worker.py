"""The worker outlives a database that is away, and a clock that is set back."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError, connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from bulletins.management.commands import db_worker
from bulletins.models import BulletinReading
from bulletins.reading import LIFE, is_alive
from documents.working import has_worker_gone, living

pytestmark = pytest.mark.django_db


@pytest.fixture
def asleep(monkeypatch):
    """The pauses that the worker made; it makes none in truth, and keeps the test's connection."""
    pauses = []
    monkeypatch.setattr(db_worker.time, "sleep", pauses.append)
    monkeypatch.setattr(type(connections), "close_all", lambda self, **options: None)
    return pauses


def working(monkeypatch, *ends):
    """Let the worker's runs end so, one after the other; return those still to come."""
    left = list(ends)

    def run(self):
        end = left.pop(0)
        if end is not None:
            raise end

    monkeypatch.setattr(Worker, "run", run)
    return left


def test_a_database_that_comes_back_is_worked_on_without_hands(monkeypatch, asleep, caplog):
    away = OperationalError("connection refused for user vankien")
    left = working(monkeypatch, away, away, None)
    call_command("db_worker", batch=True, verbosity=0)
    assert (left, asleep) == ([], [5, 5])


def test_a_fault_of_its_own_ends_it(monkeypatch, asleep):
    working(monkeypatch, ValueError("x"))
    with pytest.raises(ValueError, match="x"):
        call_command("db_worker", batch=True, verbosity=0)
    assert asleep == []


def test_it_is_seen_to_live_while_it_waits_for_the_database(monkeypatch, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    seen = []
    monkeypatch.setattr(type(connections), "close_all", lambda self, **options: None)
    monkeypatch.setattr(db_worker.time, "sleep", lambda pause: seen.append(has_worker_gone()))
    monkeypatch.setattr("bulletins.file_tasks.reading_files.sweep", lambda: None)
    working(monkeypatch, OperationalError("x"), None)
    call_command("db_worker", reload=False, verbosity=0)
    assert seen == [False]
    assert has_worker_gone()
    with living():
        assert not has_worker_gone()


@pytest.mark.parametrize(
    ("ago", "is_one"),
    [
        (timedelta(seconds=5), True),
        (LIFE + timedelta(seconds=5), False),
        # The clock was set back by an hour after it: nobody can have been seen then.
        (-timedelta(hours=1), False),
    ],
)
def test_a_sign_of_life_counts_for_a_minute_and_not_from_the_future(ago, is_one):
    assert is_alive(BulletinReading(alive_at=timezone.now() - ago)) is is_one
