"""Staff screens for bulletins, their items and what each item is about."""

from bulletins.admin.bulletins import BulletinAdmin
from bulletins.admin.items import BulletinItemAdmin, ItemSubjectAdmin

__all__ = ["BulletinAdmin", "BulletinItemAdmin", "ItemSubjectAdmin"]
