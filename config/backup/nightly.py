"""The backup of each night: named by its moment, and the oldest go once the new one is whole."""

import re
from pathlib import Path

from django.utils import timezone

from config.backup.saving import save_backup

# What this module named itself; a backup that a person made beside it stays.
_NIGHTLY = re.compile(r"so-\d{4}-\d\d-\d\d-\d{4}\.zip")


def save_nightly(folder: Path, keep: int) -> tuple[Path, list[Path]]:
    """Save a backup into `folder`; return it, and the older ones that were removed for it.

    `keep` are left, the new one among them. Raises what `save_backup` raises, with none removed.
    """
    path = folder / f"so-{timezone.localtime():%Y-%m-%d-%H%M}.zip"
    save_backup(path)
    own = sorted(one for one in folder.iterdir() if _NIGHTLY.fullmatch(one.name))
    # The one just made stays, also where a clock that ran ahead named others.
    old = [one for one in own if one != path][: max(0, len(own) - keep)]
    for one in old:
        one.unlink(missing_ok=True)
    return path, old
