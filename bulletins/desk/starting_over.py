"""A draft of the wrong file goes to the bin so that the right one can be brought in, and back.

Only a draft: what readers have is withdrawn (`withdrawing`), never thrown away.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from bulletins.desk.access import bulletin_for_editor, outline_address
from bulletins.desk.outline import outline_of
from bulletins.desk.watching import seen_now
from bulletins.models import Bulletin
from bulletins.publishing import hold_bulletin, hold_in_use, share_texts
from bulletins.subjects import texts_of
from documents.models import Citation, Decision
from organizations.access import refuse_others

# The key under which the session keeps the draft that this person last put aside.
PUT_ASIDE = "draft_put_aside"


@transaction.atomic
def put_aside(bulletin: Bulletin, seen: str, by: Any) -> None:
    """Move a draft with its items to the bin.

    `seen` is that of the page (`seen_of`). Raises ValidationError: 'binned', 'no_draft' once
    readers have had it, 'changed_meanwhile' when somebody has corrected its items or decided on
    one of its citations since; nothing is done then.
    """
    bulletin = hold_in_use(bulletin.pk)
    if bulletin.state != Bulletin.State.DRAFT:
        raise ValidationError(
            "Chưa bỏ: bản tin này đã phát hành nên không bỏ để nhập lại được. Sai thì thu hồi, "
            "hoặc sửa từng mục.",
            code="no_draft",
        )
    if seen_of(bulletin) != seen:
        raise ValidationError(
            "Chưa bỏ: trong lúc bạn xem, có người vừa sửa các mục hoặc quyết định trích dẫn. Xem "
            "lại trang này rồi bấm lần nữa.",
            code="changed_meanwhile",
        )
    bulletin.move_to_bin(by)
    share_texts(bulletin)


def seen_of(bulletin: Bulletin) -> str:
    """Sum up what goes with a draft: its items and what people decided in them."""
    return f"{outline_of(bulletin).seen}-{seen_now(bulletin)}"


@transaction.atomic
def take_up_again(key: int) -> Bulletin:
    """Bring a draft back out of the bin. Raises ValidationError 'place_taken' or 'gone'.

    One published since and put there again is not given to its readers by this.
    """
    bulletin = hold_bulletin(key) if Bulletin.all_objects.filter(pk=key).exists() else None
    is_draft = bulletin is not None and bulletin.state == Bulletin.State.DRAFT
    if bulletin is None or not bulletin.is_binned or not is_draft:
        raise ValidationError("Bản thảo ấy nay không còn trong thùng rác.", code="gone")
    try:
        with transaction.atomic():
            bulletin.restore()
    except IntegrityError as error:
        raise ValidationError(
            "Chưa lấy lại: nơi này đã có bản tin khác của tháng ấy. Bỏ bản tin ấy trước.",
            code="place_taken",
        ) from error
    share_texts(bulletin)
    return bulletin


@require_http_methods(["GET", "HEAD", "POST"])
def start_over(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Say what goes, then put the draft aside and lead to where the right file is brought in."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    outline = outline_of(bulletin)
    if request.method == "POST":
        try:
            put_aside(bulletin, request.POST.get("seen", ""), request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("bulletins:start_over", publisher, year, month)
        request.session[PUT_ASIDE] = bulletin.pk
        messages.success(request, "Đã bỏ bản thảo vào thùng rác. Nay chọn tệp đúng.")
        place = {"publisher": publisher, "month": month, "year": year}
        return redirect(f"{reverse('bulletins:bring_in')}?{urlencode(place)}")
    read = Citation.objects.filter(source__in=texts_of(bulletin))
    context = {
        "bulletin": bulletin,
        "is_draft": bulletin.state == Bulletin.State.DRAFT,
        "outline": outline,
        "seen": seen_of(bulletin),
        "decided": read.exclude(state=Decision.PROPOSED).count(),
    }
    return render(request, "bulletins/start_over.html", context)


@require_POST
def take_up(request: HttpRequest) -> HttpResponse:
    """Bring back the draft that this person last put aside."""
    refuse_others(request)
    try:
        bulletin = take_up_again(request.session.get(PUT_ASIDE) or 0)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("bulletins:bring_in")
    del request.session[PUT_ASIDE]
    messages.success(request, "Đã lấy lại bản thảo, còn nguyên các mục và các quyết định.")
    return redirect(outline_address(bulletin))


def draft_put_aside(request: HttpRequest) -> Bulletin | None:
    """Return the draft that this person last put aside, while it lies in the bin."""
    drafts = Bulletin.all_objects.filter(state=Bulletin.State.DRAFT)
    binned = drafts.filter(deleted_at__isnull=False).select_related("publisher")
    return binned.filter(pk=request.session.get(PUT_ASIDE) or 0).first()
