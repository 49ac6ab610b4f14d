"""Parts about bulletins that pages of documents show, since documents cannot name bulletins."""

from typing import Any

from django import template

from bulletins.models import Bulletin, BulletinItem

register = template.Library()


@register.inclusion_tag("bulletins/_about_document.html", takes_context=True)
def bulletins_about(context: dict[str, Any], document: Any) -> dict[str, Any]:
    """Show the bulletin items that introduce the document, then those that only mention it."""
    items = (
        BulletinItem.objects.visible_to(context["user"])
        .select_related("bulletin__publisher")
        .order_by("-bulletin__year", "-bulletin__month", "order")
    )
    introducing = list(items.introducing(document))
    introduced = {item.pk for item in introducing}
    mentioning = [item for item in items.mentioning(document) if item.pk not in introduced]
    return {"introducing": introducing, "mentioning": mentioning}


@register.inclusion_tag("bulletins/_latest.html", takes_context=True)
def latest_bulletin(context: dict[str, Any]) -> dict[str, Any]:
    """Show the newest bulletin the reader may see."""
    bulletins = Bulletin.objects.visible_to(context["user"]).select_related("publisher")
    return {"bulletin": bulletins.order_by("-year", "-month", "publisher__sort_key").first()}
