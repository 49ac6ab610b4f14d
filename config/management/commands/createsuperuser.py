"""`manage.py createsuperuser`: Django's, and the security log is told of the account."""

from typing import Any

from django.contrib.auth.management.commands import createsuperuser

from organizations.models import User
from organizations.security_log import Kind, record


class Command(createsuperuser.Command):
    """Make an account that may do everything."""

    def handle(self, *args: Any, **options: Any) -> None:
        administrators = User.objects.filter(is_superuser=True)
        known = list(administrators.values_list("pk", flat=True))
        super().handle(*args, **options)
        for person in administrators.exclude(pk__in=known):
            record(Kind.ACCOUNT, "tài khoản mới; quản trị; lệnh createsuperuser", about=person)
