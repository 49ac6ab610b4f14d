"""`manage.py generate_documents N`: fill a trial registry with N documents that look real."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.generating.registering import GeneratingRefusedError, refuse_real_registry
from documents.generating.running import Order, generate
from documents.parallel import USUAL_PROCESSES

# The number stands in the addresses with seven digits.
MOST_DOCUMENTS = 9_999_999


class Command(BaseCommand):
    help = (
        "Sinh ra N văn bản giống thật để thử sổ ở cỡ lớn. Chạy lại cùng --seed thì làm tiếp "
        "chỗ còn thiếu. Cần DEMO=1 hoặc --database-is-for-testing; không dùng cho sổ thật."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", metavar="N", type=int, help="số văn bản")
        parser.add_argument(
            "--seed", type=int, default=1, help="hạt giống: cùng số thì cùng văn bản"
        )
        parser.add_argument(
            "--processes",
            type=int,
            default=USUAL_PROCESSES,
            help=f"số tiến trình cùng ghi (mặc định {USUAL_PROCESSES})",
        )
        parser.add_argument(
            "--no-index", action="store_true", help="không lập chỉ mục để tìm cùng lúc"
        )
        parser.add_argument(
            "--database-is-for-testing",
            action="store_true",
            help="xác nhận cơ sở dữ liệu này chỉ để thử",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        total, processes = options["count"], options["processes"]
        if not 0 < total <= MOST_DOCUMENTS:
            raise CommandError(f"N phải từ 1 đến {MOST_DOCUMENTS}, không phải {total}.")
        if processes < 1:
            raise CommandError(f"--processes phải từ 1 trở lên, không phải {processes}.")

        def show(done: int) -> None:
            self.stderr.write(f"\r{done / total:4.0%} {done}/{total} văn bản", ending="")

        try:
            refuse_real_registry(options["database_is_for_testing"])
            order = Order(total, options["seed"], with_index=not options["no_index"])
            made = generate(order, processes, show)
        except GeneratingRefusedError as error:
            raise CommandError(str(error)) from error
        self.stderr.write("")
        self.stdout.write(
            f"Đã ghi {made.written} văn bản trong {made.seconds:.1f} giây "
            f"({made.rate:.0f} văn bản/giây); đã có từ trước {made.known}."
        )
