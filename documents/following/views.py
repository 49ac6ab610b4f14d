"""Pages on which a person follows things and sees what is new. HTTP in, template out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.addressed import page_asked_for
from documents.following.follows import (
    KINDS,
    NotThereError,
    follow,
    follow_of,
    followed_in,
    follows_of,
    last_place,
    named,
)
from documents.following.news import COUNTED, followed_events, mark_seen, settle
from documents.following.notices import grouped, groups_of
from documents.models import Event, Follow, Follower
from organizations.signing_in.returning import signed_in
from organizations.text import key_in

PAGE_ROWS = 40


@signed_in()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Ask whether to follow what the address names, and follow it when the button is pressed."""
    try:
        followed = followed_in(request.GET, request.user)
    except NotThereError as error:
        raise Http404 from error
    except ValidationError as error:
        return render(
            request, "documents/following/add.html", {"refused": error.messages}, status=400
        )
    refused: list[str] = []
    if request.method == "POST":
        try:
            follow(request.user, followed)
        except ValidationError as error:
            refused = error.messages
        else:
            messages.success(request, f"Đã theo dõi: {followed.name}.")
            return redirect("following:own")
    context = {
        "followed": followed,
        "known": follow_of(request.user, followed),
        "refused": refused,
    }
    status = 400 if refused else 200
    return render(request, "documents/following/add.html", context, status=status)


@signed_in()
@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """List what the person follows, by kind, each with a button that ends it."""
    follows = follows_of(request.user)
    names = named(follows, request.user)
    rows: dict[str, list[Any]] = {kind: [] for kind in KINDS.values()}
    for row in follows:
        rows[names[row.pk].kind].append((row, names[row.pk]))
    follower = Follower.objects.filter(user=request.user).first()
    context = {
        "kinds": [(kind, found) for kind, found in rows.items() if found],
        "follower": follower,
        "count": len(follows),
    }
    return render(request, "documents/following/own.html", context)


@signed_in("following:own")
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End what the pressed button names; somebody else's is not there."""
    pk = key_in(request.POST.get("muc", ""))
    row = get_object_or_404(Follow, user=request.user, pk=pk or 0)
    name = named([row], request.user)[row.pk].name
    row.delete()
    messages.success(request, f"Đã thôi theo dõi: {name}." if name else "Đã thôi theo dõi.")
    return redirect("following:own")


@signed_in()
@never_cache
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Show what has come since the person last pressed "Đã xem"; on request also what came before.

    Looking moves no mark: who loads the page again finds it as it was.
    """
    settle()
    # Taken before the events are read: what comes between is shown, and then shown once more.
    newest = last_place()
    is_all = "tat_ca" in request.GET
    events = Event.objects.not_too_old()
    found = grouped(
        *followed_events(events if is_all else events.unseen_by(request.user), request.user),
        request.user,
        COUNTED,
    )
    # News that were looked through meanwhile leave fewer pages: the last one is shown.
    page = page_asked_for(request, range(found.count), PAGE_ROWS, is_last_behind=True)
    context = {
        "groups": groups_of(found.page(page.number, PAGE_ROWS), request.user),
        "count": found.count,
        "is_more": found.is_more,
        "is_all": is_all,
        "newest": newest,
        "page": page,
        "follows_anything": Follow.objects.filter(user=request.user).exists(),
    }
    return render(request, "documents/following/news.html", context)


@signed_in("following:news")
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Keep that everything was seen up to the newest event of the page the button stands on."""
    place = key_in(request.POST.get("den", ""))
    if place is None:
        messages.error(request, "Không hiểu nút vừa bấm. Chưa ghi gì.")
    else:
        mark_seen(request.user, place)
        messages.success(request, "Đã ghi là bạn xem hết. Lần sau chỉ hiện những gì mới hơn.")
    return redirect("following:news")
