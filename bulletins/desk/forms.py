"""What an editor gives the desk: a whole bulletin, or a decision."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bulletins.models import Bulletin
from documents.files.uploads import read_upload
from documents.models import Attachment, Citation
from organizations.models import Organization

MAX_TEXT_CHARS = 1_000_000
_READ = (Attachment.Kind.DOCX, Attachment.Kind.PDF, Attachment.Kind.TEXT)
REASONS = (
    "không phải trích dẫn",
    "không phải văn bản này",
    "bản tin in sai",
)


class BringInForm(forms.Form):
    """A new bulletin: who publishes it, of which month, and its text, pasted or in a file.

    Once valid, `cleaned_data["body"]` is the text as read.
    """

    publisher = forms.ModelChoiceField(
        label="Nơi phát hành",
        queryset=Organization.objects.none(),
        to_field_name="slug",
        empty_label="– chọn –",
    )
    month = forms.IntegerField(
        label="Tháng", min_value=1, max_value=12, widget=forms.TextInput({"inputmode": "numeric"})
    )
    year = forms.IntegerField(
        label="Năm",
        min_value=1930,
        max_value=2200,
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    file = forms.FileField(
        label="Tệp bản tin",
        required=False,
        help_text="Word (.docx), PDF có chữ, hoặc văn bản thuần (.txt).",
    )
    declared = forms.BooleanField(
        label="Tôi đã xem cả tệp: không có dấu mật ở những phần máy không đọc được",
        required=False,
    )
    text = forms.CharField(
        label="Hoặc dán nội dung vào đây",
        required=False,
        max_length=MAX_TEXT_CHARS,
        strip=False,
        widget=forms.Textarea({"rows": 10}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        publishers = Organization.objects.filter(is_own=True) | Organization.objects.filter(
            bulletins__isnull=False
        )
        self.fields["publisher"].queryset = publishers.distinct().order_by("-is_own", "sort_key")

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("file") and values.get("text", "").strip():
            self.add_error("text", "Chọn tệp hoặc dán nội dung, không cả hai.")
        elif values.get("file"):
            values["body"] = self._body_of_file()
        elif values.get("text", "").strip():
            values["body"] = values["text"]
        elif not self.errors:
            self.add_error("file", "Chọn tệp bản tin, hoặc dán nội dung vào ô bên dưới.")
        self._refuse_second_text()
        return values

    def _body_of_file(self) -> str:
        try:
            facts = read_upload(self.cleaned_data["file"])
        except ValidationError as error:
            self.add_error("file", error)
            return ""
        if facts.kind not in _READ or not (facts.text or "").strip():
            self.add_error(
                "file",
                "Không đọc được chữ nào trong tệp này (bản chụp, ảnh, bảng tính). Dùng tệp Word, "
                "PDF có chữ, hoặc dán nội dung vào ô bên dưới.",
            )
        elif facts.needs_declaration and not self.cleaned_data["declared"]:
            self.add_error(
                "declared",
                "Trong tệp có phần máy không đọc được (ảnh, trang chụp). Xem lại cả tệp rồi đánh "
                "dấu vào đây và chọn lại tệp.",
            )
        return facts.text or ""

    def _refuse_second_text(self) -> None:
        values = self.cleaned_data
        asked = {name: values.get(name) for name in ("publisher", "month", "year")}
        there = all(asked.values()) and Bulletin.objects.filter(**asked).exclude(text_sha256="")
        if there and there.exists():
            self.add_error(
                "month",
                "Bản tin tháng này của nơi này đã có nội dung trong sổ. Mở bản tin đó để sửa.",
            )


class RejectForm(forms.Form):
    """Why a citation is rejected; it stays on record."""

    reason = forms.CharField(
        label="Lý do loại",
        max_length=Citation._meta.get_field("reason").max_length,
        error_messages={"required": "Ghi lý do loại trích dẫn này."},
        widget=forms.TextInput({"list": "ly-do", "autocomplete": "off"}),
    )
