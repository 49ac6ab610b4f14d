"""What tests of following ask in the same way."""

from django.http import QueryDict
from django.urls import reverse

from documents.following.follows import follow, followed_in
from documents.following.news import followed_events
from documents.models import Event, Follow


def asked(**what: str) -> QueryDict:
    """Return the parameters of the page "Theo dõi": asked(van_ban="24-ct-tu") asks van-ban."""
    query = QueryDict(mutable=True)
    query.update({name.replace("_", "-"): value for name, value in what.items()})
    return query


def events_told(user) -> list[tuple]:
    """Return (kind, document) of each event that `user` is told of, the newest first."""
    events, _ = followed_events(Event.objects.unseen_by(user), user)
    return [(event.kind, event.document) for event in events.order_by("-pk")]


def look(client) -> None:
    """Look at the news, and press the button."""
    place = client.get(reverse("following:news")).context["newest"]
    client.post(reverse("following:seen"), {"den": place})


def begin(user, **what) -> Follow:
    """Let `user` follow what the address of the page would name."""
    return follow(user, followed_in(asked(**what), user))
