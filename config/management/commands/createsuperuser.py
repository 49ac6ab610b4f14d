"""`manage.py createsuperuser`: Django's, in Vietnamese for a person; the security log is told."""

from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from organizations import starting
from organizations.acting import acting_as
from organizations.models import User
from organizations.security_log import Kind, record
from organizations.typed_password import typed_password


class Command(createsuperuser.Command):
    """Make an account that may do everything."""

    help = "Thêm một tài khoản quản trị, ví dụ khi không còn ai vào được phần quản trị."

    def handle(self, *args: Any, **options: Any) -> None:
        if options["interactive"]:
            with acting_as(None, "lệnh createsuperuser"):
                person = self._asked(options["username"])
        else:
            super().handle(*args, **options)
            person = User.objects.filter(is_superuser=True).latest("pk")
        record(Kind.ACCOUNT, "tài khoản mới; quản trị; lệnh createsuperuser", about=person)

    def _asked(self, username: str | None) -> User:
        """Make the account of what a person types."""
        try:
            while not username:
                username = self._username(input("Tên đăng nhập của người quản trị mới: ").strip())
            starting.check_username(username)
            password = typed_password(
                "Mật khẩu",
                lambda typed: starting.check_password(typed, username),
                self.stderr.write,
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except (EOFError, KeyboardInterrupt):
            raise CommandError("Đã dừng giữa chừng; không có gì được lưu.") from None
        person = User.objects.create_superuser(username, password=password)
        self.stdout.write(f"Đã thêm người quản trị {username}. Đăng nhập tại /quan-tri/.")
        return person

    def _username(self, typed: str) -> str:
        """Return the name where an account may have it; '' once it was told why not."""
        try:
            starting.check_username(typed)
        except ValidationError as error:
            self.stderr.write(" ".join(error.messages))
            return ""
        return typed
