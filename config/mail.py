"""How letters leave the site, read from the environment; without a server they are only printed.

Knows no Django settings. A value that cannot be meant is refused, as in `config.environment`.
"""

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from config.environment import env_choice, env_list, env_number

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
    # Who keeps the machine and is told of what failed at night.
    operators: tuple[str, ...]

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
    security = env_choice("EMAIL_SECURITY", SECURITY)
    sender = os.environ.get("EMAIL_FROM", "").strip()
    site = os.environ.get("SITE_ADDRESS", "").strip().rstrip("/")
    if host and not (sender and site):
        raise ImproperlyConfigured(
            f"EMAIL_HOST={host!r} cần thêm EMAIL_FROM (thư gửi từ địa chỉ nào) và SITE_ADDRESS "
            "(liên kết trong thư dẫn tới đâu), ví dụ https://van-kien.example.vn."
        )
    if site and not _is_address(site):
        raise ImproperlyConfigured(
            f"SITE_ADDRESS={site!r} không phải là địa chỉ. Ghi https:// rồi tên của trang, "
            "ví dụ https://van-kien.example.vn."
        )
    operators = env_list("EMAIL_OPERATORS")
    for operator in operators:
        try:
            validate_email(operator)
        except ValidationError as error:
            raise ImproperlyConfigured(
                f"EMAIL_OPERATORS có {operator!r} không phải là địa chỉ thư. Ghi "
                "quan-tri@example.vn, nhiều địa chỉ cách nhau bằng dấu phẩy."
            ) from error
    return Mail(
        host=host,
        port=env_number("EMAIL_PORT", 465 if security == "tls" else 587, 1, 65_535),
        user=os.environ.get("EMAIL_USER", "").strip(),
        password=os.environ.get("EMAIL_PASSWORD", ""),
        security=security,
        sender=sender or "van-kien@localhost",
        site=site or "http://127.0.0.1:8000",
        operators=tuple(operators),
    )


def _is_address(site: str) -> bool:
    """Whether links can be made by putting a path behind `site`."""
    try:
        parts = urlsplit(site)
        # Asked for here: one that is no number is found out only by whoever asks.
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    has_more = parts.query or parts.fragment or "@" in parts.netloc
    # `urlsplit` passes over line ends and takes blanks for part of a name.
    is_one_word = site.isprintable() and " " not in site
    return parts.scheme in ("http", "https") and has_host and is_one_word and not has_more
