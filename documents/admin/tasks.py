"""Staff screen for long work: to be read, never changed from here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django_tasks import TaskResultStatus

from documents.models import BackgroundTask

STATUSES = {
    TaskResultStatus.READY: "Đang chờ",
    TaskResultStatus.RUNNING: "Đang chạy",
    TaskResultStatus.SUCCESSFUL: "Xong",
    TaskResultStatus.FAILED: "Không xong",
}
FAILED_SENTENCE = (
    "Việc này dừng giữa chừng, dữ liệu không bị đổi dở dang. Hãy chạy lại; nếu vẫn vậy thì báo "
    "người quản trị máy."
)
# What a page says after handing work to the worker.
SEE_TASKS = "Xem kết quả ở mục “Việc chạy nền”."


class StatusFilter(admin.SimpleListFilter):
    title = "tình trạng"
    parameter_name = "tinh_trang"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(status), label) for status, label in STATUSES.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(status=self.value()) if self.value() else queryset


@admin.register(BackgroundTask)
class BackgroundTaskAdmin(admin.ModelAdmin):
    list_display = ("work", "situation", "enqueued_at", "finished_at", "result")
    list_display_links = None
    list_filter = (StatusFilter,)
    show_full_result_count = False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The same as the list says; arguments and traces are for whoever runs the machine."""
        return self.list_display

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="việc")
    def work(self, obj: BackgroundTask) -> str:
        # Whatever app a task is of, it says itself what it is called.
        return getattr(obj.task.func, "label", obj.task_path)

    @admin.display(description="tình trạng")
    def situation(self, obj: BackgroundTask) -> str:
        return STATUSES.get(TaskResultStatus(obj.status), obj.status)

    @admin.display(description="kết quả")
    def result(self, obj: BackgroundTask) -> str:
        if obj.status == TaskResultStatus.FAILED:
            return FAILED_SENTENCE
        return obj.return_value or ""
