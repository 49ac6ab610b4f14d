"""`manage.py load_reference`: insert the reference data that is missing."""

from typing import Any

from django.core.management.base import BaseCommand

from documents.reference import load_reference


class Command(BaseCommand):
    help = (
        "Thêm dữ liệu tham chiếu còn thiếu: cơ quan, loại văn bản, nhiệm kỳ, dãy số. "
        "Không sửa, không xóa gì đã có."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        report = load_reference()
        self.stdout.write(report.summary("Dữ liệu tham chiếu"))
        for refusal in report.refused:
            self.stderr.write(f"Không nhận {refusal}")
