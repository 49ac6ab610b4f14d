"""What every page of the desk asks first: who comes, to which bulletin, and where to go next."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bulletins.models import Bulletin, BulletinItem
from bulletins.publishing import BINNED
from organizations.access import refuse_others
from organizations.secrecy import refuse_secret

# What an item's form is told, so that saving it leads back to this citation on the desk.
FROM_CITATION = "trich"
# The key under which the session keeps what a form of the desk was refused for, for its next page.
REFUSED = "desk_refused"
# Of what was typed there: more is no line of a form.
TYPED_CHARS = 2000


class BinnedError(Http404):
    """The bulletin lies in the bin; only editors are told so, others find nothing."""


def bulletin_for_editor(request: HttpRequest, publisher: str, year: int, month: int) -> Bulletin:
    """Return the bulletin for an editor; 404 for whoever may not know of it, else 403.

    An editor is told of one in the bin (BinnedError), which somebody may just have put there.
    """
    place = {"publisher__slug": publisher, "year": year, "month": month}
    seen = Bulletin.objects.visible_to(request.user).select_related("publisher")
    bulletin = seen.filter(**place).first()
    if bulletin is None:
        is_editor = request.user.is_authenticated and request.user.is_editor
        if is_editor and Bulletin.all_objects.filter(**place, deleted_at__isnull=False).exists():
            raise BinnedError
        raise Http404
    refuse_others(request)
    return bulletin


def led_from_bin(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a page of the desk lead an editor to the list when the bulletin went to the bin."""

    @wraps(view)
    def leading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except BinnedError:
            messages.error(
                request,
                "Bản tin vừa bị bỏ vào thùng rác. Chưa ghi gì. Cần thì khôi phục trong phần biên "
                "tập.",
            )
            return redirect("bulletins:list")

    return leading


def refused(
    request: HttpRequest, error: ValidationError, bulletin: Bulletin, citation: int | None = None
) -> HttpResponse:
    """Tell why nothing was written and lead back to the desk, the card of `citation` open.

    Raises BinnedError for a bulletin that went to the bin: there is no desk of it any more.
    """
    if getattr(error, "code", None) == BINNED:
        raise BinnedError from error
    messages.error(request, " ".join(error.messages))
    return redirect(desk_address(bulletin, citation))


def refused_beside(
    request: HttpRequest, error: ValidationError, bulletin: Bulletin, form: str, typed: str
) -> HttpResponse:
    """Lead back to the form with the id `form`, which says why and holds what was typed.

    Words that bear a secrecy mark are neither sent back nor kept in the session, in which a reason
    that quotes them would stand. Raises BinnedError as `refused` does.
    """
    if getattr(error, "code", None) == BINNED:
        raise BinnedError from error
    try:
        refuse_secret([typed])
    except ValidationError as secret:
        error, typed = secret, ""
    said = " ".join(error.messages)
    kept = {"bulletin": bulletin.pk, "form": form, "said": said, "typed": typed[:TYPED_CHARS]}
    request.session[REFUSED] = kept
    return redirect(f"{desk_address(bulletin)}#{form}")


def take_refused(request: HttpRequest, bulletin: Bulletin) -> dict[str, Any]:
    """Return what a form of this desk was just refused for, told once; empty for nothing."""
    kept: dict[str, Any] = request.session.pop(REFUSED, None) or {}
    return kept if kept.get("bulletin") == bulletin.pk else {}


def desk_address(bulletin: Bulletin, citation: int | None = None) -> str:
    """Return the address of the bulletin's desk, the card of `citation` open if one is given."""
    address = reverse(
        "bulletins:desk", args=[bulletin.publisher.slug, bulletin.year, bulletin.month]
    )
    return address if citation is None else f"{address}?chon={citation}#trich-{citation}"


def outline_address(bulletin: Bulletin, item: int | None = None) -> str:
    """Return the address of the bulletin's items, `item` open to be corrected if one is given."""
    address = reverse(
        "bulletins:outline", args=[bulletin.publisher.slug, bulletin.year, bulletin.month]
    )
    return address if item is None else f"{address}?chon={item}#muc-{item}"


def text_address(item: BulletinItem, citation: int) -> str:
    """Return where the item's text is corrected; from there the way leads back to `citation`."""
    address = reverse("admin:bulletins_bulletinitem_change", args=[item.pk])
    return f"{address}?{FROM_CITATION}={citation}"


def typed_in(request: HttpRequest, name: str) -> str:
    """Return what was sent, without null characters: no database takes them."""
    return request.POST.get(name, "").replace("\x00", "").strip()


def posted(request: HttpRequest) -> tuple[Any, Any]:
    """Return what a form is filled with; a form sent empty is still one that was sent."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
