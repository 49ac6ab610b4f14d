"""Keeps the words documents are searched by in lists true when they change past their saving."""

from collections.abc import Sequence

from documents.models import Document
from organizations.text import fold

BATCH = 500


def stale_headings() -> list[int]:
    """Return the keys of documents whose words lack the name their body bore when it issued them.

    As a migration leaves them that says so of documents from before (0029).
    """
    named = Document.all_objects.exclude(issuer_then="").order_by("pk")
    rows = named.values_list("pk", "issuer_then", "search_text")
    return [pk for pk, name, words in rows.iterator() if fold(name) not in words]


def keep_headings(keys: Sequence[int]) -> None:
    """Store the words of the headings of these documents anew where they differ."""
    for start in range(0, len(keys), BATCH):
        changed = []
        some = Document.all_objects.filter(pk__in=keys[start : start + BATCH])
        for document in some.with_names():
            told = fold(document.heading)
            if document.search_text != told:
                document.search_text = told
                changed.append(document)
        Document.all_objects.bulk_update(changed, ["search_text"])
