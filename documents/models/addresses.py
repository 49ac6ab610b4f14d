"""Public addresses whose document was deleted for good: printed and scanned, they lead to no
other."""

from django.db import models


class TakenAddress(models.Model):
    """An address that no other document gets."""

    slug = models.SlugField("địa chỉ", max_length=120, unique=True)

    class Meta:
        verbose_name = "địa chỉ đã dùng"
        verbose_name_plural = "địa chỉ đã dùng"
        # Written where the bin is emptied, never by hand.
        default_permissions = ()
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


def addresses_taken(base: str) -> set[str]:
    """Return those of these addresses that begin with `base`."""
    rows = TakenAddress.objects.filter(slug__startswith=base).order_by()
    return set(rows.values_list("slug", flat=True))
