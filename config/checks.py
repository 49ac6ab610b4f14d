"""What must be there before the site serves pages: asked when it starts, and by check --deploy."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.checks import ERROR, CheckMessage, Error, Warning, register, run_checks

SERVING = "serving"


# A deployment check: `migrate` and `collectstatic` come before and must not be stopped by it.
@register(SERVING, deploy=True)
def check_static_files(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Return config.E001 when a style sheet or script was not collected: pages would fail."""
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        return []
    ignored = apps.get_app_config("staticfiles").ignore_patterns
    needed = {
        _collected_as(path, storage)
        for finder in get_finders()
        for path, storage in finder.list(ignored)
    }
    missing = needed - staticfiles_storage.hashed_files.keys()
    if not missing:
        return []
    return [
        Error(
            f"Thiếu {len(missing)} tệp tĩnh (kiểu chữ, hình, lệnh của trang), "
            f"ví dụ {min(missing)}; các trang sẽ báo lỗi.",
            hint="Chạy manage.py collectstatic --noinput rồi khởi động lại.",
            id="config.E001",
        )
    ]


def _collected_as(path: str, storage: Any) -> str:
    """Return what `collectstatic` calls a file; some folders have a name of their own there."""
    prefix = getattr(storage, "prefix", "")
    return f"{prefix}/{path}" if prefix else path


@register(SERVING, deploy=True)
def check_the_way_to_the_site(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Return config.W002 and W003 for what an office network may be, but should not stay."""
    found: list[CheckMessage] = []
    others = [host for host in settings.ALLOWED_HOSTS if host not in settings.LOCAL_HOSTS]
    if others and not settings.HTTPS:
        found.append(
            Warning(
                f"Máy khác vào sổ bằng tên {others[0]} mà không có HTTPS: mật khẩu đi qua mạng "
                "không được mã hóa, ai trên đường truyền cũng đọc được.",
                hint="Đặt một máy chủ có chứng chỉ ở trước và HTTPS=1 (docs/settings.md).",
                id="config.W002",
            )
        )
    # A certificate is a front server's business. In an office's own network (LISTEN) there is none.
    if settings.HTTPS and not settings.TRUSTED_PROXIES:
        found.append(
            Warning(
                "Không rõ máy chủ đứng trước là máy nào nên mọi người vào sổ như từ một địa chỉ: "
                "năm lần sai mật khẩu là khóa tài khoản ấy với tất cả.",
                hint="Đặt TRUSTED_PROXIES, thường là 127.0.0.1 (docs/settings.md).",
                id="config.W003",
            )
        )
    return found


def reasons_not_to_serve() -> list[str]:
    """Return what keeps the site from serving, each with its remedy; empty when nothing does."""
    return [_told(message) for message in _found() if message.level >= ERROR]


def reasons_to_worry() -> list[str]:
    """Return what does not keep the site from serving, but whoever runs it has to know."""
    return [_told(message) for message in _found() if message.level < ERROR]


def _found() -> list[CheckMessage]:
    return run_checks(tags=[SERVING], include_deployment_checks=True)


def _told(message: CheckMessage) -> str:
    return f"{message.id}: {message.msg} {message.hint}"
