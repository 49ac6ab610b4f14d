"""Who hears of reorganised bodies: the layers above, which register and are not named here."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

# Hears of the keys of bodies whose names, days or terms have changed, within the transaction.
Listener = Callable[[Collection[int]], None]
# From the last day of each body that is to end, by key, to sentences that make one think.
Doubter = Callable[[Mapping[int, date]], list[str]]

_listeners: list[Listener] = []
_doubters: list[Doubter] = []


def when_bodies_change(listener: Listener) -> None:
    """Let an upper layer hear of reorganised bodies; once is enough."""
    if listener not in _listeners:
        _listeners.append(listener)


def when_bodies_end(doubter: Doubter) -> None:
    """Let an upper layer say what of its own speaks against bodies' ending; once is enough."""
    if doubter not in _doubters:
        _doubters.append(doubter)


def bodies_changed(bodies: Collection[int]) -> None:
    """Tell the upper layers, within the transaction that changes the bodies."""
    for listener in _listeners:
        listener(bodies)


def doubts(ends: Mapping[int, date]) -> list[str]:
    """Return what the upper layers have to say of bodies that are to end."""
    return [sentence for doubter in _doubters for sentence in doubter(ends)]
