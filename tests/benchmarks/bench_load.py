"""Ten minutes of readers and editors at once: ``python -m tests.benchmarks.bench_load``.

The site as it is run (gunicorn, task worker) on PostgreSQL with 100,000 generated documents. A
member's requests leave at a steady rate, whether or not those before them were answered, as
people's do (an open loop): a site that falls behind is seen to. Five editors enter documents
meanwhile, each pausing between two. Fails on any error, on p99 above half a second, and where the
memory of gunicorn's processes grew by more than 5% after the warm-up.

PostgreSQL is DATABASE_URL when that is given, else a server that ends with this program.
"""

import argparse
import os
import queue
import random
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPException
from math import ceil
from pathlib import Path
from urllib.parse import urlencode

from tests.benchmarks.entering import ADDRESS, Form, form_of_a_document
from tests.benchmarks.killable import Kept, children
from tests.benchmarks.search_run import SERVER, make_documents
from tests.benchmarks.timing import report
from tests.config.serving import ROOT, free_port, serving, site_environment
from tests.postgres import running_postgres

SIZE, RATE, MINUTES, EDITORS = 100_000, 40.0, 10.0, 5
# So many requests may be under way; one that finds none free waits, and that counts as its time.
MOST_AT_ONCE = 64
SAMPLE, PAUSE_SECONDS = 300, 2.0
MOST_P99, MOST_GROWTH = 0.5, 0.05
# What the processes keep is read in by then.
WARM_SHARE = 0.2


class Reader(threading.Thread):
    """One of the connections over which the member's requests go out."""

    def __init__(self, load: "Load") -> None:
        super().__init__(daemon=True)
        self._load = load
        self._connection = load.connect()

    def run(self) -> None:
        while (due := self._load.due.get()) is not None:
            moment, address = due
            status = self._get(address)
            self._load.note(time.monotonic() - moment, status, address)

    def _get(self, address: str) -> str:
        for _ in range(2):
            try:
                self._connection.request("GET", address, headers=self._load.headers)
                response = self._connection.getresponse()
                response.read()
                return str(response.status)
            except (OSError, HTTPException) as error:
                # One that was idle may have been closed; asked again over a new one.
                self._connection = self._load.connect()
                failed = type(error).__name__
        return failed


class Load:
    """Hands out requests at a steady rate and keeps what came of each."""

    def __init__(self, port: int, cookie: str, addresses: Sequence[str]) -> None:
        self.due: queue.Queue[tuple[float, str] | None] = queue.Queue()
        self.headers = {"Cookie": cookie, "Accept-Encoding": "gzip"}
        self._port, self._addresses = port, addresses
        self._lock = threading.Lock()
        self.seconds: list[float] = []
        self.errors: list[str] = []

    def connect(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self._port, timeout=60)

    def note(self, seconds: float, status: str, address: str) -> None:
        with self._lock:
            self.seconds.append(seconds)
            if status != "200":
                self.errors.append(f"{status} {address}")

    def run(self, rate: float, seconds: float) -> None:
        """Send `rate` requests a second for `seconds`; return when the last is answered."""
        readers = [Reader(self) for _ in range(MOST_AT_ONCE)]
        for reader in readers:
            reader.start()
        chance, started = random.Random(40), time.monotonic()
        for number in range(int(rate * seconds)):
            moment = started + number / rate
            time.sleep(max(0.0, moment - time.monotonic()))
            # Since it was due, not since a connection was free for it.
            self.due.put((moment, chance.choice(self._addresses)))
        for _ in readers:
            self.due.put(None)
        for reader in readers:
            reader.join()


class Editor(threading.Thread):
    """Enters one document after the other by the staff's form, with a pause between them."""

    def __init__(self, port: int, number: int, form: Form) -> None:
        super().__init__(daemon=True)
        self._port, self._number, self._form = port, number, form
        self.entered, self.errors = 0, list[str]()
        self.is_wanted = True

    def run(self) -> None:
        turn = 0
        while self.is_wanted:
            turn += 1
            body = urlencode(self._form.typed(self._number, turn), doseq=True)
            connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
            try:
                connection.request("POST", ADDRESS, body, self._form.headers)
                status = str(connection.getresponse().status)
            except (OSError, HTTPException) as error:
                status = type(error).__name__
            finally:
                connection.close()
            if status == "302":
                self.entered += 1
            else:
                self.errors.append(status)
            time.sleep(PAUSE_SECONDS)


