"""Who may sign in."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend


class RegistryBackend(ModelBackend):
    """Django's accounts; those made for a demonstration work only while DEMO=1."""

    def user_can_authenticate(self, user: object) -> bool:
        if getattr(user, "is_demo", False) and not settings.DEMO:
            return False
        return super().user_can_authenticate(user)
