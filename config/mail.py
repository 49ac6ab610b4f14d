"""How letters leave the site, read from the environment; without a server they are only printed.

Knows no Django settings. A value that cannot be meant is refused, as in `config.environment`.
"""

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.environment import env_number

SECURITY = ("starttls", "tls", "none")


@dataclass(frozen=True, slots=True)
class Mail:
    """The server that takes letters (none: `host` is empty), their sender, where links lead."""

    host: str
    port: int
    user: str
    password: str
    security: str
    sender: str
    site: str

    @property
    def backend(self) -> str:
        kind = "smtp" if self.host else "console"
        return f"django.core.mail.backends.{kind}.EmailBackend"


def mail() -> Mail:
    """Return how letters leave, as the environment says.

    Raises ImproperlyConfigured for a value that cannot be meant, and where a server is named
    without what every letter needs: a sender, and the site's own address for its links.
    """
    host = os.environ.get("EMAIL_HOST", "").strip()
    security = os.environ.get("EMAIL_SECURITY", "").strip().lower() or "starttls"
    if security not in SECURITY:
        raise ImproperlyConfigured(
            f"EMAIL_SECURITY={security!r} is unknown. Use one of {', '.join(SECURITY)}."
        )
    sender = os.environ.get("EMAIL_FROM", "").strip()
    site = os.environ.get("SITE_ADDRESS", "").strip().rstrip("/")
    if host and not (sender and site):
        raise ImproperlyConfigured(
            f"EMAIL_HOST={host!r} needs EMAIL_FROM, who letters are from, and SITE_ADDRESS, where "
            "their links lead, for example https://van-kien.example.vn."
        )
    if site and (urlsplit(site).scheme not in ("http", "https") or not urlsplit(site).netloc):
        raise ImproperlyConfigured(
            f"SITE_ADDRESS={site!r} is no address. Write https:// and the name of the site."
        )
    return Mail(
        host=host,
        port=env_number("EMAIL_PORT", 465 if security == "tls" else 587, 1, 65_535),
        user=os.environ.get("EMAIL_USER", "").strip(),
        password=os.environ.get("EMAIL_PASSWORD", ""),
        security=security,
        sender=sender or "van-kien@localhost",
        site=site or "http://127.0.0.1:8000",
    )
