"""What people type stands in no log of PostgreSQL's own, where it is set up as the page says."""

import re
from contextlib import closing

import psycopg
import pytest

from tests.benchmarks.killable import killable_database
from tests.config.serving import ROOT

pytestmark = pytest.mark.slow

ROLE = "van-kien"
TYPED = "ten-mot-nguoi"
REFUSED = (
    f"SELECT '{TYPED}'::int",
    f"INSERT INTO thu VALUES ('{TYPED}')",
    f"SELECT pg_sleep(9) WHERE '{TYPED}' <> ''",
)


def settings_of_the_role() -> list[str]:
    """The statements about the role that docs/van-hanh.md has the administrator give."""
    page = (ROOT / "docs/van-hanh.md").read_text("utf-8")
    return re.findall(r"psql --command '(ALTER ROLE [^']+)'", page)


def refused_by(url: str) -> None:
    """Send what the server refuses, or gives up."""
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        connection.execute("SET statement_timeout = 200")
        for statement in REFUSED:
            with pytest.raises(psycopg.Error):
                connection.execute(statement)


def test_the_database_writes_down_nothing_that_people_typed():
    with killable_database() as database:
        log = database.log
        with closing(psycopg.connect(database.url, autocommit=True)) as connection:
            connection.execute("CREATE TABLE thu (chu text UNIQUE)")
            connection.execute("INSERT INTO thu VALUES (%s)", [TYPED])
            connection.execute(f'CREATE ROLE "{ROLE}" LOGIN')
            connection.execute(f'GRANT ALL ON thu TO "{ROLE}"')
            settings = settings_of_the_role()
            assert settings, "the page must say it"
            for statement in settings:
                connection.execute(statement)
        refused_by(database.url.replace("postgres@", f"{ROLE}@"))
        assert TYPED not in log.read_text("utf-8")
        # As a server is by itself, it does.
        refused_by(database.url)
        assert log.read_text("utf-8").count(TYPED) >= len(REFUSED)
