"""Migrations run back to nothing and forward again with data in the tables, on both databases."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


def manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (arguments, done.stderr[-2000:])
    return done.stdout


def test_migrations_go_back_and_forth_with_records_in_the_tables(tmp_path, database_url):
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "DATA_DIR": str(tmp_path),
        "DEMO": "1",
    }
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "load_reference")
    loaded = manage(environment, "load_demo")
    # Where columns came that are filled from what is there.
    for app, step in (("bulletins", "0005"), ("documents", "0008"), ("organizations", "0003")):
        manage(environment, "migrate", app, step, "--verbosity", "0")
    manage(environment, "migrate", "--verbosity", "0")
    # Every record of the demonstration is there still: a second loading brings none.
    assert "thêm 0, " in manage(environment, "load_demo")
    for app in ("bulletins", "documents", "organizations"):
        manage(environment, "migrate", app, "zero", "--verbosity", "0")
    shown = manage(environment, "showmigrations", "bulletins", "documents", "organizations")
    assert "[X]" not in shown
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "load_reference")
    assert manage(environment, "load_demo") == loaded
