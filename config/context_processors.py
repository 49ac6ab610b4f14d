"""What every page shows, whatever view made it."""

from django.conf import settings
from django.http import HttpRequest

from config.logs import request_id


def site(request: HttpRequest) -> dict[str, object]:
    """Whether this is a demonstration, so that each page can say so; the request's number."""
    return {"is_demo": settings.DEMO, "request_id": request_id.get()}
