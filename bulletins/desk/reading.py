"""Hands the reading of a bulletin's citations to the worker."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from bulletins.desk.access import bulletin_for_editor, desk_address
from bulletins.tasks import reread_bulletin


@require_POST
def read(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Have the citations of a bulletin's items read anew; leads to the desk."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    reread_bulletin.enqueue(bulletin.pk)
    messages.success(request, "Máy đang đọc trích dẫn. Tải lại trang sau ít phút.")
    return redirect(desk_address(bulletin))
