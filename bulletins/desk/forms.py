"""What an editor gives the desk: a whole bulletin, a draft to be checked, or a decision."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from bulletins.filetext import field_of, text_of_file
from bulletins.importing import OTHER_TEXT
from bulletins.models import Bulletin, Intake
from documents.deciding.citations import MISPRINT, NO_CITATION, OTHER_DOCUMENT
from documents.files.texts import READ, is_read_quickly, refuse_legacy_text
from documents.files.uploads import MAX_TEXT_CHARS, MAX_UPLOAD_BYTES
from documents.models import Citation
from organizations.fields import DayField, ReasonField
from organizations.models import Organization
from organizations.secrecy import refuse_secret
from organizations.text import normalize_body

REASONS = (NO_CITATION, OTHER_DOCUMENT, MISPRINT)


class TextForm(forms.Form):
    """A text, in a file or pasted. Once valid, `cleaned_data["body"]` is the text as read."""

    file = forms.FileField(
        label="Tệp",
        required=False,
        # Refused with the rest, in a sentence that says what to do.
        allow_empty_file=True,
        help_text=f"{READ.words}; tối đa {MAX_UPLOAD_BYTES // 2**20} MB.",
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

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if not self._is_typed_let_in():
            return values
        if values.get("file") and values.get("text", "").strip():
            self.add_error("text", "Chọn tệp hoặc dán nội dung, không cả hai.")
        elif values.get("file"):
            # It has to be chosen anew whatever else is wrong, and a scan takes minutes to read.
            values["body"] = "" if self.errors else self._body_of_file()
        elif values.get("text", "").strip():
            values["body"] = values["text"]
        elif not self.errors:
            self.add_error("file", "Chọn tệp, hoặc dán nội dung vào ô bên dưới.")
        return values

    def _is_typed_let_in(self) -> bool:
        """Screen what was pasted; a page never sends a secret back to be looked at again.

        As it was sent, since what is refused for its length too is in `cleaned_data` no more.
        """
        typed = self.data.get(self.add_prefix("text"), "")
        try:
            refuse_secret([typed])
            refuse_legacy_text(typed, set(), "Nội dung dán vào")
        except ValidationError as error:
            self.add_error("text", error)
            if error.code == "secret":
                self.data = {name: value for name, value in self.data.items() if name != "text"}
            return False
        return True

    def _body_of_file(self) -> str:
        try:
            file, has_looked = self.cleaned_data["file"], self.cleaned_data["declared"]
            return text_of_file(file, has_looked=has_looked)
        except ValidationError as error:
            self.add_error(field_of(error), error)
            return ""


def _publishers() -> QuerySet[Organization]:
    """Return our own body, its departments and those that have published; each form reads anew."""
    ours = Organization.objects.filter(Q(is_own=True) | Q(parent__is_own=True))
    publishers = ours | Organization.objects.filter(bulletins__isnull=False)
    return publishers.distinct().order_by("-is_own", "sort_key")


class BringInForm(TextForm):
    """A new bulletin: who publishes it, of which month, and its text.

    `body` is '' of a file that takes long to read: the worker is to do it. `in_the_way` is the
    bulletin that has a text already, or is out and asked about.
    """

    in_the_way: Bulletin | None = None

    publisher = forms.ModelChoiceField(
        label="Nơi phát hành",
        queryset=_publishers(),
        to_field_name="slug",
        empty_label="– chọn –",
    )
    month = forms.IntegerField(
        label="Tháng",
        min_value=1,
        max_value=12,
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("min_value", "max_value"), "Tháng: từ 1 đến 12."),
    )
    year = forms.IntegerField(
        label="Năm",
        min_value=1930,
        max_value=2200,
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("min_value", "max_value"), "Năm: từ 1930 đến 2200."),
    )
    onto = forms.BooleanField(label="Đúng, nhập vào bản tin ấy", required=False)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        asked = {name: values.get(name) for name in ("publisher", "month", "year")}
        there = None
        if all(asked.values()):
            there = Bulletin.objects.filter(**asked).select_related("publisher").first()
        if there and there.text_sha256:
            self.in_the_way = there
            self.add_error("month", OTHER_TEXT)
        elif there and there.state != Bulletin.State.DRAFT and not values.get("onto"):
            self.in_the_way = there
            self.add_error("onto", self._asked_about(there))
        return super().clean()

    def _asked_about(self, there: Bulletin) -> ValidationError:
        """Return why a bulletin that is out is asked about: a wrong month is typed so easily."""
        return ValidationError(
            "Bản tin tháng %(month)s/%(year)s của nơi này %(state)s. Nội dung nhập vào sẽ xếp "
            "chung với các mục của bản tin ấy và chờ cán bộ bấm “Đã xem, cho đọc”. Đúng vậy thì "
            "đánh dấu vào ô này rồi gửi lại (tệp thì chọn lại); nhầm tháng thì sửa ô Tháng, Năm.",
            code="is_out",
            params={
                "month": there.month,
                "year": there.year,
                "state": there.get_state_display().lower(),
            },
        )

    def _body_of_file(self) -> str:
        file = self.cleaned_data["file"]
        try:
            is_quick = is_read_quickly(file)
        except ValidationError as error:
            file.close()
            self.add_error("file", error)
            return ""
        return super()._body_of_file() if is_quick else ""


class RefusedForm(BringInForm):
    """The form as it comes back for a file that the worker refused, as if it had been sent now."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        place = {"year": intake.year, "month": intake.month, "publisher": intake.publisher.slug}
        super().__init__(place)

    def clean(self) -> dict[str, Any]:
        self.add_error(self.intake.refused_field or None, self.intake.answer)
        return self.cleaned_data


class CheckForm(TextForm):
    """A draft to be checked and not kept; whose it is and of which day helps, if it is told."""

    publisher = forms.ModelChoiceField(
        label="Của cơ quan",
        queryset=_publishers(),
        to_field_name="slug",
        empty_label="– không nêu –",
        required=False,
        help_text="Để “Tỉnh ủy” trong bản thảo được hiểu đúng là tỉnh nào.",
    )
    day = DayField(
        label="Ngày của bản thảo",
        required=False,
        widget=forms.TextInput({"placeholder": "ngày/tháng/năm", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("body"):
            values["body"] = normalize_body(values["body"])
        return values


class RejectForm(forms.Form):
    """Why a citation is rejected; it stays on record."""

    reason = ReasonField(
        label="Lý do loại",
        max_length=Citation._meta.get_field("reason").max_length,
        error_messages={"required": "Ghi lý do loại trích dẫn này."},
    )

    def clean_reason(self) -> str:
        """Refuse a secret here too: the reason stays in the history.

        A usual reason typed by hand is that one, however the keyboard writes its letters.
        """
        refuse_secret([self.data["reason"]])
        reason: str = self.cleaned_data["reason"]
        return reason
