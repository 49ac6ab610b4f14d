"""Headers that Django has no setting for: what a page may not do, and who may not use its parts."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# The site needs none of it; a script that got in would not get at it either.
_DENIED = (
    *("accelerometer", "autoplay", "camera", "display-capture", "geolocation"),
    *("gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
)
HEADERS = {
    "Permissions-Policy": ", ".join(f"{power}=()" for power in _DENIED),
    # Another site may not draw our files into its own pages.
    "Cross-Origin-Resource-Policy": "same-origin",
}


class ShellMiddleware:
    """Puts the headers on every answer, static files and errors included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
