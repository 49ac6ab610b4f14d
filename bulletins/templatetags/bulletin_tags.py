"""Parts about bulletins that pages of other apps show, since those apps cannot name bulletins."""

from typing import Any

from django import template

from bulletins.about import ITEMS_SHOWN, ItemsPart, first_items_around, in_parts
from bulletins.models import Bulletin
from bulletins.named import bulletins_named
from bulletins.searching import best_items

register = template.Library()


@register.simple_tag(takes_context=True)
def items_about(context: dict[str, Any], document: Any) -> list[ItemsPart]:
    """Return the first items that introduce the document, mention it, and, for editors, that may.

    One query.
    """
    return in_parts(first_items_around(context["user"], document.pk, ITEMS_SHOWN))


@register.inclusion_tag("bulletins/_about_document.html")
def list_items(parts: list[ItemsPart], document: Any) -> dict[str, Any]:
    """Show the items that `items_about` found, each list under its heading."""
    return {"parts": parts, "document": document}


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


@register.inclusion_tag("bulletins/_named.html", takes_context=True)
def bulletins_asked_for(context: dict[str, Any], query: Any) -> dict[str, Any]:
    """Show the bulletins that are all a query of the search box asks for, by their month."""
    return {"bulletins": bulletins_named(context["user"], query)}


@register.inclusion_tag("bulletins/_come_later.html")
def items_come_later(query: Any) -> dict[str, Any]:
    """Show the link to these items, which a script replaces by them: the list need not wait."""
    return {"query": query}
