"""When the last backup got whole, for whoever watches the machine and for those who use it."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from organizations.models import SecurityEntry
from organizations.security_log import Kind, record

# The time of this file, in DATA_DIR, is the backup's.
MARK = "last_backup"
# What an entry of the security log about a backup begins with.
SAVED = "sao lưu"
# One night may fail by itself; a machine that was off makes up for it when it starts.
LONGEST_WITHOUT = timedelta(days=3)


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


def tell_of_backup(of: str) -> None:
    """Write into the security log that all was taken away as a backup; `of` says more of it."""
    record(Kind.EXPORTED, f"{SAVED}{of}")


def lacking_backup() -> str:
    """Return what staff are told where nobody has saved the registry for days; '' else.

    By the security log, which all machines of a site share. A registry for trying needs none.
    """
    if settings.DEMO:
        return ""
    saved = SecurityEntry.objects.filter(kind=Kind.EXPORTED, details__startswith=SAVED)
    last = saved.values_list("happened_at", flat=True).order_by("-pk").first()
    if last is not None and timezone.now() - last <= LONGEST_WITHOUT:
        return ""
    since = f"từ ngày {timezone.localtime(last):%d/%m/%Y}" if last else "lần nào"
    return (
        f"Sổ chưa được sao lưu {since}: hỏng máy là mất. Báo người quản trị máy chủ xem mục 9 của "
        "trang Vận hành."
    )
