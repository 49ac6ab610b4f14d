"""A copy of the test database as the migrations left it, for sites that run as processes.

To migrate an empty database takes longer than most tests, to copy a migrated one takes a moment.
That the migrations themselves run is for tests/config/test_migrations.py and test_run.py.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from tests.config.serving import ROOT, site_environment

COPY = "vankien_migrated"


def keep_copy() -> None:
    """Copy the test database, just made, on its own server or beside its own file."""
    name = connection.settings_dict["NAME"]
    # PostgreSQL copies a database only while nobody is connected to it.
    connection.close()
    if connection.vendor == "postgresql":
        create_database(COPY, template=name)
    else:
        with closing(sqlite3.connect(name)) as made:
            made.execute("VACUUM INTO ?", [str(_file())])


def drop_copy() -> None:
    """Leave no copy on a server that goes on after this run; a file goes with its folder."""
    if connection.vendor == "postgresql":
        drop_database(COPY)


def create_database(name: str, template: str = "template1") -> str:
    """Create a database on this run's PostgreSQL, in place of one so named; return its URL."""
    url = os.environ["DATABASE_URL"]
    drop_database(name)
    with psycopg.connect(url, autocommit=True) as server:
        named = [sql.Identifier(name), sql.Identifier(template)]
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*named))
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def drop_database(name: str) -> None:
    """Drop a database of this run's PostgreSQL, whoever is connected to it."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        dropped = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        server.execute(dropped.format(sql.Identifier(name)))


def lay_migrated_file(path: Path) -> None:
    """Lay a migrated SQLite database at `path`, also in a run on PostgreSQL."""
    if _file().exists():
        shutil.copyfile(_file(), path)
        return
    environment = site_environment(DATA_DIR=str(path.parent), DATABASE_URL=f"sqlite:///{path}")
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def _file() -> Path:
    return Path(settings.DATA_DIR, "migrated.sqlite3")
