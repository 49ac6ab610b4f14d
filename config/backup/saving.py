"""Makes a backup while people work: of one moment, whole or not at all."""

import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from django.apps import apps
from django.core.files.storage import Storage
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from config.backup.archive import BLOCK, QUICK, BackupError, Contents, Writer
from config.backup.last import note_backup
from config.backup.tables import all_tables, last_keys, rows_out, snapshot

Told = Callable[[str], object]
# Behind the name of one that is not whole yet.
GROWING = ".dang-ghi"


def save_backup(path: Path, told: Told = lambda sentence: None) -> Contents:
    """Write all rows and files of the registry into a new file; return what it holds.

    For its owner alone to read. It gets its name when it is whole; BackupError where a file of
    that name is there already. `told` is told how far it is.
    """
    if path.exists():
        raise BackupError(f"Đã có tệp {path}. Đặt tên khác, để không ghi đè lên bản sao lưu cũ.")
    growing = path.with_name(f"{path.name}{GROWING}")
    try:
        with open(growing, "xb", opener=_for_owner) as file:
            contents = _write(file, told)
            contents.missing = _still_named(contents.missing)
            file.flush()
            os.fsync(file.fileno())
        growing.rename(path)
        if not contents.missing:
            note_backup()
    except FileExistsError as error:
        raise BackupError(
            f"Đang có một lần sao lưu khác ghi vào {path}, hoặc lần trước bị ngắt. Nếu không có "
            f"lần nào đang chạy thì xóa tệp {growing} rồi chạy lại."
        ) from error
    except BaseException:
        growing.unlink(missing_ok=True)
        raise
    return contents


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _write(file: IO[bytes], told: Told) -> Contents:
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=QUICK) as target,
        snapshot(),
    ):
        tables = all_tables()
        contents = Contents(
            made_at=timezone.now().isoformat(timespec="seconds"),
            database=connection.vendor,
            migrations=applied_migrations(),
            last_keys=last_keys(tables),
        )
        writer = Writer(target, contents)
        for table in tables:
            writer.add_table(table, rows_out(table))
            told(f"{table.name}: {contents.tables[-1]['lines']} dòng")
        # What the tables name: files are never changed, and stay when their record is binned.
        for storage, name in _files_named():
            try:
                stored = storage.open(name, "rb")
            except FileNotFoundError:
                contents.missing.append(name)
                continue
            with stored:
                writer.add_file(name, stored.chunks(BLOCK))
        told(f"{len(contents.files)} tệp")
        writer.finish()
    return contents


def _still_named(missing: list[str]) -> list[str]:
    """Leave out what was taken from the bin for good while the backup was written."""
    if not missing:
        return []
    named = {name for _, name in _files_named()}
    return [name for name in missing if name in named]


def applied_migrations() -> dict[str, list[str]]:
    """Return by app the names of the migrations that the database has had, in order."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def file_fields() -> Iterator[models.FileField]:
    """Yield the fields of all models that name a file."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.FileField):
                yield field


def _files_named() -> Iterator[tuple[Storage, str]]:
    for field in file_fields():
        rows = field.model._base_manager.exclude(**{field.name: ""}).order_by("pk")
        for name in rows.values_list(field.name, flat=True).iterator():
            yield field.storage, name
