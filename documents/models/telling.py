"""Records whose changes followers are told of; the event is written where the change is saved.

There are no signals: a save that makes something new true writes the event in its own
transaction. Rows that are written past `save`, as in a trial of size, are no news.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.db import models, transaction

from documents.models.following import Event


@dataclass(frozen=True, slots=True)
class Told:
    """What followers are told of a kind of record.

    `events` is asked, of a record and the `fields` that have new values now, and whether the
    record is new; it yields what has happened, unsaved.
    """

    fields: tuple[str, ...]
    events: Callable[[Any, set[str], bool], Iterator[Event]]


class TellingModel(models.Model):
    """A record that knows how the fields it tells of were stored last, and tells of changes."""

    TOLD: ClassVar[Told]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        written = kwargs.get("update_fields")
        names = [name for name in self.TOLD.fields if written is None or name in written]
        before = self.__dict__.get("_stored")
        # No savepoint of its own: many are saved one after the other.
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            now = {name: getattr(self, name) for name in names if before is None or name in before}
            changed = {name for name in now if before is None or before[name] != now[name]}
            # One that happened before, was undone and is done again is no second event.
            Event.objects.write(self.TOLD.events(self, changed, before is None))
        self._stored = {**(before or {}), **now}

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Self:
        row = super().from_db(db, field_names, values)
        # Fields that were not loaded would each cost a query.
        row._stored = {name: row.__dict__[name] for name in cls.TOLD.fields if name in row.__dict__}
        return row


def _document_events(document: Any, changed: set[str], is_new: bool) -> Iterator[Event]:
    kinds = Event.Kind
    if "state" in changed and document.state == "registered":
        yield Event(kind=kinds.REGISTERED, document_id=document.pk, key=f"registered:{document.pk}")
    # Of a document that is only now entered nobody has missed anything yet.
    if is_new:
        return
    if "is_held" in changed and document.is_held:
        yield Event(kind=kinds.HELD, document_id=document.pk, key=f"held:{document.pk}")
    if "status" in changed and document.status != "unknown":
        key = f"status:{document.pk}:{document.status}"
        yield Event(kind=kinds.STATUS, document_id=document.pk, status=document.status, key=key)


def _relation_events(relation: Any, changed: set[str], is_new: bool) -> Iterator[Event]:
    # The other verbs only speak of a document.
    is_told = relation.verb in relation.CHANGING or relation.verb in relation.CARRYING_OUT
    if changed and relation.state == "confirmed" and is_told:
        yield Event(
            kind=Event.Kind.RELATED,
            document_id=relation.target_id,
            other_id=relation.source_id,
            verb=relation.verb,
            key=f"related:{relation.source_id}:{relation.verb}:{relation.target_id}",
        )


# A document: registered, held, its effect stated.
DOCUMENT_TOLD = Told(("state", "is_held", "status"), _document_events)
# A relation, once a person has confirmed that the other document is changed or carried out. An
# editor may also give a confirmed one another verb or document: that is news as well.
RELATION_TOLD = Told(("state", "verb", "source_id", "target_id"), _relation_events)
