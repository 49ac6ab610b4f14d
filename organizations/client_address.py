"""From which address a request comes; what a visitor writes about it is not believed."""

from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address


def client_address(request: HttpRequest) -> str:
    """Return the address a request comes from, '' where nobody knows.

    Each proxy writes at the end of X-Forwarded-For whom it got the request from. Read from the
    end, the first that is no proxy of ours (TRUSTED_PROXIES) is the visitor; all in front of it
    is what the visitor wrote.
    """
    last = _read(request.META.get("REMOTE_ADDR", ""))
    written = request.headers.get("X-Forwarded-For", "").split(",")
    while last is not None and written and _is_proxy(last):
        before = _read(written.pop())
        if before is None:
            break
        last = before
    return "" if last is None else str(last)


def _is_proxy(address: Address) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES)


def _read(written: str) -> Address | None:
    try:
        found = ip_address(written.strip())
    except ValueError:
        return None
    # ::ffff:192.0.2.1 is how a server that listens for both kinds writes 192.0.2.1.
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found
