"""Bring a bulletin's text in from a file and print what was found."""

import re
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from bulletins.importing import BulletinRefusedError, import_bulletin
from bulletins.report import next_steps, summary_lines
from documents.files.plain import UnreadableTextError, read_text_file
from organizations.acting import acting_as
from organizations.models import Organization
from organizations.text import fold


class Command(BaseCommand):
    help = (
        "Nhập một bản tin từ tệp văn bản UTF-8: tìm các mục, các trích dẫn có số ký hiệu, "
        "đối chiếu với sổ. Mọi thứ được lưu ở trạng thái đề xuất, chờ người xác nhận."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="tệp .txt mã UTF-8")
        parser.add_argument("--publisher", required=True, help="tên hoặc địa chỉ của nơi phát hành")
        parser.add_argument("--month", required=True, help="năm-tháng, ví dụ 2024-03")
        parser.add_argument("--dry-run", action="store_true", help="chỉ xem, không lưu gì")
        parser.add_argument(
            "--replace", action="store_true", help="thay bản văn đã có của tháng này"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        year, month = read_month(options["month"])
        publisher = find_publisher(options["publisher"])
        try:
            text = read_text_file(options["file"])
            with acting_as(None, "lệnh import_bulletin"), transaction.atomic():
                summary = import_bulletin(text, publisher, year, month, replace=options["replace"])
                lines = summary_lines(summary)
                if options["dry_run"]:
                    lines.append("Chạy thử: không có gì được lưu.")
                    transaction.set_rollback(True)
                elif summary.is_new:
                    lines += next_steps(summary)
        except (UnreadableTextError, BulletinRefusedError) as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        for line in lines:
            self.stdout.write(line)


def read_month(written: str) -> tuple[int, int]:
    """Return year and month of ``2024-03`` or ``03/2024``; CommandError otherwise."""
    match = re.fullmatch(r"(?P<y>\d{4})-(?P<m>\d{1,2})|(?P<m2>\d{1,2})/(?P<y2>\d{4})", written)
    year = int((match["y"] or match["y2"]) if match else 0)
    month = int((match["m"] or match["m2"]) if match else 0)
    if not 1930 <= year <= 2200 or not 1 <= month <= 12:
        raise CommandError(f"Tháng “{written}” không đọc được. Viết năm-tháng, ví dụ 2024-03.")
    return year, month


def find_publisher(name: str) -> Organization:
    """Return the one body of that name or address; CommandError when none or several."""
    by_slug = Organization.objects.filter(slug=name).first()
    if by_slug:
        return by_slug
    named = list(
        (Organization.objects.named(name) | Organization.objects.filter(name_key=fold(name)))
        .distinct()
        .order_by("pk")
    )
    if len(named) == 1:
        return named[0]
    if named:
        listed = "; ".join(f"{body.name} ({body.slug})" for body in named)
        raise CommandError(f"Có {len(named)} cơ quan tên “{name}”: {listed}. Dùng địa chỉ.")
    raise CommandError(
        f"Không có cơ quan nào tên “{name}” trong sổ. Nhập cơ quan đó trước, hoặc kiểm tra lại tên."
    )
