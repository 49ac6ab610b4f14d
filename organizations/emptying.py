"""The end of the bin: what has lain there for 90 days and nobody needs is deleted for good.

Boundary: what goes along with a record is known where the record is, and handed in.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from organizations.bin import emptied_before

# The worker has other work to do; what is left over goes in the next round.
MOST_AT_ONCE = 2_000


def empty(rows: QuerySet[Any], delete: Callable[[Any], None], now: datetime) -> int:
    """Call `delete` for each of `rows` that went to the bin long enough before `now`.

    One in its own transaction each. A record that anything else protects stays in the bin, whole,
    and is asked again another time. Returns how many went.
    """
    due = rows.filter(deleted_at__lt=emptied_before(now)).order_by("deleted_at", "pk")
    if due.count() > MOST_AT_ONCE:
        # The oldest may be those that stay; they must not stand before all others for ever.
        due = due.order_by("?")
    gone = 0
    for pk in list(due.values_list("pk", flat=True)[:MOST_AT_ONCE]):
        try:
            with transaction.atomic():
                # Whoever restores it in this moment was first.
                row = due.select_for_update(of=("self",)).filter(pk=pk).first()
                if row is not None:
                    delete(row)
                    gone += 1
        except ProtectedError:
            continue
    return gone
