"""What an upper layer releases, which this layer tells of without naming it.

It is an event like others (`documents.models.Event`), known here by the key of the upper
layer's record alone. Who may read that record, which documents it introduces and what it is
called, the upper layer says when it starts.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Shown:
    """What readers are shown of a released record: how it is called, and its address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Releases:
    """What is asked of an upper layer about its released records.

    `visible` gives the keys of those that somebody may read now; `introducing` rows with the
    columns `issue` (a record's key), `document` and `decided_at`, as far as somebody may see that;
    `shown` what records are called, by their keys.
    """

    visible: Callable[[Any], QuerySet[Any]]
    introducing: Callable[[Any], QuerySet[Any]]
    shown: Callable[[Collection[int]], Mapping[int, Shown]]


_told: list[Releases] = []


def tell_of(releases: Releases) -> None:
    """Let an upper layer tell followers of what it releases; once is enough."""
    if releases not in _told:
        _told.append(releases)


def told_releases() -> Releases | None:
    """Return what is asked about released records, None where no upper layer releases any."""
    return _told[0] if _told else None
