"""Decisions taken at the desk: each is refused when somebody else has decided meanwhile."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from bulletins.desk.card import Card
from bulletins.desk.sheet import card_of, sheet_of
from bulletins.keeping_up import keeping_up
from bulletins.models import Bulletin, BulletinItem
from bulletins.publishing import BINNED, hold_bulletin, hold_in_use, share_texts
from bulletins.reading import refuse_unread
from bulletins.subjects import texts_of
from documents.deciding import citations as deciding
from documents.deciding.taking_back import (
    Undo,
    is_as_left,
    name_of,
    return_documents,
    undo_of,
    what_happened,
)
from documents.linking.writing import link_texts
from documents.models import Citation, Decision
from documents.removing.letting_go import hold_documents
from organizations.secrecy import refuse_secret
from organizations.text import normalize

CHOSEN_BY_HAND = "người biên tập chọn"
# With the words before it, as long as the history's column takes.
REASON_CHARS = 70


@transaction.atomic
def decide(
    bulletin: Bulletin, citation: int, seen: str, act: Callable[[Card], object], by: Any
) -> Citation:
    """Let `act` decide on one citation of a bulletin, if it is still as the person saw it.

    `seen` is that of the card (see `Card.seen`), `by` who decides. Returns the citation. Raises
    ValidationError: 'binned' when the bulletin is in the bin, 'gone' when the citation is no longer
    there, 'decided_meanwhile' when it is another; nothing is done then. What `act` refuses passes
    on. Where other documents are meant by it, subjects and relations are proposed anew.
    """
    hold_in_use(bulletin.pk)
    card = card_of(bulletin, citation)
    if card is None:
        raise ValidationError(
            "Trích dẫn này không còn trong bản tin: nội dung vừa được đọc lại. Chưa ghi gì.",
            code="gone",
        )
    if card.seen != seen:
        raise ValidationError(
            "Chưa ghi gì: %(what)s trong lúc bạn xem. Xem lại thẻ dưới đây rồi quyết định.",
            code="decided_meanwhile",
            params={"what": what_happened(card.citation, by)},
        )
    with keeping_up(bulletin):
        act(card)
    return card.citation


@transaction.atomic
def confirm_certain(bulletin: Bulletin, seen: str, by: Any, *, with_unheard: bool = False) -> Undo:
    """Confirm every certain citation of a bulletin; return how to take it back.

    `with_unheard`: also those as clear whose documents only this bulletin names. `seen` is that of
    the sheet (`Sheet.certain_seen`). Raises ValidationError: 'decided_meanwhile' when they are
    others by now, 'nothing_chosen' when there are none, 'unread' while items were not read as they
    are now, 'no_draft': what readers have is decided one by one, since nothing takes all of it
    back. Nothing is done then.
    """
    _held_draft(
        bulletin.pk,
        "Chưa ghi gì: chỉ bản thảo mới xác nhận cùng lúc được. Quyết định từng trích dẫn.",
    )
    # What is certain among the items as they were may be doubtful among those of now.
    refuse_unread(bulletin, "Chưa ghi gì")
    sheet = sheet_of(bulletin)
    if sheet.certain_seen != seen:
        raise ValidationError(
            "Chưa ghi gì: các trích dẫn chắc chắn vừa thay đổi, nay có %(count)s. Bấm lại nếu đồng "
            "ý.",
            code="decided_meanwhile",
            params={"count": len(sheet.certain)},
        )
    cards = [*sheet.certain, *sheet.unheard] if with_unheard else sheet.certain
    if not cards:
        raise ValidationError(
            "Chưa ghi gì: chưa đánh dấu ô xác nhận các văn bản chưa có trong sổ.",
            code="nothing_chosen",
        )
    named = {link.document_id for card in cards for link in card.meant}
    proposed = [one.pk for one in hold_documents(named) if one.is_proposed]
    for card in cards:
        deciding.confirm_citation(card.citation, by, deciding.TOGETHER)
    return undo_of([card.citation for card in cards], proposed)


def _held_draft(pk: int, refusal: str) -> Bulletin:
    """Hold a bulletin that is a draft; raises ValidationError for others: 'binned', 'no_draft'."""
    bulletin = hold_in_use(pk)
    if bulletin.state != Bulletin.State.DRAFT:
        raise ValidationError(refusal, code="no_draft")
    return bulletin


@transaction.atomic
def take_back(bulletin: Bulletin, undo: Undo, by: Any) -> int:
    """Open what confirming all at once confirmed on a bulletin; return how many citations that are.

    What anybody has decided anew since stays; so do documents that somebody has saved since or
    that something else confirmed names by now. Raises ValidationError (code 'no_draft') when
    readers may have had it: they are told of each link that changes, which this does not do.
    """
    bulletin = _held_draft(
        bulletin.pk, "Chưa hoàn tác: bản tin vừa được phát hành. Mở lại từng trích dẫn."
    )
    registered = dict(undo.documents)
    documents = hold_documents(registered)
    moments = dict(undo.rows)
    cards = (card for card in sheet_of(bulletin).cards if card.citation.pk in moments)
    opened = 0
    for card in cards:
        one = card.citation
        if one.state == Decision.CONFIRMED and is_as_left(one, moments, by):
            deciding.reopen_citation(one)
            opened += 1
    return_documents(documents, registered)
    return opened


@transaction.atomic
def reopen(bulletin: Bulletin, citation: Citation) -> None:
    """Take a decision back and read again what hangs together with it.

    Every candidate is offered anew, here and where the text leans on this place.
    """
    deciding.reopen_citation(citation)
    link_texts(texts_of(bulletin), opened=citation)


@transaction.atomic
def publish(bulletin: Bulletin, seen: str, by: Any, insisting: str = "") -> None:
    """Let the bulletin's readers have it; `insisting` says why in spite of undecided errors.

    `seen` is that of the errors on the page (`Sheet.wrong_seen`). Raises ValidationError:
    'binned', 'withdrawn', 'published' when somebody has published it already,
    'nothing_to_publish' without an item to read, 'unread' while its citations are not read,
    'errors_undecided' while a check's error waits and nobody insists, 'decided_meanwhile' when
    others wait than were seen, 'too_long'. Who insisted and why stays in the history.
    """
    bulletin = hold_bulletin(bulletin.pk)
    if bulletin.is_binned:
        raise ValidationError(
            "Chưa phát hành: bản tin vừa được bỏ vào thùng rác. Lấy lại từ thùng rác trước.",
            code=BINNED,
        )
    if bulletin.state == Bulletin.State.WITHDRAWN:
        raise ValidationError(
            "Bản tin này đã bị thu hồi. Phát hành lại ở trang đọc của nó.", code="withdrawn"
        )
    if bulletin.state == Bulletin.State.PUBLISHED:
        raise ValidationError(
            "Bản tin vừa được %(who)s phát hành.",
            code="published",
            params={"who": _who_published(bulletin, by)},
        )
    # The name under which the history keeps why a row changed.
    bulletin._change_reason = refuse_unfit(bulletin, seen, insisting)
    bulletin.state = Bulletin.State.PUBLISHED
    bulletin.save()
    share_texts(bulletin)


def _who_published(bulletin: Bulletin, reader: Any) -> str:
    """Return how `reader` is told of who made the bulletin a published one."""
    person = None
    for version in bulletin.history.order_by("-history_id").select_related("history_user"):
        if version.state != Bulletin.State.PUBLISHED:
            break
        person = version.history_user
    return name_of(person, reader) if person else "người khác"


def refuse_unfit(bulletin: Bulletin, seen: str, insisting: str) -> str | None:
    """Raise ValidationError, as `publish` does, for a bulletin that readers may not be given.

    `seen` is that of the errors on the page (`Sheet.wrong_seen`). Returns what the history is to
    keep when errors wait and `insisting` says why it is published in spite of them.
    """
    # The reason stays in the history, on one line: signs without a width are none.
    refuse_secret([insisting])
    insisting = normalize(insisting)
    if not bulletin.items.exclude(kind=BulletinItem.Kind.FRONT).exists():
        raise ValidationError(
            "Chưa phát hành được: bản tin chưa có mục nào để đọc.", code="nothing_to_publish"
        )
    refuse_unread(bulletin)
    sheet = sheet_of(bulletin)
    wrong = len(sheet.wrong)
    if len(insisting) > REASON_CHARS:
        raise ValidationError(
            "Lý do dài quá %(most)s chữ. Viết ngắn hơn.",
            code="too_long",
            params={"most": REASON_CHARS},
        )
    if wrong and sheet.wrong_seen != seen:
        raise ValidationError(
            "Chưa phát hành: các trích dẫn bị báo lỗi vừa thay đổi, nay có %(count)s. Xem lại rồi "
            "bấm lần nữa.",
            code="decided_meanwhile",
            params={"count": wrong},
        )
    if wrong and not insisting:
        raise ValidationError(
            "Chưa phát hành được: còn %(count)s trích dẫn bị báo lỗi mà chưa ai quyết định. Quyết "
            "định từng trích dẫn, hoặc ghi lý do vẫn phát hành.",
            code="errors_undecided",
            params={"count": wrong},
        )
    return f"Phát hành khi còn {wrong} lỗi: {insisting}" if wrong else None
