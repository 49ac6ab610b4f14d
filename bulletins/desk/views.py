"""Pages of the proof desk, for editors only. Every form works without a script."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bulletins.desk import deciding as desk
from bulletins.desk.access import (
    bulletin_for_editor,
    desk_address,
    posted,
    refused,
    refused_beside,
    take_refused,
    text_address,
    typed_in,
)
from bulletins.desk.after_publication import note_for
from bulletins.desk.card import Card
from bulletins.desk.deciding_views import DECIDED
from bulletins.desk.forms import REASONS, CheckForm
from bulletins.desk.report import as_table
from bulletins.desk.sheet import Sheet, sheet_of
from bulletins.desk.subjects import choices_of, undecided_subjects
from bulletins.desk.watching import newest_of, seen_now
from bulletins.models import Bulletin, BulletinReading
from bulletins.reading import standing_of
from documents.deciding.taking_back import Undo
from documents.linking.drafts import MAX_CITATIONS, check_draft
from documents.linking.unkept import TooManyCitationsError
from documents.listing.filters import DOCUMENTS
from documents.listing.forms import QueryField
from documents.models import Document
from documents.removing.letting_go import gone_with
from documents.resolving.known import TooManyDocumentsError
from documents.search.found import Hits, Order
from documents.search.wanted import ask
from organizations.access import refuse_others
from organizations.deeds import note_deed
from organizations.text import key_in

# The key under which the session keeps what was confirmed all at once.
UNDO = "desk_last_confirmed"
DOCUMENTS_OFFERED = 8


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Report on the citations of a draft, the worst first. Nothing of it is kept."""
    refuse_others(request)
    form = CheckForm(*posted(request))
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            checked = check_draft(values["body"], request.user, values["publisher"], values["day"])
        except TooManyCitationsError:
            form.add_error(
                None, f"Bản thảo có hơn {MAX_CITATIONS} trích dẫn. Hãy kiểm tra từng phần."
            )
        except TooManyDocumentsError:
            form.add_error(
                None, "Các trích dẫn khớp với quá nhiều văn bản. Hãy kiểm tra từng phần ngắn hơn."
            )
        else:
            if request.POST.get("tai") == "xlsx":
                return as_table(checked)
            context |= {"checked": checked, "wrong": sum(one.is_wrong for one in checked)}
    return render(request, "bulletins/check.html", context, status=400 if form.errors else 200)


@require_safe
def desk_page(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Show the text with its citations marked, and the card of the one that is looked at."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    # Before the sheet: what is decided in between is then told again, and never left out.
    watched, newest = seen_now(bulletin), newest_of(bulletin)
    sheet = sheet_of(bulletin)
    asked, card = _chosen(sheet, request.GET.get("chon", ""))
    context = _context(request, bulletin, sheet, card) | {
        "is_card_asked": asked is not None,
        "refused": take_refused(request, bulletin),
        "watched": watched,
        "newest": newest,
    }
    return render(request, "bulletins/desk.html", context)


def _context(
    request: HttpRequest, bulletin: Bulletin, sheet: Sheet, card: Card | None
) -> dict[str, Any]:
    before, after = sheet.beside(card) if card else (None, None)
    undo = request.session.get(UNDO) or {}
    item = sheet.item_of(card) if card else None
    reading = BulletinReading.objects.filter(bulletin=bulletin).first()
    return {
        "bulletin": bulletin,
        "reading": reading,
        "standing": standing_of(reading),
        "is_unread": reading is not None and not reading.finished_at,
        "sheet": sheet,
        "card": card,
        "before": before,
        "after": after,
        "text_address": text_address(item, card.citation.pk) if card and item else "",
        "reasons": REASONS,
        "subjects": choices_of(card) if card else [],
        "undecided_subjects": undecided_subjects(bulletin),
        "gone": gone_with(card.citation) if card and not card.is_open else [],
        "found": _found(request),
        "note": note_for(request, bulletin),
        "undo_count": len(undo["rows"]) if _can_take_back(bulletin, undo) else 0,
    }


def _can_take_back(bulletin: Bulletin, undo: dict[str, Any]) -> bool:
    """Whether it was done on this desk, and readers have not had it since."""
    return undo.get("bulletin") == bulletin.pk and bulletin.state == Bulletin.State.DRAFT


def _chosen(sheet: Sheet, typed: str) -> tuple[Card | None, Card | None]:
    """Return the card asked for, and the one to show: else the first undecided one or the first."""
    key = key_in(typed)
    asked = sheet.card_of(key) if key is not None else None
    return asked, asked or next(iter(sheet.open or sheet.cards), None)


def _found(request: HttpRequest) -> list[Document] | None:
    """Return the documents found for what was typed to choose another one; None for nothing."""
    typed = request.GET.get("tim", "").replace("\x00", "")
    try:
        query = QueryField().clean(typed)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return None
    if query is None:
        return None
    documents = Document.objects.visible_to(request.user)
    keys = Hits(DOCUMENTS, documents, ask(query)).records(Order.BEST, 0, DOCUMENTS_OFFERED)
    by_key = documents.with_names().in_bulk(keys)
    return [by_key[key] for key in keys if key in by_key]


@require_POST
def confirm_certain(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Confirm all certain citations of a draft, as many as the button said."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    seen, with_unheard = request.POST.get("seen", ""), "ca-moi" in request.POST
    try:
        undo = desk.confirm_certain(bulletin, seen, request.user, with_unheard=with_unheard)
    except ValidationError as error:
        return refused(request, error, bulletin)
    request.session[UNDO] = {"bulletin": bulletin.pk, **asdict(undo)}
    note_deed(request.user, bulletin, DECIDED)
    messages.success(request, f"Đã xác nhận {len(undo.rows)} trích dẫn cùng lúc.")
    return redirect(desk_address(bulletin))


@require_POST
def undo(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Take back what this person last confirmed all at once on this desk."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    kept = request.session.get(UNDO)
    if not _can_take_back(bulletin, kept or {}):
        messages.error(request, "Không còn gì để hoàn tác.")
        return redirect(desk_address(bulletin))
    try:
        opened = desk.take_back(bulletin, Undo(kept["rows"], kept["documents"]), request.user)
    except ValidationError as error:
        return refused(request, error, bulletin)
    del request.session[UNDO]
    note_deed(request.user, bulletin, DECIDED)
    messages.success(request, f"Đã hoàn tác: {opened} trích dẫn trở lại chờ quyết định.")
    return redirect(desk_address(bulletin))


@require_POST
def publish(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Publish the bulletin; refused with the reason while an error waits and nobody insists."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    insisting = typed_in(request, "ly-do")
    try:
        desk.publish(bulletin, request.POST.get("seen", ""), request.user, insisting)
    except ValidationError as error:
        # The form is there for a draft alone.
        if error.code in {"published", "withdrawn"}:
            return refused(request, error, bulletin)
        return refused_beside(request, error, bulletin, "phat-hanh", insisting)
    note_deed(request.user, bulletin, "Phát hành")
    messages.success(request, "Đã phát hành. Ai được xem bản tin nay đọc được.")
    return redirect(bulletin)
