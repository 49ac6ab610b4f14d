"""`manage.py import_documents FILE`: bring a list of documents in from a spreadsheet."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from documents.importing.at_once import Order, RowsRefusedError, Told, import_at_once
from documents.importing.columns import LABELS, NAMING, Field
from documents.importing.delimited import ENCODINGS
from documents.importing.planning import Kind
from documents.importing.running import OvertakenError
from documents.importing.table import SheetRefusedError
from organizations.acting import acting_as

# Without what names it there is no document, and a mark of secrecy is never passed over.
_READ_ALWAYS = {*NAMING, Field.SECRECY, Field.IGNORED}
_SKIPPABLE = {shown: name for name, shown in LABELS.items() if name not in _READ_ALWAYS}


class Command(BaseCommand):
    help = (
        "Nhập danh sách văn bản từ tệp .xlsx, .xls hoặc .csv dài bao nhiêu dòng cũng được. Nên "
        "chạy với --dry-run trước để xem sẽ làm gì."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="tệp danh sách")
        parser.add_argument("--dry-run", action="store_true", help="chỉ xem, không ghi gì vào sổ")
        parser.add_argument(
            "--user", help="tên đăng nhập của cán bộ biên tập đứng tên trong lịch sử"
        )
        parser.add_argument(
            "--only-good",
            action="store_true",
            help="bỏ qua dòng không nhập được, ghi phần còn lại",
        )
        parser.add_argument(
            "--skip",
            action="append",
            choices=sorted(_SKIPPABLE),
            default=[],
            metavar="CỘT",
            help=f"không đọc cột này; dùng được nhiều lần: {', '.join(sorted(_SKIPPABLE))}",
        )
        parser.add_argument("--encoding", choices=list(ENCODINGS), default="", help="của tệp CSV")

    def handle(self, *args: Any, **options: Any) -> None:
        by = None if options["dry_run"] else _editor(options["user"])
        skipped = frozenset(_SKIPPABLE[name] for name in options["skip"])
        order = Order(options["file"], options["encoding"], by, options["only_good"], skipped)

        def show(done: int) -> None:
            self.stderr.write(f"\r{done} dòng", ending="")

        started = time.perf_counter()
        try:
            with acting_as(by, "lệnh import_documents"):
                told = import_at_once(order, show)
        except FileNotFoundError as error:
            raise CommandError(f"Không có tệp {options['file']}.") from error
        except SheetRefusedError as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except RowsRefusedError as error:
            raise CommandError(
                "Có dòng không nhập được nên chưa ghi gì. Chạy với --dry-run để xem các dòng ấy, "
                "hoặc thêm --only-good để bỏ qua chúng."
            ) from error
        except OvertakenError as error:
            raise CommandError(
                "Người khác đang ghi vào sổ liên tục nên chưa nhập được. Chưa ghi gì. Chờ ít phút "
                "rồi chạy lại."
            ) from error
        self.stderr.write("")
        self._tell(told, time.perf_counter() - started, is_written=by is not None)

    def _tell(self, told: Told, seconds: float, *, is_written: bool) -> None:
        for notice in told.notices:
            self.stdout.write(notice)
        for number, place, reason in told.refused:
            self.stdout.write(f"Dòng {number}{f', ô {place}' if place else ''}: {reason}.")
        counts = ", ".join(
            f"{Kind(kind).label.lower()} {count}" for kind, count in told.counts.items()
        )
        done = "Đã ghi" if is_written else "Chưa ghi gì; sẽ làm"
        self.stdout.write(
            f"{done}: {counts}. {told.all} dòng trong {seconds:.1f} giây "
            f"({told.all / seconds:.0f} dòng/giây)."
        )


def _editor(username: str | None) -> Any:
    if not username:
        raise CommandError("Cho biết ai nhập: --user TÊN-ĐĂNG-NHẬP. Chỉ xem thì dùng --dry-run.")
    user = get_user_model().objects.filter(username=username).first()
    if user is None or not user.is_editor:
        raise CommandError(f"“{username}” không phải tài khoản của cán bộ biên tập đang dùng được.")
    return user
