"""What every page shows, whatever view made it."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Whether this is a demonstration, so that each page can say so."""
    return {"is_demo": settings.DEMO}
