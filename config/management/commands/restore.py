"""`manage.py restore FILE`: an empty registry becomes the one that was backed up."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.backup.archive import BackupError
from config.backup.restoring import restore_backup
from organizations.security_log import Kind, record


def _shown(moment: str) -> str:
    """Return a moment (ISO 8601) as the site's pages show it, day first."""
    return f"{timezone.localtime(datetime.fromisoformat(moment)):%H:%M ngày %d/%m/%Y}"


class Command(BaseCommand):
    help = "Phục hồi sổ từ tệp sao lưu vào một bản cài mới; SQLite hay PostgreSQL đều được."
    # The database may have no table yet.
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="Tệp do lệnh backup tạo ra")

    def handle(self, *args: Any, **options: Any) -> None:
        told = self.stdout.write if options["verbosity"] > 1 else lambda sentence: None
        try:
            contents = restore_backup(options["file"], told)
        except BackupError as error:
            raise CommandError(str(error)) from error
        rows = sum(table["lines"] for table in contents.tables)
        # Last: until then the log is, row by row, the one that was saved.
        record(Kind.SERVER, f"phục hồi sổ từ bản sao lưu lúc {_shown(contents.made_at)}")
        self.stdout.write(
            f"Đã phục hồi {rows} dòng của {len(contents.tables)} bảng và {len(contents.files)} "
            f"tệp, giống hệt bản sao lưu lúc {_shown(contents.made_at)}. Mọi người cần đăng "
            "nhập lại."
        )
        for name in contents.missing:
            self.stderr.write(f"Bản sao lưu thiếu tệp {name}: lúc sao lưu đã không có.")
