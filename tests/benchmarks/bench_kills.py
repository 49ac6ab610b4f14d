"""Kills during acknowledged writes: ``python -m tests.benchmarks.bench_kills --kills 50``.

The site as it is run (gunicorn, task worker) on a PostgreSQL as safe as it is by default. Editors
enter documents and change them through the staff's own forms; the worker reads bulletins. In
turns a web worker, the task worker and all processes of the database are killed with SIGKILL.

Fails where a change that was acknowledged is not there afterwards, a document is there twice, a
constraint is broken, a bulletin is not read to its end exactly once, a request was answered with
500, or the site did not come back by itself.
"""

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.benchmarks.entering import ADDRESS, TITLE, Form, form_of_a_document
from tests.benchmarks.killable import KillableSite, killable_database
from tests.benchmarks.still_whole import broken_constraints
from tests.benchmarks.timing import report
from tests.config.serving import ROOT

VICTIMS = ("web", "worker", "database")
EDITORS, KILLS = 4, 12
# Between two kills: some writes are answered, and some are under way.
CALM = (1.0, 3.0)
MOST_BACK_SECONDS, MOST_READING_SECONDS = 60, 300
ITEMS, CITATIONS_EACH = 6, 10


class Editor(threading.Thread):
    """Enters documents one after the other and notes what the site said of each.

    One that was answered by a redirect is acknowledged; of one without an answer nobody knows.
    """

    def __init__(self, site: KillableSite, number: int, form: Form) -> None:
        super().__init__(daemon=True)
        self._site, self._number, self._form = site, number, form
        self.acknowledged: list[str] = []
        self.answers: Counter[str] = Counter()
        self.last_acknowledged = 0.0
        self.is_wanted = True

    def run(self) -> None:
        turn = 0
        while self.is_wanted:
            turn += 1
            typed = self._form.typed(self._number, turn)
            answer = self._post(typed)
            self.answers[answer] += 1
            if answer == "302":
                self.acknowledged.append(typed["title"])
                self.last_acknowledged = time.monotonic()
            else:
                time.sleep(0.2)

    def _post(self, form: dict[str, Any]) -> str:
        connection = HTTPConnection("127.0.0.1", self._site.port, timeout=60)
        try:
            body = urlencode(form, doseq=True)
            connection.request("POST", ADDRESS, body, self._form.headers)
            response = connection.getresponse()
            response.read()
            return str(response.status)
        except (OSError, HTTPException) as error:
            return type(error).__name__
        finally:
            connection.close()


