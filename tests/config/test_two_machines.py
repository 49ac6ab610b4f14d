"""Two machines behind one address: one database, one shared folder, nothing kept in a process."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.config.serving import ROOT, Sender, free_port, serving, site_environment

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PASSWORD = "mat-khau-thu-nghiem-2024"
SETUP = """
from tests import factories as make
make.make_member("doc-gia")
print(make.make_attachment().get_absolute_url())
"""


@pytest.fixture
def machines(migrated_url: str, tmp_path: Path) -> Iterator[tuple[str, str, str]]:
    """The addresses of two sites over one database and `DATA_DIR`, and that of a file."""
    shared = {"DATA_DIR": str(tmp_path), "DATABASE_URL": migrated_url, "WEB_CONCURRENCY": "1"}
    environment = site_environment(**shared, PORT=str(free_port()))

    def manage(*arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments, "--verbosity", "0"]
        return subprocess.run(
            command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        ).stdout

    manage("collectstatic", "--noinput")
    file = manage("shell", "-c", SETUP).split()[-1]
    gunicorn = Path(sys.executable).with_name("gunicorn")
    command: list[str | Path] = [gunicorn, "-c", "config/gunicorn.py", "config.wsgi"]
    with ExitStack() as running:
        sites = [
            running.enter_context(
                serving(
                    command, {**environment, "PORT": str(free_port())}, tmp_path / f"log{place}"
                )
            )
            for place in range(2)
        ]
        yield sites[0], sites[1], file


def test_what_one_machine_was_told_the_other_knows(machines):
    one, other, file = machines
    reader = Sender(one)
    reader.sign_in("doc-gia", PASSWORD)
    on_the_other = reader.at(other)
    # Signed in here, known there; a file that came in here is sent there.
    assert on_the_other.get("/theo-doi/").status == 200
    answers = [sender.get(file) for sender in (reader, on_the_other)]
    assert [answer.status for answer in answers] == [200, 200]
    assert answers[0].body == answers[1].body
    # The style sheets that a page of one names are those of the other.
    names = [
        set(re.findall(r'href="(/static/[^"]+)"', sender.get("/").text))
        for sender in (reader, on_the_other)
    ]
    assert names[0] == names[1] != set()
    # Signed out there, signed out here.
    on_the_other.post("/dang-xuat/", {})
    assert "/dang-nhap/" in reader.get("/theo-doi/").text
