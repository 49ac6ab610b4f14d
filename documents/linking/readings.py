"""What the reader finds in a text, kept for a while by the process that found it.

An editor goes on deciding in the same few texts, and reading 200 kB anew takes longer than all the
rest of a decision. Pure: what is read depends on nothing but the words.
"""

from collections import OrderedDict
from threading import Lock

from documents.citations import Citation as Reading
from documents.citations import find_citations

# A long bulletin ten times over; what is longer by itself is read each time.
MOST_CHARS = 2_000_000

_kept: OrderedDict[str, tuple[Reading, ...]] = OrderedDict()
_lock = Lock()


def readings_of(body: str) -> tuple[Reading, ...]:
    """Return the citations found in `body`, in order, as `find_citations` yields them."""
    with _lock:
        if body in _kept:
            _kept.move_to_end(body)
            return _kept[body]
    found = tuple(find_citations(body))
    with _lock:
        _kept[body] = found
        while sum(map(len, _kept)) > MOST_CHARS:
            _kept.popitem(last=False)
    return found