def prepare(bulletins: int) -> list[Form]:
    """Lay everything down; return a document's form for each editor."""
    # Only here: Django must find its settings in this environment.
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bulletins.importing import take_in
    from bulletins.tasks import read_later
    from tests import factories as make

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    make.make_document_type("Chỉ thị", party_code="CT")
    body = make.make_organization("Tỉnh ủy Mẫu Sơn", "TU")
    forms = [form_of_a_document(f"nguoi-{number}") for number in range(EDITORS)]
    for place in range(bulletins):
        read_later(take_in(bulletin_text(place), body, 2000 + place // 12, 1 + place % 12).bulletin)
    connection.close()
    return forms


def bulletin_text(place: int) -> str:
    """Return a bulletin whose every citation is of a document of its own."""
    lines = ["NỘI DUNG"]
    for item in range(ITEMS):
        lines.append(f"{item + 1}. Việc thứ {item + 1} của các chi bộ trong tháng")
        first = 1 + (place * ITEMS + item) * CITATIONS_EACH
        for number in range(first, first + CITATIONS_EACH):
            lines.append(f"Đọc Chỉ thị số {number}-CT/TU, ngày 05/6/2023 của Tỉnh ủy Mẫu Sơn.")
    return "\n\n".join(lines) + "\n"


def kill_in_turns(site: KillableSite, editors: list[Editor], kills: int) -> bool:
    """Kill; after each kill wait until somebody's change is acknowledged again."""
    while not all(editor.acknowledged for editor in editors):
        time.sleep(0.1)
    chance, good, longest = random.Random(8), True, 0.0
    for turn in range(kills):
        time.sleep(chance.uniform(*CALM))
        victim = VICTIMS[turn % len(VICTIMS)]
        site.kill(victim)
        killed = time.monotonic()
        while max(editor.last_acknowledged for editor in editors) < killed:
            if time.monotonic() - killed > MOST_BACK_SECONDS:
                return report(f"kill {turn + 1} ({victim}): the site did not come back", False)
            time.sleep(0.02)
        back = time.monotonic() - killed
        longest = max(longest, back)
        print(f"kill {turn + 1} of {kills}: {victim}, back after {back:.1f} s", flush=True)
    good &= report(f"{kills} kills, back after {longest:.1f} s at most", good)
    return good


def wait_for_readings() -> bool:
    """Wait until the worker has read every bulletin; return whether it did, each exactly once."""
    from datetime import timedelta

    from django.db.models import Count, F

    from bulletins.models import BulletinReading
    from documents.models import BackgroundTask, Citation

    deadline = time.monotonic() + MOST_READING_SECONDS
    while BulletinReading.objects.filter(finished_at=None).exists():
        if time.monotonic() > deadline:
            return report("bulletins were not read to their end", False)
        # Lets the minute pass that a worker has for its next sign of life.
        minute = timedelta(minutes=1)
        BulletinReading.objects.filter(finished_at=None).update(alive_at=F("alive_at") - minute)
        waiting = BackgroundTask.objects.filter(status="READY", task_path__endswith="read_bulletin")
        waiting.update(run_after=F("run_after") - minute)
        time.sleep(3)
    readings = BulletinReading.objects.count()
    cited = Citation.objects.filter(source__bulletin_item__isnull=False)
    wanted = readings * ITEMS * CITATIONS_EACH
    twice = cited.values("source", "start").annotate(n=Count("pk")).filter(n__gt=1).count()
    line = f"{readings} bulletins read, {cited.count()} of {wanted} citations, {twice} twice"
    return report(line, cited.count() == wanted and not twice)


def still_there(editors: list[Editor]) -> bool:
    """Return whether each acknowledged document is there once, with its version and its text."""
    from documents.models import Document, Passage

    mine = {"title__startswith": TITLE}
    stored = Counter(Document.objects.filter(**mine).values_list("title", flat=True))
    with_text = Document.objects.filter(**mine, text__isnull=False)
    found = Passage.objects.filter(document__title__startswith=TITLE)
    parts = {
        "version": set(Document.history.filter(**mine).values_list("title", flat=True)),
        "text": set(with_text.values_list("title", flat=True)),
        "search": set(found.values_list("document__title", flat=True)),
    }
    acknowledged = [title for editor in editors for title in editor.acknowledged]
    lost = [title for title in acknowledged if not stored[title]]
    half = [
        f"{title}: no {of}" for title in stored for of, has in parts.items() if title not in has
    ]
    twice = [title for title, count in stored.items() if count > 1]
    answers: Counter[str] = sum((editor.answers for editor in editors), Counter())
    print(f"answers: {dict(sorted(answers.items()))}")
    good = report(f"{len(acknowledged)} acknowledged changes, {len(lost)} lost", not lost)
    line = f"{len(stored)} stored, {len(half)} of them half {half or ''}, {len(twice)} twice"
    good &= report(line, not half and not twice)
    return good & report(f"{answers['500']} answers of 500", not answers["500"])


def main() -> int:
    """Return 0 when nothing was lost or broken, else 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=KILLS, metavar="N")
    options = parser.parse_args()
    os.chdir(ROOT)
    with killable_database() as database, tempfile.TemporaryDirectory() as folder:
        site = KillableSite(Path(folder), database)
        os.environ.clear()
        os.environ.update(site.environment, DJANGO_SETTINGS_MODULE="config.settings")
        forms = prepare(bulletins=max(2, options.kills // 2))
        site.start()
        editors = [Editor(site, number, form) for number, form in enumerate(forms)]
        for editor in editors:
            editor.start()
        good = kill_in_turns(site, editors, options.kills)
        for editor in editors:
            editor.is_wanted = False
            editor.join()
        good &= wait_for_readings()
        site.stop()
        good &= still_there(editors)
        broken = broken_constraints(database.url)
        good &= report(f"{len(broken)} broken constraints {broken or ''}", not broken)
        if not good:
            print(site.log.read_text("utf-8")[-5000:])
        return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
