"""How far the time of the bin has come, kept apart from the clock of the machine."""

from django.db import models


class BinTime(models.Model):
    """The moment up to which the bin believes time to have passed: one row.

    The worker's hourly sweep moves it on (`organizations.emptying`).
    """

    moment = models.DateTimeField()

    class Meta:
        verbose_name = "giờ của thùng rác"
        verbose_name_plural = "giờ của thùng rác"
        # Nobody enters one by hand.
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.moment:%d/%m/%Y}"
