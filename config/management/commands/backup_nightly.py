"""`manage.py backup_nightly FOLDER --keep 14`: the backup that a timer asks for each night."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.backup.archive import BackupError
from config.backup.last import tell_of_backup
from config.backup.nightly import IncompleteBackupError, save_nightly
from config.operators import tell_operators

KEPT = 14
# Of the files that are missing.
_NAMED = 3


class Command(BaseCommand):
    help = "Sao lưu vào một thư mục, tên tệp theo ngày giờ; xong mới xóa bản cũ nhất."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="Thư mục giữ các bản sao lưu")
        parser.add_argument(
            "--keep", type=int, default=KEPT, help=f"Giữ bao nhiêu bản mới nhất (thường là {KEPT})"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._save(options["folder"], options["keep"])
        except Exception as error:
            # Nobody looks at a terminal at night. What we did not foresee may name hosts and users.
            foreseen = str(error) if isinstance(error, CommandError) else "Xem nhật ký của máy chủ."
            tell_operators("Sao lưu đêm nay không xong", foreseen)
            raise

    def _save(self, folder: Path, keep: int) -> None:
        if keep < 1:
            raise CommandError(f"--keep {keep}: phải giữ ít nhất 1 bản.")
        if not folder.is_dir():
            raise CommandError(f"Không có thư mục {folder}. Hãy tạo thư mục ấy trước.")
        try:
            made, removed = save_nightly(folder, keep)
        except BackupError as error:
            raise CommandError(str(error)) from error
        except IncompleteBackupError as error:
            first = ", ".join(error.args[:_NAMED])
            raise CommandError(
                f"Đã ghi bản sao lưu nhưng thiếu {len(error.args)} tệp mà sổ có ghi ({first}…). "
                "Xem ổ đĩa giữ tệp có được gắn không; các bản cũ được giữ nguyên."
            ) from error
        except OSError as error:
            raise CommandError(f"Không ghi được vào {folder}: {error.strerror}.") from error
        tell_of_backup(f" hằng đêm, {made.name}")
        size = made.stat().st_size / 2**20
        self.stdout.write(f"Đã sao lưu vào {made} ({size:.1f} MB), xóa {len(removed)} bản cũ.")
