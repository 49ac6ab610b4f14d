"""Pages about bulletins. HTTP in, template out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bulletins import page
from bulletins.models import Bulletin


@require_safe
def bulletin_list(request: HttpRequest) -> HttpResponse:
    bulletins = Bulletin.objects.visible_to(request.user).select_related("publisher")
    context = {"bulletins": bulletins.order_by("-year", "-month", "publisher__sort_key")}
    return render(request, "bulletins/bulletin_list.html", context)


@require_safe
def bulletin_detail(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    seen = Bulletin.objects.visible_to(request.user).select_related("publisher__parent")
    bulletin = get_object_or_404(seen, publisher__slug=publisher, year=year, month=month)
    previous, following = page.neighbours(bulletin, request.user)
    rows = page.table_rows(bulletin, request.user)
    sources = page.sources_of(bulletin, request.user)
    context = {
        "bulletin": bulletin,
        "rows": rows,
        "has_text": any(row.pieces for row in rows),
        "sources": sources,
        "introduced_count": sum(source.is_introduced for source in sources),
        "cited_count": sum(not source.is_introduced for source in sources),
        "previous": previous,
        "following": following,
    }
    return render(request, "bulletins/bulletin_detail.html", context)
