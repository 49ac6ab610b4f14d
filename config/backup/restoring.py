"""Makes an empty registry the one that a backup was made of, on either database.

Nothing is touched before the whole file was found to be what was written.
"""

from collections.abc import Mapping
from pathlib import Path

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import File
from django.core.files.storage import Storage
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

from config.backup.archive import BackupError, Contents, Reader, digest_of
from config.backup.log_guard import unguarded
from config.backup.saving import Told, applied_migrations, file_fields
from config.backup.tables import all_at_once, empty, give_last_keys, rows_in, rows_out

# A registry that holds any of these is in use; bodies and types come with the installation.
IN_USE = ("organizations.User", "documents.Document", "bulletins.Bulletin")


def restore_backup(path: Path, told: Told = lambda sentence: None) -> Contents:
    """Put all rows and files of a backup into this registry, which must be empty.

    The database is first brought to the version the backup is of, and to this program's at the
    end; the search index is made anew. BackupError, with nothing touched, where the file is not
    whole or of a newer version, or this registry is in use; and, with nothing changed, where what
    was stored is not what the file holds.
    """
    reader = Reader(path)
    try:
        contents = reader.contents
        _refuse_newer(contents.migrations)
        _refuse_used()
        _refuse_paths(contents)
        told("Tệp sao lưu còn nguyên vẹn.")
        _migrate_to(contents.migrations)
        _restore_files(reader)
        with all_at_once(), unguarded():
            # Writing the files takes minutes, in which somebody may have begun to use it.
            _refuse_used()
            tables = reader.tables
            empty(tables)
            for table in tables:
                rows_in(table, reader.rows_of(table))
                told(f"{table.name}: đã ghi")
            give_last_keys(tables, contents.last_keys)
            _compare(reader)
        ContentType.objects.clear_cache()
    finally:
        reader.close()
    call_command("migrate", verbosity=0)
    told("Đang lập lại chỉ mục tìm kiếm.")
    call_command("index_search")
    return contents


def _refuse_newer(migrations: Mapping[str, list[str]]) -> None:
    known = set(MigrationExecutor(connection).loader.disk_migrations)
    unknown = [(app, name) for app, names in migrations.items() for name in names]
    if set(unknown) - known:
        raise BackupError(
            "Bản sao lưu do phiên bản Văn Kiện mới hơn tạo ra. Hãy nâng cấp Văn Kiện rồi phục "
            "hồi. Chưa phục hồi gì."
        )


def _refuse_used() -> None:
    tables = connection.introspection.table_names()
    for label in IN_USE:
        model = apps.get_model(label)
        if model._meta.db_table in tables and _has_rows(model):
            raise BackupError(
                f"Nơi này đã có dữ liệu ({model._meta.verbose_name}). Chỉ phục hồi vào một bản cài "
                "mới, chưa nhập gì, để không ghi đè lên dữ liệu đang dùng. Chưa phục hồi gì. Nếu "
                "lần trước bị ngắt sau khi đã ghi xong thì chạy migrate rồi index_search."
            )


def _has_rows(model: type[models.Model]) -> bool:
    # By SQL: the table may lack columns that this program knows.
    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')  # nosec B608  # a table of a model
        return cursor.fetchone() is not None


def _migrate_to(migrations: Mapping[str, list[str]]) -> None:
    """Bring the empty database to the version that the backup is of, forwards or back."""
    if applied_migrations() == migrations:
        return
    executor = MigrationExecutor(connection)
    have = {(app, name) for app, names in migrations.items() for name in names}
    children = executor.loader.graph.node_map
    # Of each app the last one: none of its own that comes after it was there.
    targets = [
        (app, name)
        for app, name in have
        if not any(
            child.key in have and child.key[0] == app for child in children[app, name].children
        )
    ]
    executor.migrate(sorted(targets))
    if applied_migrations() != migrations:
        raise BackupError(
            "Không đưa được cơ sở dữ liệu về phiên bản của bản sao lưu. Hãy phục hồi vào một cơ "
            "sở dữ liệu mới, chưa có bảng nào."
        )


def _refuse_paths(contents: Contents) -> None:
    """Raise BackupError for a file that would lie outside the folder of files."""
    storage = next(iter(file_fields())).storage
    for told in contents.files:
        try:
            storage.exists(told["name"])
        except SuspiciousFileOperation as error:
            raise BackupError(
                f"Bản sao lưu có tên tệp nằm ngoài thư mục tệp: {told['name']}. Chưa phục hồi gì."
            ) from error


def _restore_files(reader: Reader) -> None:
    """Write the files first: without their rows they harm nobody, the other way round they do.

    A file of that name with other content is what an earlier run was killed at: nothing in an
    empty registry names it.
    """
    storage = next(iter(file_fields())).storage
    for told in reader.contents.files:
        name = told["name"]
        if storage.exists(name):
            if _digest(storage, name) == told["sha256"]:
                continue
            storage.delete(name)
        with reader.file(name) as stream:
            stored = storage.save(name, File(stream, name=name))
        if stored != name:
            raise BackupError(f"Không ghi được tệp {name} đúng tên. Chưa phục hồi gì.")


def _digest(storage: Storage, name: str) -> str:
    with storage.open(name, "rb") as file:
        return digest_of(file.chunks())


def _compare(reader: Reader) -> None:
    """Read back what was stored: every row of every table must be the one of the backup."""
    digests = {told["name"]: told["sha256"] for told in reader.contents.tables}
    for table in reader.tables:
        if digest_of(rows_out(table)) != digests[table.name]:
            raise BackupError(
                f"Bảng {table.name} sau khi ghi không giống bản sao lưu. Chưa phục hồi gì."
            )
