"""Who may see a record: the one place that decides, for every app.

Audiences, widest first: everyone, members, members of given bodies and of those below
them, editors. Nothing is public unless staff said so (bulletins are for use inside the Party).
"""

from dataclasses import dataclass
from typing import Any

from django.db import models

# Of how many circles (see `Circle`) something is kept in each process, some 40 kB for each: those
# of bodies whose members look something up at about the same time.
KEPT_CIRCLES = 500


class Audience(models.TextChoices):
    EVERYONE = "everyone", "Mọi người, kể cả khách chưa đăng nhập"
    MEMBERS = "members", "Đảng viên, cán bộ có tài khoản"
    BODIES = "bodies", "Chỉ các tổ chức được chọn và cấp dưới"
    EDITORS = "editors", "Chỉ cán bộ biên tập"


class AudienceModel(models.Model):
    """A record with an audience of its own."""

    audience = models.CharField(
        "phạm vi xem", max_length=10, choices=Audience, default=Audience.MEMBERS
    )
    audience_bodies = models.ManyToManyField(
        "organizations.Organization",
        verbose_name="tổ chức được xem",
        blank=True,
        related_name="+",
        help_text="Chỉ dùng khi phạm vi xem là “Chỉ các tổ chức được chọn và cấp dưới”.",
    )

    class Meta:
        abstract = True


@dataclass(frozen=True, slots=True)
class Circle:
    """All who see the same, in place of each of them wherever rights are asked for.

    It has what `audience_q` and every `visible_to` read of a user and nothing else, so what is
    made for a circle may be kept and used for every one of them.
    """

    is_authenticated: bool
    is_editor: bool = False
    reach: frozenset[int] = frozenset()


def circle_of(user: Any) -> Circle:
    """Return the circle of `user`, who may be anonymous."""
    if not user.is_authenticated:
        return Circle(is_authenticated=False)
    if user.is_editor:
        return Circle(is_authenticated=True, is_editor=True)
    return Circle(is_authenticated=True, reach=user.reach)


def audience_q(model: type[AudienceModel], user: Any) -> models.Q:
    """Return the condition on rows of `model` that `user` is in the audience of.

    `user` may be anonymous. Editors are in every audience. A member of a body is also in
    the audience of the bodies above it, because a text for a committee is for its branches.
    """
    if not user.is_authenticated:
        return models.Q(audience=Audience.EVERYONE)
    if user.is_editor:
        return models.Q()
    through = model.audience_bodies.through
    owner = model._meta.model_name
    # Row by row: a search asks it of a page of rows, and the bodies above may read thousands.
    is_for_them = models.Exists(
        through.objects.filter(
            **{f"{owner}_id": models.OuterRef("pk")}, organization_id__in=user.reach
        )
    )
    return models.Q(audience__in=(Audience.EVERYONE, Audience.MEMBERS)) | (
        models.Q(audience=Audience.BODIES) & models.Q(is_for_them)
    )


def shared_with_q(model: type[AudienceModel], record: AudienceModel) -> models.Q:
    """Return the condition on rows of `model` that everybody may see who may see `record`.

    Not who happens to ask: what is printed for all of them goes from hand to hand.
    """
    if record.audience == Audience.EDITORS:
        return models.Q()
    if record.audience == Audience.EVERYONE:
        return models.Q(audience=Audience.EVERYONE)
    for_members = models.Q(audience__in=(Audience.EVERYONE, Audience.MEMBERS))
    bodies = list(record.audience_bodies.all()) if record.audience == Audience.BODIES else []
    if not bodies:
        return for_members
    through, owner = model.audience_bodies.through, model._meta.model_name
    for_each = models.Q(audience=Audience.BODIES)
    for body in bodies:
        rows = through.objects.filter(
            **{f"{owner}_id": models.OuterRef("pk")}, organization_id__in=_with_those_above(body)
        )
        for_each &= models.Q(models.Exists(rows))
    return for_members | for_each


def handed_on_q(user: Any) -> models.Q:
    """Return the condition on rows that `user` sees and may hand on, on paper, to those around.

    A member's circle reads what the member reads; an editor sees what is for others, too.
    """
    if user.is_authenticated and user.is_editor:
        return models.Q(audience__in=(Audience.EVERYONE, Audience.MEMBERS))
    return models.Q()


def _with_those_above(body: Any) -> list[int]:
    found: list[int] = []
    # A circle of parents ends here too.
    while body is not None and body.pk not in found:
        found.append(body.pk)
        body = body.parent
    return found
