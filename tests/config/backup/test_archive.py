"""A file that is no whole backup, or may not be read here, is refused in a true sentence."""

import errno
import os
import zipfile

import pytest

from config.backup import archive
from config.backup.archive import BackupError, Contents, Reader, Writer
from config.backup.lines import Kind
from config.backup.tables import Table

ENTRY = "tables/bang"


@pytest.fixture
def backup(tmp_path):
    path = tmp_path / "so.zip"
    contents = Contents(made_at="", database="sqlite", migrations={}, last_keys={})
    table = Table("bang", "id", ("id", "ten"), (Kind.INTEGER, Kind.PLAIN))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        writer = Writer(target, contents)
        writer.add_table(table, ["".join(f"{key}\tmật {key}\n" for key in range(3000)).encode()])
        writer.finish()
    Reader(path).close()
    return path


def places_in(path):
    """Return where in the file the table's bytes begin, and how many they are."""
    with zipfile.ZipFile(path) as source:
        told = source.getinfo(ENTRY)
    # What stands before them: the header, the name, and the sizes of a file beyond 4 GB.
    return told.header_offset + 30 + len(ENTRY) + 20, told.compress_size


def flipped(path, place, bit):
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1 << bit
    other = path.with_name("hong.zip")
    other.write_bytes(raw)
    return other


@pytest.mark.parametrize("bit", range(8))
def test_a_bit_that_changed_in_a_table_is_a_damaged_file(backup, bit):
    begin, size = places_in(backup)
    # Not the first byte: that a stream goes on behind its last block changes no row.
    for part in range(1, 20):
        with pytest.raises(BackupError, match=r"hoặc đã hỏng\. Chưa phục hồi gì\."):
            Reader(flipped(backup, begin + size * part // 20, bit))


@pytest.mark.parametrize(("place", "bit"), [(8, 0), (10, 1)])
def test_a_header_that_asks_for_a_password_or_another_way_is_a_damaged_file(backup, place, bit):
    raw = backup.read_bytes()
    # In the archive's list at its end: the flags, and how the entry was shrunk.
    listed = raw.index(b"PK\x01\x02")
    with pytest.raises(BackupError, match="hoặc đã hỏng"):
        Reader(flipped(backup, listed + place, bit))


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.EACCES, "không được đọc tệp"),
        (errno.EIO, "Input/output error"),
        (errno.EINVAL, "hoặc đã hỏng"),
    ],
)
def test_what_keeps_a_file_from_being_read_is_not_called_damage(
    backup, monkeypatch, number, sentence
):
    def fails(path):
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(archive.zipfile, "ZipFile", fails)
    with pytest.raises(BackupError, match=sentence):
        Reader(backup)
