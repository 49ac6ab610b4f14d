"""`manage.py thin_security_log --keep-years 5`: old rows leave the security log; it says so."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.backup.log_guard import unguarded
from organizations.models import SecurityEntry
from organizations.security_log import Kind, record

# Whoever looks into what happened asks of the year before, too.
LEAST_YEARS = 2
MOST_YEARS = 100
LONGEST_YEAR = timedelta(days=366)


class Command(BaseCommand):
    help = "Bỏ những dòng nhật ký an ninh cũ hơn số năm cần giữ; chính việc này được ghi vào đó."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--keep-years",
            type=int,
            required=True,
            metavar="N",
            help=f"Giữ bao nhiêu năm, ít nhất {LEAST_YEARS}",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        years = options["keep_years"]
        if not LEAST_YEARS <= years <= MOST_YEARS:
            raise CommandError(
                f"--keep-years {years}: phải giữ từ {LEAST_YEARS} đến {MOST_YEARS} năm."
            )
        since = timezone.localtime(timezone.now() - years * LONGEST_YEAR)
        # One transaction: no row goes that the log does not tell of.
        with unguarded():
            gone, _ = SecurityEntry.objects.filter(happened_at__lt=since).delete()
            if gone:
                details = f"bỏ {gone} dòng nhật ký an ninh trước ngày {since:%d/%m/%Y}"
                record(Kind.SERVER, details)
        self.stdout.write(f"Đã bỏ {gone} dòng trước ngày {since:%d/%m/%Y}.")
