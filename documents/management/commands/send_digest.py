"""`manage.py send_digest`: letters with what is new, to those who asked for them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.following.digest import Letter, send_letters


class Command(BaseCommand):
    help = (
        "Gửi thư tóm tắt việc mới cho người đã chọn nhận thư, mỗi ngày hoặc mỗi tuần một lần. "
        "Chạy mỗi ngày một lần; chạy lại không gửi lặp."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="chỉ in thư ra màn hình, không gửi, không ghi gì"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        is_trial = options["dry_run"]
        summary = send_letters(is_trial=is_trial, show=self._show if is_trial else None)
        done = "Sẽ gửi" if is_trial else "Đã gửi"
        self.stdout.write(
            f"{done} {summary.sent} thư; {summary.without_news} người chưa có gì mới."
        )
        if summary.failed:
            raise CommandError(f"{summary.failed} thư chưa gửi được; lần chạy sau sẽ gửi lại.")

    def _show(self, letter: Letter) -> None:
        self.stdout.write(f"Gửi: {letter.to}\nVề: {letter.subject}\n\n{letter.body}\n")
