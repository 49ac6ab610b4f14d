"""Sessions that are over leave the database, and what was typed in them with them."""

from django.contrib.sessions.models import Session
from django.utils import timezone

# So that no delete holds the table for long; what is left over goes in the next round.
MOST_AT_ONCE = 20_000
_BATCH = 500


def remove_expired_sessions() -> None:
    """Delete the sessions whose time is over: of visitors, of devices that never came back."""
    expired = Session.objects.filter(expire_date__lt=timezone.now())
    keys = list(expired.values_list("pk", flat=True)[:MOST_AT_ONCE])
    for start in range(0, len(keys), _BATCH):
        # Asked again: somebody may have come back by then.
        expired.filter(pk__in=keys[start : start + _BATCH]).delete()
