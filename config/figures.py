"""The page of figures for editors: what the registry holds, what became of citations, what waits.

Composed here, because it speaks of documents and of bulletins. Editors see every record out of
the bin, so one count serves them all.
"""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bulletins import citation_shares
from bulletins.citation_shares import percent_confirmed
from bulletins.desk.wanted import waiting
from bulletins.models import Bulletin
from config.work import work_waiting
from documents.figures import by_month
from documents.figures.bars import Drawing, Row, drawing
from documents.kept_counts import kept_count
from documents.models import Citation, Document, FigureCount
from organizations.access import refuse_others

MOST_WANTED = 10


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show the figures of one year, the newest unless `?nam=` asks for another (404 for none)."""
    refuse_others(request)
    row = kept_figures(request.user)
    counted_at = row.counted_at or timezone.now()
    # Nobody kept any yet and somebody is counting at this moment: this page waits for nobody.
    counts = row.counts if row.counted_at else _count(request.user)
    years = _years(counts)
    asked = request.GET.get("nam", "")
    if asked and asked not in map(str, years):
        raise Http404
    year = int(asked) if asked else max(years, default=0)
    context = {
        "counted_at": timezone.localtime(counted_at),
        "years": years,
        "year": year,
        "undated": sum(count for of, *_, count in counts["documents"] if not of),
        "work": counts["work"],
        "documents": _documents(counts["documents"], year),
        "citations": _citations(counts["citations"], year),
        "wanted": _wanted(counts["wanted"], request.user),
    }
    return render(request, "figures.html", context)


def kept_figures(user: Any) -> FigureCount:
    """Return what was counted some minutes ago at most; counts anew for a person who is staff."""
    return kept_count(FigureCount, lambda: _count(user))


def _count(user: Any) -> dict[str, Any]:
    """Return everything the page counts, as it is kept."""
    wanted = waiting()[:MOST_WANTED].values_list("document", "bulletins", "documents")
    return {
        "documents": by_month.count_by_month(Document.objects.visible_to(user)),
        "citations": citation_shares.count_citations(user),
        "wanted": [list(row) for row in wanted],
        "work": work_waiting(user),
        "states": {
            "documents": _by_state(Document.objects.visible_to(user)),
            "bulletins": _by_state(Bulletin.objects.visible_to(user)),
            "citations": _by_state(Citation.objects.all()),
        },
    }


def _by_state(rows: QuerySet[Any]) -> dict[str, int]:
    return dict(rows.order_by().values_list("state").annotate(count=Count("pk")))


def _years(counts: dict[str, Any]) -> list[int]:
    """Return the years with documents or bulletins that cite, the newest first."""
    found = {of for part in ("documents", "citations") for of, *_ in counts[part]}
    return sorted(found - {0}, reverse=True)


def _documents(cells: list[by_month.Cell], year: int) -> dict[str, Any]:
    today = timezone.localdate()
    last_month = today.month if year == today.year else by_month.MONTHS
    levels, lines = by_month.lines_of(cells, year, last_month)
    steps = [
        (step, name)
        for step, (level, name) in enumerate(by_month.LEVELS.items(), 1)
        if level in levels
    ]
    named = [("không rõ" if not line.month else f"tháng {line.month}", line) for line in lines]
    rows = [
        Row(
            name,
            [(step, n) for (step, _), n in zip(steps, line.counts, strict=True)],
            f"{line.total}",
        )
        for name, line in named
    ]
    title = f"Số văn bản ban hành từng tháng trong năm {year}, theo cấp ban hành"
    return {
        "steps": steps,
        "lines": named,
        "totals": [sum(column) for column in zip(*(line.counts for line in lines), strict=True)],
        "total": sum(line.total for line in lines),
        "drawing": drawing("van-ban", title, rows),
    }


def _citations(cells: list[citation_shares.Cell], year: int) -> dict[str, Any]:
    lines = [(line, percent_confirmed(line)) for line in citation_shares.lines_of(cells, year)]
    rows = [
        Row(f"tháng {line.month}", list(enumerate(line.counts, 1)), f"{percent}%")
        for line, percent in lines
    ]
    title = f"Tỷ lệ trích dẫn đã xác nhận trong bản tin từng tháng của năm {year}"
    return {
        "steps": list(enumerate(citation_shares.STANDINGS.values(), 1)),
        "lines": lines,
        "drawing": drawing("trich-dan", title, rows, is_share=True),
    }


def _wanted(counts: list[list[int]], user: Any) -> dict[str, Any]:
    """Return the documents most waited for; one that has come in since or is binned is left out."""
    keys = [key for key, *_ in counts]
    wanted = Document.objects.visible_to(user).with_names().filter(is_held=False).in_bulk(keys)
    lines = [(wanted[key], *counted) for key, *counted in counts if key in wanted]
    return {"lines": lines, "drawing": _drawn_wanted(lines)}


def _drawn_wanted(lines: list[tuple[Any, ...]]) -> Drawing:
    rows = [Row(str(one), [(1, sum(counted))], str(sum(counted))) for one, *counted in lines]
    title = "Văn bản được nhiều bản tin và văn bản trích dẫn nhất mà sổ chưa có"
    return drawing("can-tim", title, rows, above=True)
