"""Records whose changes followers are told of; the event is written where the change is saved.

There are no signals: a save that makes something new true writes the event in its own
transaction. Rows that are written past `save`, as in a trial of size, are no news.
"""

from collections.abc import Iterator
from typing import Any, ClassVar, Self

from django.db import models, transaction

from documents.models.following import Event


class TellingModel(models.Model):
    """A record that knows which of its `TOLD` fields were stored last, and tells of changes."""

    TOLD: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        written = kwargs.get("update_fields")
        names = [name for name in self.TOLD if written is None or name in written]
        before = self.__dict__.get("_stored")
        # No savepoint of its own: many are saved one after the other.
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            now = {name: getattr(self, name) for name in names if before is None or name in before}
            changed = {name for name in now if before is None or before[name] != now[name]}
            # One that happened before, was undone and is done again is no second event.
            Event.objects.write(self.events(changed, is_new=before is None))
        self._stored = {**(before or {}), **now}

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Self:
        row = super().from_db(db, field_names, values)
        # Fields that were not loaded would each cost a query.
        row._stored = {name: row.__dict__[name] for name in cls.TOLD if name in row.__dict__}
        return row

    def events(self, changed: set[str], is_new: bool) -> Iterator[Event]:
        """Yield what has happened, unsaved, now that the fields `changed` have new values."""
        raise NotImplementedError


class TellingDocument(TellingModel):
    """A document: registered, held, its effect stated."""

    TOLD = ("state", "is_held", "status")

    class Meta:
        abstract = True

    def events(self, changed: set[str], is_new: bool) -> Iterator[Event]:
        kinds = Event.Kind
        if "state" in changed and self.state == "registered":
            yield Event(kind=kinds.REGISTERED, document_id=self.pk, key=f"registered:{self.pk}")
        # Of a document that is only now entered nobody has missed anything yet.
        if is_new:
            return
        if "is_held" in changed and self.is_held:
            yield Event(kind=kinds.HELD, document_id=self.pk, key=f"held:{self.pk}")
        if "status" in changed and self.status != "unknown":
            key = f"status:{self.pk}:{self.status}"
            yield Event(kind=kinds.STATUS, document_id=self.pk, status=self.status, key=key)


class TellingRelation(TellingModel):
    """A relation, once a person has confirmed that the other document is changed or carried out."""

    # An editor may also give a confirmed one another verb or document: that is news as well.
    TOLD = ("state", "verb", "source_id", "target_id")
    # The other verbs only speak of a document.
    CHANGING: ClassVar[frozenset[str]]
    CARRYING_OUT: ClassVar[tuple[str, ...]]

    class Meta:
        abstract = True

    def events(self, changed: set[str], is_new: bool) -> Iterator[Event]:
        is_told = self.verb in self.CHANGING or self.verb in self.CARRYING_OUT
        if changed and self.state == "confirmed" and is_told:
            yield Event(
                kind=Event.Kind.RELATED,
                document_id=self.target_id,
                other_id=self.source_id,
                verb=self.verb,
                key=f"related:{self.source_id}:{self.verb}:{self.target_id}",
            )
