"""Pages about bodies that issue documents. HTTP in, template out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organizations.models import Organization
from organizations.succession import lines_of
from organizations.tree import tree_of


@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    organizations = Organization.objects.prefetch_related("codes")
    branches = tree_of(organizations, lines_of(organizations))
    context = {"branches": branches, "count": len(organizations)}
    return render(request, "organizations/organization_list.html", context)


@require_safe
def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    organizations = Organization.objects.select_related("parent")
    organization = get_object_or_404(organizations, slug=slug)
    context = {
        "organization": organization,
        "line": lines_of([organization]).get(organization.pk),
        "names": organization.names.order_by("valid_from", "kind", "pk"),
        "codes": organization.codes.order_by("valid_from", "pk"),
        "terms": organization.terms.all(),
        "children": organization.children.filter(deleted_at__isnull=True),
        "successions": organization.successions.select_related("successor"),
        "precessions": organization.precessions.select_related("predecessor"),
    }
    return render(request, "organizations/organization_detail.html", context)
