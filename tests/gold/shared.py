"""Where the real bulletins and their gold live: outside the repository, never inside it.

The running text of the bulletins is for use inside the Party, so tests that need it read
the folder named by ``VANKIEN_SHARED``, or ``shared`` beside the repository.
"""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def shared_folder() -> Path | None:
    """Return the folder with ``bulletins/`` and ``gold/``, or None when this machine has none."""
    folder = Path(os.environ.get("VANKIEN_SHARED") or REPOSITORY.parent / "shared")
    return folder if (folder / "gold").is_dir() and (folder / "bulletins").is_dir() else None


def must_have_shared() -> bool:
    """Tell whether a missing folder is a failure (continuous integration) and not a skip."""
    return os.environ.get("CI", "").lower() == "true"
