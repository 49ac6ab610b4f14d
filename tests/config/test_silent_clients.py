"""Phones that fall silent in the middle of a request do not keep others out for ever."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from config.gunicorn import SILENT_SECONDS, threads
from tests.config.serving import ROOT, fetch, free_port, serving, site_environment

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.slow]

HALF_A_LINE = b"GET /dang-nhap/ HT"
HALF_A_FORM = (
    b"POST /dang-nhap/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nusername=a"
)


@pytest.fixture
def site(migrated_url: str, tmp_path: Path) -> Iterator[str]:
    environment = site_environment(
        DATA_DIR=str(tmp_path),
        DATABASE_URL=migrated_url,
        PORT=str(free_port()),
        WEB_CONCURRENCY="1",
    )
    collected = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collected, cwd=ROOT, env=environment, check=True)
    gunicorn = Path(sys.executable).with_name("gunicorn")
    command: list[str | Path] = [gunicorn, "-c", "config/gunicorn.py", "config.wsgi"]
    with serving(command, environment, tmp_path / "log") as address:
        yield address


def test_others_are_answered_once_the_silent_ones_were_given_up(site):
    place = urlsplit(site)
    with ExitStack() as silent:
        for number in range(threads):
            phone = silent.enter_context(
                socket.create_connection((str(place.hostname), int(place.port or 0)))
            )
            phone.sendall(HALF_A_FORM if number % 2 else HALF_A_LINE)
        # Until each of them holds a thread.
        time.sleep(1)
        began = time.monotonic()
        assert fetch(f"{site}/healthz").status == 200
        assert time.monotonic() - began < SILENT_SECONDS + 5
