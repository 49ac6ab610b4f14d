"""Who may read a bulletin's texts: the bulletin's audience once it is published, editors before."""

from bulletins.models import Bulletin, BulletinItem
from organizations.audience import Audience


def share_texts(bulletin: Bulletin) -> None:
    """Give every item's text the bulletin's audience; editors only for drafts and in the bin."""
    is_shown = bulletin.state == Bulletin.State.PUBLISHED and not bulletin.is_binned
    bodies = list(bulletin.audience_bodies.all())
    items = BulletinItem.all_objects.filter(bulletin=bulletin, text__isnull=False)
    for item in items.select_related("text"):
        text = item.text
        audience = bulletin.audience if is_shown and not item.is_binned else Audience.EDITORS
        if text.audience != audience:
            text.audience = audience
            text.save(update_fields=["audience"])
        text.audience_bodies.set(bodies)
