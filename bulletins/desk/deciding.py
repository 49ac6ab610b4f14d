"""Decisions taken at the desk: each is refused when somebody else has decided meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from bulletins.desk.sheet import Card, card_of, sheet_of
from bulletins.models import Bulletin, BulletinItem
from bulletins.publishing import hold_bulletin, share_texts
from bulletins.reading import refuse_unread
from bulletins.subjects import text_subjects, texts_of
from documents import deciding
from documents.linking import link_texts
from documents.models import Citation, Decision, Document
from documents.relating import propose_relations

CHOSEN_BY_HAND = "người biên tập chọn"
# With the words before it, as long as the history's column takes.
REASON_CHARS = 70


@dataclass(frozen=True, slots=True)
class Undo:
    """What confirming all at once did, as the session keeps it until it is taken back."""

    bulletin: int
    citations: list[tuple[int, str]]
    documents: list[tuple[int, str]]


@transaction.atomic
def decide(
    bulletin: Bulletin, citation: int, seen: str, act: Callable[[Card], object], by: Any
) -> Citation:
    """Let `act` decide on one citation of a bulletin, if it is still as the person saw it.

    `seen` is that of the card (see `Card.seen`), `by` who decides. Returns the citation. Raises
    ValidationError: 'gone' when it is no longer there, 'decided_meanwhile' when it is another;
    nothing is done then. What `act` refuses passes on. Where other documents are meant by it,
    the relations that the bulletin states are proposed anew.
    """
    hold_bulletin(bulletin.pk)
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
            params={"what": _what_happened(card.citation, by)},
        )
    before = _meant(bulletin)
    act(card)
    if _meant(bulletin) != before:
        propose_relations(texts_of(bulletin), text_subjects(bulletin))
    return card.citation


def _meant(bulletin: Bulletin) -> set[tuple[Any, ...]]:
    """Return which documents the bulletin's citations mean: relations are proposed from that.

    Most decisions confirm what was meant before, and proposing is half of their time.
    """
    read = Citation.objects.filter(source__in=texts_of(bulletin)).exclude(state=Decision.REJECTED)
    return set(read.order_by().values_list("pk", "resolution", "targets"))


def _what_happened(citation: Citation, by: Any) -> str:
    if citation.decided_by is None:
        return "trích dẫn vừa được đọc lại hoặc mở lại"
    return f"{name_of(citation.decided_by, by)} đã ghi “{citation.get_state_display()}”"


def name_of(person: Any, reader: Any) -> str:
    """Return how `reader` is told of who decided: by name, or that it was the reader."""
    if person == reader:
        return "chính bạn, ở một cửa sổ khác,"
    return person.get_full_name() or person.username


@transaction.atomic
def confirm_certain(bulletin: Bulletin, seen: str, by: Any) -> Undo:
    """Confirm every certain citation of a bulletin; return how to take it back.

    `seen` is that of the sheet (`Sheet.certain_seen`). Raises ValidationError (code
    'decided_meanwhile') when they are others by now; nothing is done then.
    """
    hold_bulletin(bulletin.pk)
    sheet = sheet_of(bulletin)
    if sheet.certain_seen != seen:
        raise ValidationError(
            "Chưa ghi gì: các trích dẫn chắc chắn vừa thay đổi, nay có %(count)s. Bấm lại nếu đồng "
            "ý.",
            code="decided_meanwhile",
            params={"count": len(sheet.certain)},
        )
    named = {link.document_id for card in sheet.certain for link in card.meant}
    proposed = [one.pk for one in deciding.hold_documents(named) if one.is_proposed]
    citations = []
    for card in sheet.certain:
        deciding.confirm_citation(card.citation, by, deciding.TOGETHER)
        citations.append((card.citation.pk, _moment(card.citation)))
    registered = Document.objects.filter(pk__in=proposed).values_list("pk", "updated_at")
    return Undo(bulletin.pk, citations, [(pk, moment.isoformat()) for pk, moment in registered])


@transaction.atomic
def take_back(undo: Undo, by: Any) -> int:
    """Open what confirming all at once confirmed; return how many citations that are.

    What anybody has decided anew since stays; so do documents that somebody has saved since or
    that something else confirmed names by now.
    """
    bulletin = hold_bulletin(undo.bulletin)
    registered = dict(undo.documents)
    documents = deciding.hold_documents(registered)
    moments = dict(undo.citations)
    cards = (card for card in sheet_of(bulletin).cards if card.citation.pk in moments)
    opened = 0
    for card in cards:
        one = card.citation
        is_same = one.state == Decision.CONFIRMED and one.decided_by_id == by.pk
        if is_same and _moment(one) == moments[one.pk]:
            deciding.reopen_citation(one)
            opened += 1
    for document in documents:
        is_same = document.updated_at.isoformat() == registered[document.pk]
        if is_same and not deciding.is_needed(document):
            document.state = Document.State.PROPOSED
            document.save(update_fields=["state"])
    return opened


def _moment(citation: Citation) -> str:
    return citation.decided_at.isoformat() if citation.decided_at else ""


@transaction.atomic
def reopen(bulletin: Bulletin, citation: Citation) -> None:
    """Take a decision back and read the bulletin again: every candidate is offered anew."""
    deciding.reopen_citation(citation)
    link_texts(texts_of(bulletin))


@transaction.atomic
def publish(bulletin: Bulletin, seen: str, insisting: str = "") -> None:
    """Let the bulletin's readers have it; `insisting` says why in spite of undecided errors.

    `seen` is that of the errors on the page (`Sheet.wrong_seen`). Raises ValidationError:
    'withdrawn', 'nothing_to_publish' without an item to read, 'unread' while its citations are
    not read, 'errors_undecided' while a check's error waits and nobody insists,
    'decided_meanwhile' when others wait than were seen, 'too_long'. Who insisted and why stays in
    the history.
    """
    bulletin = hold_bulletin(bulletin.pk)
    if bulletin.state == Bulletin.State.WITHDRAWN:
        raise ValidationError(
            "Bản tin này đã bị thu hồi. Phát hành lại ở trang đọc của nó.", code="withdrawn"
        )
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
    bulletin.state = Bulletin.State.PUBLISHED
    if wrong:
        # The name under which the history keeps why a row changed.
        bulletin._change_reason = f"Phát hành khi còn {wrong} lỗi: {insisting}"
    bulletin.save()
    share_texts(bulletin)
