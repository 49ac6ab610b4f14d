"""Questions asked of bulletins and their items; each starts from rights."""

from typing import Any, Self

from django.db import models

from organizations.audience import audience_q
from organizations.bin import LIVE, BinQuerySet


class BulletinQuerySet(BinQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Bulletins `user` may read: never the bin, drafts and withdrawn ones only for editors."""
        return self._for_readers(user, ["published"])

    def known_to(self, user: Any) -> Self:
        """Bulletins whose address answers `user`: those they read, and withdrawn ones they would.

        Of a withdrawn one members are told that and why, and nothing of what stood in it.
        """
        return self._for_readers(user, ["published", "withdrawn"])

    def _for_readers(self, user: Any, states: list[str]) -> Self:
        bulletins = self.filter(LIVE)
        if not (user.is_authenticated and user.is_editor):
            bulletins = bulletins.filter(state__in=states)
        return bulletins.filter(audience_q(self.model, user))

    def with_corrections_told(self) -> Self:
        """Load with each bulletin whether it `was_corrected`: most were not, and none is asked."""
        corrections = self.model._meta.get_field("corrections").related_model.objects
        of_this = corrections.filter(bulletin=models.OuterRef("pk"))
        return self.annotate(was_corrected=models.Exists(of_this))

    def waiting_for_review(self) -> Self:
        """Bulletins with something that an import brought in and no editor has looked at."""
        items = self.model._meta.get_field("items").related_model.objects.waiting_for_review()
        return self.filter(pk__in=items.order_by().values("bulletin"))


class BulletinItemQuerySet(BinQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Items of bulletins `user` may see; what no editor has looked at is for editors only."""
        bulletins = self.model._meta.get_field("bulletin").related_model.objects.visible_to(user)
        items = self.filter(LIVE, bulletin__in=bulletins)
        if user.is_authenticated and user.is_editor:
            return items
        return items.exclude(unreviewed="item")

    def waiting_for_review(self) -> Self:
        """Items of which an import brought something in that no editor has looked at."""
        return self.exclude(unreviewed="nothing")

    def with_subjects(self) -> Self:
        """Load the subject links a table row shows, without a query a row."""
        return self.prefetch_related(
            models.Prefetch("subject_links__document"),
            "subject_links__document__document_type",
            "subject_links__document__organization",
        )
