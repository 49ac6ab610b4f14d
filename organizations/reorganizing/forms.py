"""What an editor types and chooses when bodies are reorganised."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from organizations.fields import DayField
from organizations.guarded import refuse_typed
from organizations.models import Organization, Reorganization
from organizations.reorganizing.finding import lines_of

MOST_LINES = 60
NAME_CHARS = Organization._meta.get_field("name").max_length
_BOX = {"rows": 5, "autocomplete": "off"}


class ReorganizingForm(forms.Form):
    """The reorganisation in words: which bodies, one a line, become which others from which day."""

    kind = forms.ChoiceField(
        label="Việc đã được quyết định",
        choices=Reorganization.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một trong bốn việc."},
    )
    day = DayField(
        label="Có hiệu lực từ ngày",
        help_text="Ngày đầu tiên của cơ quan mới hoặc tên mới, ví dụ 01/07/2025.",
        error_messages={"required": "Ghi ngày có hiệu lực."},
    )
    basis = forms.CharField(
        label="Căn cứ",
        max_length=300,
        help_text="Văn bản quyết định việc này, ví dụ: Nghị quyết số 12-NQ/TU ngày 20/06/2025.",
        error_messages={"required": "Ghi văn bản quyết định việc này."},
    )
    before = forms.CharField(
        label="Cơ quan trước khi sắp xếp",
        widget=forms.Textarea(attrs=_BOX),
        help_text="Mỗi dòng một cơ quan: gõ tên hoặc mã, không cần dấu.",
        error_messages={"required": "Ghi ít nhất một cơ quan."},
    )
    after = forms.CharField(
        label="Cơ quan sau khi sắp xếp",
        widget=forms.Textarea(attrs=_BOX),
        required=False,
        help_text="Mỗi dòng một cơ quan: đã có trong sổ, hoặc tên đầy đủ của cơ quan mới. Đổi "
        "tên thì ghi tên mới. Tách một phần ra mà cơ quan cũ vẫn hoạt động thì ghi cả cơ quan cũ. "
        "Kết thúc mà không có cơ quan nào kế thừa thì để trống.",
    )

    def clean_before(self) -> list[str]:
        return _lines(self.cleaned_data["before"])

    def clean_after(self) -> list[str]:
        return _lines(self.cleaned_data["after"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refuse_typed(self, "basis", "before", "after")
        return cleaned


def _lines(typed: str) -> list[str]:
    lines = lines_of(typed)
    if len(lines) > MOST_LINES:
        raise ValidationError(f"Một lần ghi được nhiều nhất {MOST_LINES} cơ quan.")
    for line in lines:
        if len(line) > NAME_CHARS:
            raise ValidationError(
                f"Tên dài quá {NAME_CHARS} ký tự: “{line[:40]}…”. Mỗi dòng chỉ ghi một cơ quan."
            )
    return lines


class NewNameForm(forms.Form):
    """The code that comes with a new name, if any."""

    code = forms.CharField(
        label="Mã mới trong ký hiệu văn bản",
        max_length=20,
        required=False,
        help_text="Để trống nếu mã không đổi.",
    )

    def clean(self) -> dict[str, Any]:
        refuse_typed(self, "code")
        return self.cleaned_data


class NewBodyForm(forms.Form):
    """What a body that begins is, beside its name; all but the code is taken from those before."""

    code = forms.CharField(
        label="Mã trong ký hiệu văn bản",
        max_length=20,
        help_text="Phần sau dấu / của số ký hiệu, ví dụ ĐU. Chi bộ không có mã thì để trống.",
        error_messages={"required": "Ghi mã cơ quan viết trong ký hiệu văn bản."},
    )
    kind = forms.ChoiceField(label="Loại hình", choices=Organization.Kind.choices)
    level = forms.TypedChoiceField(label="Cấp", choices=Organization.Level.choices, coerce=int)
    system = forms.ChoiceField(label="Cách đánh số", choices=Organization.System.choices)
    parent = forms.CharField(
        label="Cấp trên trực tiếp",
        max_length=NAME_CHARS,
        required=False,
        help_text="Gõ tên hoặc mã, không cần dấu. Để trống nếu không có.",
    )

    def clean(self) -> dict[str, Any]:
        refuse_typed(self, "code", "parent")
        return self.cleaned_data
