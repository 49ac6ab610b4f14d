"""`manage.py create_demo_accounts`: an editor and a member to try the registry with."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from organizations.demo import DemoRefusedError, create_demo_accounts


class Command(BaseCommand):
    help = "Tạo tài khoản dùng thử bientap và thanhvien; mật khẩu chỉ in ra một lần. Cần DEMO=1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--new-passwords", action="store_true", help="Đặt mật khẩu mới cho tài khoản dùng thử."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            accounts = create_demo_accounts(new_passwords=options["new_passwords"])
        except DemoRefusedError as error:
            raise CommandError(str(error)) from error
        for account in accounts:
            if account.password:
                self.stdout.write(
                    f"{account.role}: tên đăng nhập {account.username}, mật khẩu {account.password}"
                )
            else:
                self.stdout.write(f"{account.role}: tài khoản {account.username} đã có.")
        if not any(account.password for account in accounts):
            self.stdout.write(
                "Quên mật khẩu dùng thử? Chạy: "
                "DEMO=1 .venv/bin/python manage.py create_demo_accounts --new-passwords"
            )
