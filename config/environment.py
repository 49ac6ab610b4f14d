"""Read settings from the environment, refusing a value that cannot be meant.

Knows no Django settings, so gunicorn's own configuration can use it too.
"""

import ipaddress
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

POSTGRESQL_SCHEMES = ("postgresql", "postgres")
DATABASE_SCHEMES = (*POSTGRESQL_SCHEMES, "sqlite")
# How long PostgreSQL is waited for, unless its address says otherwise (libpq's own names). Of a
# machine that is off no answer comes at all: a thread would wait for minutes, and soon all would.
PATIENCE = {
    **{"connect_timeout": 10, "tcp_user_timeout": 15_000},
    **{"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3},
}
KEY_CHARS = 50
# So begins the key that `django-admin startproject` writes into a file that is passed on.
SAMPLE_KEY = "django-insecure-"
# What the site writes - database, uploads, backups - is for the account that runs it alone.
PRIVATE_UMASK = 0o077


def env_bool(name: str, default: bool = False) -> bool:
    """Return the switch `name`: 1/true/yes/on or 0/false/no/off; anything else is refused."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} không rõ là bật hay tắt. Ghi 1 hoặc 0.")


def env_list(name: str, default: str = "") -> list[str]:
    """Return the comma-separated values of `name`; unset and empty both mean the default."""
    value = os.environ.get(name, "").strip() or default
    return [part.strip() for part in value.split(",") if part.strip()]


def env_number(name: str, default: int, smallest: int, largest: int) -> int:
    """Return the whole number `name`; what is not one, or lies outside the range, is refused."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if value.isascii() and value.isdigit() and smallest <= int(value) <= largest:
        return int(value)
    raise ImproperlyConfigured(
        f"{name}={value!r} không phải là số từ {smallest} đến {largest}. Hãy sửa lại hoặc bỏ đi."
    )


def env_choice(name: str, choices: Sequence[str]) -> str:
    """Return the value of `name`, one of `choices`; unset and empty mean the first."""
    value = os.environ.get(name, "").strip().lower() or choices[0]
    if value not in choices:
        raise ImproperlyConfigured(
            f"{name}={value!r} không dùng được. Ghi một trong: {', '.join(choices)}."
        )
    return value


def env_address(name: str, default: str) -> str:
    """Return the network address `name` that a program listens on; a name of a host is refused."""
    value = os.environ.get(name, "").strip() or default
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        raise ImproperlyConfigured(
            f"{name}={value!r} không phải là địa chỉ mạng. Ghi 127.0.0.1 (chỉ máy này) hoặc "
            "0.0.0.0 (mọi máy trong mạng nội bộ)."
        ) from None


def data_folder(name: str, default: Path) -> Path:
    """Return the folder `name` as an absolute path, made when missing: the database needs it.

    One that is made is its owner's alone; the mode of one that is there is left as it is.
    """
    folder = Path(os.environ.get(name, "").strip() or default).expanduser().resolve()
    return own_folder(folder, name)


def env_folders(name: str) -> list[Path]:
    """Return the folders of `name`, comma-separated; one that is not there is refused."""
    folders = [Path(written).expanduser() for written in env_list(name)]
    for folder in folders:
        if not folder.is_dir():
            raise ImproperlyConfigured(
                f"{name} có {str(folder)!r} không phải là thư mục trên máy này. Sửa lại hoặc bỏ đi."
            )
    return folders


def own_folder(folder: Path, name: str) -> Path:
    """Return `folder`, made for this account alone when missing; `name` is the setting it is of."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}={str(folder)!r} không dùng làm thư mục được ({error.strerror}). "
            "Ghi một thư mục mà tài khoản đang chạy được ghi vào."
        ) from error
    return folder


def env_origins(name: str) -> list[str]:
    """Return the web addresses of `name`, refusing one without scheme: it would match nothing."""
    origins = env_list(name)
    for origin in origins:
        if not origin.startswith(("https://", "http://")):
            raise ImproperlyConfigured(
                f"{name} có {origin!r} thiếu https:// ở đầu. Ghi https://{origin}."
            )
    return origins


def env_networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Return the addresses and networks of `name`; a word that is none of both is refused."""
    networks = []
    for written in env_list(name):
        try:
            networks.append(ip_network(written))
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{name} có {written!r} không phải là địa chỉ của máy hay mạng. "
                "Ghi 127.0.0.1 hoặc 10.0.0.0/8."
            ) from error
    return networks


