"""What editors do with a bulletin that is out: withdraw it, put it back, word a correction, look
at how it was before one, take out again what an import brought onto it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bulletins import taking_out
from bulletins.desk import withdrawing
from bulletins.desk.access import bulletin_for_editor, desk_address, refused_beside, typed_in
from bulletins.desk.sheet import sheet_of
from bulletins.former import former_version, offered
from bulletins.models import Bulletin
from bulletins.reissuing import checked_note
from organizations.deeds import note_deed
from organizations.text import key_in, normalize

# The key under which the session keeps what is noted with each decision on a published bulletin.
NOTE = "desk_note"


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Ask for the reason, then take the bulletin from its readers, who are told it and the day.

    The form has a page of its own: its token would make the bulletin's page new each time.
    """
    bulletin = bulletin_for_editor(request, publisher, year, month)
    if request.method != "POST":
        context = {"bulletin": bulletin, "seen": withdrawing.seen_of(bulletin)}
        return render(request, "bulletins/withdraw.html", context)
    try:
        withdrawing.withdraw(bulletin, request.POST.get("seen", ""), typed_in(request, "ly-do"))
    except ValidationError as error:
        bulletin.refresh_from_db()
        context = {
            **{"bulletin": bulletin, "seen": withdrawing.seen_of(bulletin)},
            "refused": _refused(request, error, "ly-do"),
        }
        return render(request, "bulletins/withdraw.html", context, status=400)
    note_deed(request.user, bulletin, "Thu hồi")
    messages.success(request, "Đã thu hồi. Người đọc chỉ còn thấy ngày và lý do thu hồi.")
    return redirect(bulletin)


@require_POST
def put_back(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Give a withdrawn bulletin back to its readers."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    try:
        withdrawing.put_back(
            bulletin,
            request.POST.get("seen", ""),
            request.user,
            typed_in(request, "dinh-chinh"),
            errors_seen=request.POST.get("loi", ""),
            insisting=typed_in(request, "ly-do"),
        )
    except ValidationError as error:
        bulletin.refresh_from_db()
        if bulletin.state == Bulletin.State.WITHDRAWN and not bulletin.is_binned:
            refused = _refused(request, error, "dinh-chinh", "ly-do")
            return withdrawn_page(request, bulletin, refused)
        messages.error(request, " ".join(error.messages))
    else:
        note_deed(request.user, bulletin, "Phát hành lại")
        messages.success(request, "Đã phát hành lại. Ai được xem bản tin nay đọc được.")
    return redirect(bulletin)


def withdrawn_page(
    request: HttpRequest, bulletin: Bulletin, refused: dict[str, Any] | None = None
) -> HttpResponse:
    """Show that a bulletin was withdrawn and why; editors also get the form to give it back.

    `refused` is why that form just was, with what was typed into it.
    """
    context = {"bulletin": bulletin, "seen": withdrawing.seen_of(bulletin), "refused": refused}
    if request.user.is_authenticated and request.user.is_editor:
        context["sheet"] = sheet_of(bulletin)
    status = 400 if refused else 200
    return render(request, "bulletins/withdrawn.html", context, status=status)


def _refused(request: HttpRequest, error: ValidationError, *names: str) -> dict[str, Any]:
    """Return why a form was refused and what was typed into these boxes, but for a secret."""
    is_secret = getattr(error, "code", None) == "secret"
    typed = {} if is_secret else {name.replace("-", "_"): typed_in(request, name) for name in names}
    return {"said": " ".join(error.messages), **typed}


@require_POST
def take_out(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Take out again what an import brought onto the bulletin and nobody has let out yet."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    taken = taking_out.take_out(bulletin.pk, request.POST.get("text", ""), request.user)
    if taken is None:
        messages.error(
            request,
            "Chưa bỏ gì: phần ấy vừa được cho đọc, vừa bỏ rồi, hoặc bản văn vừa được thay. Xem lại "
            "trang này.",
        )
    else:
        note_deed(request.user, bulletin, "Bỏ phần vừa nhập của")
        messages.success(
            request,
            f"Đã bỏ phần vừa nhập ở {taken.items} mục. Bản tin như trước khi nhập; mục mới ở trong "
            "thùng rác, nội dung đã thay vào mục cũ chỉ còn trong lịch sử"
            f"{f', cùng {taken.decided} trích dẫn đã quyết định ở đó' if taken.decided else ''}. "
            "Nay chọn lại tệp và tháng ở trang “Nhập bản tin”.",
        )
    return redirect(bulletin)


@require_POST
def keep_note(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Keep the words of a correction: what is decided at the desk today goes under them.

    An empty box forgets them.
    """
    bulletin = bulletin_for_editor(request, publisher, year, month)
    typed = normalize(typed_in(request, "dinh-chinh"))
    if not typed:
        if note_for(request, bulletin):
            del request.session[NOTE]
        messages.success(request, "Đã bỏ lời đính chính.")
        return redirect(desk_address(bulletin))
    try:
        note = checked_note(typed)
    except ValidationError as error:
        return refused_beside(request, error, bulletin, "loi-dinh-chinh", typed)
    request.session[NOTE] = {"bulletin": bulletin.pk, "note": note, "day": _today()}
    messages.success(
        request, "Đã ghi lời đính chính. Các quyết định từ đây đến hết ngày đi kèm lời này."
    )
    return redirect(desk_address(bulletin))


@require_safe
def former(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Show the bulletin as its readers had it before a correction, the newest if none is named."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    corrections = offered(bulletin.corrections.all())
    key = key_in(request.GET.get("lan", ""))
    if "lan" in request.GET:
        corrections = [one for one in corrections if one.pk == key]
    version = former_version(corrections[0]) if corrections else None
    context = {"bulletin": bulletin, "version": version}
    return render(request, "bulletins/former.html", context)


def note_for(request: HttpRequest, bulletin: Bulletin) -> str:
    """Return the words this editor keeps today for corrections of the bulletin, '' for none."""
    kept = request.session.get(NOTE) or {}
    is_meant = kept.get("bulletin") == bulletin.pk and kept.get("day") == _today()
    return kept.get("note", "") if is_meant else ""


def _today() -> str:
    return timezone.localdate().isoformat()
