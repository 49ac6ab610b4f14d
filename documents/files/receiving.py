"""Takes an upload off the line without letting a monstrous one fill memory or disk.

What is too big for memory waits in a file below `DATA_DIR` until its request is answered.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

from documents.files import uploads
from documents.files.uploads import MAX_UPLOAD_BYTES, CrowdedUpload, NoRoomUpload
from organizations.disk import is_disk_full, remove_old_files

# No request takes as long; what lies there is left of a process that was killed.
LEFT_SECONDS = 3600.0


class LimitedUploadHandler(FileUploadHandler):
    """Stands before the handlers that keep files: what goes beyond the limit reaches none.

    The rest is read off and dropped, so that a browser gets to see the form's own answer. What
    was kept is one piece over the limit, so `read_upload` refuses it by its size.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Return the piece for the next handler, None once the file is too large."""
        return raw_data if start <= MAX_UPLOAD_BYTES else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Leave the file to the handlers behind this one."""
        return None


class RoomUploadHandler(TemporaryFileUploadHandler):
    """Keeps an upload in a file; where the disk has no room, a `NoRoomUpload` stands for it.

    The rest of the request is read, so the form comes back and says so, as for any refused file.
    So it is with what is beyond the limit of all files of a request (`CrowdedUpload`), which are
    read before anybody has asked who sends them.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.sent_bytes = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        self.has_room, self.is_crowded = True, False
        with self._noting_no_room():
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece, unless one before it found no room, or too much was sent by now."""
        self.sent_bytes += len(raw_data)
        if self.sent_bytes > uploads.MOST_SENT_BYTES:
            self.is_crowded = True
            self._give_up()
        elif self.has_room:
            with self._noting_no_room():
                super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Return the file, or what stands for one that is not there."""
        if self.is_crowded:
            return CrowdedUpload(self.file_name, file_size)
        if self.has_room:
            with self._noting_no_room():
                return super().file_complete(file_size)
        return NoRoomUpload(self.file_name, file_size)

    @contextmanager
    def _noting_no_room(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if not is_disk_full(error):
                raise
            self.has_room = False
            self._give_up()

    def _give_up(self) -> None:
        file = self.__dict__.pop("file", None)
        if file is not None:
            # It is removed all the same when its last bytes find no room either.
            with suppress(OSError):
                file.close()


def remove_left_uploads() -> None:
    """Remove the uploads of requests that were never answered: their process was killed."""
    remove_old_files(Path(settings.FILE_UPLOAD_TEMP_DIR), LEFT_SECONDS)
