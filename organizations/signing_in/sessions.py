"""What holds for the session of an editor on every page: it ends unused, and wants its code."""

import time
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from organizations.second_step.owing import has_given_code
from organizations.second_step.rules import is_required_of
from organizations.security_log import Kind, record
from organizations.signing_in.returning import is_from_here, words_sent

_SEEN = "seen_at"
# Written again only after that: a page that is read should not have to write.
_SEEN_EVERY_SECONDS = 300
SAFE_METHODS = frozenset({"GET", "HEAD"})
# In the address of what a page asks for by itself, again and again: that is nobody's use of it.
BY_ITSELF = "tu-dong"


class EditorSessionMiddleware:
    """Ends an editor's session that nobody used, and leads to the second step where it is owed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _is_editors(request):
            if _is_idle(request):
                return _end(request)
            if _owes_code(request):
                return redirect("second_step:own")
        return self.get_response(request)


def _is_editors(request: HttpRequest) -> bool:
    # Without the cookie nobody is signed in, and nothing is asked of the database. Whether the
    # server lives is answered without it, whoever asks.
    is_known = settings.SESSION_COOKIE_NAME in request.COOKIES
    if not is_known or request.path in {reverse("alive"), reverse("ready")}:
        return False
    return request.user.is_authenticated and request.user.is_editor


def note_seen(request: HttpRequest) -> None:
    """Let the time without use begin now: somebody has just signed in."""
    # What was typed before had a session of half an hour (`returning`).
    request.session.set_expiry(None)
    request.session[_SEEN] = int(time.time())


def ask_again_by_itself(response: HttpResponse, seconds: int) -> None:
    """Let the browser ask for the page again in some seconds; no session goes on by that."""
    response["Refresh"] = f"{seconds}; url=?{BY_ITSELF}=1"


def _is_idle(request: HttpRequest) -> bool:
    now = int(time.time())
    seen = request.session.get(_SEEN)
    # A moment that is still to come was written by a clock that was ahead.
    if seen is None or seen > now:
        request.session[_SEEN] = now
        return False
    is_by_itself = request.method in SAFE_METHODS and BY_ITSELF in request.GET
    if now - seen > _SEEN_EVERY_SECONDS and not is_by_itself:
        request.session[_SEEN] = now
    return bool(now - seen > settings.EDITOR_IDLE_HOURS * 3600)


def _end(request: HttpRequest) -> HttpResponse:
    """Sign out, say what happened, and lead back to the page after signing in.

    Whoever has sent words is shown them on a page in between.
    """
    person = request.user
    record(Kind.SESSION_ENDED, "lâu không dùng", request=request, about=person)
    logout(request)
    said = f"Đã hơn {settings.EDITOR_IDLE_HOURS} giờ không dùng nên sổ đã đăng xuất để giữ an toàn."
    if request.method not in SAFE_METHODS:
        said += " Việc vừa bấm chưa được ghi."
    way_in = f"{reverse('login')}?{urlencode({'next': _where(request)})}"
    if words_sent(request):
        context = {"said": said, "way_in": way_in}
        return render(request, "registration/ended.html", context, status=403)
    messages.warning(request, f"{said} Đăng nhập lại để làm tiếp.")
    return redirect(way_in)


def _where(request: HttpRequest) -> str:
    """Return the page that was asked for; of a form that was sent, the page it stood on."""
    if request.method in SAFE_METHODS:
        return request.get_full_path()
    if not is_from_here(request):
        return reverse(settings.LOGIN_REDIRECT_URL)
    parts = urlsplit(request.headers["Referer"])
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _owes_code(request: HttpRequest) -> bool:
    if not is_required_of(request.user) or has_given_code(request):
        return False
    return request.path not in {reverse("second_step:own"), reverse("logout")}
