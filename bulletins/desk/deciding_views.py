"""The buttons of one card that decide what its citation means, and what is said of it then."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from bulletins.desk import deciding as desk
from bulletins.desk.access import (
    bulletin_for_editor,
    desk_address,
    keep_typed,
    refused,
    typed_in,
)
from bulletins.desk.after_publication import note_for
from bulletins.desk.card import Card
from bulletins.desk.forms import RejectForm
from bulletins.desk.sheet import next_open
from bulletins.models import Bulletin
from bulletins.reissuing import correcting
from documents.deciding import citations as deciding
from documents.models import Citation, Document
from organizations.deeds import note_deed
from organizations.secrecy import find_secrecy_mark

OPEN_AGAIN = "mo-lai"
# What is told of all decisions on one bulletin.
DECIDED = "Duyệt trích dẫn của"


@require_POST
def decide(
    request: HttpRequest, publisher: str, year: int, month: int, citation: int
) -> HttpResponse:
    """Take one decision; what is refused leads back to the same card with the reason."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    act = _act_of_button(request, bulletin)
    gone: list[Document] = []
    try:
        with correcting(bulletin, request.user, note_for(request, bulletin)):
            seen = request.POST.get("seen", "")
            done = desk.decide(
                bulletin, citation, seen, lambda card: gone.extend(act(card)), request.user
            )
    except ValidationError as error:
        _keep_reason(request, bulletin)
        return refused(request, error, bulletin, citation)
    note_deed(request.user, bulletin, DECIDED)
    if request.POST.get("viec") == OPEN_AGAIN:
        messages.success(request, "Đã mở lại: trích dẫn này chờ quyết định.")
        return redirect(desk_address(bulletin, citation))
    messages.success(request, f"Đã ghi “{done.get_state_display()}”: {done.text}")
    tell_gone(request, bulletin, done, gone)
    following = next_open(bulletin, done)
    return redirect(desk_address(bulletin, citation if following is None else following))


def _keep_reason(request: HttpRequest, bulletin: Bulletin) -> None:
    """Keep the reason typed for a rejection that was refused, unless it bears a secrecy mark."""
    reason = typed_in(request, "reason")
    if request.POST.get("viec") == "loai" and not find_secrecy_mark(reason):
        keep_typed(request, bulletin, "ly-do-loai", reason)


def tell_gone(
    request: HttpRequest, bulletin: Bulletin, citation: Citation, gone: list[Document]
) -> None:
    """Say which proposals went to the bin with a decision, and lead to where it is taken back."""
    if gone:
        said = format_html(
            "Đã bỏ đề xuất {} vào thùng rác, vì chỉ chỗ này nhắc đến. "
            '<a class="more" href="{}">Xem lại trích dẫn ấy</a> nếu muốn hoàn tác.',
            "; ".join(map(str, gone)),
            desk_address(bulletin, citation.pk),
        )
        messages.info(request, said)


def _act_of_button(request: HttpRequest, bulletin: Bulletin) -> Callable[[Card], list[Document]]:
    """Return what the pressed button does to a card.

    What it does returns the documents that went to the bin, and raises ValidationError.
    """
    action, slug, by = request.POST.get("viec"), typed_in(request, "van-ban"), request.user

    def choose(card: Card) -> list[Document]:
        document = Document.objects.visible_to(by).filter(slug=slug).first()
        if document is None:
            raise ValidationError(deciding.DOCUMENT_GONE, code="document_gone")
        return deciding.choose_document(card.citation, document, by, desk.CHOSEN_BY_HAND)

    def confirm(card: Card) -> list[Document]:
        deciding.confirm_citation(card.citation, by)
        return []

    def reject(card: Card) -> list[Document]:
        return deciding.reject_citation(card.citation, by, _reason(request.POST))

    def open_again(card: Card) -> list[Document]:
        desk.reopen(bulletin, card.citation)
        return []

    def refuse(card: Card) -> list[Document]:
        raise ValidationError("Không hiểu nút vừa bấm. Chưa ghi gì.", code="unknown_action")

    acts = {"xac-nhan": confirm, "loai": reject, OPEN_AGAIN: open_again}
    return choose if slug else acts.get(action or "", refuse)


def _reason(sent: Any) -> str:
    """Return why a citation is rejected; raises ValidationError where that is not told."""
    form = RejectForm(sent)
    if not form.is_valid():
        raise ValidationError([told for list_ in form.errors.values() for told in list_])
    reason: str = form.cleaned_data["reason"]
    return reason
