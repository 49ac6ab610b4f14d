"""What must be there before the site serves pages: asked when it starts, and by check --deploy."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.checks import CheckMessage, Error, register, run_checks

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


def reasons_not_to_serve() -> list[str]:
    """Return what keeps the site from serving, each with its remedy; empty when nothing does."""
    found = run_checks(tags=[SERVING], include_deployment_checks=True)
    return [f"{message.id}: {message.msg} {message.hint}" for message in found]
