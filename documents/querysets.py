"""Questions asked of documents, texts, files, citations and relations; each starts from rights."""

from datetime import date
from typing import Any, Self

from django.db import models

from organizations.audience import audience_q
from organizations.bin import LIVE, BinQuerySet
from organizations.text import fold

# Half the columns of a document and of what it names: reading all took twice as long.
SHOWN_IN_ROWS = (
    *("slug", "number", "year_in_number", "symbol", "name", "title", "collective"),
    *("issuer_printed", "issuer_then", "issued_on", "issued_year", "signer", "state", "is_held"),
    *("document_type__name", "organization__name", "term__label"),
)


class DocumentQuerySet(BinQuerySet):
    # What a document is told with, and thousands of documents name few of.
    NAMED = ("document_type", "organization", "term")

    def visible_to(self, user: Any) -> Self:
        """Documents `user` may know of: never the bin, proposals only for editors."""
        documents = self.filter(LIVE)
        if not (user.is_authenticated and user.is_editor):
            documents = documents.filter(state="registered")
        return documents.filter(audience_q(self.model, user))

    def with_code_key(self, key: str) -> Self:
        """Documents whose code has `key` (see `documents.citations.codes.code_key`)."""
        return self.filter(code_key=key)

    def containing(self, words: str) -> Self:
        """Documents with every one of `words` in code, title, body or signer, tones aside."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_text__contains=word)
        return found

    def issued_from(self, first: date) -> Self:
        """Documents certainly issued on `first` or later: a year alone must lie after it."""
        whole_year = first.year if (first.month, first.day) == (1, 1) else first.year + 1
        return self.filter(
            models.Q(issued_on__gte=first)
            | models.Q(issued_on__isnull=True, issued_year__gte=whole_year)
        )

    def with_names(self) -> Self:
        """Load each document with its type, body and term, without a query a row."""
        return self.select_related("document_type", "organization", "term")

    def with_text_for(self, user: Any) -> Self:
        """Load each document's text too, with whether `user` may read it: `readable_text` tells."""
        texts = self.model._meta.get_field("text").related_model.objects.visible_to(user)
        may_read = models.Exists(texts.filter(pk=models.OuterRef("text_id")))
        return self.select_related("text").annotate(is_text_readable=may_read)

    def for_rows(self) -> Self:
        """Load of each document what a row of a list shows and is searched in, and no more."""
        return self.with_names().only(*SHOWN_IN_ROWS)

    def for_many_rows(self) -> Self:
        """Load the same of hundreds: three queries more, and each type, body and term only once."""
        own = (name for name in SHOWN_IN_ROWS if "__" not in name)
        return self.only(*own, *self.NAMED).prefetch_related(*self.NAMED)


class SourceTextQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(audience_q(self.model, user))


class AttachmentQuerySet(BinQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Files of documents `user` may see."""
        documents = self.model._meta.get_field("document").related_model.objects.visible_to(user)
        return self.filter(LIVE, document__in=documents)


class CitationQuerySet(models.QuerySet[Any]):
    def confirmed(self) -> Self:
        return self.filter(state="confirmed")

    def undecided_by_machine(self) -> Self:
        """What a new reading may replace; anything a person touched is not among it."""
        return self.filter(state="proposed", origin="machine")

    def visible_to(self, user: Any) -> Self:
        """Citations in texts `user` may see; members see confirmed ones only."""
        sources = self.model._meta.get_field("source").related_model.objects.visible_to(user)
        citations = self.filter(source__in=sources)
        if user.is_authenticated and user.is_editor:
            return citations
        return citations.confirmed()


class RelationQuerySet(BinQuerySet):
    def between_live(self) -> Self:
        """Relations neither of whose documents lies in the bin; nothing else is to be decided."""
        return self.filter(source__deleted_at__isnull=True, target__deleted_at__isnull=True)

    def undecided_by_machine(self) -> Self:
        """What a new reading may replace: in use, proposed by the machine, decided by nobody."""
        return self.live().filter(state="proposed", origin="machine")

    def visible_to(self, user: Any) -> Self:
        """Relations both of whose documents `user` may see; members see confirmed ones only."""
        documents = self.model._meta.get_field("source").related_model.objects.visible_to(user)
        # Row by row: few relations are asked for, and SQLite would begin with all documents.
        both = [
            models.Exists(documents.filter(pk=models.OuterRef(end))) for end in ("source", "target")
        ]
        relations = self.filter(LIVE, *both)
        if user.is_authenticated and user.is_editor:
            return relations.exclude(state="rejected")
        return relations.filter(state="confirmed")
