"""`manage.py changepassword`: Django's, and the security log is told whose it was."""

from getpass import getuser
from typing import Any

from django.contrib.auth.management.commands import changepassword

from organizations.models import User
from organizations.security_log import Kind, record


class Command(changepassword.Command):
    """Set another password for an account."""

    def handle(self, *args: Any, **options: Any) -> str:
        said: str = super().handle(*args, **options)
        # Without a name the library takes that of the system's own account.
        person = User.objects.get(username=options["username"] or getuser())
        record(Kind.PASSWORD, "đặt lại bằng lệnh changepassword", about=person)
        return said
