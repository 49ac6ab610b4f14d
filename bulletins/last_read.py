"""What readers last had of a text that an import replaced and no editor has looked at yet.

They have none of it while it waits, so the history tells. Only reads.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from documents.merging.merge import kept_slugs
from documents.models import Citation, Decision, Document, SourceText, named_slugs
from organizations.audience import Audience

# The words of a confirmed citation, and the documents it names.
Link = tuple[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class LastRead:
    """A text as its readers last had it, '' if never, and since when they have none of it."""

    body: str = ""
    until: datetime | None = None


def last_read(texts: Collection[int], before: datetime | None = None) -> dict[int, LastRead]:
    """Return by key how readers last had these texts, or had them `before` a moment; one query."""
    found = dict.fromkeys(texts, LastRead())
    versions = SourceText.history.filter(id__in=texts).order_by("history_id")
    if before is not None:
        versions = versions.filter(history_date__lt=before)
    for text, body, audience, day in versions.values_list("id", "body", "audience", "history_date"):
        if audience != Audience.EDITORS:
            found[text] = LastRead(body)
        elif found[text].until is None:
            found[text] = LastRead(found[text].body, day)
    return found


def last_links(read: dict[int, LastRead]) -> dict[int, Counter[Link]]:
    """Return by text the confirmed links its readers last had, in two queries."""
    then: dict[int, tuple[int, str, str, str]] = {}
    versions = Citation.history.filter(source_id__in=read).order_by("history_id")
    for citation, source, *told, day, kind in versions.values_list(
        *("id", "source_id", "state", "text", "named_documents", "history_date", "history_type")
    ):
        until = read[source].until
        if until is not None and day >= until:
            continue
        if kind == "-":
            then.pop(citation, None)
        else:
            then[citation] = (source, *told)
    confirmed = [row for row in then.values() if row[1] == Decision.CONFIRMED]
    slugs = {slug for *_, named in confirmed for slug in named_slugs(named)}
    # A record that was merged into another since is no other link.
    kept = kept_slugs(slugs)
    meant = Document.all_objects.filter(slug__in=slugs | set(kept.values()))
    keys = dict(meant.values_list("slug", "pk"))
    keys |= {slug: keys[to] for slug, to in kept.items()}
    found: dict[int, Counter[Link]] = {text: Counter() for text in read}
    for source, _, words, named in confirmed:
        documents = sorted(keys.get(slug, 0) for slug in named_slugs(named)) or [0]
        found[source][words, tuple(documents)] += 1
    return found
