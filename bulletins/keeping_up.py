"""What a bulletin's texts state keeps up with what people decide that its citations mean."""

from collections.abc import Iterator
from contextlib import contextmanager

from bulletins.models import Bulletin
from bulletins.proposing import propose_subjects
from bulletins.subjects import text_subjects, texts_of
from documents.linking.relating import propose_changed, propose_relations
from documents.linking.stating import changed_places, cited_in


@contextmanager
def keeping_up(bulletin: Bulletin) -> Iterator[None]:
    """Propose subjects and relations anew where citations mean something else after what is done.

    Most decisions confirm what was meant before, and nothing follows then. Within a transaction
    that holds the bulletin.
    """
    texts = texts_of(bulletin)
    before = cited_in(texts)
    yield
    after = cited_in(texts)
    places = changed_places(before, after)
    if not places:
        return
    # What an item states is stated by its subject.
    if propose_subjects(bulletin, after, places).changed:
        propose_relations(texts, text_subjects(bulletin))
    else:
        propose_changed(texts, text_subjects(bulletin), before, after)
