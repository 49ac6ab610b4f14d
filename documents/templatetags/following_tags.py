"""The links to what a person follows, on pages of every layer."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from documents.models import Document

register = template.Library()


@register.inclusion_tag("documents/following/_link.html", takes_context=True)
def follow_link(context: dict[str, Any], record: Any) -> dict[str, Any]:
    """Show who has signed in the way to follow a document or a body."""
    asked = "van-ban" if isinstance(record, Document) else "co-quan"
    told = "văn bản" if isinstance(record, Document) else "cơ quan"
    return _link(context, {asked: record.slug}, told)


@register.inclusion_tag("documents/following/_link.html", takes_context=True)
def follow_list_link(context: dict[str, Any], parameters: str) -> dict[str, Any]:
    """Show who has signed in the way to follow a list, of which `parameters` are the address's."""
    return _link(context, {"danh-sach": parameters}, "danh sách")


def _link(context: dict[str, Any], asked: dict[str, str], told: str) -> dict[str, Any]:
    address = f"{reverse('following:add')}?{urlencode(asked)}"
    return {"user": context["user"], "address": address, "told": told}
