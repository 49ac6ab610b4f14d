"""Names of the registry that a name in a list may mean, to be chosen from; nothing is chosen here.

Written differently ("UBND T. Mẫu"), shortened or misspelt names share letters or words with it.
"""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from organizations.text import fold

MOST_OFFERED = 10
_LEAST_ALIKE = 0.35
# Names to compare letter by letter, after those with most words in common.
_COMPARED = 60


def nearest_names(asked: str, names: Mapping[int, Iterable[str]]) -> list[int]:
    """Return the keys of the names most like `asked`, best first; `names` are folded."""
    wanted = fold(asked)
    words = set(wanted.split())
    shared = sorted(
        names,
        key=lambda key: -max((len(words & set(name.split())) for name in names[key]), default=0),
    )
    ranked = [
        (max((_likeness(wanted, name) for name in names[key]), default=0.0), key)
        for key in shared[:_COMPARED]
    ]
    ranked.sort(key=lambda one: -one[0])
    return [key for likeness, key in ranked[:MOST_OFFERED] if likeness >= _LEAST_ALIKE]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
