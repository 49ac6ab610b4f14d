"""Who may sign in."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from organizations.models import User
from organizations.querysets import account_with_rights


class RegistryBackend(ModelBackend):
    """Django's accounts; those made for a demonstration work only while DEMO=1."""

    def user_can_authenticate(self, user: object) -> bool:
        if getattr(user, "is_demo", False) and not settings.DEMO:
            return False
        return super().user_can_authenticate(user)

    def get_user(self, user_id: int) -> User | None:
        """Return whose session it is, None when that account may no longer sign in."""
        account = account_with_rights(User.objects, user_id)
        return account if account is not None and self.user_can_authenticate(account) else None
