"""What a bulletin's texts state keeps up with what people decide that its citations mean."""

from collections.abc import Iterator
from contextlib import contextmanager

from bulletins.models import Bulletin
from bulletins.subjects import text_subjects, texts_of
from documents.relating import propose_changed
from documents.stating import cited_in


@contextmanager
def keeping_up(bulletin: Bulletin) -> Iterator[None]:
    """Propose relations anew round the citations to which something else is done within.

    Most decisions confirm what was meant before, and nothing follows then. Within a transaction
    that holds the bulletin.
    """
    before = cited_in(texts_of(bulletin))
    yield
    after = cited_in(texts_of(bulletin))
    if after != before:
        propose_changed(texts_of(bulletin), text_subjects(bulletin), before, after)
