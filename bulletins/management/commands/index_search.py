"""`manage.py index_search`: put into the search index what is missing there."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bulletins.searching import items_searched
from documents.parallel import USUAL_PROCESSES
from documents.search.headings import keep_headings, stale_headings
from documents.search.rebuilding import documents_searched, index_records, keys_to_index


class Command(BaseCommand):
    help = (
        "Lập chỉ mục tìm kiếm cho những gì còn thiếu. Bị ngắt giữa chừng thì chạy lại để làm "
        "tiếp; trang vẫn dùng được trong lúc chạy."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="so lại tất cả, ghi lại những gì khác"
        )
        parser.add_argument(
            "--processes",
            type=int,
            default=USUAL_PROCESSES,
            help=f"số tiến trình (mặc định {USUAL_PROCESSES})",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["processes"] < 1:
            raise CommandError(f"--processes phải từ 1 trở lên, không phải {options['processes']}.")
        stale = stale_headings()
        keep_headings(stale)
        for name, searched, others in (
            ("văn bản", documents_searched(), stale),
            ("mục tin", items_searched(), ()),
        ):
            missing = keys_to_index(searched, everything=options["all"])
            keys = sorted({*missing, *others})

            def show(done: int, total: int = len(keys), name: str = name) -> None:
                self.stderr.write(f"\r{done / total:4.0%} {done}/{total} {name}", ending="")

            written = index_records(searched, keys, options["processes"], show)
            if keys:
                self.stderr.write("")
            if written or options["verbosity"] > 1 or options["all"]:
                self.stdout.write(f"Chỉ mục tìm kiếm: đã ghi {written}/{len(keys)} {name}.")
