"""What was taken from a document that others cite, and all it takes to give it back."""

from datetime import date

from django.db import models

from documents.models.document import Document
from documents.models.sources import SourceText
from organizations.bin import last_day_in_bin
from organizations.undoing import UndoableModel


class ContentRemoval(UndoableModel):
    """Text and files of a document were taken away; the document is only cited from then on.

    The text lies here with the citations read in it, the `files` (their keys) in the bin.
    """

    document = models.ForeignKey(
        Document,
        verbose_name="văn bản",
        # It keeps no document out of the bin, and is of nothing without it.
        on_delete=models.CASCADE,
        related_name="removals",
    )
    text = models.OneToOneField(
        SourceText,
        verbose_name="nguồn văn đã gỡ",
        null=True,
        # It holds citations that people decided on.
        on_delete=models.PROTECT,
        related_name="removal",
    )
    files = models.JSONField(default=list)
    # The text was deleted for good: nothing is to be given back any more.
    is_emptied = models.BooleanField(default=False)

    class Meta(UndoableModel.Meta):
        verbose_name = "lần gỡ nội dung"
        verbose_name_plural = "lần gỡ nội dung"

    def __str__(self) -> str:
        return str(self.document)

    @property
    def last_day(self) -> date:
        """The last day on which it can be given back."""
        return last_day_in_bin(self.done_at)
