"""`manage.py setup`: make an empty registry ours, with its first administrator.

At a terminal each answer is checked when it is typed and asked for again when it is wrong. What
comes as an option is typed by a script or once and for all: a wrong one ends the command.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from documents.reference import load_reference
from organizations import starting
from organizations.acting import acting_as
from organizations.models import Organization
from organizations.starting import OwnBody, refuse_started_registry, start_registry
from organizations.text import fold, parse_date
from organizations.typed_password import typed_password

Kind, Level = Organization.Kind, Organization.Level


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several answers: `code` as an option, its number or `label` at a terminal."""

    code: str
    label: str
    value: str | int


KINDS = tuple(Choice(kind.value, str(kind.label), kind.value) for kind in Kind)
LEVELS = tuple(Choice(level.name.lower(), str(level.label), level.value) for level in Level)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; `default` None means that an answer is needed.

    `read` turns the answer into its value, or raises ValidationError in Vietnamese.
    """

    name: str
    text: str
    read: Callable[[str], Any]
    default: str | None = None
    choices: tuple[Choice, ...] = ()

    @property
    def option(self) -> str:
        return f"--{self.name.replace('_', '-')}"

    @property
    def help(self) -> str:
        codes = "; ".join(f"{choice.code}: {choice.label}" for choice in self.choices)
        return f"{self.text} ({codes})" if codes else self.text

    @property
    def prompt(self) -> str:
        listed = [f"  {number}. {c.label}" for number, c in enumerate(self.choices, start=1)]
        if not listed:
            return f"{self.text}: "
        usual = next(n for n, c in enumerate(self.choices, start=1) if c.code == self.default)
        return "\n".join([f"{self.text}:", *listed, f"Gõ số [{usual}]: "])


class Command(BaseCommand):
    help = (
        "Lập sổ mới: nạp dữ liệu tham chiếu, ghi cơ quan của sổ, tạo người quản trị đầu tiên. "
        "Chỉ chạy được khi sổ chưa có cơ quan và chưa có người quản trị."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        for question in QUESTIONS:
            parser.add_argument(question.option, help=question.help)
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="Đọc mật khẩu người quản trị từ dòng đầu của đầu vào chuẩn thay vì hỏi.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as(None, "lệnh setup"):
            self._set_up(options)

    def _set_up(self, options: dict[str, Any]) -> None:
        try:
            refuse_started_registry()
            answers = self._answers(options)
            username = answers.pop("admin")
            password = self._password(username, options["password_stdin"])
            with transaction.atomic():
                report = load_reference()
                own = start_registry(OwnBody(**answers), username, password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except (EOFError, KeyboardInterrupt):
            raise CommandError("Đã dừng giữa chừng; không có gì được lưu.") from None
        self.stdout.write(report.summary("Dữ liệu tham chiếu"))
        self.stdout.write(
            f"Đã lập sổ của {own}. Đăng nhập bằng tài khoản {username} tại /quan-tri/."
        )

    def _answers(self, options: dict[str, Any]) -> dict[str, Any]:
        """Take each answer from its option, else ask at a terminal, else use the default."""
        # With the password on standard input there is nobody there to ask.
        ask = sys.stdin.isatty() and not options["password_stdin"]
        given = {q.name: options[q.name] for q in QUESTIONS}
        # Wrong options end the command before anything is asked.
        answers = {
            q.name: _given(q, given[q.name])
            for q in QUESTIONS
            if given[q.name] is not None or not ask
        }
        for question in QUESTIONS:
            if question.name not in answers:
                answers[question.name] = self._asked(question)
        return answers

    def _asked(self, question: Question) -> Any:
        while True:
            typed = input(question.prompt).strip() or question.default
            if typed is None:
                self.stderr.write("Cần trả lời câu này.")
                continue
            try:
                return question.read(typed)
            except ValidationError as error:
                self.stderr.write(" ".join(error.messages))

    def _password(self, username: str, from_stdin: bool) -> str:
        if from_stdin:
            return sys.stdin.readline().rstrip("\r\n")
        if not sys.stdin.isatty():
            raise CommandError("Không có ai để hỏi mật khẩu. Dùng --password-stdin.")
        return typed_password(
            "Mật khẩu người quản trị",
            lambda typed: starting.check_password(typed, username),
            self.stderr.write,
        )


def _given(question: Question, written: str | None) -> Any:
    """Return the value of an option, or of the default; CommandError names the option."""
    answer = (written or question.default or "").strip()
    if question.default is None and not answer:
        raise CommandError(f"Thiếu {question.option}: {question.text}.")
    try:
        return question.read(answer)
    except ValidationError as error:
        raise CommandError(f"{question.option}: {' '.join(error.messages)}") from error


def _checked(check: Callable[[str], None]) -> Callable[[str], str]:
    """Return a reader that takes an answer as it is once `check` has let it pass."""

    def read(answer: str) -> str:
        check(answer)
        return answer

    return read


def _one_of(choices: tuple[Choice, ...]) -> Callable[[str], str | int]:
    """Return a reader of a choice's number, code or Vietnamese words."""

    def read(answer: str) -> str | int:
        for number, choice in enumerate(choices, start=1):
            if fold(answer) in {str(number), fold(choice.code), fold(choice.label)}:
                return choice.value
        listed = "; ".join(f"{n}. {c.label} ({c.code})" for n, c in enumerate(choices, start=1))
        raise ValidationError(
            "Không có lựa chọn “%(answer)s”. Chọn một trong: %(listed)s.",
            code="unknown_choice",
            params={"answer": answer, "listed": listed},
        )

    return read


def _parent(answer: str) -> str:
    """Return the parent's name once the reference data has one such body.

    That data is put in, looked at and taken back, so that breaking off leaves nothing.
    """
    if answer:
        with transaction.atomic():
            load_reference()
            try:
                starting.find_parent(answer)
            finally:
                transaction.set_rollback(True)
    return answer


def _day(answer: str) -> date | None:
    if not answer:
        return None
    try:
        return parse_date(answer)
    except ValueError as error:
        raise ValidationError(
            "“%(answer)s” không phải là ngày có thật. Nhập ngày/tháng/năm, ví dụ 01/7/2025.",
            code="no_day",
            params={"answer": answer},
        ) from error


QUESTIONS = (
    Question(
        "name",
        "Tên cơ quan của sổ này (ví dụ Đảng ủy phường Thục Phán)",
        _checked(starting.check_name),
    ),
    Question(
        "code",
        "Mã cơ quan viết sau dấu gạch chéo (ví dụ ĐU)",
        _checked(starting.check_code),
    ),
    Question("kind", "Loại hình", _one_of(KINDS), Kind.COMMITTEE.value, KINDS),
    Question("level", "Cấp", _one_of(LEVELS), "commune", LEVELS),
    Question("parent", "Cấp trên trực tiếp (ví dụ Tỉnh ủy Cao Bằng; có thể để trống)", _parent, ""),
    Question("valid_from", "Thành lập ngày (ngày/tháng/năm; có thể để trống)", _day, ""),
    Question("admin", "Tên đăng nhập của người quản trị", _checked(starting.check_username)),
)
