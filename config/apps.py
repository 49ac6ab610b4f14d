"""Makes the registry's admin site the default one, so apps register with it as usual."""

from django.apps import AppConfig
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig

from config import checks as checks  # Registers them.


class RegistryAdminConfig(AdminConfig):
    default_site = "config.admin.RegistryAdminSite"

    def ready(self) -> None:
        """Collect every app's screens, but leave out the worker's raw rows: they are in English."""
        super().ready()
        # Models load before apps are ready, so not at the top of this module.
        from django_tasks_db.models import DBTaskResult

        admin.site.unregister(DBTaskResult)


class SiteConfig(AppConfig):
    """What belongs to the site as a whole: the commands `backup` and `restore`."""

    name = "config"
    verbose_name = "toàn trang"
