"""The pages on which editors reorganise bodies and take it back. HTTP in, template out."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import refuse_others
from organizations.conflicts import is_deadlock
from organizations.deeds import note_deed
from organizations.models import Reorganization
from organizations.reorganizing.carrying_out import carry_out, undo
from organizations.reorganizing.forms import ReorganizingForm
from organizations.reorganizing.plan import make_plan
from organizations.reorganizing.reading import JOIN, MOVE, Reading

PAGE_ROWS = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reorganize(request: HttpRequest) -> HttpResponse:
    """Ask what was decided, show what it touches, and do it once that was looked at."""
    refuse_others(request)
    if request.method != "POST":
        return _page(request, {"form": ReorganizingForm()})
    reading = Reading(request.POST)
    refused: list[str] = []
    if reading.wish and "lam" in request.POST:
        try:
            with _deadlock_told():
                row = carry_out(reading.wish, request.POST.get("seen", ""), request.user)
        except ValidationError as error:
            refused = error.messages
        else:
            note_deed(request.user, row, "Ghi")
            messages.success(request, f"Đã ghi: {row.get_kind_display().lower()}, {row.summary}.")
            return redirect(f"{reverse('organizations:reorganizations')}#lan-{row.pk}")
    plan = make_plan(reading.wish) if reading.wish else None
    if plan and plan.refusals:
        refused = plan.refusals
    context = {"form": reading.form, "reading": reading, "plan": plan, "refused": refused}
    return _page(request, context, 400 if reading.form.errors or refused else 200)


def _page(request: HttpRequest, context: dict, status: int = 200) -> HttpResponse:
    names = {"move": MOVE, "join": JOIN}
    template = "organizations/reorganizing/reorganize.html"
    return render(request, template, {**context, **names}, status=status)


@never_cache
@require_safe
def reorganizations(request: HttpRequest) -> HttpResponse:
    """Show editors what was reorganised, the last first."""
    refuse_others(request)
    rows = Reorganization.objects.select_related("done_by", "undone_by").defer("steps")
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    return render(request, "organizations/reorganizing/reorganizations.html", {"page": page})


@require_POST
def undo_reorganization(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one reorganisation back and say what stayed."""
    refuse_others(request)
    if pk > 2**62:
        raise Http404
    row = get_object_or_404(Reorganization, pk=pk)
    try:
        with _deadlock_told():
            row = undo(row, request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        note_deed(request.user, row, "Hoàn tác")
        messages.success(request, f"Đã hoàn tác: {row.summary}.")
        if row.stayed:
            messages.warning(request, "Có chỗ để nguyên vì đã thay đổi từ đó, xem ở dưới.")
    return redirect(f"{reverse('organizations:reorganizations')}#lan-{row.pk}")


@contextmanager
def _deadlock_told() -> Iterator[None]:
    """Make a deadlock, of which nothing is left in the database, a sentence for the editor."""
    try:
        yield
    except OperationalError as error:
        if not is_deadlock(error):
            raise
        raise ValidationError(
            "Chưa làm gì: có người khác vừa lưu cùng lúc. Bấm lần nữa."
        ) from error
