"""What the file of a list is called, kept beside it until all of it was seen by the guard.

A name may tell as much as the rows; it enters the database with them, or goes with the file.
"""

from documents.files.staging import Staging

staging = Staging("import")
_ENDING = ".ten"


def keep(staged_as: str, name: str) -> None:
    """Keep the name of a staged file beside it."""
    staging.path(_beside(staged_as)).write_text(name, encoding="utf-8")


def kept(staged_as: str) -> str:
    """Return the name kept beside a staged file, '' where there is none."""
    try:
        return staging.path(_beside(staged_as)).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def remove(staged_as: str) -> None:
    """Remove a staged file with its name; what is gone already is as good."""
    staging.remove(staged_as)
    staging.remove(_beside(staged_as))


def remove_orphans(awaited: set[str]) -> None:
    """Remove files and names that nobody waits for."""
    staging.remove_orphans(awaited | {_beside(name) for name in awaited})


def _beside(staged_as: str) -> str:
    return f"{staged_as}{_ENDING}"
