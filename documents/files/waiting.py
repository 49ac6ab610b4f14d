"""Private folders in which uploads wait until something is done with them.

Files, not rows of the database: a file that is removed is gone, while a database keeps what was
deleted in free pages, in its log and in every copy made meanwhile, and would write 50 MB twice.
Below `DATA_DIR`, which the web and the worker share, and apart from what is ever served.
"""

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from organizations.disk import remove_old_files


@dataclass(frozen=True, slots=True)
class WaitingFolder:
    """The folder `name` below `DATA_DIR`; files nobody waits for go after `orphan_seconds`."""

    name: str
    orphan_seconds: float

    @property
    def path(self) -> Path:
        """The folder itself, made where it is missing."""
        folder = Path(settings.DATA_DIR) / self.name
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def keep(self, file: UploadedFile) -> str:
        """Copy an upload into the folder, for the site's account alone; return its name there.

        Raises OSError when the disk is full; nothing is then left of it.
        """
        name = uuid4().hex
        file.seek(0)
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            with open(os.open(self.path / name, flags, 0o600), "wb") as copy:
                for chunk in file.chunks():
                    copy.write(chunk)
                copy.flush()
                # The row that promises this file outlives a power cut, so the file has to.
                os.fsync(copy.fileno())
        except BaseException:
            self.remove(name)
            raise
        return name

    def opened(self, kept_as: str, name: str) -> UploadedFile:
        """Return a file of the folder as an upload called `name`; whoever asks closes it.

        Raises FileNotFoundError when it is not there any more.
        """
        path = self.path / kept_as
        return UploadedFile(path.open("rb"), name=name, size=path.stat().st_size)

    def digest_of(self, kept_as: str) -> str:
        """Return the SHA-256 of a file of the folder."""
        with (self.path / kept_as).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def remove(self, kept_as: str) -> None:
        """Remove a file of the folder; one that is gone already is as good."""
        (self.path / kept_as).unlink(missing_ok=True)

    def remove_orphans(self, awaited: Collection[str] = ()) -> None:
        """Remove the files that nobody waits for, but for those just coming in."""
        remove_old_files(self.path, self.orphan_seconds, but=awaited)
