"""The file a backup is: a ZIP of tables and files, with a list of both and their checksums."""

import errno
import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from config.backup.lines import Kind
from config.backup.tables import Table

# Raised when what is in the file means something else than before.
FORMAT = 1
CONTENTS = "van-kien.json"
# Text shrinks to a fifth at the quickest level; what more effort gains is little.
QUICK = 1
BLOCK = 1 << 20
# What reading a list of contents that somebody else wrote may end in.
_ODD = (ValueError, KeyError, TypeError, AttributeError)
# And reading an archive in which a bit has changed: in what was shrunk, or in a header, which then
# asks for another way of shrinking or for a password.
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
_NAME = re.compile(r"[a-z_][a-z0-9_]*")


class BackupError(Exception):
    """Why a backup was not made or not restored, as a sentence for whoever runs the machine."""


@dataclass(slots=True)
class Contents:
    """What a backup holds: tables and files with their checksums, and of which version it is."""

    made_at: str
    database: str
    # By app, the migrations that the database had.
    migrations: dict[str, list[str]]
    last_keys: dict[str, int]
    tables: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    # Files that the database names and that were not there.
    missing: list[str] = field(default_factory=list)
    format: int = FORMAT


class Writer:
    """Writes the entries of a backup one after the other."""

    def __init__(self, target: zipfile.ZipFile, contents: Contents) -> None:
        self._target, self._contents = target, contents

    def add_table(self, table: Table, blocks: Iterable[bytes]) -> None:
        """Write the table's lines."""
        told = self._add(_table_entry(table.name), blocks)
        columns = [[name, str(kind)] for name, kind in zip(table.columns, table.kinds, strict=True)]
        self._contents.tables.append(
            {"name": table.name, "key": table.key, "columns": columns, **told}
        )

    def add_file(self, name: str, blocks: Iterable[bytes]) -> None:
        """Write a file of the registry as it is: what people send in is compressed already."""
        told = self._add(zipfile.ZipInfo(_file_entry(name)), blocks)
        self._contents.files.append({"name": name, **told})

    def finish(self) -> None:
        """Write the list of what is in the file; without it the file is no backup."""
        written = {name: getattr(self._contents, name) for name in Contents.__slots__}
        entry = zipfile.ZipInfo(CONTENTS)
        self._target.writestr(entry, json.dumps(written, ensure_ascii=False, indent=1))

    def _add(self, entry: str | zipfile.ZipInfo, blocks: Iterable[bytes]) -> dict[str, Any]:
        """Write one entry: by its name it shrinks, by a ZipInfo of its own it stays as it is."""
        digest, size, lines = hashlib.sha256(), 0, 0
        with self._target.open(entry, "w", force_zip64=True) as stream:
            for block in blocks:
                stream.write(block)
                digest.update(block)
                size += len(block)
                lines += block.count(b"\n")
        return {"size": size, "lines": lines, "sha256": digest.hexdigest()}


class Reader:
    """Reads a backup that has been looked through from the first to the last byte."""

    def __init__(self, path: Path) -> None:
        """Open and look through the file; BackupError where it is not whole or not ours."""
        try:
            self._source = zipfile.ZipFile(path)
            self.contents = self._read_contents()
            self._look_through()
        except (OSError, *_DAMAGED, *_ODD) as error:
            raise BackupError(f"{_why_not_read(path, error)} Chưa phục hồi gì.") from error

    def close(self) -> None:
        self._source.close()

    @property
    def tables(self) -> list[Table]:
        """The tables in the backup, with the columns they had."""
        return [
            Table(
                told["name"],
                told["key"],
                tuple(name for name, _ in told["columns"]),
                tuple(Kind(kind) for _, kind in told["columns"]),
            )
            for told in self.contents.tables
        ]

    def rows_of(self, table: Table) -> Iterator[bytes]:
        return self._blocks(_table_entry(table.name))

    def file(self, name: str) -> IO[bytes]:
        """Open one file of the registry; the caller closes it."""
        return self._source.open(_file_entry(name))

    def _read_contents(self) -> Contents:
        if CONTENTS not in self._source.namelist():
            raise ValueError("no list of contents")
        told = json.loads(self._source.read(CONTENTS))
        _refuse_odd_names(told)
        if told.get("format", 0) > FORMAT:
            raise BackupError(
                "Bản sao lưu do phiên bản Văn Kiện mới hơn tạo ra. Hãy nâng cấp Văn Kiện rồi phục "
                "hồi. Chưa phục hồi gì."
            )
        return Contents(**{name: told[name] for name in Contents.__slots__ if name in told})

    def _look_through(self) -> None:
        entries = [(_table_entry(told["name"]), told) for told in self.contents.tables]
        entries += [(_file_entry(told["name"]), told) for told in self.contents.files]
        for entry, told in entries:
            digest = hashlib.sha256()
            for block in self._blocks(entry):
                digest.update(block)
            if digest.hexdigest() != told["sha256"]:
                raise ValueError(f"{entry} is not what was written")

    def _blocks(self, entry: str) -> Iterator[bytes]:
        try:
            stream = self._source.open(entry)
        except KeyError as error:
            raise ValueError(f"{entry} is missing") from error
        with stream:
            while block := stream.read(BLOCK):
                yield block


def _why_not_read(path: Path, error: Exception) -> str:
    """Say what is the matter: a backup that may only not be read here may well be whole."""
    if isinstance(error, FileNotFoundError):
        return f"Không có tệp {path}."
    if isinstance(error, PermissionError):
        # Copies on another disk are often root's alone.
        return (
            f"Tài khoản đang chạy không được đọc tệp {path}. Chép nó vào chỗ đọc được rồi phục hồi "
            f"từ đó: sudo install -m 600 -o van-kien -g van-kien {path} /var/backups/van-kien/."
        )
    # A place before the begin of the file is what a damaged archive names.
    if isinstance(error, OSError) and error.errno != errno.EINVAL:
        return (
            f"Không đọc được tệp {path}: {error.strerror or error}. Xem lại ổ đĩa, hoặc dùng bản "
            "sao lưu ở nơi khác."
        )
    return f"Tệp {path} không phải là bản sao lưu, hoặc đã hỏng."


def _refuse_odd_names(told: dict[str, Any]) -> None:
    """Raise ValueError for a name that no table or column has: it would stand in a statement."""
    for table in told.get("tables", ()):
        for name in (table["name"], table["key"], *(column for column, _ in table["columns"])):
            if not _NAME.fullmatch(name):
                raise ValueError(f"{name!r} is no name")


def digest_of(blocks: Iterable[bytes]) -> str:
    """Return the checksum that `Writer` notes for the same blocks, however they are cut."""
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block)
    return digest.hexdigest()


def _table_entry(name: str) -> str:
    return f"tables/{name}"


def _file_entry(name: str) -> str:
    return f"files/{name}"
