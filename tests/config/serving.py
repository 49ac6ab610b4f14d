"""Start the site as processes of its own, the way a visitor meets it, and fetch its pages."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest

from tests.environment import SETTINGS_VARIABLES

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 180
STOP_SECONDS = 30


@dataclass(frozen=True)
class Answer:
    """What a GET brought back."""

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


class Sender:
    """Somebody who signs in and sends files, as a browser without scripts does."""

    def __init__(self, site: str) -> None:
        self._site = site
        cookies = urllib.request.HTTPCookieProcessor()
        self._opener = urllib.request.build_opener(cookies)

    def at(self, site: str) -> "Sender":
        """Return the same person, with the same cookies, at another address of this machine."""
        there = Sender(site)
        there._opener = self._opener
        return there

    def sign_in(self, username: str, password: str) -> None:
        """Sign in by the form; fails the test when the site does not let them."""
        answer = self.post("/dang-nhap/", {"username": username, "password": password})
        assert answer.status == 200, answer.text

    def get(self, path: str) -> Answer:
        """Return the page at `path`, whatever its status."""
        return self._answer(urllib.request.Request(self._site + path))

    def post(self, path: str, values: dict[str, str]) -> Answer:
        """Send the form at `path` with these words in its boxes; return the page it led to."""
        body = urllib.parse.urlencode({**values, "csrfmiddlewaretoken": self._token(path)})
        return self._answer(urllib.request.Request(self._site + path, body.encode()))

    def send_file(self, path: str, name: str, pieces: list[bytes]) -> Answer:
        """Send a file of these pieces in the box "file" of the form at `path`."""
        token = self._token(path)
        edge = "canh-cua-mot-phan"
        before = (
            f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'
            f"{token}\r\n--{edge}\r\n"
            f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        )
        parts = [before.encode(), *pieces, f"\r\n--{edge}--\r\n".encode()]
        headers = {
            "Content-Type": f"multipart/form-data; boundary={edge}",
            "Content-Length": str(sum(map(len, parts))),
        }
        return self._answer(urllib.request.Request(self._site + path, iter(parts), headers))

    def _token(self, path: str) -> str:
        page = self.get(path).text
        return page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    def _answer(self, request: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(request, timeout=60) as response:
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def site_environment(**settings: str) -> dict[str, str]:
    """Return this environment with no setting of the site but the given ones."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS_VARIABLES}
    # The tests' own settings module must not reach a site that is started as in use.
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, **settings}


@contextmanager
def serving(command: list[str | Path], environment: dict[str, str], log: Path) -> Iterator[str]:
    """Yield the address of the site that `command` serves on PORT; stop it with SIGTERM.

    Its output goes to `log`. Fails the test, with that output, when it does not start.
    """
    address = f"http://127.0.0.1:{environment['PORT']}"
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + START_SECONDS
        while address not in log.read_text("utf-8"):
            if server.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"The site did not start:\n{log.read_text('utf-8')}")
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(STOP_SECONDS)
