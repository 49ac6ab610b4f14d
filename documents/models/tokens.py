"""Keys by which another system asks in the name of one account."""

import hashlib
import secrets
import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

# Tells whoever finds one in a file what it is.
PREFIX = "vk_"


class AccessTokenQuerySet(models.QuerySet[Any]):
    def in_use(self) -> Self:
        return self.filter(revoked_at__isnull=True)


class AccessToken(models.Model):
    """A key that a person gave to another system; only its hash is known here."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="tài khoản",
        on_delete=models.CASCADE,
        related_name="access_tokens",
    )
    name = models.CharField(
        "tên mã",
        max_length=100,
        help_text="Để nhớ mã này dùng ở đâu, ví dụ: Cổng thông tin của phường.",
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    last_used_on = models.DateField("dùng gần nhất", null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True, editable=False)

    objects = AccessTokenQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["token_hash", "last_used_on"])

    class Meta:
        verbose_name = "mã truy cập"
        verbose_name_plural = "mã truy cập"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                condition=models.Q(revoked_at__isnull=True),
                name="accesstoken_name_once_in_use",
                violation_error_message="Tài khoản này đang dùng một mã cùng tên.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def note_use(self) -> bool:
        """Keep the day of the last use; True for the first of a day.

        Written once a day, so that reading stays reading.
        """
        today = timezone.localdate()
        if self.last_used_on == today:
            return False
        # Of two at once one is the first.
        unused = type(self).objects.filter(pk=self.pk).exclude(last_used_on=today)
        return unused.update(last_used_on=today) == 1

    def revoke(self) -> None:
        """End the token for good; a second time changes nothing."""
        if self.revoked_at is None:
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])


def issue_token(user: Any, name: str) -> tuple[AccessToken, str]:
    """Make a token for `user`; returns the row and the secret, which is nowhere kept."""
    secret = PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(user=user, name=name, token_hash=hash_of(secret))
    return token, secret


def hash_of(secret: str) -> str:
    """Return what is stored of a token.

    A plain SHA-256: 256 random bits cannot be guessed, so nothing slow is needed.
    """
    return hashlib.sha256(secret.encode()).hexdigest()
