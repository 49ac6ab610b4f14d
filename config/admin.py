"""The staff site: Django's admin with the registry's names."""

from django.contrib import admin


class RegistryAdminSite(admin.AdminSite):
    site_title = "Văn Kiện"
    site_header = "Văn Kiện – phần dành cho cán bộ biên tập"
    index_title = "Công việc biên tập"
    site_url = "/"
