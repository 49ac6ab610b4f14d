"""What a meeting is about: a bulletin, a day from which on, or both."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bulletins.models import Bulletin
from organizations.fields import DayField


def word_of(bulletin: Bulletin) -> str:
    """Return how an address names a bulletin: ``thanh-uy-mau/2024/3``."""
    return f"{bulletin.publisher.slug}/{bulletin.year}/{bulletin.month}"


class MeetingForm(forms.Form):
    """The two questions; `reader` chooses among the published bulletins they may see."""

    ban_tin = forms.ChoiceField(
        label="Bản tin",
        required=False,
        error_messages={
            "invalid_choice": "Không có bản tin “%(value)s”. Hãy chọn một bản tin trong danh sách."
        },
    )
    tu_ngay = DayField(
        label="Văn bản mới từ ngày",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "ngày/tháng/năm", "autocomplete": "off"}),
    )

    def __init__(self, asked: Any, reader: Any) -> None:
        super().__init__(asked)
        published = (
            Bulletin.objects.visible_to(reader)
            .filter(state=Bulletin.State.PUBLISHED)
            .select_related("publisher__parent")
            .order_by("-year", "-month", "publisher__sort_key")
        )
        self._bulletins = {word_of(bulletin): bulletin for bulletin in published}
        self.fields["ban_tin"].choices = [
            ("", "Không chọn bản tin"),
            *((word, str(bulletin)) for word, bulletin in self._bulletins.items()),
        ]

    def clean_ban_tin(self) -> Bulletin | None:
        return self._bulletins.get(self.cleaned_data["ban_tin"])

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self.cleaned_data.values()):
            raise ValidationError(
                "Hãy chọn một bản tin, hoặc gõ ngày của lần họp trước, ví dụ 01/09/2026.",
                code="nothing_chosen",
            )
        return self.cleaned_data

    def bulletins_since(self, first: Any) -> list[Bulletin]:
        """Return the bulletins of the month of `first` and of later ones, the newest first."""
        since = (first.year, first.month)
        return [one for one in self._bulletins.values() if (one.year, one.month) >= since]
