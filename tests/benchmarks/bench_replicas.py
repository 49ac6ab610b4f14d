"""Replica lagging or dead, primary dead: ``python -m tests.benchmarks.bench_replicas``.

The site as it is run reads on a replica of its PostgreSQL. Members ask for a document without a
pause, whose title is changed on the primary twice a second, while one server after the other is
held up, killed and started again. Told are the answers of each phase, the longest time in which
none was a page, and how much older than the primary the oldest page was.

Fails on any answer of 500, on a page older than REPLICA_MAX_LAG and what asking takes, and where
pages stay away for longer than it takes to find a dead server out.
"""

import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.benchmarks.timing import report
from tests.config.replicas.replicated import MAX_LAG, Site, replicated_site
from tests.config.serving import Sender

READERS, PHASE_SECONDS, BETWEEN_TITLES = 4, 12.0, 0.5
# What was asked for before the title changed may be answered behind it; the primary is asked for
# its position once a second.
MOST_BEHIND = MAX_LAG + 2.0
# A dead server is found out by the first who asks it; PostgreSQL itself then needs to start.
MOST_AWAY = 10.0
SHOWN = re.compile(r"về việc (\d+)<")


@dataclass
class Titles:
    """The number that the document's title bears on the primary, and since when each was there."""

    site: Site
    since: list[float] = field(default_factory=list)
    is_wanted: bool = True

    def go_on(self) -> None:
        """Change it again and again; while the primary is away it stays."""
        while self.is_wanted:
            try:
                self.site.retitle(str(len(self.since)))
            except psycopg.Error:
                pass
            else:
                self.since.append(time.monotonic())
            time.sleep(BETWEEN_TITLES)

    def behind(self, number: int, asked: float) -> float:
        """Return for how many seconds another title had stood there when this one was asked for."""
        following = number + 1
        return max(0.0, asked - self.since[following]) if following < len(self.since) else 0.0


@dataclass
class Phase:
    """What the readers got while one thing was so."""

    name: str
    answers: Counter[int] = field(default_factory=Counter)
    away: float = 0.0
    behind: float = 0.0
    slowest: float = 0.0


class Reader(threading.Thread):
    """A member who asks for the document again and again."""

    def __init__(self, sender: Sender, site: Site, titles: Titles) -> None:
        super().__init__(daemon=True)
        self._sender, self._path, self._titles = sender, site.document, titles
        self.phase = Phase("")
        self.is_wanted = True
        self._read_at = time.monotonic()

    def run(self) -> None:
        while self.is_wanted:
            asked, phase = time.monotonic(), self.phase
            answer = self._sender.get(self._path)
            now = time.monotonic()
            phase.answers[answer.status] += 1
            phase.slowest = max(phase.slowest, now - asked)
            phase.away = max(phase.away, now - self._read_at)
            if answer.status == 200:
                self._read_at = now
                number = SHOWN.search(answer.text)
                if number:
                    phase.behind = max(phase.behind, self._titles.behind(int(number[1]), asked))


def measure(site: Site) -> bool:
    """Go through all phases and report each; return whether every promise is kept."""
    pair = site.pair
    titles = Titles(site)
    threading.Thread(target=titles.go_on, daemon=True).start()
    readers = [Reader(site.sender(), site, titles) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    steps: list[tuple[str, Callable[[], None]]] = [
        ("both well", lambda: None),
        ("replica held up", site.pause),
        ("replica goes on", site.resume),
        ("replica killed", pair.replica.stop),
        ("replica back", pair.replica.start),
        ("primary killed", pair.primary.stop),
        ("primary back", pair.primary.start),
    ]
    good = True
    print(f"{'':19}  pages   503  other  slowest    away  behind   (s)")
    for name, begin in steps:
        own = [Phase(name) for _ in readers]
        for reader, phase in zip(readers, own, strict=True):
            reader.phase = phase
        begin()
        time.sleep(PHASE_SECONDS)
        good &= _told(name, own)
    titles.is_wanted = False
    for reader in readers:
        reader.is_wanted = False
        reader.join()
    return good


def _told(name: str, phases: list[Phase]) -> bool:
    answers = sum((phase.answers for phase in phases), Counter[int]())
    pages, away_told = answers[200], answers[503]
    other = answers.total() - pages - away_told
    slowest, away, behind = (
        max(getattr(phase, what) for phase in phases) for what in ("slowest", "away", "behind")
    )
    good = not other and pages > 0 and away <= MOST_AWAY and behind <= MOST_BEHIND
    figures = f"{pages:6} {away_told:5} {other:6} {slowest:8.2f} {away:7.2f} {behind:7.2f}"
    return report(f"{name:15}{figures}", good)


def main() -> int:
    """Return 0 when every promise is kept, else 1."""
    with (
        tempfile.TemporaryDirectory(prefix="vankien-bench-") as folder,
        replicated_site(Path(folder)) as site,
    ):
        return 0 if measure(site) else 1


if __name__ == "__main__":
    sys.exit(main())
