"""The accounts that may do everything: at least one of them can always sign in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from organizations.models import User


def refuse_losing_the_last(person: Any) -> None:
    """Raise ValidationError (code 'last_administrator') where `person` alone could sign in as one.

    Administrators are held until the transaction around ends, so that of two who give up at one
    moment the second is told.
    """
    administrators = User.objects.filter(is_superuser=True, is_active=True).order_by("pk")
    with transaction.atomic():
        able = [one for one in administrators.select_for_update() if one.has_usable_password()]
    if [one.pk for one in able] == [person.pk]:
        raise ValidationError(
            "“%(name)s” là người quản trị duy nhất còn đăng nhập được. Hãy cho một tài khoản khác "
            "làm người quản trị trước.",
            code="last_administrator",
            params={"name": person.username},
        )
