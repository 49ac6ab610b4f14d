"""Pages about bodies that issue documents. HTTP in, template out."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organizations.models import Organization, Succession
from organizations.tree import tree_of


@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    followed_by = Prefetch("successions", Succession.objects.select_related("successor"))
    organizations = Organization.objects.prefetch_related("codes", followed_by)
    context = {"branches": tree_of(organizations), "count": len(organizations)}
    return render(request, "organizations/organization_list.html", context)


@require_safe
def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    organizations = Organization.objects.select_related("parent")
    organization = get_object_or_404(organizations, slug=slug)
    context = {
        "organization": organization,
        "names": organization.names.order_by("valid_from", "kind", "pk"),
        "codes": organization.codes.order_by("valid_from", "pk"),
        "terms": organization.terms.all(),
        "children": organization.children.filter(deleted_at__isnull=True),
        "successions": organization.successions.select_related("successor"),
        "precessions": organization.precessions.select_related("predecessor"),
    }
    return render(request, "organizations/organization_detail.html", context)
