"""A bulletin tells its followers when it is released, and those of another publisher once it is
that one's; put back after a withdrawal it is no second event. What it is said to introduce only
later, or while it was withdrawn, is told to followers of that document.
"""

from collections.abc import Iterator
from typing import Any

from documents.models import Event
from documents.models.following import introducing_key
from documents.models.telling import Told


def _bulletin_events(bulletin: Any, changed: set[str], is_new: bool) -> Iterator[Event]:
    if not changed or bulletin.state != "published":
        return
    released = Event.objects.filter(kind=Event.Kind.RELEASED, released=bulletin.pk)
    publishers = set(released.values_list("publisher", flat=True))
    if bulletin.publisher_id not in publishers:
        # Corrected after the release, it is news to followers of the body it is said to be of now,
        # and no more to those of the former one. Whoever follows a document that it introduces was
        # told of the first event (see `EventQuerySet`).
        key = f"released:{bulletin.pk}" + (f":{bulletin.publisher_id}" if publishers else "")
        released.update(publisher=None)
        yield Event(
            kind=Event.Kind.RELEASED,
            released=bulletin.pk,
            publisher_id=bulletin.publisher_id,
            key=key,
        )
    if publishers and "state" in changed:
        yield from _introduced_meanwhile(bulletin, released)


def _introduced_meanwhile(bulletin: Any, released: Any) -> Iterator[Event]:
    """Yield of a bulletin put back what it has been said to introduce since its first release.

    What was told already is no second event: its key is there.
    """
    first = released.earliest("happened_at").happened_at
    confirmed = bulletin.items.filter(subject_links__state="confirmed")
    links = set(confirmed.values_list("subject_links__document", "subject_links__decided_at"))
    told_at_once = {document for document, decided_at in links if decided_at <= first}
    for document in sorted({document for document, _ in links} - told_at_once):
        yield Event(
            kind=Event.Kind.RELEASED,
            released=bulletin.pk,
            key=introducing_key(bulletin.pk, document),
        )


def _subject_events(subject: Any, changed: set[str], is_new: bool) -> Iterator[Event]:
    if not changed or subject.state != "confirmed" or subject.item.bulletin.state != "published":
        return
    issue, document = subject.item.bulletin_id, subject.document_id
    others = type(subject).objects.filter(item__bulletin=issue, document=document)
    # Whoever follows a document hears once of a bulletin, however many items are about it.
    if not others.filter(state="confirmed").exclude(pk=subject.pk).exists():
        yield Event(kind=Event.Kind.RELEASED, released=issue, key=introducing_key(issue, document))


BULLETIN_TOLD = Told(("state", "publisher_id"), _bulletin_events)
SUBJECT_TOLD = Told(("state", "document_id"), _subject_events)
