"""When the last backup got whole, for whoever watches the machine."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

# The time of this file, in DATA_DIR, is the backup's.
MARK = "last_backup"


def note_backup() -> None:
    """Remember that a backup got whole just now, for whoever watches the machine."""
    Path(settings.DATA_DIR, MARK).touch(mode=0o600)


def last_backup() -> datetime | None:
    """Return when the last backup got whole, None where this installation has made none."""
    try:
        made = Path(settings.DATA_DIR, MARK).stat().st_mtime
    except FileNotFoundError:
        return None
    return datetime.fromtimestamp(made, timezone.get_current_timezone())
