"""Runs a benchmark on both databases, new and empty, each in a process of its own.

One process knows one database, so the script starts itself again with the database in its
environment.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable

from tests.config.serving import ROOT, site_environment
from tests.postgres import running_postgres

# Says to the process started with it which database it measures.
MEASURED = "VANKIEN_MEASURED_DATABASE"


def measure_both(script: str, measure: Callable[[str], bool]) -> int:
    """Return 0 when `measure` holds on both databases, else 1; `script` is its module."""
    if name := os.environ.get(MEASURED):
        return 0 if measure(name) else 1
    good = _measure_apart(script, "SQLite")
    with running_postgres() as url:
        good &= _measure_apart(script, "PostgreSQL", DATABASE_URL=url)
    return 0 if good else 1


def _measure_apart(script: str, name: str, **settings: str) -> bool:
    settings |= {MEASURED: name, "DJANGO_SETTINGS_MODULE": "config.settings"}
    with tempfile.TemporaryDirectory(prefix="vankien-bench-") as folder:
        environment = site_environment(DATA_DIR=folder) | settings
        command = [sys.executable, "-m", script]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0
