"""Takes an upload off the line without letting a monstrous one fill memory or disk."""

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from documents.files.uploads import MAX_UPLOAD_BYTES


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
