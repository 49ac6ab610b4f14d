"""Accounts and the bodies their holders belong to."""

from typing import Any

from django.contrib.auth.models import AbstractUser, Permission
from django.db import models
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from organizations.querysets import reach_of

EDITOR_GROUP = "Biên tập"
MEMBER_GROUP = "Thành viên"


class User(AbstractUser):
    """One person's account."""

    organizations = models.ManyToManyField(
        "organizations.Organization",
        verbose_name="thuộc tổ chức",
        blank=True,
        related_name="members",
        help_text="Người này xem được văn bản dành cho các tổ chức đã chọn và các cấp trên.",
    )
    is_demo = models.BooleanField(
        "tài khoản dùng thử",
        default=False,
        editable=False,
        help_text="Chỉ đăng nhập được khi hệ thống chạy với DEMO=1.",
    )
    # One more, and every session of before is over (`organizations.signing_in.ending`).
    session_round = models.PositiveIntegerField(default=0, editable=False)

    history = HistoricalRecords(
        excluded_fields=["password", "last_login", "session_round"], m2m_fields=[organizations]
    )

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        permissions = [("edit_registry", "Biên tập sổ văn bản")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save as Django does; that somebody signed in makes no new version of the account."""
        if kwargs.get("update_fields") != ["last_login"]:
            super().save(*args, **kwargs)
            return
        self.skip_history_when_saving = True
        try:
            super().save(*args, **kwargs)
        finally:
            del self.skip_history_when_saving

    def get_full_name(self) -> str:
        """Return the name in Vietnamese order: the family's first."""
        return f"{self.last_name} {self.first_name}".strip()

    def get_session_auth_hash(self) -> str:
        """Return what a session must have been begun with to be good still."""
        told = super().get_session_auth_hash()
        # Sessions begun before there were rounds go on.
        return f"{told}-{self.session_round}" if self.session_round else told

    @property
    def known_as(self) -> str:
        """The person's name; that of the account where nobody entered one."""
        return self.get_full_name() or self.username

    @cached_property
    def is_editor(self) -> bool:
        """Whether this person may see and change every record."""
        if self.is_superuser or not self.is_active:
            return self.is_active
        return self.has_edit_right

    @cached_property
    def has_edit_right(self) -> bool:
        """Whether the right to edit was given to this person or to a group of theirs."""
        # The question of `has_perm`, in one query instead of two.
        mine = models.Q(user=self) | models.Q(group__user=self)
        return Permission.objects.filter(
            mine, codename="edit_registry", content_type__app_label="organizations"
        ).exists()

    @cached_property
    def reach(self) -> frozenset[int]:
        """Ids of the bodies this person belongs to and of all bodies above them."""
        return reach_of(User.objects, self.pk)
