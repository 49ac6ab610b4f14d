"""The private folder where files wait to be read by the worker (`documents.files.waiting`)."""

from pathlib import PurePath

from documents.files.uploads import clean_name
from documents.files.waiting import WaitingFolder

FOLDER = "intake"
# Its row is written in the moment after the file: what has none for so long will have none.
ORPHAN_SECONDS = 3600.0

_waiting = WaitingFolder(FOLDER, ORPHAN_SECONDS)
keep, opened, digest_of = _waiting.keep, _waiting.opened, _waiting.digest_of
remove, remove_orphans = _waiting.remove, _waiting.remove_orphans


def plain_name(name: str) -> str:
    """Return what a staged file is called: the ending alone, which tells its kind, is its own.

    A name may tell as much as the text, and whether that is secret only the worker finds out.
    """
    return f"tep{PurePath(clean_name(name)).suffix.lower()}"
