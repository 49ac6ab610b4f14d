"""Print the citations of a text file, one JSON object a line, without touching the database."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.citations import Citation, find_citations
from documents.files.plain import UnreadableTextError, read_text_file

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
        try:
            text = read_text_file(options["file"])
        except UnreadableTextError as error:
            raise CommandError(str(error)) from error
        for citation in find_citations(text):
            self.stdout.write(as_line(citation))


# Line ends to `str.splitlines`, though JSON allows them inside a string.
_LINE_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}


def as_line(citation: Citation) -> str:
    """Return `citation` as one line of JSON, whatever line ends the text has."""
    return json.dumps(as_row(citation), ensure_ascii=False).translate(_LINE_ENDS)


def as_row(citation: Citation) -> dict[str, Any]:
    """Return the fields of `citation` that are exchanged, in a stable order."""
    return {field: getattr(citation, field) for field in FIELDS}
