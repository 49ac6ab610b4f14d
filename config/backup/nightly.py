"""The backup of each night: named by its moment, and the oldest go once the new one is whole.

What a killed run left half-written goes before the next one, which may need the room.
"""

import re
import time
from contextlib import suppress
from pathlib import Path

from django.utils import timezone

from config.backup.saving import GROWING, save_backup

# What this module named itself; a backup that a person made beside it stays.
_NIGHTLY = re.compile(r"so-\d{4}-\d\d-\d\d-\d{4}\.zip")
# A run that lives writes every few seconds, however much there is; the next night is later.
_LEFT_SECONDS = 6 * 3600.0


class IncompleteBackupError(Exception):
    """The backup was saved without files that the registry names; their names are the arguments."""


def save_nightly(folder: Path, keep: int) -> tuple[Path, list[Path]]:
    """Save a backup into `folder`; return it, and the older ones that were removed for it.

    `keep` are left, the new one among them. Raises what `save_backup` raises, and
    IncompleteBackupError where the disk of the files was away or some were lost: older backups,
    which may have them, are left then.
    """
    _remove_left(folder)
    path = folder / f"so-{timezone.localtime():%Y-%m-%d-%H%M}.zip"
    if missing := save_backup(path).missing:
        raise IncompleteBackupError(*missing)
    own = sorted(one for one in folder.iterdir() if _NIGHTLY.fullmatch(one.name))
    # The one just made stays, also where a clock that ran ahead named others.
    old = [one for one in own if one != path][: max(0, len(own) - keep)]
    for one in old:
        one.unlink(missing_ok=True)
    return path, old


def _remove_left(folder: Path) -> None:
    """Remove what killed runs left of their backups: files that nobody writes to any more."""
    newest = time.time() - _LEFT_SECONDS
    for one in folder.glob(f"*{GROWING}"):
        # One that lives may give its file the name of a whole one meanwhile.
        with suppress(FileNotFoundError):
            is_own = _NIGHTLY.fullmatch(one.name.removesuffix(GROWING))
            if is_own and one.stat().st_mtime < newest:
                one.unlink()
