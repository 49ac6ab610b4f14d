"""Takes a published bulletin back from its readers, and gives it to them again.

Its address goes on answering with the day and the reason; its texts are for editors only
(`publishing.share_texts`), so nothing of them is read, searched or cited meanwhile.
"""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bulletins.desk.deciding import refuse_unfit
from bulletins.models import Bulletin, Correction
from bulletins.publishing import hold_bulletin, share_texts
from bulletins.reissuing import checked_note
from organizations.secrecy import refuse_secret
from organizations.text import normalize


def seen_of(bulletin: Bulletin) -> str:
    """Sum up what a form to withdraw or put back was pressed on: it differs once that changed."""
    newest = bulletin.history.order_by("-history_id").values_list("history_id", flat=True).first()
    told = (bulletin.pk, str(bulletin.state), newest, bulletin.corrections.count())
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


@transaction.atomic
def withdraw(bulletin: Bulletin, seen: str, reason: str) -> None:
    """Withdraw a published bulletin today, for `reason`, which its readers are told.

    `seen` is that of the page (`seen_of`). Raises ValidationError: 'no_reason', 'too_long',
    'secret', 'not_published', and 'changed_meanwhile' when somebody has changed the bulletin
    since; nothing is done then.
    """
    reason = normalize(reason)
    most = Bulletin._meta.get_field("withdrawn_reason").max_length
    if not reason:
        raise ValidationError(
            "Chưa thu hồi: ghi lý do thu hồi, người đọc sẽ thấy lý do này.", code="no_reason"
        )
    if len(reason) > most:
        raise ValidationError(
            "Lý do dài quá %(most)s chữ. Viết ngắn hơn.", code="too_long", params={"most": most}
        )
    refuse_secret([reason])
    bulletin = _held(bulletin, seen)
    if bulletin.state != Bulletin.State.PUBLISHED:
        raise ValidationError(
            "Chưa thu hồi: bản tin này không ở trạng thái đã phát hành.", code="not_published"
        )
    bulletin.state = Bulletin.State.WITHDRAWN
    bulletin.withdrawn_on, bulletin.withdrawn_reason = timezone.localdate(), reason
    bulletin.save()
    share_texts(bulletin)


@transaction.atomic
def put_back(
    bulletin: Bulletin,
    seen: str,
    by: Any,
    note: str = "",
    *,
    errors_seen: str = "",
    insisting: str = "",
) -> None:
    """Give a withdrawn bulletin back to its readers, who are told so, and `note`, as a correction.

    What it was withdrawn for stays in history. `errors_seen` and `insisting` are what publishing
    asks, since both give it to readers. Raises ValidationError: 'not_withdrawn', 'too_long',
    'secret', 'changed_meanwhile' as `withdraw` does, and what `refuse_unfit` raises.
    """
    bulletin = _held(bulletin, seen)
    if bulletin.state != Bulletin.State.WITHDRAWN:
        raise ValidationError("Bản tin này không bị thu hồi.", code="not_withdrawn")
    # The name under which the history keeps why a row changed.
    bulletin._change_reason = refuse_unfit(bulletin, errors_seen, insisting)
    # What was changed while nobody read it is told by the editor alone.
    told = f"Phát hành lại, sau khi thu hồi ngày {bulletin.withdrawn_on:%d/%m/%Y}. {note}"
    Correction.objects.get_or_create(
        bulletin=bulletin, made_on=timezone.localdate(), made_by=by, note=checked_note(told)
    )
    bulletin.state = Bulletin.State.PUBLISHED
    bulletin.withdrawn_on, bulletin.withdrawn_reason = None, ""
    bulletin.save()
    share_texts(bulletin)


def _held(bulletin: Bulletin, seen: str) -> Bulletin:
    held = hold_bulletin(bulletin.pk)
    if held.is_binned or seen_of(held) != seen:
        raise ValidationError(
            "Chưa làm gì: bản tin vừa được người khác sửa trong lúc bạn xem. Xem lại trang này rồi "
            "bấm lần nữa.",
            code="changed_meanwhile",
        )
    return held
