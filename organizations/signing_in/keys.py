"""Keys that go on when a session has ended: known to the layers above, which register here."""

from collections.abc import Callable
from typing import Any

# What there is of a person's, in words: "2 mã truy cập".
Telling = Callable[[Any], list[str]]
Ending = Callable[[Any], None]

_keepers: list[tuple[Telling, Ending]] = []


def keeps_keys(tells: Telling, ends: Ending) -> None:
    """Let an upper layer tell of keys of its own and end them; once is enough."""
    if (tells, ends) not in _keepers:
        _keepers.append((tells, ends))


def keys_of(person: Any) -> list[str]:
    """Return which keys of a person are good, in words; [] for none."""
    return [words for tells, _ in _keepers for words in tells(person)]


def end_keys(person: Any) -> list[str]:
    """End every key of a person; returns what there was, in words."""
    ended = keys_of(person)
    for _, ends in _keepers:
        ends(person)
    return ended
