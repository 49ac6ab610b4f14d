"""Counting what takes long: one request counts, for some minutes all others read what it found."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeVar

from django.db import OperationalError, transaction
from django.utils import timezone

from documents.models.kept_counts import KeptCount

# What is counted moves slowly, and counting is felt: 0.1 s for 40 000 decisions, eight years of a
# province; seconds for the figures of a million documents.
KEPT = timedelta(minutes=5)
Count = TypeVar("Count", bound=KeptCount)


def kept_count(model: type[Count], count: Callable[[], Any]) -> Count:
    """Return the row of `model`, counted five minutes ago at most; `count` returns its `counts`.

    Where it cannot be counted or kept at this moment the former row serves, which may be one
    never counted (`counted_at` is None).
    """
    row = model._default_manager.filter(pk=model.ONLY).first()
    if row is None or _is_stale(row):
        # Whoever writes for long on SQLite keeps nobody from reading: the former count serves.
        with suppress(OperationalError):
            row = _counted_anew(model, count)
    return row or model()


def _is_stale(row: KeptCount) -> bool:
    return row.counted_at is None or timezone.now() - row.counted_at > KEPT


@transaction.atomic
def _counted_anew(model: type[Count], count: Callable[[], Any]) -> Count:
    """Count and keep it for everybody; what somebody else counts at this moment is not waited for.

    Whoever holds the row may wait for what this transaction holds, so the former count serves.
    """
    rows = model._default_manager
    former, _ = rows.get_or_create(pk=model.ONLY)
    held = rows.select_for_update(skip_locked=True).filter(pk=model.ONLY)
    row = held.first() or former
    if row is not former and _is_stale(row):
        row.counts, row.counted_at = count(), timezone.now()
        row.save()
    return row
