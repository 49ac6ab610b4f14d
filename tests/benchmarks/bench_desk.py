"""The proof desk with a long bulletin: ``python -m tests.benchmarks.bench_desk``.

On both databases, new and empty, a bulletin of 200 kB with 400 citations is brought in; then its
desk is opened, citations are confirmed one by one, some of them opened again, words of a check are
called right, and then what else a card offers is done: rejected, another document chosen, one
entered, made the item's subject, and missed words marked. By the clock, whole requests to gunicorn
as the site is run, one after the other over one connection. Fails beyond the promised times
at p95.
"""

import os
import re
import sys
import time
from http.client import HTTPConnection
from itertools import islice
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.benchmarks.both_databases import measure_both
from tests.benchmarks.timing import report
from tests.config.serving import ROOT, free_port, serving

TEXT_BYTES, CITATIONS = 200_000, 400
OPENED, DECIDED, REOPENED, JUDGED = 20, 60, 20, 20
# Of each other act; the citations behind those that were decided and judged.
OTHERS = 15
MOST_OPEN, MOST_DECIDE = 1.5, 0.2
FILLER = "Các chi bộ trong toàn tỉnh đã chủ động triển khai nhiều việc làm cụ thể. "


def bulletin_text() -> str:
    """Return an invented bulletin of about `TEXT_BYTES` with `CITATIONS` citations."""
    cited = [
        f"Thực hiện Chỉ thị số {number}-CT/TU, ngày {1 + number % 28:02}/{1 + number % 12:02}/2023 "
        "của Tỉnh ủy Mẫu Sơn về việc thử nghiệm. "
        for number in range(1, CITATIONS + 1)
    ]
    rest = TEXT_BYTES - sum(len(line.encode()) for line in cited)
    filler = FILLER * max(1, rest // len(FILLER.encode()) // CITATIONS)
    paragraphs = "\n\n".join(line + filler for line in cited)
    return f"NỘI DUNG\n\n1. Việc thử nghiệm trong tháng\n\n{paragraphs}\n"


def measure(name: str) -> bool:
    """Measure on the database that the environment names; return whether the promise holds."""
    # Only here: Django must find its settings in this environment.
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from bulletins.desk.sheet import sheet_of
    from bulletins.importing import import_bulletin
    from documents.models import FindingVerdict
    from tests import factories as make

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    make.make_document_type("Chỉ thị", party_code="CT")
    body = make.make_organization("Tỉnh ủy Mẫu Sơn", "TU")
    started = time.perf_counter()
    bulletin = import_bulletin(bulletin_text(), body, 2024, 3).bulletin
    print(f"{name}: brought in within {time.perf_counter() - started:.1f} s")
    desk = f"{bulletin.get_absolute_url()}doi-chieu/"
    cards = sheet_of(bulletin).cards
    environment = {**os.environ, "PORT": str(free_port()), "WEB_CONCURRENCY": "1"}
    gunicorn = Path(sys.executable).with_name("gunicorn")
    command = [gunicorn, "-c", ROOT / "config" / "gunicorn.py", "config.wsgi"]
    with serving(command, environment, Path(settings.DATA_DIR) / "gunicorn.log") as address:
        visitor = Visitor(address, make.make_editor())
        visitor.open(desk)
        opened = [_seconds(visitor.open, desk) for _ in range(OPENED)]
        decided = [
            _seconds(visitor.decide, f"{desk}{card.citation.pk}/", "xac-nhan", card.seen)
            for card in cards[:DECIDED]
        ]
        confirmed = len(cards) - len(sheet_of(bulletin).open)
        reopened = [
            _seconds(visitor.decide, f"{desk}{card.citation.pk}/", "mo-lai", card.seen)
            for card in sheet_of(bulletin).cards[:REOPENED]
        ]
        waiting = len(sheet_of(bulletin).open)
        spoken = [card for card in sheet_of(bulletin).cards if card.remarks][:JUDGED]
        judged = [
            _seconds(visitor.judge, f"{desk}{card.citation.pk}/kiem-tra/", card.remarks[0].key)
            for card in spoken
        ]
        said = FindingVerdict.objects.count()
        others = _other_acts(visitor, bulletin, desk)
    good = report(f"{name}: {len(cards)} citations, {confirmed} confirmed", confirmed == DECIDED)
    good &= report(
        f"{name}: {waiting} wait again, {said} remarks called right",
        waiting == len(cards) - DECIDED + REOPENED and said == JUDGED,
    )
    good &= _promised(f"{name}: opening the desk", opened, MOST_OPEN)
    good &= _promised(f"{name}: opening a citation again", reopened, MOST_DECIDE)
    good &= _promised(f"{name}: calling a remark right", judged, MOST_DECIDE)
    for what, (seconds, done) in others.items():
        good &= report(f"{name}: {what}: {done} done", done == OTHERS)
        good &= _promised(f"{name}: {what}", seconds, MOST_DECIDE)
    return _promised(f"{name}: one decision", decided, MOST_DECIDE) and good


def _other_acts(visitor: "Visitor", bulletin: Any, desk: str) -> dict[str, tuple[Any, int]]:
    """Do what a card offers beside confirming; return by its name the seconds and how many took."""
    from bulletins.desk.sheet import sheet_of
    from bulletins.desk.subjects import choices_of
    from bulletins.models import ItemSubject
    from documents.models import Citation, Document

    read = Citation.objects.filter(source__bulletin_item__bulletin=bulletin)
    cards = iter(sheet_of(bulletin).cards[DECIDED:])
    found: dict[str, tuple[Any, int]] = {}
    rejected = [
        _seconds(visitor.reject, f"{desk}{card.citation.pk}/", card.seen)
        for card in islice(cards, OTHERS)
    ]
    found["rejecting"] = rejected, read.filter(state="rejected").count()
    confirmed = read.filter(state="confirmed")
    before, slug = confirmed.count(), confirmed[0].targets.get().slug
    chosen = [
        _seconds(visitor.choose, f"{desk}{card.citation.pk}/", slug, card.seen)
        for card in islice(cards, OTHERS)
    ]
    found["choosing another document"] = chosen, confirmed.count() - before
    kind, body = Document.objects.first().document_type_id, bulletin.publisher_id
    entered = [
        _seconds(
            visitor.enter,
            f"{desk}{card.citation.pk}/vao-so/",
            {"document_type": kind, "organization": body, "number": 9000 + number},
            card.seen,
        )
        for number, card in enumerate(islice(cards, OTHERS))
    ]
    new = Document.objects.filter(number_value__gte=9000, state=Document.State.REGISTERED)
    found["entering a document"] = entered, new.count()
    turned = [
        _seconds(visitor.turn, f"{desk}{card.citation.pk}/gioi-thieu/", choices_of(card)[0])
        for card in islice(cards, OTHERS)
    ]
    about = ItemSubject.objects.filter(item__bulletin=bulletin, state="confirmed")
    found["making it the subject"] = turned, about.count()
    text, words = read[0].source, FILLER.split(" đã ")[0]
    starts = [place.start() for place in re.finditer(words, text.body)][::20][:OTHERS]
    marked = [_seconds(visitor.mark, f"{desk}danh-dau/", text.pk, at, words) for at in starts]
    found["marking missed words"] = marked, read.filter(origin="person").count()
    return found


class Visitor:
    """An editor's browser, signed in: one connection that stays open, and its cookies."""

    def __init__(self, site: str, editor: Any) -> None:
        from django.test import Client

        client = Client()
        client.force_login(editor)
        self.connection = HTTPConnection(urlsplit(site).netloc, timeout=60)
        self.cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        self.token = ""

    def open(self, path: str) -> None:
        """Open the desk and keep the token of its forms. Raises RuntimeError for no desk."""
        page = self._ask("GET", path)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if token is None:
            raise RuntimeError(f"{path} is no desk:\n{page[:500]}")
        self.token = token[1]

    def decide(self, path: str, button: str, seen: str) -> None:
        """Press a button of a card, with what the card's form carries."""
        self._press(path, {"viec": button, "seen": seen})

    def reject(self, path: str, seen: str) -> None:
        """Reject a citation for one of the usual reasons."""
        self._press(path, {"viec": "loai", "reason": "không phải trích dẫn", "seen": seen})

    def choose(self, path: str, slug: str, seen: str) -> None:
        """Choose the document of this address for a citation."""
        self._press(path, {"van-ban": slug, "seen": seen})

    def enter(self, path: str, typed: dict[str, Any], seen: str) -> None:
        """Enter the document of a citation as only cited."""
        self._press(path, {**typed, "symbol": "CT/TU", "issued_on": "05/6/2023", "seen": seen})

    def turn(self, path: str, choice: Any) -> None:
        """Press the button that makes a card's document the subject of the item."""
        self._press(path, {"van-ban": choice.document.slug, "seen": choice.seen})

    def mark(self, path: str, text: int, start: int, words: str) -> None:
        """Mark words at their place in a text."""
        self._press(path, {"chu": words, "van": str(text), "tu": str(start)})

    def judge(self, path: str, remark: str) -> None:
        """Say of a remark that the check was right."""
        self._press(path, {"y-kien": "dung", "nhan-xet": remark})

    def _press(self, path: str, asked: dict[str, str]) -> None:
        self._ask("POST", path, urlencode({**asked, "csrfmiddlewaretoken": self.token}))

    def _ask(self, method: str, path: str, body: str | None = None) -> str:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie", ()):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.read().decode()


def _seconds(ask: Any, *asked: Any) -> float:
    started = time.perf_counter()
    ask(*asked)
    return time.perf_counter() - started


def _promised(what: str, seconds: list[float], most: float) -> bool:
    ordered = sorted(seconds)
    p50, p95 = (ordered[ceil(share * len(ordered)) - 1] for share in (0.5, 0.95))
    return report(f"{what}: p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms", p95 <= most)


if __name__ == "__main__":
    sys.exit(measure_both("tests.benchmarks.bench_desk", measure))
