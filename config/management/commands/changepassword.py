"""`manage.py changepassword NAME`: in Vietnamese, and the security log is told whose it was."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.management.base import BaseCommand, CommandError

from organizations.models import User
from organizations.security_log import Kind, record
from organizations.typed_password import typed_password


class Command(BaseCommand):
    help = "Đặt mật khẩu mới cho một tài khoản."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="Tên đăng nhập của tài khoản")

    def handle(self, *args: Any, **options: Any) -> None:
        person = User.objects.filter(username=options["username"]).first()
        if person is None:
            raise CommandError(f"Không có tài khoản “{options['username']}”.")
        try:
            password = typed_password(
                f"Mật khẩu mới của {person.username}",
                lambda typed: validate_password(typed, person),
                self.stderr.write,
            )
        except (EOFError, KeyboardInterrupt):
            raise CommandError("Đã dừng giữa chừng; mật khẩu vẫn như cũ.") from None
        person.set_password(password)
        person.save(update_fields=["password"])
        record(Kind.PASSWORD, "đặt lại bằng lệnh changepassword", about=person)
        self.stdout.write(f"Đã đặt mật khẩu mới cho {person.username}; các máy khác phải vào lại.")
