"""A person's own pages: opening a link, a password without the old one, the devices."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.decorators import method_decorator
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.models import Device
from organizations.second_step.codes import has_second_step
from organizations.second_step.owing import ask_for_code
from organizations.security_log import Kind, record
from organizations.signing_in.entry import (
    LinkUsedError,
    came_by,
    chat_of,
    is_this,
    link_of,
    may_set_password,
    password_was_set,
    sign_in,
    sign_in_again,
    sign_out,
)
from organizations.signing_in.returning import signed_in


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask before a link is used up: programs that look at links must not use it."""
    is_pressed = request.method == "POST"
    try:
        link = link_of(secret)
        if is_pressed:
            if has_second_step(link.user):
                home = resolve_url(settings.LOGIN_REDIRECT_URL)
                ask_for_code(request, link.user, home, link.secret_hash)
                return redirect("second_step:enter_code")
            device = sign_in(request, link.secret_hash)
            record(Kind.SIGNED_IN, f"liên kết, {device}", request=request)
            messages.success(
                request,
                f"Đã đăng nhập. Thiết bị này ({device}) vào thẳng sổ đến hết ngày "
                f"{localtime(device.expires_at):%d/%m/%Y}.",
            )
            return redirect(settings.LOGIN_REDIRECT_URL)
    except LinkUsedError:
        if is_pressed and _is_let_in_again(request, secret):
            return redirect(settings.LOGIN_REDIRECT_URL)
        return render(request, "organizations/link_used.html", status=404)
    chat = chat_of(request.headers.get("User-Agent", ""))
    return render(request, "organizations/enter.html", {"person": link.user, "chat": chat})


def _is_let_in_again(request: HttpRequest, secret: str) -> bool:
    try:
        device = sign_in_again(request, secret)
    except LinkUsedError:
        return False
    messages.success(request, f"Đã đăng nhập trên máy này ({device}).")
    return True


_ask_and_enter = csrf_protect(enter)


@never_cache
@csrf_exempt
def enter_once(request: HttpRequest, secret: str) -> HttpResponse:
    """Lead on whoever this very link has signed in already; else as `enter`, token and all.

    With the answer to a first press the browser has got a new token, and a second press on the
    page that is still shown would be refused for its old one. Nothing is done here by it.
    """
    if request.method == "POST" and came_by(request.session, secret):
        return redirect(settings.LOGIN_REDIRECT_URL)
    return _ask_and_enter(request, secret)


@signed_in()
@never_cache
@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    """List where the person is signed in by links."""
    mine = Device.objects.signed_in().filter(user=request.user)
    rows = [(device, is_this(device, request.session)) for device in mine]
    return render(request, "organizations/devices.html", {"rows": rows})


@signed_in("accounts:devices")
@require_POST
def end_own(request: HttpRequest, public_id: Any) -> HttpResponse:
    device = get_object_or_404(Device, user=request.user, public_id=public_id)
    sign_out(device)
    record(Kind.SESSION_ENDED, str(device), request=request, about=request.user)
    if is_this(device, request.session):
        # This very session is over: nothing may write it back.
        request.session.flush()
        return redirect("login")
    messages.success(request, f"Đã đăng xuất “{device}”.")
    return redirect("accounts:devices")


@method_decorator([never_cache, signed_in()], name="dispatch")
class OwnPasswordView(PasswordChangeView):
    """Change the password; whoever came by a link has forgotten the old one and is not asked it."""

    def get_form_class(self) -> Any:
        is_new = may_set_password(self.request.session)
        return SetPasswordForm if is_new else super().get_form_class()

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        password_was_set(self.request.user, self.request.session)
        record(Kind.PASSWORD, "tự đặt", request=self.request, about=self.request.user)
        return response
