"""The parts of an office file as they lie in its archive: one fed through, or a small one whole."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO
from xml.etree.ElementTree import Element, XMLParser, fromstring

from documents.files.reading import UnreadableFileError

CHUNK_BYTES = 64 * 1024
MAX_ENTRIES = 3000
# With this begins each entry of the list at the end of an archive, a nested one's too.
_ENTRY = b"PK\x01\x02"
TOO_MUCH = (
    "nội dung giải nén quá lớn so với một văn bản bình thường nên không được nhận. "
    "Lưu lại dạng PDF rồi thử lại."
)
# Lists and styles become a tree in memory; those of real files are a few hundred kB.
MAX_TREE_BYTES = 8 * 1024 * 1024
# Parts of other names are not read for marks (`office`), so none of their text may be shown.
# The last are the file's own properties as some programs write them.
GUARDED_ENDINGS = (".xml", ".rels", ".vml", ".psmdcp")


# Told of each piece how many bytes of a part were read.
Fed = Callable[[int], None]


@contextmanager
def opened_archive(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """Open an office file, unless it has more parts than any document.

    They are counted in the bytes: a list of a million empty ones becomes hundreds of megabytes
    when the archive is opened. Raises UnreadableFileError, and whatever `zipfile` raises.
    """
    file.seek(0)
    count, before = 0, b""
    while chunk := file.read(CHUNK_BYTES):
        count += (before + chunk).count(_ENTRY)
        before = chunk[1 - len(_ENTRY) :]
    if count > MAX_ENTRIES:
        raise UnreadableFileError(TOO_MUCH)
    with zipfile.ZipFile(file) as archive:
        yield archive


def feed_part(
    archive: zipfile.ZipFile, name: str | zipfile.ZipInfo, target: object, fed: Fed
) -> None:
    """Hand one XML part to `target`, piece by piece: no part is ever whole in memory."""
    parser = XMLParser(target=target)  # nosec B314  # expat stops entities that grow
    with archive.open(name) as part:
        while chunk := part.read(CHUNK_BYTES):
            parser.feed(chunk)
            fed(len(chunk))
    parser.close()


def main_part(archive: zipfile.ZipFile) -> str:
    """Return the name of the part that holds the text; some programs number it."""
    relations = tree(archive, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            name = relation.get("Target", "").lstrip("/")
            if not name.lower().endswith(GUARDED_ENDINGS):
                raise UnreadableFileError(
                    "phần chính của tệp mang tên lạ nên không được nhận. Mở lại bằng Word, lưu "
                    "thành tệp mới rồi thử lại."
                )
            return name
    return "word/document.xml"


def tree(archive: zipfile.ZipFile, name: str) -> Element | None:
    if name not in archive.namelist():
        return None
    if archive.getinfo(name).file_size > MAX_TREE_BYTES:
        raise UnreadableFileError(
            "phần kiểu chữ và danh sách của tệp lớn bất thường nên không được nhận. "
            "Chép nội dung sang tệp Word mới rồi thử lại."
        )
    return fromstring(archive.read(name))  # nosec B314  # expat stops entities that grow
