"""Makes the registry's admin site the default one, so apps register with it as usual."""

from django.contrib.admin.apps import AdminConfig


class RegistryAdminConfig(AdminConfig):
    default_site = "config.admin.RegistryAdminSite"
