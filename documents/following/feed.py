"""A feed of what a person follows, for a program that reads feeds; its address is the key.

Of the secret in the address only the hash is kept, as of access tokens. It opens this feed
alone, ends with the account, and is ended or made anew by its holder.
"""

import secrets
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from documents.following.news import followed_events
from documents.following.notices import Notice, notices_of
from documents.models import Event, Follower
from documents.models.tokens import hash_of
from organizations.auth import RegistryBackend
from organizations.text import replace_controls

ENTRIES = 50


def give_address(user: Any) -> str:
    """Return a new secret for the feed of `user`, which is nowhere kept; a former one ends."""
    secret = secrets.token_urlsafe(32)
    given = {"feed_hash": hash_of(secret), "feed_made_at": timezone.now()}
    Follower.objects.update_or_create(user=user, defaults=given)
    return secret


def end_address(user: Any) -> None:
    """Let the present address of the feed of `user` answer nobody any more."""
    Follower.objects.filter(user=user).update(feed_hash=None, feed_made_at=None)


def follower_by(secret: str) -> Follower | None:
    """Return whose feed the secret opens; None for a wrong or ended one, or a closed account.

    An account of a demonstration answers only while there is one, as for signing in.
    """
    follower = Follower.objects.select_related("user").filter(feed_hash=hash_of(secret)).first()
    if follower is None or not RegistryBackend().user_can_authenticate(follower.user):
        return None
    return follower


class _Feed(Atom1Feed):
    """A feed without entries is as old as its address, so that asking again changes nothing."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else self.feed["made_at"]


def feed_of(follower: Follower, request: HttpRequest) -> str:
    """Return the newest of what the follower may see now, as Atom; all addresses are absolute."""
    user = follower.user
    events, _ = followed_events(Event.objects.not_too_old(), user)
    keys = list(events.order_by("-pk").values_list("pk", flat=True)[:ENTRIES])
    notices = notices_of(keys)
    feed = _Feed(
        title="Văn Kiện: những gì bạn theo dõi",
        link=request.build_absolute_uri(reverse("following:news")),
        description=None,
        language="vi",
        feed_url=request.build_absolute_uri(),
        feed_guid=request.build_absolute_uri(),
        made_at=follower.feed_made_at,
    )
    for notice in (notices[key] for key in keys if key in notices):
        _add(feed, notice, request)
    return feed.writeString("utf-8")


def _add(feed: Atom1Feed, notice: Notice, request: HttpRequest) -> None:
    feed.add_item(
        # What somebody pasted may hold signs that no feed can bear.
        title=replace_controls(f"{notice.name}: {notice.sentence}", ""),
        link=request.build_absolute_uri(notice.address),
        description=replace_controls(notice.title, ""),
        unique_id=notice.public_id.urn,
        pubdate=notice.happened_at,
        updateddate=notice.happened_at,
    )
