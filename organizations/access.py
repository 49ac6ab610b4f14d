"""Who may come to the pages on which editors decide."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def refuse_others(request: HttpRequest) -> None:
    """Raise PermissionDenied for whoever is no editor."""
    if not (request.user.is_authenticated and request.user.is_editor):
        raise PermissionDenied
