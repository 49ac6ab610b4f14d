"""`manage.py backup_nightly FOLDER --keep 14`: the backup that a timer asks for each night."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.backup.archive import BackupError
from config.backup.last import tell_of_backup
from config.backup.nightly import save_nightly

KEPT = 14


class Command(BaseCommand):
    help = "Sao lưu vào một thư mục, tên tệp theo ngày giờ; xong mới xóa bản cũ nhất."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="Thư mục giữ các bản sao lưu")
        parser.add_argument(
            "--keep", type=int, default=KEPT, help=f"Giữ bao nhiêu bản mới nhất (thường là {KEPT})"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if options["keep"] < 1:
            raise CommandError(f"--keep {options['keep']}: phải giữ ít nhất 1 bản.")
        if not folder.is_dir():
            raise CommandError(f"Không có thư mục {folder}. Hãy tạo thư mục ấy trước.")
        try:
            made, removed = save_nightly(folder, options["keep"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Không ghi được vào {folder}: {error.strerror}.") from error
        tell_of_backup(f" hằng đêm, {made.name}")
        size = made.stat().st_size / 2**20
        self.stdout.write(f"Đã sao lưu vào {made} ({size:.1f} MB), xóa {len(removed)} bản cũ.")
