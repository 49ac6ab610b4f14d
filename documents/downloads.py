"""What is taken away from the site: a file to save, an address that holds from anywhere."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header


def mark_as_download(response: HttpResponseBase, name: str) -> None:
    """Mark `response` as a file to save under `name`, which ends in the file's ending.

    No title or body's name in `name` may lead out of the folder it is saved in.
    """
    safe = "".join(sign if sign.isalnum() or sign in " -,.()" else "-" for sign in name)
    response["Content-Disposition"] = content_disposition_header(True, safe.strip())
    # A browser must never guess: a file is opened as what it is sent as.
    response["X-Content-Type-Options"] = "nosniff"
    # Whoever shares the computer or a proxy must not get the file from a cache.
    patch_cache_control(response, private=True, no_store=True)


def site_address(request: HttpRequest) -> str:
    """Return where the site itself stands, as its visitor calls it: ``https://so.example``."""
    return request.build_absolute_uri("/").rstrip("/")
