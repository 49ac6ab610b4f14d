"""The pages of a record's versions, asked for by whatever stands in their address."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin

from organizations.text import key_in


class HistoryAdmin(SimpleHistoryAdmin):
    """Answers 404 for what is no key; the library asks the database for it and fails.

    Versions stand in the order in which they were written. By their moments, as the library has
    it, a clock that was set back would put what was done last before what it changed.
    """

    def get_history_queryset(self, *args: Any, **kwargs: Any) -> QuerySet[Any]:
        return super().get_history_queryset(*args, **kwargs).order_by("-history_id")

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        _refuse_no_key(object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        _refuse_no_key(object_id)
        _refuse_no_key(version_id)
        return super().history_form_view(request, object_id, version_id, extra_context)


def _refuse_no_key(text: str) -> None:
    if key_in(text) is None:
        raise Http404("Không có phiên bản như vậy.")
