"""Big files brought in through the running site: ``python -m tests.benchmarks.bench_reading``.

A Word file of 10 MB and a PDF of 300 pages, both invented, go through gunicorn and the task
worker, processes of their own on SQLite. Told are how much memory each of them took above
idle, whether the progress was seen, and how fast another page answered meanwhile. ``docx`` or
``pdf`` behind the name measures one of them.
"""

import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from tests.benchmarks.big_files import ITEMS, pdf_of, word_file_of
from tests.benchmarks.timing import report
from tests.config.serving import ROOT, START_SECONDS, STOP_SECONDS, free_port, site_environment

MOST_MEGABYTES, MOST_RATIO = 400, 1.5
# Twice as long as the page waits before it looks anew, and what asking takes.
MOST_SILENT_SECONDS = 5
MOST_SECONDS = 600
ASKED_BEFORE = 40
OTHER_PAGE = "/van-ban/?q=chi+thi"
FILES = {"docx": word_file_of, "pdf": pdf_of}
PROGRESS = re.compile(r"(\d+) trên (\d+) (mục|trích dẫn|trang)")
# The page of a file that the worker reads.
INTAKE = re.compile(r"/ban-tin/nhap/[0-9a-f-]{36}/")
# Django takes the form's word for it when it equals the cookie's.
CSRF = "0123456789abcdefghijklmnopqrstuv"
SETUP = """
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from organizations.models import Organization
from tests import factories as make
make.make_document_type("Chỉ thị", party_code="CT")
body = make.make_organization("Tỉnh ủy Mẫu Sơn", "TU")
Organization.objects.filter(pk=body.pk).update(is_own=True)
for number in range(2000, 2100):
    make.make_document(number=str(number), symbol="CT/TU", organization=body)
editor = make.make_editor("bien-tap")
session = SessionStore()
session[SESSION_KEY] = str(editor.pk)
session[BACKEND_SESSION_KEY] = "organizations.auth.RegistryBackend"
session[HASH_SESSION_KEY] = editor.get_session_auth_hash()
session.create()
print(body.slug, session.session_key)
"""


@dataclass(frozen=True)
class Site:
    """The running site as an editor who is signed in asks it, and its processes."""

    address: str
    publisher: str
    session: str
    processes: dict[str, list[int]]

    def ask(self, path: str, body: bytes | None = None, kind: str = "") -> tuple[str, str]:
        """Return the page and the path at which it was found in the end."""
        request = urllib.request.Request(f"{self.address}{path}", data=body)
        request.add_header("Cookie", f"sessionid={self.session}; csrftoken={CSRF}")
        if body is not None:
            request.add_header("Content-Type", kind)
        with urllib.request.urlopen(request, timeout=MOST_SECONDS) as answer:
            return answer.read().decode(), answer.url.removeprefix(self.address)

    def bring_in(self, month: int, name: str, content: bytes) -> tuple[str, str]:
        fields = {"csrfmiddlewaretoken": CSRF, "publisher": self.publisher, "declared": "on"}
        fields |= {"month": str(month), "year": "2024"}
        edge = uuid4().hex
        begin = f'--{edge}\r\nContent-Disposition: form-data; name="'
        parts = [f'{begin}{key}"\r\n\r\n{value}\r\n'.encode() for key, value in fields.items()]
        head = f'{begin}file"; filename="{name}"\r\n\r\n'.encode()
        body = b"".join([*parts, head, content, f"\r\n--{edge}--\r\n".encode()])
        return self.ask("/ban-tin/nhap/", body, f"multipart/form-data; boundary={edge}")


@dataclass
class Meanwhile:
    """Asks another page again and again while something goes on, and keeps the times."""

    site: Site
    seconds: list[float] = field(default_factory=list)
    _ended: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Meanwhile":
        self._thread = threading.Thread(target=self._ask)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self._thread.join()

    def _ask(self) -> None:
        while not self._ended.is_set():
            self.seconds.append(seconds_of(self.site))
            self._ended.wait(0.05)


def seconds_of(site: Site) -> float:
    """Return how long the other page takes."""
    started = time.perf_counter()
    site.ask(OTHER_PAGE)
    return time.perf_counter() - started


