"""What every page of the desk asks first: who comes, to which bulletin, and where to go next."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from bulletins.models import Bulletin
from documents.access import refuse_others


def bulletin_for_editor(request: HttpRequest, publisher: str, year: int, month: int) -> Bulletin:
    """Return the bulletin for an editor; 404 for whoever may not know of it, else 403."""
    seen = Bulletin.objects.visible_to(request.user).select_related("publisher")
    bulletin = get_object_or_404(seen, publisher__slug=publisher, year=year, month=month)
    refuse_others(request)
    return bulletin


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


def typed_in(request: HttpRequest, name: str) -> str:
    """Return what was sent, without null characters: no database takes them."""
    return request.POST.get(name, "").replace("\x00", "").strip()
