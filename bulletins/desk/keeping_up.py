"""What a bulletin's texts state keeps up with what people decide that its citations mean."""

from collections.abc import Iterator
from contextlib import contextmanager

from bulletins.models import Bulletin
from bulletins.proposing import propose_subjects
from bulletins.subjects import text_subjects, texts_of
from documents.relating import propose_changed, propose_relations
from documents.stating import changed_places, cited_in


@contextmanager
def keeping_up(bulletin: Bulletin) -> Iterator[None]:
    """Propose subjects and relations anew where citations mean something else after what is done.

    Most decisions confirm what was meant before, and nothing follows then. Within a transaction
    that holds the bulletin.
    """
    texts = texts_of(bulletin)
    before, subjects = cited_in(texts), text_subjects(bulletin)
    yield
    after = cited_in(texts)
    places = changed_places(before, after)
    if not places:
        return
    propose_subjects(bulletin, after, places)
    subjects_now = text_subjects(bulletin)
    if subjects_now == subjects:
        propose_changed(texts, subjects, before, after)
    else:
        propose_relations(texts, subjects_now)
