"""Who may read a bulletin's texts: the bulletin's audience once it is published, editors before."""

from bulletins.models import Bulletin
from documents.models import SourceText
from organizations.audience import Audience


def share_texts(bulletin: Bulletin) -> None:
    """Give every item's text the bulletin's audience, or editors only while it is a draft."""
    published = bulletin.state == Bulletin.State.PUBLISHED
    audience = bulletin.audience if published else Audience.EDITORS
    bodies = list(bulletin.audience_bodies.all())
    for text in SourceText.objects.filter(bulletin_item__bulletin=bulletin):
        if text.audience != audience:
            text.audience = audience
            text.save(update_fields=["audience"])
        text.audience_bodies.set(bodies)
