"""Pages about bulletins. HTTP in, template out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from bulletins import page
from bulletins.about import in_parts, items_around
from bulletins.archive import NoSuchYearError, years_of, years_shown
from bulletins.desk.access import bulletin_for_editor, keep_typed, take_refused, typed_in
from bulletins.desk.after_publication import withdrawn_page
from bulletins.models import Bulletin, BulletinItem
from bulletins.publishing import release_text
from bulletins.reissuing import correcting
from bulletins.searching import best_items, item_hits
from documents.addressed import at_kept_record, page_asked_for, visible_document
from documents.listing.forms import SearchForm
from documents.listing.paging import hit_page
from documents.search.found import Order
from documents.search.parts import Query
from organizations.deeds import note_deed
from organizations.secrecy import find_secrecy_mark

# Of all items around a document, on the page that shows nothing else.
ITEMS_OF_ALL = 100
# One year of one publisher is twelve; of the communes of a province it is two thousand.
BULLETINS_OF_A_PAGE = 100


@require_safe
def bulletin_list(request: HttpRequest) -> HttpResponse:
    """Show bulletins year by year; with a search in the address, the items that fit it."""
    if request.GET.get("q", "").strip():
        return _found_items(request)
    bulletins = Bulletin.objects.visible_to(request.user).select_related("publisher")
    years = years_of(bulletins)
    try:
        shown = years_shown(years, request.GET.get("nam", ""))
    except NoSuchYearError as error:
        raise Http404 from error
    rows: Any = bulletins.filter(year__in=shown)
    rows = rows.order_by("-year", "-month", "publisher__sort_key", "pk")
    if sum(one["count"] for one in years if one["year"] in shown) <= BULLETINS_OF_A_PAGE:
        # How many there are is known: nothing more is asked.
        rows = list(rows)
    page = page_asked_for(request, rows, BULLETINS_OF_A_PAGE)
    context = {
        "bulletins": page.object_list,
        "page": page,
        "years": years,
        "shown": shown,
    }
    return render(request, "bulletins/bulletin_list.html", context)


def _found_items(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render(request, "bulletins/item_list.html", {"form": form}, status=400)
    query = form.cleaned_data["q"]
    if request.headers.get("X-Requested-With") == "fetch":
        # For the script of the list of documents.
        response = render(request, "bulletins/_found.html", best_items(request.user, query))
    else:
        response = _item_list(request, form, query)
    patch_vary_headers(response, ["X-Requested-With"])
    return response


def _item_list(request: HttpRequest, form: SearchForm, query: Query) -> HttpResponse:
    hits = item_hits(request.user, query)
    items = BulletinItem.objects.visible_to(request.user).select_related("bulletin__publisher")
    found = hit_page(hits, Order.BEST, items.in_bulk, request.GET.get("page", "1"))
    context = {"form": form, "query": query, "page": found}
    return render(request, "bulletins/item_list.html", context)


@require_safe
def bulletin_detail(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    known = Bulletin.objects.known_to(request.user).with_corrections_told()
    known = known.select_related("publisher__parent")
    bulletin = get_object_or_404(known, publisher__slug=publisher, year=year, month=month)
    if bulletin.state == Bulletin.State.WITHDRAWN:
        return withdrawn_page(request, bulletin)
    previous, following = page.neighbours(bulletin, request.user)
    corrections = page.corrections_of(bulletin, request.user) if bulletin.was_corrected else []
    contents = page.contents_of(bulletin, request.user)
    rows, sources = contents.rows, contents.sources
    context = {
        "bulletin": bulletin,
        "rows": rows,
        "has_odd_labels": page.are_labels_odd(rows),
        "has_text": any(row.pieces for row in rows),
        "sources": sources,
        "introduced_count": sum(source.is_introduced for source in sources),
        "cited_count": sum(not source.is_introduced for source in sources),
        "previous": previous,
        "following": following,
        "waits_for_review": contents.waits_for_review,
        "refused": take_refused(request, bulletin) if contents.waits_for_review else {},
        "corrections": corrections,
    }
    return render(request, "bulletins/bulletin_detail.html", context)


@require_safe
@at_kept_record
def about(request: HttpRequest, slug: str) -> HttpResponse:
    """List all items around a document, of which its own page shows the first of each list."""
    document = visible_document(request, slug)
    page = page_asked_for(request, items_around(document, request.user), ITEMS_OF_ALL)
    context = {"document": document, "page": page, "parts": in_parts(page.object_list)}
    return render(request, "bulletins/about.html", context)


@require_POST
def release(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Let members read what an import brought in: the editor who asks has it before them."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    note, is_hidden = typed_in(request, "dinh-chinh"), "khong-neu" in request.POST
    try:
        with correcting(bulletin, request.user, note, hides_former=is_hidden):
            is_same = release_text(bulletin.pk, request.POST.get("text", ""))
    except ValidationError as error:
        _keep_note(request, bulletin, note)
        messages.error(request, " ".join(error.messages))
        return redirect(bulletin)
    if is_same:
        note_deed(request.user, bulletin, "Cho đọc phần mới của")
        messages.success(request, "Đã ghi là có người xem. Ai được xem bản tin nay đọc được cả.")
    else:
        _keep_note(request, bulletin, note)
        messages.error(
            request,
            "Bản văn vừa được thay trong lúc bạn xem. Hãy xem lại trang này rồi bấm lần nữa.",
        )
    return redirect(bulletin)


def _keep_note(request: HttpRequest, bulletin: Bulletin, note: str) -> None:
    """Keep the words of a correction that was refused for their form, unless they bear a mark."""
    if not find_secrecy_mark(note):
        keep_typed(request, bulletin, "cho-doc", note)
