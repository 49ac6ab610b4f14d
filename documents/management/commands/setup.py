"""`manage.py setup`: make an empty registry ours, with its first administrator."""

import sys
from argparse import ArgumentParser
from datetime import date
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from documents.reference import load_reference
from organizations.models import Organization
from organizations.starting import OwnBody, refuse_started_registry, start_registry
from organizations.text import parse_date

LEVELS = {level.name.lower(): level for level in Organization.Level}
# Option, what a person at a terminal is asked, and what is taken when nothing is typed.
QUESTIONS = (
    ("name", "Tên cơ quan của sổ này (ví dụ Đảng ủy phường Thục Phán)", None),
    ("code", "Mã cơ quan viết sau dấu gạch chéo (ví dụ ĐU)", None),
    ("kind", f"Loại hình ({', '.join(Organization.Kind.values)})", Organization.Kind.COMMITTEE),
    ("level", f"Cấp ({', '.join(LEVELS)})", "commune"),
    ("parent", "Cấp trên trực tiếp (ví dụ Tỉnh ủy Cao Bằng; có thể để trống)", ""),
    ("valid_from", "Thành lập ngày (ngày/tháng/năm; có thể để trống)", ""),
    ("admin", "Tên đăng nhập của người quản trị", None),
)


class Command(BaseCommand):
    help = (
        "Lập sổ mới: nạp dữ liệu tham chiếu, ghi cơ quan của sổ, tạo người quản trị đầu tiên. "
        "Chỉ chạy được khi sổ chưa có cơ quan và chưa có người quản trị."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, question, _ in QUESTIONS:
            parser.add_argument(f"--{name.replace('_', '-')}", help=question)
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="Đọc mật khẩu người quản trị từ dòng đầu của đầu vào chuẩn thay vì hỏi.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            refuse_started_registry()
            answers = self._answers(options)
            body = _own_body(answers)
            password = self._password(options["password_stdin"])
            with transaction.atomic():
                report = load_reference()
                own = start_registry(body, answers["admin"], password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(report.summary("Dữ liệu tham chiếu"))
        self.stdout.write(
            f"Đã lập sổ của {own}. Đăng nhập bằng tài khoản {answers['admin']} tại /quan-tri/."
        )

    def _answers(self, options: dict[str, Any]) -> dict[str, str]:
        """Take each answer from its option, else ask at a terminal, else use the default."""
        # With the password on standard input there is nobody there to ask.
        ask = sys.stdin.isatty() and not options["password_stdin"]
        answers: dict[str, str] = {}
        for name, question, default in QUESTIONS:
            given = options[name]
            if given is None and ask:
                hint = f" [{default}]" if default else ""
                given = input(f"{question}{hint}: ")
            answers[name] = (given or default or "").strip()
            if default is None and not answers[name]:
                option = f"--{name.replace('_', '-')}"
                raise CommandError(f"Thiếu {option}: {question}.")
        return answers

    def _password(self, from_stdin: bool) -> str:
        if from_stdin:
            return sys.stdin.readline().rstrip("\r\n")
        if not sys.stdin.isatty():
            raise CommandError("Không có ai để hỏi mật khẩu. Dùng --password-stdin.")
        password = getpass("Mật khẩu người quản trị: ")
        if getpass("Gõ lại mật khẩu: ") != password:
            raise CommandError("Hai lần gõ mật khẩu không giống nhau. Không có gì được lưu.")
        return password


def _own_body(answers: dict[str, str]) -> OwnBody:
    if answers["kind"] not in Organization.Kind.values:
        raise CommandError(
            f"--kind “{answers['kind']}” không có. Chọn: {', '.join(Organization.Kind.values)}."
        )
    if answers["level"] not in LEVELS:
        raise CommandError(f"--level “{answers['level']}” không có. Chọn: {', '.join(LEVELS)}.")
    return OwnBody(
        name=answers["name"],
        code=answers["code"],
        kind=answers["kind"],
        level=LEVELS[answers["level"]],
        parent=answers["parent"],
        valid_from=_day(answers["valid_from"]),
    )


def _day(typed: str) -> date | None:
    if not typed:
        return None
    try:
        return parse_date(typed)
    except ValueError as error:
        raise CommandError(
            f"--valid-from “{typed}” không phải là ngày có thật. "
            "Nhập ngày/tháng/năm, ví dụ 01/7/2025."
        ) from error
