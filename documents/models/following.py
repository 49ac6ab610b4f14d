"""Who follows what, and what has happened: one row for an event, however many follow it."""

import uuid
from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat

from documents.models.releases import Releases, told_releases

MAX_SEARCH_CHARS = 500
# Older news is looked for no further: it bounds what the first page costs whoever has not
# looked for years, and an import of ten thousand documents still lies within it.
LOOKED_BACK = 20_000
# Stands in the key of an event between what was released and a document it introduces.
INTRODUCING = ":document:"


def introducing_key(released: int, document: int) -> str:
    """Return the key of the event that a released record is later said to introduce a document."""
    return f"released:{released}{INTRODUCING}{document}"


class Follow(models.Model):
    """One thing a person follows: a document, a body, a type or a search."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    document = models.ForeignKey(
        "documents.Document", null=True, on_delete=models.CASCADE, related_name="+"
    )
    organization = models.ForeignKey(
        "organizations.Organization", null=True, on_delete=models.CASCADE, related_name="+"
    )
    document_type = models.ForeignKey(
        "documents.DocumentType", null=True, on_delete=models.CASCADE, related_name="+"
    )
    # What the address of the list asks, in one order (see `documents.following.searches`).
    search = models.CharField(max_length=MAX_SEARCH_CHARS, blank=True)
    created_at = models.DateTimeField("theo dõi từ", auto_now_add=True)

    class Meta:
        verbose_name = "mục theo dõi"
        verbose_name_plural = "mục theo dõi"
        # Each person's own; nobody enters one for another.
        default_permissions = ()
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(document__isnull=False, organization=None, document_type=None, search="")
                    | Q(document=None, organization__isnull=False, document_type=None, search="")
                    | Q(document=None, organization=None, document_type__isnull=False, search="")
                    | Q(document=None, organization=None, document_type=None) & ~Q(search="")
                ),
                name="follow_one_thing",
            ),
            models.UniqueConstraint(fields=["user", "document"], name="follow_document_once"),
            models.UniqueConstraint(fields=["user", "organization"], name="follow_body_once"),
            models.UniqueConstraint(fields=["user", "document_type"], name="follow_type_once"),
            models.UniqueConstraint(
                fields=["user", "search"], condition=~Q(search=""), name="follow_search_once"
            ),
        ]

    def __str__(self) -> str:
        followed = self.document or self.organization or self.document_type
        return str(followed or self.search)


class Follower(models.Model):
    """How far one person who follows something has looked, and how they want to be told."""

    class Digest(models.TextChoices):
        NONE = "none", "Không gửi"
        DAILY = "daily", "Mỗi ngày một thư, khi có việc mới"
        WEEKLY = "weekly", "Mỗi tuần một thư, khi có việc mới"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follower"
    )
    # Events up to this place were looked at; those up to the other one were mailed.
    seen_place = models.BigIntegerField(default=0)
    digest = models.CharField("thư tóm tắt", max_length=10, choices=Digest, default=Digest.NONE)
    mailed_place = models.BigIntegerField(default=0)
    mailed_on = models.DateField(null=True)
    # Of the secret in the feed's address only the hash is known, as of access tokens.
    feed_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - unique, and most have none
    feed_made_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "người theo dõi"
        verbose_name_plural = "người theo dõi"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user)


class EventQuerySet(models.QuerySet[Any]):
    def write(self, events: Iterable["Event"]) -> None:
        """Store `events`, those left out that were stored before: one event, one notice."""
        if events := list(events):
            self.bulk_create(events, ignore_conflicts=True)

    def visible_to(self, user: Any) -> Self:
        """Events that still hold and of which `user` may see every document they name."""
        model = self.model._meta.get_field("document").related_model
        documents = model.objects.visible_to(user).filter(state="registered")
        this = documents.filter(pk=OuterRef("document"))
        stated = documents.filter(
            pk=OuterRef("other"),
            relations__deleted_at__isnull=True,
            relations__state="confirmed",
            relations__verb=OuterRef("verb"),
            relations__target=OuterRef("document"),
        )
        kinds = self.model.Kind
        seen = (
            Q(Exists(this), kind=kinds.REGISTERED)
            | Q(Exists(this.filter(is_held=True)), kind=kinds.HELD)
            | Q(Exists(this.filter(status=OuterRef("status"))), kind=kinds.STATUS)
            | Q(Exists(this), Exists(stated), kind=kinds.RELATED)
        )
        if releases := told_releases():
            seen |= Q(kind=kinds.RELEASED, released__in=releases.visible(user))
        return self.filter(seen)

    def followed_by(self, user: Any, fitting: Iterable[int] = ()) -> Self:
        """Events in what `user` followed when they happened.

        `fitting` are the keys of events that fit a search they follow: no condition tells that.
        """
        followed, may_be = self._followed(user), self._maybe_followed(user)
        if fitting := list(fitting):
            followed |= Q(pk__in=fitting)
            may_be |= Q(pk__in=fitting)
        return self.filter(may_be, followed)

    def not_followed_by(self, user: Any) -> Self:
        """Documents registered that `user` is told of only if they fit a search."""
        return self.filter(~self._followed(user), kind=self.model.Kind.REGISTERED)

    def _maybe_followed(self, user: Any) -> Q:
        """Return what is true of every event that `user` follows, and asked of each in no time.

        Lists that the database makes once for all events: of twenty thousand most are of nothing
        that is followed, and row by row their moments and rights took half a second.
        """
        follows, kinds = Follow.objects.filter(user=user.pk).order_by(), self.model.Kind
        documents = follows.filter(document__isnull=False).values("document")
        bodies = follows.filter(organization__isnull=False).values("organization")
        types = follows.filter(document_type__isnull=False).values("document_type")
        is_registered = Q(document__organization__in=bodies) | Q(document__document_type__in=types)
        return (
            Q(document__in=documents)
            | Q(is_registered, kind=kinds.REGISTERED)
            | Q(kind=kinds.RELEASED)
        )

    def _followed(self, user: Any) -> Q:
        follows = Follow.objects.filter(user=user.pk, created_at__lte=OuterRef("happened_at"))
        is_of_body = follows.filter(organization=OuterRef("document__organization"))
        is_of_type = follows.filter(document_type=OuterRef("document__document_type"))
        kinds = self.model.Kind
        followed = (
            Q(Exists(follows.filter(document=OuterRef("document"))))
            | Q(Exists(is_of_body), kind=kinds.REGISTERED)
            | Q(Exists(is_of_type), kind=kinds.REGISTERED)
            | Q(Exists(follows.filter(organization=OuterRef("publisher"))), kind=kinds.RELEASED)
        )
        if releases := told_releases():
            followed |= Q(self._introducing(releases, user), kind=kinds.RELEASED)
        return followed

    def _introducing(self, releases: Releases, user: Any) -> Q:
        """Return the condition on releases that they introduce a document that `user` follows.

        Of one release there are more events where its publisher was corrected, or something was
        found later that it introduces: each is for those whom it concerns.
        """
        of_documents = Follow.objects.filter(
            user=user.pk, document__isnull=False, created_at__lte=OuterRef(OuterRef("happened_at"))
        )
        introducing = releases.introducing(user).filter(
            issue=OuterRef("released"), document__in=of_documents.values("document")
        )
        first = Concat(Value("released:"), Cast("released", models.CharField()))
        own = Concat(
            Value("released:"),
            Cast("issue", models.CharField()),
            Value(INTRODUCING),
            Cast("document_id", models.CharField()),
        )
        at_once = introducing.filter(decided_at__lte=OuterRef("happened_at"))
        later = introducing.annotate(own=own).filter(own=OuterRef("key"))
        return Q(Exists(at_once), key=first) | Q(Exists(later))

    def not_too_old(self) -> Self:
        """The newest of all events, as far as anybody looks back.

        Of those without a place, too: an import may have written any number of them meanwhile.
        """
        events = self.model.objects
        last = events.filter(place__isnull=False).order_by("-place").values("place")[:1]
        newest = events.order_by("-pk").values("pk")[:1]
        is_new = Q(place__isnull=True, pk__gt=Subquery(newest) - LOOKED_BACK)
        return self.filter(is_new | Q(place__gt=Subquery(last) - LOOKED_BACK))

    def unseen_by(self, user: Any) -> Self:
        """Events that have come since `user` last said that everything was seen."""
        seen = Follower.objects.filter(user=user.pk).values("seen_place")
        return self.filter(Q(place__isnull=True) | Q(place__gt=Subquery(seen)))


class Event(models.Model):
    """Something that happened once; `key` says what, so it is stored once whatever is undone.

    `place` is given after the transaction that wrote the event has ended, in the order in which
    that is noticed (see `documents.following.news.settle`). Keys are given before: an event of
    a long transaction would appear behind the mark of somebody who has looked meanwhile.
    """

    class Kind(models.TextChoices):
        REGISTERED = "registered", "Văn bản mới vào sổ"
        HELD = "held", "Đã có nội dung hoặc tệp của văn bản"
        STATUS = "status", "Đã ghi hiệu lực"
        RELATED = "related", "Có văn bản khác về văn bản này"
        RELEASED = "released", "Bản tin mới phát hành"

    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=80, unique=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.BigIntegerField(null=True, unique=True)
    happened_at = models.DateTimeField("lúc", auto_now_add=True)
    document = models.ForeignKey(
        "documents.Document", null=True, on_delete=models.CASCADE, related_name="+"
    )
    # The document that amends, replaces or carries it out, and how.
    other = models.ForeignKey(
        "documents.Document", null=True, on_delete=models.CASCADE, related_name="+"
    )
    verb = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=10, blank=True)
    # The key of what an upper layer released, and who did.
    released = models.BigIntegerField(null=True)
    publisher = models.ForeignKey(
        "organizations.Organization", null=True, on_delete=models.CASCADE, related_name="+"
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "việc mới"
        verbose_name_plural = "việc mới"
        # Written by what happens, never by hand.
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="released", released__isnull=False, document=None, other=None)
                | Q(kind="related", released=None, document__isnull=False, other__isnull=False)
                | Q(
                    kind__in=["registered", "held", "status"],
                    released=None,
                    document__isnull=False,
                    other=None,
                ),
                name="event_says_of_what",
            ),
        ]

    def __str__(self) -> str:
        return self.key
