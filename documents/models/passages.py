"""Passages: the pieces of what is searched, with the terms each is found by."""

from django.db import models

from documents.models.sources import SourceText
from documents.search.fields import TermsField


class PassageModel(models.Model):
    """A piece of at most 8 kB of what one record says, with the record's facts as terms.

    `position` puts the newest record first when read downwards (see
    `documents.search.positions`); the first passage of a record bears its heading too.
    An index made by migration hangs on the table: GIN on PostgreSQL, an FTS5 table kept in step
    by triggers on SQLite. Rows are written by `documents.search.indexing` alone and can be made
    anew from the records at any time, so they have no history.
    """

    position = models.BigIntegerField(primary_key=True)
    source = models.ForeignKey(
        SourceText, null=True, on_delete=models.CASCADE, related_name="+", db_index=True
    )
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=16)
    # Bare words between blanks: what a phrase of three words and more is looked up in.
    words = models.TextField()
    terms = TermsField()

    class Meta:
        abstract = True
        default_permissions = ()


class Passage(PassageModel):
    """A passage of a document: its heading, its text and the texts of its files."""

    document = models.ForeignKey(
        "documents.Document", on_delete=models.CASCADE, related_name="passages"
    )

    class Meta(PassageModel.Meta):
        verbose_name = "đoạn để tìm"
        verbose_name_plural = "đoạn để tìm"

    def __str__(self) -> str:
        return f"{self.position}"