def prepare(editors: int) -> tuple[str, list[str], list[Form]]:
    """Return a member's cookie, what it asks for, and each editor's form."""
    # Only here: Django must find its settings in this environment.
    from django.core.management import call_command

    from tests.benchmarks import search_setting as setting

    call_command("collectstatic", interactive=False, verbosity=0)
    member = setting.member()
    documents = setting.sample(member, SAMPLE, random.Random(setting.SEED))
    client = setting.member_client(member)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    addresses = [document.get_absolute_url() for document in documents]
    for document in documents[: SAMPLE // 3]:
        words = " ".join(document.title.split()[2:5])
        addresses += [setting.LIST, f"{setting.LIST}?{urlencode({'q': words})}"]
        addresses.append(f"{setting.LIST}?{urlencode({'q': document.code, 'danh_sach': 1})}")
    return cookie, addresses, [form_of_a_document(f"tai-{n}") for n in range(editors)]


def memory(pids: Sequence[int]) -> float:
    """Return the megabytes that processes have to themselves (what they share counts by share)."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def gunicorn_processes(port: int) -> list[int]:
    """Return gunicorn and its workers: the one that this program started, found by its children."""
    for pid in children(os.getpid()):
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        if b"gunicorn" in command:
            return [pid, *children(pid)]
    raise RuntimeError("gunicorn does not run")


def measure(
    port: int, minutes: float, rate: float, cookie: str, addresses: list[str], forms: list[Form]
) -> bool:
    """Print what came of it; return whether the promise holds."""
    editors = [Editor(port, number, form) for number, form in enumerate(forms)]
    warm = Load(port, cookie, addresses)
    for editor in editors:
        editor.start()
    warm.run(rate, minutes * 60 * WARM_SHARE)
    before = memory(gunicorn_processes(port))
    load = Load(port, cookie, addresses)
    load.run(rate, minutes * 60)
    after = memory(gunicorn_processes(port))
    for editor in editors:
        editor.is_wanted = False
    for editor in editors:
        editor.join()
    found = sorted(load.seconds)
    p50, p99 = (found[ceil(len(found) * part) - 1] for part in (0.5, 0.99))
    errors = [*warm.errors, *load.errors, *(one for editor in editors for one in editor.errors)]
    entered = sum(editor.entered for editor in editors)
    print(f"{len(found)} requests at {rate:.0f} a second, {entered} documents entered")
    good = report(f"{len(errors)} errors {sorted(set(errors))[:5] or ''}", not errors)
    good &= report(f"p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms", p99 <= MOST_P99)
    growth = after / before - 1
    line = f"memory {before:.0f} MB after the warm-up, {after:.0f} MB at the end ({growth:+.1%})"
    return good & report(line, growth <= MOST_GROWTH)


def main() -> int:
    """Return 0 when the site holds what is promised, else 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=SIZE, metavar="N")
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--editors", type=int, default=EDITORS)
    options = parser.parse_args()
    with ExitStack() as resources:
        folder = Path(resources.enter_context(tempfile.TemporaryDirectory(prefix="vankien-bench-")))
        url = os.environ.get("DATABASE_URL") or resources.enter_context(running_postgres(SERVER))
        port = free_port()
        environment = site_environment(
            DATA_DIR=str(folder), DATABASE_URL=url, DEMO="1", DEBUG="0", PORT=str(port)
        )
        make_documents(environment, options.size)
        os.environ.clear()
        os.environ.update(environment, DJANGO_SETTINGS_MODULE="config.settings")
        gunicorn = Path(sys.executable).with_name("gunicorn")
        command = [gunicorn, "-c", ROOT / "config" / "gunicorn.py", "config.wsgi"]
        asked = prepare(options.editors)
        with serving(command, environment, folder / "gunicorn.log"):
            worker = [sys.executable, "manage.py", "db_worker"]
            working = Kept(["nice", "-n", "10", *worker], environment, folder / "worker.log")
            resources.callback(working.stop)
            good = measure(port, options.minutes, options.rate, *asked)
            return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
