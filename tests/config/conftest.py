"""A database of its own for tests that start the site as a process."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

SERVER_DATABASE = "vankien_server_test"


@pytest.fixture(scope="module")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty database on the kind of server this run uses; gone afterwards."""
    # Only here: this file is read before the settings are ready.
    from tests.migrated import create_database, drop_database

    if _is_postgres():
        yield create_database(SERVER_DATABASE)
        drop_database(SERVER_DATABASE)
    else:
        yield _sqlite_url(tmp_path_factory)


@pytest.fixture(scope="module")
def migrated_url(
    tmp_path_factory: pytest.TempPathFactory, database_as_migrated: None
) -> Iterator[str]:
    """The same, with what the migrations make; the module is marked ``django_db``."""
    from tests.migrated import COPY, create_database, drop_database, lay_migrated_file  # As above.

    if _is_postgres():
        yield create_database(SERVER_DATABASE, template=COPY)
        drop_database(SERVER_DATABASE)
    else:
        url = _sqlite_url(tmp_path_factory)
        lay_migrated_file(Path(url.removeprefix("sqlite:///")))
        yield url


def _is_postgres() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def _sqlite_url(folders: pytest.TempPathFactory) -> str:
    return f"sqlite:///{folders.mktemp('server-database') / 'site.sqlite3'}"
