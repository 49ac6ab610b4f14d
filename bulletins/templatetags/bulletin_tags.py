"""Parts about bulletins that pages of other apps show, since those apps cannot name bulletins."""

from dataclasses import dataclass
from typing import Any

from django import template

from bulletins.about import items_around
from bulletins.models import Bulletin, BulletinItem
from bulletins.searching import best_items

register = template.Library()


@dataclass(frozen=True, slots=True)
class ItemsAbout:
    """Bulletin items around one document; each stands in one list only."""

    introducing: list[BulletinItem]
    mentioning: list[BulletinItem]
    undecided: list[BulletinItem]

    def __bool__(self) -> bool:
        return bool(self.introducing or self.mentioning or self.undecided)


@register.simple_tag(takes_context=True)
def items_about(context: dict[str, Any], document: Any) -> ItemsAbout:
    """Return the items that introduce the document, that mention it, and, for editors, that may.

    One query.
    """
    items = list(items_around(document, context["user"]))
    told = [item for item in items if item.is_introducing or item.is_mentioning]
    return ItemsAbout(
        introducing=[item for item in told if item.is_introducing],
        mentioning=[item for item in told if not item.is_introducing],
        undecided=[item for item in items if item not in told],
    )


@register.inclusion_tag("bulletins/_about_document.html")
def list_items(items: ItemsAbout) -> dict[str, Any]:
    """Show the items that `items_about` found, each list under its heading."""
    return {"items": items}


@register.inclusion_tag("bulletins/_latest.html", takes_context=True)
def latest_bulletin(context: dict[str, Any]) -> dict[str, Any]:
    """Show the newest bulletin the reader may see."""
    bulletins = Bulletin.objects.visible_to(context["user"]).select_related("publisher")
    bulletins = bulletins.exclude(state=Bulletin.State.WITHDRAWN)
    return {"bulletin": bulletins.order_by("-year", "-month", "publisher__sort_key").first()}


@register.inclusion_tag("bulletins/_of_publisher.html", takes_context=True)
def bulletins_of(context: dict[str, Any], organization: Any) -> dict[str, Any]:
    """Show the bulletins a body has published that the reader may see, newest first."""
    bulletins = Bulletin.objects.visible_to(context["user"]).filter(publisher=organization)
    # The address of a bulletin holds its publisher's.
    return {"bulletins": bulletins.select_related("publisher").order_by("-year", "-month")}


@register.inclusion_tag("bulletins/_found.html", takes_context=True)
def items_found(context: dict[str, Any], query: Any) -> dict[str, Any]:
    """Show the best bulletin items for a query of the search box, and how many there are."""
    return best_items(context["user"], query)


@register.inclusion_tag("bulletins/_come_later.html")
def items_come_later(query: Any) -> dict[str, Any]:
    """Show the link to these items, which a script replaces by them: the list need not wait."""
    return {"query": query}