def measure(site: Site, month: int, kind: str) -> bool:
    """Bring one file in and report; return whether every promise is kept."""
    name, content = FILES[kind]()
    before = [seconds_of(site) for _ in range(ASKED_BEFORE)]
    idle = {pid: megabytes(pid, "VmRSS") for pids in site.processes.values() for pid in pids}
    for pid in idle:
        # From here on the kernel counts the peak anew.
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    started = time.perf_counter()
    with Meanwhile(site) as while_taken:
        page, path = site.bring_in(month, name, content)
        answered = time.perf_counter() - started
        pages = None
        if INTAKE.fullmatch(path):
            # The worker reads the file; the page leads on to the items.
            pages, page, path = follow(site, path)
    taken = time.perf_counter() - started
    if not path.endswith("/muc/"):
        told = re.findall(r'<li><a href="#id_\w+">([^<]+)', page)
        return report(f"{kind}: not taken in: {' '.join(told)}", False)
    path = path.replace("/muc/", "/doc/")
    with Meanwhile(site) as while_read:
        # The button of the page of items.
        site.ask(path, f"csrfmiddlewaretoken={CSRF}".encode(), "application/x-www-form-urlencoded")
        seen, _, _ = follow(site, path)
    reading = time.perf_counter() - started - taken
    print(
        f"{kind}, {len(content) / 2**20:.1f} MB: answered in {answered:.1f} s, "
        f"taken in {taken:.1f} s, read in {reading:.1f} s"
    )
    good = report(f"{kind}: {seen.told[-1]}", f"/{ITEMS[kind]} mục" in seen.told[-1])
    if pages:
        good &= pages.report(f"{kind}: pages")
    for process, pids in site.processes.items():
        above = max(megabytes(pid, "VmHWM") - idle[pid] for pid in pids)
        good &= report(f"{kind}: {process} {above:.0f} MB above idle", above <= MOST_MEGABYTES)
    good &= seen.report(f"{kind}: progress")
    for what, during in (("taking in", while_taken), ("reading", while_read)):
        good &= slower(f"{kind}: another page while {what}", before, during.seconds)
    return good


@dataclass
class Seen:
    """What the page of a work told in turn, and the longest it told nothing new, in seconds."""

    told: list[str] = field(default_factory=lambda: ["nothing yet"])
    silent: float = 0
    told_at: float = field(default_factory=time.monotonic)

    def look(self, told: str) -> None:
        """Take what the page tells now; "" for nothing but that the work goes on."""
        now = time.monotonic()
        self.silent = max(self.silent, now - self.told_at)
        if told and told != self.told[-1]:
            self.told.append(told)
            self.told_at = now

    def report(self, what: str) -> bool:
        line = f"{what} seen at {len(self.told) - 1} places, silent at most {self.silent:.1f} s"
        return report(line, self.silent <= MOST_SILENT_SECONDS)


def follow(site: Site, path: str) -> tuple[Seen, str, str]:
    """Look at the progress until the page leads on, or waits for nothing more.

    Return what was told, the last page and its path.
    """
    seen = Seen()
    deadline = time.monotonic() + MOST_SECONDS
    while time.monotonic() < deadline:
        page, found = site.ask(path)
        seen.look("; ".join(f"{a}/{b} {what}" for a, b, what in PROGRESS.findall(page)))
        if found != path or (INTAKE.fullmatch(path) and "<h1>Đọc tệp" not in page):
            return seen, page, found
        # As often as the page itself does.
        time.sleep(2)
    raise TimeoutError("it is not read to the end")


def slower(what: str, before: list[float], during: list[float]) -> bool:
    """Report the medians before and during."""
    usual, now = statistics.median(before), statistics.median(during)
    line = f"{what}: {now * 1000:.0f} ms of {usual * 1000:.0f} ms, {len(during)} times"
    return report(f"{line}, ratio {now / usual:.2f}", now <= MOST_RATIO * usual)


def megabytes(pid: int, name: str) -> float:
    """Return a figure of the kernel's on a process: VmRSS what it holds, VmHWM at most."""
    told = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(rf"{name}:\s+(\d+) kB", told)[1]) / 1024


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    """Yield a new site that runs, with its worker; both are stopped afterwards."""
    port = str(free_port())
    environment = site_environment(DATA_DIR=str(folder), PORT=port, DEMO="1", DEBUG="0")
    manage = [sys.executable, "manage.py"]

    def run(*command: str) -> str:
        done = subprocess.run(
            [*manage, *command], cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True
        )
        return done.stdout.decode()

    run("migrate", "--verbosity", "0")
    run("collectstatic", "--noinput", "--verbosity", "0")
    publisher, session = run("shell", "--no-imports", "-c", SETUP).split()
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
    with (folder / "log").open("wb") as log:
        started = [
            subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
            for command in (gunicorn, ["nice", "-n", "10", *manage, "db_worker"])
        ]
    try:
        site = Site(f"http://127.0.0.1:{port}", publisher, session, {})
        wait_for(site)
        web, worker = (process.pid for process in started)
        children = Path(f"/proc/{web}/task/{web}/children").read_text()
        site.processes["web"] = [int(pid) for pid in children.split()]
        site.processes["worker"] = [worker]
        for _ in range(ASKED_BEFORE):
            site.ask(OTHER_PAGE)
        yield site
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(STOP_SECONDS)


def wait_for(site: Site) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            site.ask("/healthz")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("the site did not start")


def main(kinds: list[str]) -> int:
    """Return 0 when every promise is kept, else 1."""
    with (
        tempfile.TemporaryDirectory(prefix="vankien-bench-") as folder,
        running(Path(folder)) as it,
    ):
        kept = [measure(it, month, kind) for month, kind in enumerate(kinds, start=1)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(FILES)))
