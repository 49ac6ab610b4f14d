"""What readers last had of texts that an import replaced and that wait for an editor."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from bulletins.models import BulletinItem
from documents.models import Citation, Decision, Document, SourceText
from organizations.audience import Audience

# The words of confirmed links and the documents they name, by the key of something that has them.
Links = dict[int, Counter[tuple[str, tuple[int, ...]]]]
# The public addresses in what `name_documents` writes.
_ADDRESS = re.compile(r"\[([^\[\]]+)\]")


def former_texts(items: Iterable[BulletinItem]) -> tuple[dict[int, str], Links]:
    """Return by item what its readers last read of a text that waits, '' if nothing was.

    And, by text, the links that they had and the new text lost: nobody decided on that.
    """
    waiting = {
        item.text_id: item.pk
        for item in items
        if item.text_id and item.unreviewed == BulletinItem.Unreviewed.TEXT
    }
    former = dict.fromkeys(waiting.values(), "")
    read: set[int] = set()
    held: dict[int, datetime] = {}
    versions = SourceText.history.filter(id__in=waiting).order_by("history_id")
    for text, body, audience, moment in versions.values_list(
        "id", "body", "audience", "history_date"
    ):
        if audience != Audience.EDITORS:
            former[waiting[text]] = body
            read.add(text)
            held.pop(text, None)
        elif text in read:
            held.setdefault(text, moment)
    return former, _lost_links(held) if held else {}


def _lost_links(held: dict[int, datetime]) -> Links:
    """Return the confirmed links that went when their texts were held back, at these moments."""
    gone = Citation.history.filter(
        source_id__in=held, history_type="-", state=Decision.CONFIRMED
    ).order_by("history_id")
    lost = [
        (source, text, _ADDRESS.findall(named))
        for source, text, named, decided, moment in gone.values_list(
            "source_id", "text", "named_documents", "decided_at", "history_date"
        )
        # What was confirmed on a text that waited, its readers never had.
        if decided < held[source] <= moment
    ]
    slugs = {slug for _, _, named in lost for slug in named}
    keys = dict(Document.all_objects.filter(slug__in=slugs).values_list("slug", "pk"))
    found: Links = {}
    for source, text, named in lost:
        documents = sorted(keys.get(slug, 0) for slug in named) or [0]
        found.setdefault(source, Counter())[text, tuple(documents)] += 1
    return found
