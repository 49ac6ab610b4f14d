"""Pages about bodies that issue documents. HTTP in, template out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organizations.models import Organization
from organizations.succession import lines_of
from organizations.tree import tree_of

# More are not read on one page: then cells are counted at the committee they belong to.
MOST_IN_ONE_TREE = 500


@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    """Show all bodies as a tree; of very many the cells are counted, and named on their page."""
    organizations = Organization.objects.prefetch_related("codes")
    count = organizations.count()
    are_counted = count > MOST_IN_ONE_TREE
    if are_counted:
        organizations = organizations.with_cells_counted()
    branches = tree_of(organizations, lines_of(organizations))
    context = {"branches": branches, "count": count, "are_counted": are_counted}
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
