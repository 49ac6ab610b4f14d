"""`manage.py backup FILE`: the whole registry in one file, while people work."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.backup.archive import BackupError
from config.backup.last import tell_of_backup
from config.backup.saving import save_backup


class Command(BaseCommand):
    help = "Sao lưu toàn bộ sổ, cả dữ liệu lẫn tệp, vào một tệp, trong khi mọi người vẫn làm việc."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="Tệp sẽ ghi; chưa được có, ví dụ so-2026.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        told = self.stdout.write if options["verbosity"] > 1 else lambda sentence: None
        try:
            contents = save_backup(path, told)
        except BackupError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Không ghi được {path}: {error.strerror}.") from error
        rows = sum(table["lines"] for table in contents.tables)
        tell_of_backup(f", {rows} dòng, {len(contents.files)} tệp")
        self.stdout.write(
            f"Đã sao lưu {rows} dòng của {len(contents.tables)} bảng và {len(contents.files)} tệp "
            f"vào {path}."
        )
        for name in contents.missing:
            self.stderr.write(f"Thiếu tệp {name}: sổ có ghi mà thư mục tệp không có.")
