"""From the desk to an item's text, to correct what a bulletin misprints, and back to the place."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from bulletins.desk.access import FROM_CITATION, desk_address
from bulletins.models import BulletinItem
from documents.models import Citation
from organizations.text import key_in, normalize


class WayBackMixin:
    """An item's screen that leads back to the citation on the desk from which it was opened."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> TemplateResponse:
        """Name the citation whose words are to be found in the text, and offer the way back."""
        item, key = kwargs.get("obj"), key_in(request.GET.get(FROM_CITATION, ""))
        if item is not None and item.text_id and key is not None:
            context["desk_address"] = desk_address(item.bulletin, key)
            looked_at = Citation.objects.filter(pk=key, source=item.text_id).first()
            context["desk_words"] = normalize(looked_at.text) if looked_at else ""
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: BulletinItem) -> HttpResponse:
        """Lead back to the desk after saving, unless the editor wants to go on in this form."""
        response = super().response_change(request, obj)
        key = key_in(request.GET.get(FROM_CITATION, ""))
        if key is None or "_save" not in request.POST:
            return response
        return redirect(desk_address(obj.bulletin, citation_at(obj, key)))


def citation_at(item: BulletinItem, former: int) -> int:
    """Return the key of citation `former` of the item's text, or of the one now nearest to it.

    A corrected text is read anew, and a citation in other words is another row. The history
    knows where the former stood; `former` itself is returned where nothing else is known.
    """
    citations = Citation.objects.filter(source=item.text_id)
    if citations.filter(pk=former).exists():
        return former
    last = Citation.history.filter(id=former, source_id=item.text_id).order_by("history_id").last()
    if last is None:
        return former
    places = citations.values_list("start", "pk")
    return min(places, key=lambda place: abs(place[0] - last.start), default=(0, former))[1]
