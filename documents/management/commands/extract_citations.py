"""Print the citations of a text file, one JSON object a line, without touching the database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.citations import Citation, find_citations

FIELDS = (
    *("start", "end", "text", "kind", "type", "type_code", "number", "year_in_number"),
    *("symbol", "date", "issuer"),
)


class Command(BaseCommand):
    help = "Đọc các trích dẫn trong một tệp văn bản UTF-8, in mỗi trích dẫn một dòng JSON."
    # The command must also run where there is no database yet.
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="tệp văn bản UTF-8")
        parser.add_argument(
            "--format",
            choices=["jsonl"],
            default="jsonl",
            help="dạng in ra (jsonl: mỗi dòng một đối tượng)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for citation in find_citations(read_text(Path(options["file"]))):
            self.stdout.write(json.dumps(as_row(citation), ensure_ascii=False))


def as_row(citation: Citation) -> dict[str, Any]:
    """Return the fields of `citation` that are exchanged, in a stable order."""
    return {field: getattr(citation, field) for field in FIELDS}


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file with its line ends untouched.

    Raises CommandError in Vietnamese for a file that is missing, not readable, empty,
    binary (a NUL byte) or not UTF-8, so that offsets always mean what they say.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise CommandError(f"Không tìm thấy tệp «{path}». Hãy kiểm tra lại đường dẫn.") from None
    except OSError as error:
        raise CommandError(f"Không đọc được tệp «{path}»: {error.strerror}.") from error
    if not content.strip():
        raise CommandError(f"Tệp «{path}» trống, không có gì để đọc.")
    if b"\0" in content:
        raise CommandError(f"Tệp «{path}» là tệp nhị phân. Hãy lưu thành văn bản thuần (UTF-8).")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CommandError(
            f"Tệp «{path}» không phải UTF-8 (byte thứ {error.start + 1}). Hãy lưu lại với mã UTF-8."
        ) from None
