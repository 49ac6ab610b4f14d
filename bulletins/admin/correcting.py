"""What staff screens ask and record when they change a bulletin that its readers have."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest

from bulletins.corrections import NOTE_CHARS
from bulletins.models import Bulletin
from bulletins.reissuing import as_read, record


class CorrectionForm(forms.Form):
    """Asks for the words that readers of a published bulletin find beside what is changed."""

    correction = forms.CharField(
        label="Lời đính chính",
        required=False,
        max_length=NOTE_CHARS,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        help_text="Ghi khi bản tin đã phát hành: sửa gì, vì sao. Người đọc thấy lời này kèm ngày.",
    )
    hides_former = forms.BooleanField(
        label="Không nêu chữ đã bỏ",
        required=False,
        help_text="Người đọc chỉ thấy chỗ nào đã sửa, không thấy chữ trước đó.",
    )


class CorrectionMixin:
    """A screen whose saving is a correction where readers get something else by it.

    A save without the words is undone, and the form comes back as typed (`RefusedSaveMixin`).
    """

    # Given to a new record, of which nobody knows yet whether readers will have it.
    asks_when_new = False

    def bulletin_of(self, obj: Any) -> Bulletin:
        """Return the bulletin that the record is or belongs to."""
        raise NotImplementedError

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        """Add the words where they will be asked for."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            is_asked = self.asks_when_new
        else:
            is_published = self.bulletin_of(obj).state == Bulletin.State.PUBLISHED
            is_asked = is_published and self.has_change_permission(request, obj)
        if not is_asked:
            return fieldsets
        (name, options), *rest = fieldsets
        asked = list(CorrectionForm.base_fields)
        fields = [field for field in options["fields"] if field not in asked]
        return [(name, {**options, "fields": [*fields, *asked]}), *rest]

    def note_before(self, form: Any, bulletin: int) -> None:
        """Keep with the form what readers had; the bulletin must be held."""
        form.was_read = as_read(bulletin)

    def record_change(self, request: HttpRequest, form: Any, bulletin: int) -> None:
        """Record what readers have now that they did not; raises ValidationError without words."""
        was_read = getattr(form, "was_read", None)
        note, is_hidden = (form.cleaned_data[name] for name in ("correction", "hides_former"))
        record(bulletin, was_read, request.user, note, hides_former=is_hidden)
