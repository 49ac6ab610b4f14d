"""Makes the registry's admin site the default one, so apps register with it as usual."""

from django.apps import AppConfig
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig

from config import checks as checks  # Registers them.


class RegistryAdminConfig(AdminConfig):
    default_site = "config.admin.RegistryAdminSite"

    def ready(self) -> None:
        """Collect every app's screens, but leave out those of libraries, which are in English."""
        super().ready()
        # Models load before apps are ready, so not at the top of this module.
        from django_otp.plugins.otp_static.models import StaticDevice
        from django_otp.plugins.otp_totp.models import TOTPDevice
        from django_tasks_db.models import DBTaskResult

        from config.security_log import SecurityLogAdmin
        from organizations.models import SecurityEntry

        # Phones and codes are their owners' business: administrators end them with the account.
        admin.site.unregister([DBTaskResult, TOTPDevice, StaticDevice])
        # It uses tables of an upper layer, so the layer of accounts cannot register it.
        admin.site.register(SecurityEntry, SecurityLogAdmin)


class SiteConfig(AppConfig):
    """What belongs to the site as a whole: the commands `backup` and `restore`."""

    name = "config"
    verbose_name = "toàn trang"
