"""What readers last had of a text that an import replaced and no editor has looked at yet.

They have none of it while it waits, so the history tells. Only reads.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from documents.models import Citation, Decision, SourceText
from organizations.audience import Audience

# The words of a confirmed citation, and the documents it names.
Link = tuple[str, tuple[int, ...]]
# Of a link that is another one by now: which documents it named is kept nowhere.
OTHERS = (-1,)


@dataclass(frozen=True, slots=True)
class LastRead:
    """A text as its readers last had it, '' if never, and since when they have none of it."""

    body: str = ""
    until: datetime | None = None


def last_read(texts: Collection[int]) -> dict[int, LastRead]:
    """Return by key how readers last had these texts, in one query."""
    found = dict.fromkeys(texts, LastRead())
    versions = SourceText.history.filter(id__in=texts).order_by("history_id")
    for text, body, audience, day in versions.values_list("id", "body", "audience", "history_date"):
        if audience != Audience.EDITORS:
            found[text] = LastRead(body)
        elif found[text].until is None:
            found[text] = LastRead(found[text].body, day)
    return found


def last_links(read: dict[int, LastRead]) -> dict[int, Counter[Link]]:
    """Return by text the confirmed links its readers last had, in two queries."""
    then: dict[int, tuple[int, str, str, datetime | None]] = {}
    versions = Citation.history.filter(source_id__in=read).order_by("history_id")
    for citation, source, *told, day, kind in versions.values_list(
        *("id", "source_id", "state", "text", "decided_at", "history_date", "history_type")
    ):
        until = read[source].until
        if until is not None and day >= until:
            continue
        if kind == "-":
            then.pop(citation, None)
        else:
            then[citation] = (source, *told)
    now = _documents_now(read)
    found: dict[int, Counter[Link]] = {text: Counter() for text in read}
    for citation, (source, state, words, decided_at) in then.items():
        if state == Decision.CONFIRMED:
            found[source][words, now.get((citation, decided_at), OTHERS)] += 1
    return found


def _documents_now(texts: Collection[int]) -> dict[tuple[int, datetime | None], tuple[int, ...]]:
    """Return the documents of each confirmed citation, by its key and when it was decided."""
    confirmed = Citation.objects.filter(source__in=texts, state=Decision.CONFIRMED)
    found: dict[tuple[int, datetime | None], list[int]] = {}
    for citation, decided_at, document in confirmed.order_by().values_list(
        "pk", "decided_at", "targets"
    ):
        found.setdefault((citation, decided_at), []).append(document or 0)
    return {key: tuple(sorted(documents)) for key, documents in found.items()}
