"""`manage.py load_demo`: insert the demo records that are missing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bulletins.demo import load_demo
from organizations.demo import DemoRefusedError


class Command(BaseCommand):
    help = "Thêm bộ dữ liệu mẫu còn thiếu để chạy thử. Cần DEMO=1; không dùng cho sổ thật."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_demo()
        except DemoRefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(report.summary("Dữ liệu mẫu"))
        for refusal in report.refused:
            self.stderr.write(f"Không nhận {refusal}")
