"""What has come to what a person follows since they last looked, and how much it is.

Every event starts from `visible_to(user)` at the time it is read. Nothing is kept for each
follower, so an import of many documents costs followers nothing but a longer list.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL

from documents.following.follows import last_place
from documents.following.searches import fitting_documents
from documents.models import Event, Follow, Follower

# Beyond it a page says "hơn 300": whoever has missed more had better look at the lists.
COUNTED = 300
# Of the newest documents so many are asked whether they fit a search.
LOOKED_THROUGH = 200


@dataclass(frozen=True, slots=True)
class News:
    """How many events there are, `COUNTED` when there are more; whether anything is followed."""

    count: int
    is_more: bool
    is_following: bool

    @property
    def shown(self) -> str:
        return f"hơn {self.count}" if self.is_more else str(self.count)


@transaction.atomic
def settle() -> None:
    """Give each event that has none its place, behind all that have one.

    To be called before a mark is set: an event that is stored later gets a later place, however
    early the transaction began that wrote it. Costs one look where nothing is new.
    """
    waiting = Event.objects.filter(place__isnull=True)
    if not waiting.exists():
        return
    # Whoever else does so waits here, and then finds them done.
    held = list(waiting.select_for_update().order_by("pk").values_list("pk", flat=True))
    if held:
        shift = max(0, last_place() + 1 - held[0])
        Event.objects.filter(place__isnull=True, pk__gte=held[0]).update(place=F("pk") + shift)


def count_news(user: Any) -> News:
    """Return how much has come since `user` last said that everything was seen."""
    events, _ = followed_events(Event.objects.not_too_old().unseen_by(user), user)
    number = events.order_by().values("pk")[: COUNTED + 1].count()
    return _counted(number, number > 0 or Follow.objects.filter(user=user).exists())


def _counted(number: int, is_following: bool) -> News:
    return News(min(number, COUNTED), number > COUNTED, is_following)


def news_columns(user: Any) -> dict[str, Any]:
    """Return what a query for other rows can tell along with them: one query fewer for a page.

    Uncorrelated, so the database answers it once, not for every row. See `news_told`.
    """
    if not user.is_authenticated:
        return {}
    events = Event.objects.not_too_old().unseen_by(user).visible_to(user)
    told, values = _statement(events.followed_by(user), COUNTED + 1)
    follows, whose = _statement(Follow.objects.filter(user=user))
    searches, more = _statement(Follow.objects.filter(user=user).exclude(search=""))
    others, most = _statement(events.not_followed_by(user))
    return {
        # Statements that Django made; what people typed is among the values.
        "news_count": RawSQL(f"(SELECT COUNT(*) FROM ({told}) told)", values),  # nosec B611
        "is_following": RawSQL(f"(EXISTS ({follows}))", whose),  # nosec B611
        "may_fit": RawSQL(  # nosec B611
            f"(EXISTS ({searches}) AND EXISTS ({others}))", (*more, *most)
        ),
    }


def _statement(rows: QuerySet[Any], most: int | None = None) -> tuple[str, tuple[Any, ...]]:
    """Return the statement for the keys of `rows`, in no order."""
    try:
        return rows.order_by().values("pk")[:most].query.sql_with_params()
    except EmptyResultSet:
        # Django knows without asking that there is nothing.
        return "SELECT 1 WHERE 1 = 0", ()


def news_told(rows: Iterable[Any], user: Any) -> News | None:
    """Return the news that `rows`, read with `news_columns`, tell of; None for a visitor."""
    if not user.is_authenticated:
        return None
    row = next(iter(rows), None)
    if row is None:
        return count_news(user)
    events = Event.objects.not_too_old().unseen_by(user)
    fitting = _fitting(events, user) if row.may_fit else {}
    return _counted(row.news_count + len(fitting), bool(row.is_following))


def followed_events(
    events: QuerySet[Event], user: Any
) -> tuple[QuerySet[Event], dict[int, list[Follow]]]:
    """Return those of `events` that `user` follows and may see.

    With them, by an event's key, the searches that its document fits where nothing else tells.
    """
    fitting = _fitting(events, user)
    return events.followed_by(user, fitting).visible_to(user), fitting


def _fitting(events: QuerySet[Event], user: Any) -> dict[int, list[Follow]]:
    searches = list(Follow.objects.filter(user=user).exclude(search=""))
    if not searches:
        return {}
    others = events.visible_to(user).not_followed_by(user)
    others = others.filter(happened_at__gte=min(row.created_at for row in searches))
    columns = ("pk", "document", "document__organization", "happened_at")
    newest = list(others.order_by("-pk").values_list(*columns)[:LOOKED_THROUGH])
    bodies = {document: body for _, document, body, _ in newest}
    fits = fitting_documents([row.search for row in searches], bodies) if bodies else {}
    found: dict[int, list[Follow]] = {}
    for pk, document, _, happened_at in newest:
        for row in searches:
            if document in fits.get(row.search, ()) and row.created_at <= happened_at:
                found.setdefault(pk, []).append(row)
    return found


def mark_seen(user: Any, place: int) -> None:
    """Keep that `user` has seen everything up to `place`; a mark never moves back.

    Of what was stored since the page was made nothing is marked: its places are later ones.
    """
    place = min(place, last_place())
    Follower.objects.filter(user=user, seen_place__lt=place).update(seen_place=place)
