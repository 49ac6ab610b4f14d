"""A form sent after the session has ended: its sender signs in and finds the words again."""

import time
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from organizations.secrecy import refuse_secret

# The key under which the session keeps what was typed until somebody has signed in.
_TYPED = "typed_signed_out"
# Whoever comes later on this machine may be somebody else.
_KEPT_SECONDS = 30 * 60
# More than the longest box of a member's form takes.
_MOST_CHARS = 5000
# Of a form of staff, whose boxes take whole texts; longer ones came out of a file.
_MOST_SAID_AGAIN_CHARS = 200_000
_ASKED = "Bạn chưa đăng nhập, hoặc phiên đăng nhập đã hết: chưa gửi được. Đăng nhập rồi gửi lại."


def signed_in(page: str = "", kept: Iterable[str] = ()) -> Callable[[Any], Any]:
    """Let a view be for whoever has signed in; others are led to sign in, and then back.

    Back to the same address, or to the `page` of this name where the address takes only forms;
    what was typed into the boxes `kept` waits there (`typed_before`).
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated:
                return view(request, *args, **kwargs)
            return ask_to_sign_in(request, reverse(page) if page else "", kept)

        return asking

    return decorate


def ask_to_sign_in(request: HttpRequest, back: str = "", kept: Iterable[str] = ()) -> HttpResponse:
    """Lead to the way in and then to `back`, as a rule the address itself; see `signed_in`."""
    back = back or request.get_full_path()
    if request.method == "POST":
        messages.info(request, _ASKED)
        _keep(request, back, {name: request.POST.get(name, "") for name in kept})
    return redirect_to_login(back, resolve_url("login"))


def _keep(request: HttpRequest, back: str, typed: dict[str, str]) -> None:
    """Keep what was typed, unless it bears a secrecy mark or is longer than any box takes."""
    typed = {name: words.replace("\x00", "") for name, words in typed.items() if words.strip()}
    try:
        refuse_secret(typed.values())
    except ValidationError:
        return
    if typed and sum(map(len, typed.values())) <= _MOST_CHARS:
        request.session[_TYPED] = {"page": back, "typed": typed, "at": time.time()}
        # Whoever does not come back leaves nothing for longer; the hourly round removes it.
        request.session.set_expiry(_KEPT_SECONDS)


def typed_before(request: HttpRequest) -> dict[str, str]:
    """Return what was typed on this page before signing in, by box; told once, {} for nothing."""
    kept = request.session.get(_TYPED)
    if not kept or kept["page"] != request.get_full_path():
        return {}
    del request.session[_TYPED]
    typed: dict[str, str] = kept["typed"]
    return typed if time.time() - kept["at"] < _KEPT_SECONDS else {}


def words_sent(request: HttpRequest) -> list[str]:
    """Return the words of a form that was refused, to be shown once on the answer and copied.

    Pages of staff are in no cache, so going back brings an empty form. Of words there are two at
    least in a box: keys, choices and codes are none. Nothing of what bears a secrecy mark, of a
    password, or of what another site sent.
    """
    if request.method != "POST":
        return []
    try:
        if not is_from_here(request):
            return []
        words = [
            text
            for name, texts in request.POST.lists()
            for text in texts
            if len(text.split()) > 1 and not name.startswith("initial-") and "password" not in name
        ]
        if sum(map(len, words)) > _MOST_SAID_AGAIN_CHARS:
            return []
        refuse_secret(words)
    except (ValidationError, SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        # Asked on pages that say what failed: that it cannot be read may be it.
        return []
    return words


def is_from_here(request: HttpRequest) -> bool:
    """Whether the form that was sent stood on a page of this site."""
    came_from = request.headers.get("Referer", "")
    return url_has_allowed_host_and_scheme(came_from, {request.get_host()})
