"""Keeps the words documents are searched by in lists true when they change past their saving."""

from collections.abc import Sequence

from documents.models import Document
from organizations.text import fold

BATCH = 500


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
