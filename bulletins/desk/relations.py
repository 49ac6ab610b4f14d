"""The relations desk of one bulletin: what its texts say that two documents do."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bulletins.desk.access import bulletin_for_editor, desk_address, refused
from bulletins.models import Bulletin
from bulletins.publishing import hold_in_use
from bulletins.subjects import texts_of
from documents.deciding.proposals import decidable
from documents.deciding.relation_views import back, show, take
from documents.models import Relation


@require_safe
def relations(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Show the proposed relations that were read in the bulletin's texts."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    context = {
        "back_address": desk_address(bulletin),
        "back_label": f"Đối chiếu bản tin tháng {bulletin.month}/{bulletin.year}",
        "decide_address": _address(bulletin, "decide_relations"),
    }
    return show(request, _read_in(bulletin, request), context)


@require_POST
def decide(request: HttpRequest, publisher: str, year: int, month: int) -> HttpResponse:
    """Take a decision on chosen relations; the bulletin is held meanwhile."""
    bulletin = bulletin_for_editor(request, publisher, year, month)
    try:
        with transaction.atomic():
            hold_in_use(bulletin.pk)
            take(request, _read_in(bulletin, request))
    except ValidationError as error:
        return refused(request, error, bulletin)
    return back(request, _address(bulletin, "relations"))


def _read_in(bulletin: Bulletin, request: HttpRequest) -> QuerySet[Relation]:
    return decidable(request.user).filter(citation__source__in=texts_of(bulletin))


def _address(bulletin: Bulletin, page: str) -> str:
    return reverse(
        f"bulletins:{page}", args=[bulletin.publisher.slug, bulletin.year, bulletin.month]
    )
