"""Where the site is opened from elsewhere: an address for paper and for other people's phones."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def address_for_others(request: HttpRequest, path: str) -> str:
    """Return the address of a page for another machine than the one that asks.

    The site's own where `SITE_ADDRESS` names it, else the one by which this page was opened.
    """
    if opens_elsewhere(settings.SITE_ADDRESS):
        return f"{settings.SITE_ADDRESS}{path}"
    return request.build_absolute_uri(path)


def opens_elsewhere(address: str) -> bool:
    """Return whether another machine reaches this address, as none does ``http://127.0.0.1``."""
    host = urlsplit(address).hostname or ""
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        # A name, no number.
        return host != "localhost" and not host.endswith(".localhost")