def database_url(default: str) -> str:
    """Return DATABASE_URL, or `default` when unset. The password is never part of a message."""
    value = os.environ.get("DATABASE_URL", "").strip()
    if not value:
        return default
    if not _has_scheme(value, DATABASE_SCHEMES):
        raise ImproperlyConfigured(
            f"DATABASE_URL bắt đầu bằng {_scheme(value)!r}. Ghi "
            "postgresql://người-dùng:mật-khẩu@máy/tên, hoặc sqlite:////thư-mục/tệp."
        )
    if value.startswith("sqlite:///") and not value.startswith(("sqlite:////", "sqlite:///:")):
        raise ImproperlyConfigured(
            "DATABASE_URL ghi tệp SQLite không từ gốc, nên tệp nằm ở đâu tùy nơi gõ lệnh. "
            "Ghi đủ bốn dấu gạch: sqlite:////thư-mục/tệp."
        )
    return value


def sqlite_file(path: str) -> str:
    """Return the name under which SQLite opens the file `path` and never makes it anew.

    A file that was moved away while the site runs is not replaced by an empty one: SQLite would
    throw away the log that lies beside it ("-wal"), and with it what was written last. It is made
    here, where nothing of it is there yet; refused where only its log is left. A name that is no
    file (":memory:") is returned as it is.
    """
    if path.startswith(":") or not path:
        return path
    file = Path(path).absolute()
    if not file.exists():
        log = file.with_name(f"{file.name}-wal")
        if log.exists():
            raise ImproperlyConfigured(
                f"Tệp dữ liệu {file} không còn ở đó, nhưng {log.name} bên cạnh còn giữ những gì "
                "ghi sau cùng. Đưa tệp dữ liệu trở lại chỗ cũ rồi chạy lại; đừng xóa tệp nào."
            )
        own_folder(file.parent, "DATABASE_URL")
        file.touch(mode=0o600)
    return f"{file.as_uri()}?mode=rw"


def replica_urls(primary: str) -> list[str]:
    """Return the addresses of DATABASE_REPLICA_URLS, copies of the database `primary`.

    Refused where the primary is SQLite, which keeps no copies, and for what is no PostgreSQL.
    The passwords are never part of a message.
    """
    urls = env_list("DATABASE_REPLICA_URLS")
    if urls and not _has_scheme(primary, POSTGRESQL_SCHEMES):
        raise ImproperlyConfigured(
            "Có DATABASE_REPLICA_URLS nhưng DATABASE_URL không phải PostgreSQL: chỉ PostgreSQL có "
            "bản sao. Bỏ đi, hoặc ghi máy chủ PostgreSQL vào DATABASE_URL."
        )
    for url in urls:
        if not _has_scheme(url, POSTGRESQL_SCHEMES):
            raise ImproperlyConfigured(
                f"DATABASE_REPLICA_URLS có địa chỉ bắt đầu bằng {_scheme(url)!r}. Ghi "
                "postgresql://người-dùng:mật-khẩu@máy/tên, nhiều địa chỉ cách nhau bằng dấu phẩy; "
                "dấu phẩy trong mật khẩu ghi là %2C."
            )
    return urls


def _scheme(url: str) -> str:
    return url.partition(":")[0]


def _has_scheme(url: str, schemes: tuple[str, ...]) -> bool:
    return "://" in url and _scheme(url) in schemes


def secret_key(key_file: Path) -> str:
    """Return SECRET_KEY from the environment, else the one in `key_file`, made at first use."""
    value = os.environ.get("SECRET_KEY", "")
    if value:
        if value.startswith(SAMPLE_KEY):
            raise ImproperlyConfigured(
                f"SECRET_KEY bắt đầu bằng {SAMPLE_KEY!r} như khóa của trang chạy thử. "
                "Bỏ đi, hệ thống tự tạo khóa."
            )
        if len(value) < KEY_CHARS:
            raise ImproperlyConfigured(
                f"SECRET_KEY có {len(value)} ký tự; cần ít nhất {KEY_CHARS}. "
                "Bỏ đi, hệ thống tự tạo khóa."
            )
        return value
    if not key_file.exists():
        _make_key_file(key_file)
    stored = key_file.read_text("ascii").strip()
    if len(stored) < KEY_CHARS:
        raise ImproperlyConfigured(
            f"{key_file} không chứa khóa dùng được. Xóa tệp ấy, hệ thống tự tạo khóa mới."
        )
    return stored


def _make_key_file(key_file: Path) -> None:
    """Write a new key to `key_file`, readable by its owner only, unless one appears meanwhile.

    The web server and the task worker start together: the file is written under another name
    and linked into place whole, so neither can read half a key nor replace the other's.
    """
    draft = key_file.with_name(f"{key_file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(64) + "\n")
    try:
        with suppress(FileExistsError):
            os.link(draft, key_file)
    finally:
        draft.unlink()
