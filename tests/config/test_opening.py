"""The ways past the site's own rules are told of when they are opened."""

import io
import subprocess

import pytest
from django.core.management import call_command
from django.db import DatabaseError

from config import opening
from organizations.models import SecurityEntry

pytestmark = pytest.mark.django_db


def test_a_shell_is_told_of_and_not_what_is_typed_into_it():
    call_command("shell", command="1 + 1", verbosity=0)
    (entry,) = SecurityEntry.objects.values_list("kind", "by", "details")
    assert entry == ("server", "", "mở manage.py shell")


def test_the_programs_of_the_database_are_told_of(monkeypatch):
    opened = []
    monkeypatch.setattr(subprocess, "run", lambda command, **_: opened.append(command[0]))
    call_command("dbshell")
    assert opened in (["sqlite3"], ["psql"])
    assert SecurityEntry.objects.get().details == "mở manage.py dbshell"


def test_whoever_mends_a_registry_without_its_log_still_gets_in(monkeypatch, capsys):
    def fail(*arguments):
        raise DatabaseError("no such table")

    monkeypatch.setattr(opening, "record", fail)
    warned = io.StringIO()
    call_command("shell", command="print('vào rồi')", verbosity=0, stderr=warned)
    assert capsys.readouterr().out == "vào rồi\n"
    assert "Không ghi được vào nhật ký an ninh" in warned.getvalue()
