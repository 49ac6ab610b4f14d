"""Private folders where uploads wait until something is done with them.

Files, not rows of the database: a file that is removed is gone, while a database keeps what was
deleted in free pages, in its log and in every copy made meanwhile, and would write 50 MB twice.
Below `DATA_DIR`, which the web and the worker share, and apart from what is ever served.
"""

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePath
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from documents.files.uploads import clean_name
from organizations.disk import remove_old_files

# Its row is written in the moment after the file: what has none for so long will have none.
ORPHAN_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Staging:
    """One such folder, below `DATA_DIR`; files nobody waits for go after `orphan_seconds`."""

    name: str
    orphan_seconds: float = ORPHAN_SECONDS

    def keep(self, file: UploadedFile) -> str:
        """Copy an upload into the folder, for the site's account alone; return its random name.

        Raises OSError when the disk is full; nothing is then left of it.
        """
        name = uuid4().hex
        path = self.path(name)
        file.seek(0)
        try:
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as copy:
                for chunk in file.chunks():
                    copy.write(chunk)
                copy.flush()
                # The row that promises this file outlives a power cut, so the file has to.
                os.fsync(copy.fileno())
        except BaseException:
            self.remove(name)
            raise
        return name

    def path(self, staged_as: str) -> Path:
        """Return where a staged file lies; the folder is made where it is missing."""
        folder = Path(settings.DATA_DIR) / self.name
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder / staged_as

    def opened(self, staged_as: str, name: str) -> UploadedFile:
        """Return a staged file as an upload called `name`; whoever asks closes it.

        Raises FileNotFoundError when it is not there any more.
        """
        path = self.path(staged_as)
        return UploadedFile(path.open("rb"), name=name, size=path.stat().st_size)

    def digest_of(self, staged_as: str) -> str:
        """Return the SHA-256 of a staged file."""
        with self.path(staged_as).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def remove(self, staged_as: str) -> None:
        """Remove a staged file; one that is gone already is as good."""
        self.path(staged_as).unlink(missing_ok=True)

    def remove_orphans(self, awaited: Collection[str] = ()) -> None:
        """Remove the files that nobody waits for, but for those just coming in."""
        remove_old_files(self.path(""), self.orphan_seconds, but=awaited)


def plain_name(name: str) -> str:
    """Return what a staged file is called: the ending alone, which tells its kind, is its own.

    A name may tell as much as the text, and whether that is secret only the worker finds out.
    """
    return f"tep{PurePath(clean_name(name)).suffix.lower()}"
