"""Citations that a check called wrong, as last looked at: a work list cannot check all texts."""

from django.db import models

from documents.models.citations import Citation
from documents.models.sources import SourceText


class CheckedText(models.Model):
    """When the checks last looked at a text that has citations to be decided on."""

    source = models.OneToOneField(
        SourceText, primary_key=True, on_delete=models.CASCADE, related_name="checked"
    )
    checked_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "lượt kiểm tra"
        verbose_name_plural = "lượt kiểm tra"
        # Written by the worker, never by hand.
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.source_id}: {self.checked_at}"


class CitationWarning(models.Model):
    """What a check called an error in one citation (`documents.deciding.warning`)."""

    citation = models.OneToOneField(
        Citation, primary_key=True, on_delete=models.CASCADE, related_name="warning"
    )
    sentence = models.TextField("máy thấy")

    class Meta:
        verbose_name = "cảnh báo"
        verbose_name_plural = "cảnh báo"
        # As above.
        default_permissions = ()

    def __str__(self) -> str:
        return self.sentence
