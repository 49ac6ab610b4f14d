"""A bulletin tells its followers when it is released for the first time."""

from collections.abc import Iterator

from documents.models import Event
from documents.models.telling import TellingModel


class TellingBulletin(TellingModel):
    """A bulletin, once it is published; put back after a withdrawal it is no second event."""

    TOLD = ("state",)

    class Meta:
        abstract = True

    def events(self, changed: set[str], is_new: bool) -> Iterator[Event]:
        if changed and self.state == "published":
            yield Event(
                kind=Event.Kind.RELEASED,
                released=self.pk,
                publisher_id=self.publisher_id,
                key=f"released:{self.pk}",
            )
