"""The end of the bin: what has lain there for 90 days and nobody needs is deleted for good.

The clock of a machine may leap: a flat battery, a mistyped year. So the bin has a time of its own,
which the worker moves on hour by hour and never far at once; a leap empties nothing before somebody
had weeks to notice it.

Boundary: what goes along with a record is known where the record is, and handed in.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from organizations.bin import emptied_before
from organizations.models import BinTime

# The worker has other work to do; what is left over goes in the next round.
MOST_AT_ONCE = 2_000
# By how much the time of the bin goes on with one sweep: ninety days take two weeks of work.
MOST_AN_HOUR = timedelta(hours=6)


def move_bin_time(now: datetime) -> None:
    """Let the time of the bin go on towards `now`; for the sweep of each hour, and no other.

    A machine that was off for a month is caught up with in days. A clock that was set back takes
    the bin's time along.
    """
    with transaction.atomic():
        time = BinTime.objects.select_for_update().order_by("pk").first()
        if time is None:
            BinTime.objects.create(moment=now)
            return
        time.moment = min(now, time.moment + MOST_AN_HOUR)
        time.save(update_fields=["moment"])


def bin_time(now: datetime) -> datetime:
    """Return which moment it is for the bin while the machine's clock says `now`; never later."""
    moment = BinTime.objects.order_by("pk").values_list("moment", flat=True).first()
    return now if moment is None else min(now, moment)


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
