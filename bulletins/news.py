"""What followers are told of bulletins: who may read which, what each introduces, its name."""

from collections.abc import Collection
from typing import Any

from django.db.models import F, QuerySet

from bulletins.models import Bulletin, BulletinItem, ItemSubject
from documents.models import Decision
from documents.models.releases import Releases, Shown


def _readable(reader: Any) -> QuerySet[Bulletin]:
    # Editors see drafts and withdrawn ones too, which are no news to anybody.
    return Bulletin.objects.visible_to(reader).filter(state=Bulletin.State.PUBLISHED)


def _visible(reader: Any) -> QuerySet[Any]:
    return _readable(reader).order_by().values("pk")


def _introducing(reader: Any) -> QuerySet[Any]:
    items = BulletinItem.objects.visible_to(reader).order_by().values("pk")
    subjects = ItemSubject.objects.filter(state=Decision.CONFIRMED, item__in=items)
    return subjects.order_by().annotate(issue=F("item__bulletin_id"))


def _shown(keys: Collection[int]) -> dict[int, Shown]:
    bulletins = Bulletin.objects.filter(pk__in=keys).select_related("publisher")
    return {row.pk: Shown(str(row), row.get_absolute_url()) for row in bulletins}


BULLETIN_NEWS = Releases(visible=_visible, introducing=_introducing, shown=_shown)
