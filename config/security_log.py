"""Staff screen for the security log: administrators read it and take it away as a spreadsheet."""

from collections.abc import Iterator, Sequence

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.timezone import localtime

from documents.exporting.files import table_file
from documents.exporting.tables import Table, Value
from organizations.admin.closed import AdministratorsMixin, NobodyWritesMixin
from organizations.models import SecurityEntry

NAME = "Nhật ký an ninh"
# What stands in a column, and how many characters wide it is.
COLUMNS = {
    "Ngày": 12,
    "Giờ": 10,
    "Việc": 24,
    "Người làm": 24,
    "Tài khoản liên quan": 24,
    "Địa chỉ máy": 20,
    "Chi tiết": 80,
}
# As many as one spreadsheet is still opened with on an office computer.
MOST_EXPORTED = 100_000


class SecurityLogAdmin(AdministratorsMixin, NobodyWritesMixin, admin.ModelAdmin):
    """Nobody adds, changes or takes out a row here; editors do not get to know of it."""

    change_list_template = "admin/security_log.html"
    list_display = ("moment", "kind", "by", "about", "address", "details")
    list_filter = ("kind",)
    date_hierarchy = "happened_at"
    search_fields = ("by", "about", "address")
    search_help_text = "Gõ tên đăng nhập hoặc địa chỉ máy."
    fields = ("moment", "kind", "by", "about", "address", "details")
    # The log grows for ever: a count of all of it on every page would too.
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        site = self.admin_site
        taken = path(
            "tai-ve/", site.admin_view(self.take_away), name="organizations_securityentry_file"
        )
        return [taken, *super().get_urls()]

    def take_away(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the rows of the list as it is filtered, newest first, as a spreadsheet.

        Leads to the list where the filter is none, as the list itself does.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            entries = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return redirect("admin:organizations_securityentry_changelist")
        rows = _rows(entries[:MOST_EXPORTED].iterator())
        return table_file(request, Table(NAME, COLUMNS, rows, NAME), "xlsx", NAME)

    @admin.display(description="lúc", ordering="pk")
    def moment(self, obj: SecurityEntry) -> str:
        return f"{localtime(obj.happened_at):%d/%m/%Y %H:%M:%S}"


def _rows(entries: Iterator[SecurityEntry]) -> Iterator[Sequence[Value]]:
    for entry in entries:
        at = localtime(entry.happened_at)
        yield (
            at.date(),
            f"{at:%H:%M:%S}",
            entry.get_kind_display(),
            entry.by,
            entry.about,
            entry.address,
            entry.details,
        )
