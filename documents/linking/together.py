"""Which stored texts are read as one, and which document each is about.

The text of a document or of a file stands alone. An upper layer whose texts belong together
says so when it starts, and is not named here; so does one that finds by citations or records
what is decided on them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from documents.models import Document, SourceText


@dataclass(frozen=True, slots=True)
class TextGroup:
    """Texts that are read as one; `subjects` gives by a text's key what it is about."""

    texts: list[SourceText]
    subjects: Mapping[int, Document] = field(default_factory=dict)


# From keys of texts to the groups that hold any of them.
Grouper = Callable[[Collection[int]], Iterable[TextGroup]]

_groupers: list[Grouper] = []

# Hears of the keys of texts.
Listener = Callable[[Collection[int]], None]

_listeners: list[Listener] = []

# Stands around what a person decides on the citations of one text, by its key.
Recorder = Callable[[int, Any], AbstractContextManager[None]]

_recorders: list[Recorder] = []


def read_together(grouper: Grouper) -> None:
    """Let an upper layer say which of its texts are read as one; once is enough."""
    if grouper not in _groupers:
        _groupers.append(grouper)


def when_citations_change(listener: Listener) -> None:
    """Let an upper layer hear which texts' citations were read anew or decided on.

    It hears within the transaction that writes them, and holds the texts. Once is enough.
    """
    if listener not in _listeners:
        _listeners.append(listener)


def citations_changed(source_ids: Collection[int]) -> None:
    """Tell the upper layers that the citations of these texts are others than before."""
    for listener in _listeners:
        listener(source_ids)


def record_decisions(recorder: Recorder) -> None:
    """Let an upper layer record what is decided in the lists of citations; once is enough."""
    if recorder not in _recorders:
        _recorders.append(recorder)


@contextmanager
def recorded(source_id: int, by: Any) -> Iterator[None]:
    """Stand around decisions of `by` on citations of one text, which upper layers record."""
    with ExitStack() as stack:
        for recorder in _recorders:
            stack.enter_context(recorder(source_id, by))
        yield


def groups_of(source_ids: Collection[int]) -> list[TextGroup]:
    """Return the groups that hold the texts with these keys; a text in none stands alone."""
    groups = [group for grouper in _groupers for group in grouper(source_ids)]
    grouped = {text.pk for group in groups for text in group.texts}
    alone = SourceText.objects.filter(pk__in=set(source_ids) - grouped).order_by("pk")
    return [*groups, *(TextGroup([text]) for text in alone)]
