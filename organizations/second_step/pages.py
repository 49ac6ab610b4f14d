"""Pages of the second step: the code that is asked for on signing in, and the person's own page."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from organizations.access import refuse_others
from organizations.qr import qr_picture
from organizations.second_step.codes import (
    Check,
    Result,
    address_of,
    begin,
    check,
    confirm,
    give_up_waiting,
    key_of,
    new_recovery_codes,
    phone_of,
    recovery_codes_left,
    remove,
    seconds_until,
    waiting_phone,
)
from organizations.second_step.forms import CodeForm
from organizations.second_step.owing import (
    OWED_MINUTES,
    Owed,
    has_given_code,
    note_code_given,
    owed_code,
)
from organizations.second_step.rules import is_required_of
from organizations.security_log import Kind, record
from organizations.signing_in.ending import end_other_sessions
from organizations.signing_in.entry import BACKEND, LinkUsedError, sign_in
from organizations.signing_in.keys import keys_of

OWN = "second_step:own"


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask whoever has given the password for the code, and sign in with a good one."""
    owed = owed_code(request)
    if owed is None:
        messages.warning(request, f"Hãy đăng nhập lại: mã phải gõ trong {OWED_MINUTES} phút.")
        return redirect("login")
    form = CodeForm(request.POST or None)
    form.fields["code"].widget.attrs["autofocus"] = True
    if request.method == "POST" and form.is_valid():
        checked = check(owed.person, form.cleaned_data["code"])
        if checked.is_good:
            return _let_in(request, owed, checked)
        _say_what_is_wrong(request, form, checked, owed.person)
    return render(request, "organizations/second_step/code.html", {"form": form}, status=_of(form))


def _of(form: CodeForm) -> int:
    return 400 if form.errors else 200


def _say_what_is_wrong(request: HttpRequest, form: CodeForm, checked: Check, who: Any) -> None:
    if checked.until is not None:
        seconds = seconds_until(checked.until)
        form.add_error("code", f"Gõ sai nhiều lần nên phải chờ {_in_words(seconds)} mới gõ tiếp.")
        return
    record(Kind.SIGN_IN_FAILED, "sai mã bước hai", request=request, by=who, about=who)
    form.add_error("code", "Mã không đúng hoặc đã đổi. Xem lại điện thoại rồi gõ mã đang hiện.")


def _in_words(seconds: int) -> str:
    return f"{seconds} giây" if seconds < 90 else f"{round(seconds / 60)} phút"


def _let_in(request: HttpRequest, owed: Owed, checked: Check) -> HttpResponse:
    how = "mã dự phòng" if checked.result is Result.RECOVERY else "mã trên điện thoại"
    if owed.link_hash:
        try:
            sign_in(request, owed.link_hash)
        except LinkUsedError:
            return render(request, "organizations/link_used.html", status=404)
    else:
        login(request, owed.person, backend=BACKEND)
    note_code_given(request)
    first = "liên kết" if owed.link_hash else "mật khẩu"
    record(Kind.SIGNED_IN, f"{first} và {how}", request=request)
    if checked.result is Result.RECOVERY:
        left = recovery_codes_left(owed.person)
        messages.warning(request, f"Đã dùng một mã dự phòng, còn {left} mã.")
    return redirect(owed.next_address)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """Set the second step up, have recovery codes made anew, give it up."""
    refuse_others(request)
    phone = _phone_to_show(request)
    if request.method == "POST" and phone is None:
        begin(request.user)
        return redirect(OWN)
    if request.method == "POST" and request.POST.get("viec") == "giu":
        give_up_waiting(request.user)
        return redirect(OWN)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        work = _after_code if phone.confirmed else _first_code
        answer = work(request, form)
        if answer is not None:
            return answer
    return render(request, "organizations/second_step/own.html", _shown(request, phone, form))


def _phone_to_show(request: HttpRequest) -> Any:
    """Return the phone that waits for its first code, else the one in use; None for neither.

    The key of one that waits is for nobody who has not shown the phone in use.
    """
    in_use = phone_of(request.user)
    if in_use is not None and not has_given_code(request):
        return in_use
    return waiting_phone(request.user) or in_use


def _shown(request: HttpRequest, phone: Any, form: CodeForm) -> dict[str, Any]:
    is_new = phone is not None and not phone.confirmed
    return {
        "form": form,
        "phone": phone,
        "is_another": is_new and phone_of(request.user) is not None,
        "is_required": is_required_of(request.user),
        "is_owed": is_required_of(request.user) and not has_given_code(request),
        "since": localtime(phone.created_at) if phone and phone.created_at else None,
        "left": recovery_codes_left(request.user) if phone and phone.confirmed else 0,
        "key": key_of(phone) if is_new else "",
        "address": address_of(phone) if is_new else "",
        "qr": qr_picture(address_of(phone)) if is_new else "",
    }


def _first_code(request: HttpRequest, form: CodeForm) -> HttpResponse | None:
    is_another = phone_of(request.user) is not None
    codes = confirm(request.user, form.cleaned_data["code"])
    if codes is None:
        form.add_error("code", "Mã không đúng. Chờ điện thoại hiện mã mới rồi gõ mã đó.")
        return None
    note_code_given(request)
    # Whoever is in by the password alone, or by the former phone, has to come in anew.
    end_other_sessions(request)
    done = "đổi điện thoại" if is_another else "bật"
    record(Kind.SECOND_STEP, done, request=request, about=request.user)
    left = "" if is_another else ", ".join(keys_of(request.user))
    if left:
        # Made by whoever knew the password; no code was asked for them.
        messages.warning(
            request,
            f"Vẫn còn dùng được: {left}. Nếu có thứ không phải do bạn tạo thì hủy ở các trang “Mã "
            "truy cập” và “Theo dõi”.",
        )
    return _show_codes(request, codes)


def _after_code(request: HttpRequest, form: CodeForm) -> HttpResponse | None:
    checked = check(request.user, form.cleaned_data["code"])
    if not checked.is_good:
        _say_what_is_wrong(request, form, checked, request.user)
        return None
    note_code_given(request)
    wanted = request.POST.get("viec")
    if wanted == "ma-moi":
        record(Kind.SECOND_STEP, "làm mã dự phòng mới", request=request, about=request.user)
        return _show_codes(request, new_recovery_codes(request.user))
    if wanted == "bo" and not is_required_of(request.user):
        remove(request.user)
        end_other_sessions(request)
        record(Kind.SECOND_STEP, "tự bỏ", request=request, about=request.user)
        messages.success(request, "Đã bỏ bước hai. Từ nay đăng nhập chỉ cần mật khẩu.")
        return redirect(OWN)
    if wanted == "doi":
        begin(request.user)
        record(Kind.SECOND_STEP, "bắt đầu đổi điện thoại", request=request, about=request.user)
        return redirect(OWN)
    messages.success(request, "Mã đúng.")
    return redirect(settings.LOGIN_REDIRECT_URL)


def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """Show recovery codes on this one answer: they are kept nowhere."""
    return render(request, "organizations/second_step/recovery_codes.html", {"codes": codes})
