"""How far a bulletin is read, as the worker keeps it and its page shows it (`reading`)."""

from django.db import models


class BulletinReading(models.Model):
    """How far the citations of a bulletin's text are read, as the worker keeps it.

    A bulletin whose text came in otherwise than by an import has none. Whoever writes it holds
    the bulletin.
    """

    bulletin = models.OneToOneField(
        "bulletins.Bulletin", on_delete=models.CASCADE, related_name="reading"
    )
    # What the import had to say of the text, as sentences.
    notices = models.JSONField(default=list)
    asked_at = models.DateTimeField(null=True)
    # The key of the task that reads, when it last gave a sign of life, and how many tries ended
    # since then without a step.
    runner = models.UUIDField(null=True)
    alive_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    citations_read = models.PositiveIntegerField(default=0)
    citations = models.PositiveIntegerField(default=0)
    items_read = models.PositiveIntegerField(default=0)
    items = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "lượt đọc trích dẫn"
        verbose_name_plural = "lượt đọc trích dẫn"
        # Nobody enters one by hand.
        default_permissions = ()

    def __str__(self) -> str:
        return f"Đọc trích dẫn: {self.bulletin}"
