"""The site as a visitor's browser meets it: gunicorn, DEBUG off, hashed static files."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from tests.conftest import SETTINGS_VARIABLES

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
START_SECONDS = 60
SERVER_DATABASE = "vankien_server_test"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


def fetch(url: str) -> Answer:
    """Return the answer to a GET, whatever its status."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "identity"})
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return Answer(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


@pytest.fixture(scope="module")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of its own on the kind of server this run uses; gone afterwards."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield f"sqlite:///{tmp_path_factory.mktemp('server-database') / 'site.sqlite3'}"
        return
    name = sql.Identifier(SERVER_DATABASE)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            yield urlsplit(url)._replace(path=f"/{SERVER_DATABASE}").geturl()
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


@pytest.fixture(scope="module")
def site(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running site with a migrated, empty database."""
    folder = tmp_path_factory.mktemp("server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS_VARIABLES}
    environment = {
        **kept,
        "DATA_DIR": str(folder),
        "DATABASE_URL": database_url,
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
    }
    for command in (["migrate"], ["collectstatic", "--noinput"]):
        subprocess.run(
            [sys.executable, "manage.py", *command, "--verbosity", "0"],
            cwd=ROOT,
            env=environment,
            check=True,
        )
    log = folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [BIN / "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_it_listens(server, address, log)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def _wait_until_it_listens(server: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while address not in log.read_text("utf-8"):
        if server.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"gunicorn did not start:\n{log.read_text('utf-8')}")
        time.sleep(0.1)


def test_a_started_server_is_alive_and_ready(site):
    assert fetch(f"{site}/healthz").status == 200
    assert fetch(f"{site}/readyz").status == 200


def test_a_visitor_is_led_to_the_login_page(site):
    answer = fetch(f"{site}/dang-nhap/")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert 'name="password"' in answer.text
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


def test_style_sheets_have_hashed_names_and_are_kept_forever(site):
    page = fetch(f"{site}/dang-nhap/").text
    sheets = re.findall(r'<link[^>]+href="([^"]+\.css)"', page)
    assert sheets
    for sheet in sheets:
        assert re.search(r"/static/.+\.[0-9a-f]{12}\.css$", sheet)
        answer = fetch(site + sheet)
        assert (answer.status, answer.headers["Content-Type"]) == (200, 'text/css; charset="utf-8"')
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.body


def test_everything_a_page_names_comes_from_the_site_itself(site):
    page = fetch(f"{site}/dang-nhap/").text
    loaded = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"', page)
    assert loaded
    assert [address for address in loaded if re.match(r"(?:https?:)?//", address)] == []


def test_an_unknown_address_is_answered_in_the_layout_of_the_site(site):
    answer = fetch(f"{site}/khong-co-trang-nay/")
    assert answer.status == 404
    assert '<html lang="vi"' in answer.text
    sheets = re.findall(r'<link[^>]+href="([^"]+\.css)"', fetch(f"{site}/dang-nhap/").text)
    assert sheets[0] in answer.text
    # DEBUG's page would list the addresses of the site.
    assert "urlpatterns" not in answer.text
    assert "URLconf" not in answer.text


def test_an_unknown_static_file_is_not_found(site):
    assert fetch(f"{site}/static/khong-co.css").status == 404
