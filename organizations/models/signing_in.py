"""Signing in without a password: links that open one phone, and the devices they opened."""

import hashlib
import secrets
import uuid
from datetime import datetime, time, timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

# How long a link waits to be opened: a letter to a cell and the cell's next meeting.
LINK_DAYS = 30
# How long a device stays signed in.
DEVICE_DAYS = 90


class SignInLinkQuerySet(models.QuerySet[Any]):
    def usable(self) -> Self:
        """Links that still open something."""
        return self.filter(
            used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now()
        )


class SignInLink(models.Model):
    """A one-time link by which a person signs in; only the hash of its secret is known here.

    Who made it, and when it was used or revoked, is written once: the row is its own history.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="tài khoản",
        on_delete=models.CASCADE,
        related_name="sign_in_links",
    )
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người cấp",
        on_delete=models.PROTECT,
        related_name="+",
    )
    made_at = models.DateTimeField("cấp lúc", auto_now_add=True)
    expires_at = models.DateTimeField("hết hạn lúc")
    used_at = models.DateTimeField("dùng lúc", null=True, blank=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)

    objects = SignInLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "liên kết đăng nhập"
        verbose_name_plural = "liên kết đăng nhập"
        ordering = ["-made_at", "-pk"]
        constraints = [
            # Whoever makes a new one ends the one before: a lost paper opens nothing.
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(used_at__isnull=True, revoked_at__isnull=True),
                name="signinlink_one_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"Liên kết đăng nhập của {self.user}"

    @property
    def is_usable(self) -> bool:
        return not self.used_at and not self.revoked_at and self.expires_at > timezone.now()


class DeviceQuerySet(models.QuerySet[Any]):
    def with_sessions(self) -> Self:
        """Tell of each device whether it is signed in: its session is there and goes on."""
        session = Session.objects.filter(
            session_key=models.OuterRef("session_key"), expire_date__gt=timezone.now()
        )
        goes_on = models.Q(models.Exists(session), revoked_at__isnull=True)
        return self.annotate(
            is_signed_in=models.ExpressionWrapper(goes_on, output_field=models.BooleanField())
        )

    def signed_in(self) -> Self:
        """Devices that are signed in."""
        return self.with_sessions().filter(is_signed_in=True)


class Device(models.Model):
    """A phone or computer that a link signed in."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="tài khoản",
        on_delete=models.CASCADE,
        related_name="devices",
    )
    link = models.OneToOneField(
        SignInLink,
        verbose_name="liên kết",
        on_delete=models.PROTECT,
        related_name="device",
    )
    name = models.CharField("thiết bị", max_length=60)
    # Of Django's session on that device, so that it can be ended from elsewhere.
    session_key = models.CharField(max_length=40, editable=False)
    signed_in_at = models.DateTimeField("đăng nhập lúc", auto_now_add=True)
    expires_at = models.DateTimeField("hết hạn lúc")
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = "thiết bị đăng nhập"
        verbose_name_plural = "thiết bị đăng nhập"
        ordering = ["-signed_in_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_expired(self) -> bool:
        """Whether its time ran out; a session that is gone before was ended by somebody."""
        return self.expires_at <= timezone.now()


def new_link(user: Any, made_by: Any) -> tuple[SignInLink, str]:
    """Make a link for `user`; returns the row and the secret, which is nowhere kept.

    Call it in a transaction that holds the account: a link that waits already is revoked.
    """
    SignInLink.objects.filter(user=user, used_at__isnull=True, revoked_at__isnull=True).update(
        revoked_at=timezone.now()
    )
    secret = secrets.token_urlsafe(24)
    link = SignInLink.objects.create(
        user=user,
        made_by=made_by,
        secret_hash=hash_of(secret),
        expires_at=end_of_day(LINK_DAYS),
    )
    return link, secret


def end_of_day(days: int) -> datetime:
    """Return the last moment of the day so many days from now, as people here count days."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time.max))


def hash_of(secret: str) -> str:
    """Return what is stored of a link's secret: 192 random bits need nothing slower than this."""
    return hashlib.sha256(secret.encode()).hexdigest()
