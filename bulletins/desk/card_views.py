"""What an editor does on one card beyond deciding, and what the card is told of others."""

from dataclasses import asdict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bulletins.desk.access import (
    BinnedError,
    bulletin_for_editor,
    desk_address,
    refused,
    refused_beside,
    typed_in,
)
from bulletins.desk.after_publication import note_for
from bulletins.desk.cited import CitedForm, enter_here
from bulletins.desk.deciding_views import DECIDED, tell_gone
from bulletins.desk.marking import mark, spots_of
from bulletins.desk.sheet import card_of, next_open
from bulletins.desk.subjects import turn_subject
from bulletins.desk.watching import standings
from bulletins.models import Bulletin
from bulletins.publishing import BINNED
from bulletins.reissuing import correcting
from bulletins.subjects import texts_of
from documents.deciding.prefilling import prefill
from documents.tasks import pick_up_now
from organizations.deeds import note_deed
from organizations.text import key_in


@require_POST
def mark_missed(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Mark words as a citation; where they stand in several places, ask which of them."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    words = request.POST.get("chu", "").replace("\x00", "")
    text, start = _number(request, "van"), _number(request, "tu")
    try:
        if text is None or start is None:
            spots = spots_of(bulletin, words)
            if len(spots) > 1:
                context = {"bulletin": bulletin, "spots": spots, "words": words}
                return render(request, "bulletins/mark.html", context)
            text, start, words = spots[0].text, spots[0].start, spots[0].words
        citation = mark(bulletin, text, start, words)
    except ValidationError as error:
        return refused_beside(request, error, bulletin, "danh-dau", words)
    note_deed(request.user, bulletin, DECIDED)
    messages.success(request, f"Đã đánh dấu, chờ quyết định: {citation.text}")
    return redirect(desk_address(bulletin, citation.pk))


def _number(request: HttpRequest, name: str) -> int | None:
    return key_in(request.POST.get(name, ""))


@require_POST
def subject(
    request: HttpRequest, publisher: str, year: int, month: int, citation: int
) -> HttpResponse:
    """Make the document what the item is about, or take that back."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    seen, document = request.POST.get("seen", ""), typed_in(request, "van-ban")
    try:
        with correcting(bulletin, request.user, note_for(request, bulletin)):
            named, is_subject = turn_subject(bulletin, citation, document, seen, request.user)
    except ValidationError as error:
        return refused(request, error, bulletin, citation)
    note_deed(request.user, bulletin, DECIDED)
    now = "nay là" if is_subject else "không còn là"
    messages.success(request, f"{named} {now} văn bản được giới thiệu của mục này.")
    return redirect(desk_address(bulletin, citation))


@require_http_methods(["GET", "HEAD", "POST"])
def register_cited(
    request: HttpRequest, publisher: str, year: int, month: int, citation: int
) -> HttpResponse:
    """Enter the document of a citation as only cited, in a form filled with what was read."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    card = card_of(bulletin, citation)
    # What was filled in is shown again with the reason, whatever speaks against it.
    form = CitedForm(request.POST) if request.method == "POST" else None
    if card is None or not (card.is_open or form):
        messages.error(request, "Trích dẫn này không còn chờ quyết định. Xem lại thẻ.")
        return redirect(desk_address(bulletin, citation))
    is_published = bulletin.state == Bulletin.State.PUBLISHED
    if is_published and not form and not note_for(request, bulletin):
        return _words_first(request, bulletin)
    if form and form.is_valid() and (done := _entered(request, bulletin, citation, form)):
        return done
    if form and form.is_secret:
        form.forget_texts()
    # Reads the whole bulletin: only for a form that is shown.
    read = prefill(card.citation, list(texts_of(bulletin)))
    form = form or CitedForm(initial=read.values)
    # Of a refused form, what its page showed: a card changed meanwhile is still told to be.
    seen = request.POST.get("seen", card.seen)
    context = {
        **{"bulletin": bulletin, "card": card, "seen": seen},
        **{"form": form, "doubts": read.doubts},
    }
    return render(request, "bulletins/cited.html", context, status=400 if form.errors else 200)


def _words_first(request: HttpRequest, bulletin: Bulletin) -> HttpResponse:
    """Lead to the box for the words of a correction: asked for later, all that was filled is lost.

    Confirming a citation of what readers have is a correction.
    """
    error = ValidationError(
        "Bản tin đã phát hành: ghi lời đính chính vào ô dưới đây trước, rồi mở lại trích dẫn để "
        "ghi văn bản vào sổ.",
        code="correction_needs_note",
    )
    return refused_beside(request, error, bulletin, "loi-dinh-chinh", "")


def _entered(
    request: HttpRequest, bulletin: Bulletin, citation: int, form: CitedForm
) -> HttpResponse | None:
    """Enter what the form says and lead on; None when the form is to be shown again."""
    try:
        with correcting(bulletin, request.user, note_for(request, bulletin)):
            seen = request.POST.get("seen", "")
            done = enter_here(bulletin, citation, seen, form, request.user)
    except ValidationError as error:
        if getattr(error, "code", "") == BINNED:
            raise BinnedError from error
        form.add_error(None, error)
        return None
    note_deed(request.user, bulletin, DECIDED)
    # Outside of what holds this bulletin: others' texts are held for it.
    others = pick_up_now(done.document, done.laid_down)
    told = f"; {others} trích dẫn khác cũng chỉ văn bản này" if others else ""
    messages.success(request, f"Đã ghi vào sổ là chỉ được trích dẫn: {done.document}{told}.")
    tell_gone(request, bulletin, done.citation, done.gone)
    following = next_open(bulletin, done.citation)
    return redirect(desk_address(bulletin, citation if following is None else following))


@never_cache
@require_safe
def changes(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Tell a desk that lies open how its citations stand; 204 while nothing is new to it."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    seen, found = standings(bulletin, request.user)
    if request.GET.get("da-xem") == seen:
        return HttpResponse(status=204)
    return JsonResponse({"seen": seen, "citations": {pk: asdict(one) for pk, one in found.items()}})
