"""The bin: a record taken out of use that can be brought back, for every app's records."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

# How long what lies in the bin can be brought back.
DAYS_IN_BIN = 90


def last_day_in_bin(moment: datetime) -> date:
    """Return the last day on which what went to the bin at `moment` can be brought back."""
    return timezone.localdate(moment + timedelta(days=DAYS_IN_BIN))


def emptied_before(now: datetime) -> datetime:
    """Return the moment before which things went to the bin that are now deleted for good."""
    # A whole day more, so that nothing goes on the very day that is shown as the last.
    return now - timedelta(days=DAYS_IN_BIN + 1)


class BinQuerySet(models.QuerySet[Any]):
    """Rows by whether they lie in the bin."""

    def live(self) -> Self:
        """Rows in use."""
        return self.filter(deleted_at__isnull=True)

    def binned(self) -> Self:
        """Rows in the bin."""
        return self.filter(deleted_at__isnull=False)


class LiveManager(models.Manager[Any]):
    """Hands out rows in use only, so that no page can show the bin by forgetting a filter."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(deleted_at__isnull=True)


class BinModel(models.Model):
    """A record that is moved to the bin instead of being deleted.

    `objects` knows only live rows; `all_objects` knows all and is what foreign keys
    follow, so a link to a binned row still loads. Unique constraints of children must
    carry the condition `LIVE`.
    """

    deleted_at = models.DateTimeField("vào thùng rác lúc", null=True, blank=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người bỏ vào thùng rác",
        null=True,
        blank=True,
        editable=False,
        # The record matters more than who binned it.
        on_delete=models.SET_NULL,
        related_name="+",
    )

    # Whether the record is deleted for good when its time in the bin is over.
    IS_EMPTIED = True

    class Meta:
        abstract = True

    @property
    def last_day_in_bin(self) -> date | None:
        """The last day on which it can be brought back; None where it is in use or stays there."""
        if self.deleted_at is None or not self.IS_EMPTIED:
            return None
        return last_day_in_bin(self.deleted_at)

    @property
    def is_binned(self) -> bool:
        return self.deleted_at is not None

    def move_to_bin(self, by: Any = None) -> None:
        """Take the record out of every list; nothing that hangs on it is touched."""
        self.deleted_at = timezone.now()
        self.deleted_by = by
        self.save(update_fields=["deleted_at", "deleted_by"])

    def restore(self) -> None:
        """Bring the record back. IntegrityError when a live one has taken its place since."""
        self.deleted_at = None
        self.deleted_by = None
        self.save(update_fields=["deleted_at", "deleted_by"])


LIVE = models.Q(deleted_at__isnull=True)
# For an index of the few rows there among all the others.
BINNED = models.Q(deleted_at__isnull=False)
