"""Events as a person reads them: in words, each once, under what they follow it by.

The number of queries does not grow with the events.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from documents.following.follows import Followed, follows_of, named
from documents.models import Document, Event, Follow, Relation
from documents.models.following import INTRODUCING
from documents.models.releases import Shown, told_releases

_KINDS = Event.Kind


@dataclass(frozen=True, slots=True)
class Notice:
    """One event in words: of which record, its title, what happened; `other` did it, if any."""

    public_id: UUID
    happened_at: datetime
    name: str
    address: str
    title: str
    told: str
    other: str = ""
    other_address: str = ""

    @property
    def sentence(self) -> str:
        """What happened, on one line: “Bị thay thế bởi Chỉ thị 25-CT/TU (19/05/2023)”."""
        return f"{self.told} {self.other}".strip()


@dataclass(frozen=True, slots=True)
class Grouped:
    """Events by what they are followed by, as keys: the group with the newest event first."""

    groups: list[tuple[Follow, list[int]]]
    is_more: bool

    @property
    def count(self) -> int:
        return sum(len(events) for _, events in self.groups)

    def page(self, number: int, rows: int) -> "Grouped":
        """Return the events of one page; a group that goes on from the page before is named again.

        Pages count from 1; behind the last one there is nothing.
        """
        flat = [(follow, event) for follow, events in self.groups for event in events]
        groups: list[tuple[Follow, list[int]]] = []
        for follow, event in flat[(number - 1) * rows : number * rows]:
            if not groups or groups[-1][0] != follow:
                groups.append((follow, []))
            groups[-1][1].append(event)
        return Grouped(groups, self.is_more)


@dataclass(frozen=True, slots=True)
class Group:
    """What is followed, and what has come to it."""

    followed: Followed
    notices: list[Notice]


def grouped(
    events: QuerySet[Event], fitting: Mapping[int, list[Follow]], user: Any, most: int
) -> Grouped:
    """Return the newest `most` of `events` by the rows they are followed by, each event once.

    Followed in several ways, an event stands with the document, else the body, the type, the
    search. `fitting` as `news.followed_events` gives it.
    """
    columns = ("document", "document__organization", "document__document_type")
    newest = events.order_by("-pk").values(
        "pk", "kind", "key", "happened_at", "publisher", "released", *columns
    )
    rows = list(newest[: most + 1])
    follows = follows_of(user)
    introduced = _introduced(rows, follows, user)
    found: dict[int, list[int]] = {}
    by_key = {follow.pk: follow for follow in follows}
    lookup = _Lookup(follows)
    for row in rows[:most]:
        # The first that was followed already when it happened; a search only where it fits.
        ways = [*lookup.ways(row, introduced), *fitting.get(row["pk"], ())]
        way = next((one for one in ways if one and one.created_at <= row["happened_at"]), None)
        # Somebody who ends a follow at this moment is told no more of it.
        if way and way.pk in by_key:
            found.setdefault(way.pk, []).append(row["pk"])
    return Grouped([(by_key[pk], keys) for pk, keys in found.items()], len(rows) > most)


class _Lookup:
    """Finds the row by which something is followed."""

    def __init__(self, follows: Iterable[Follow]) -> None:
        rows = list(follows)
        self.documents = {row.document_id: row for row in rows if row.document_id}
        self.bodies = {row.organization_id: row for row in rows if row.organization_id}
        self.types = {row.document_type_id: row for row in rows if row.document_type_id}

    def ways(self, row: dict[str, Any], introduced: Mapping[int, list[int]]) -> list[Any]:
        """Return the rows by which an event may be followed, best first, None for none."""
        if row["kind"] == _KINDS.RELEASED:
            _, is_later, own = row["key"].partition(INTRODUCING)
            documents = [int(own)] if is_later else introduced.get(row["released"], [])
            by_document = [self.documents.get(document) for document in documents]
            return [self.bodies.get(row["publisher"]), *by_document]
        ways = [self.documents.get(row["document"])]
        if row["kind"] == _KINDS.REGISTERED:
            ways.append(self.bodies.get(row["document__organization"]))
            ways.append(self.types.get(row["document__document_type"]))
        return ways


def _introduced(
    rows: Iterable[dict[str, Any]], follows: Iterable[Follow], user: Any
) -> dict[int, list[int]]:
    """Return by a released record's key the followed documents that it introduces."""
    released = [row["released"] for row in rows if row["kind"] == _KINDS.RELEASED]
    documents = [row.document_id for row in follows if row.document_id]
    releases = told_releases()
    if not (released and documents and releases):
        return {}
    found: dict[int, list[int]] = {}
    introducing = releases.introducing(user).filter(issue__in=released, document__in=documents)
    for issue, document in introducing.order_by("document").values_list("issue", "document"):
        found.setdefault(issue, []).append(document)
    return found


def groups_of(found: Grouped, user: Any) -> list[Group]:
    """Return these events in words, under the names of what is followed."""
    notices = notices_of([event for _, events in found.groups for event in events])
    names = named([follow for follow, _ in found.groups], user)
    return [
        Group(names[follow.pk], [notices[event] for event in events if event in notices])
        for follow, events in found.groups
    ]


def notices_of(events: Iterable[int]) -> dict[int, Notice]:
    """Return events in words by their keys; rights are the caller's to see to."""
    names = (
        *("document__document_type", "document__organization", "document__term"),
        *("other__document_type", "other__organization", "other__term"),
    )
    rows = list(Event.objects.filter(pk__in=list(events)).select_related(*names))
    releases = told_releases()
    released = [row.released for row in rows if row.kind == _KINDS.RELEASED]
    shown = releases.shown(released) if releases and released else {}
    found = {row.pk: _notice(row, shown) for row in rows}
    return {pk: notice for pk, notice in found.items() if notice}


def _notice(event: Event, shown: Mapping[int, Shown]) -> Notice | None:
    if event.kind == _KINDS.RELEASED:
        record = shown.get(event.released or 0)
        if record is None:
            return None
        told = (record.name, record.address, "", str(_KINDS.RELEASED.label))
        return Notice(event.public_id, event.happened_at, *told)
    document = event.document
    told = (str(document), document.get_absolute_url(), document.title)
    notice = (event.public_id, event.happened_at, *told)
    if event.kind == _KINDS.RELATED:
        verb = str(Relation.REVERSE_LABELS[Relation.Verb(event.verb)])
        return Notice(*notice, verb, str(event.other), event.other.get_absolute_url())
    if event.kind == _KINDS.STATUS:
        status = Document.Status(event.status).label
        return Notice(*notice, f"{status}, theo {document.status_basis}")
    return Notice(*notice, str(_KINDS(event.kind).label))
