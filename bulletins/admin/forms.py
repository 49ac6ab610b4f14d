"""What staff may type about bulletins and their items."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from bulletins.admin.correcting import CorrectionForm
from bulletins.desk.sheet import sheet_of
from bulletins.models import DEFAULT_MARKING, Bulletin, BulletinItem, ItemSubject
from bulletins.reading import refuse_unread
from documents.admin.forms import AudienceMixin, ReasonMixin
from documents.files.texts import refuse_legacy_text
from documents.models import Decision, Document
from organizations.admin.forms import GuardedForm, LiveForm, RecordForm
from organizations.admin.widgets import RecordSelectMultiple
from organizations.fields import RecordsField
from organizations.text import key_in


class BulletinForm(CorrectionForm, AudienceMixin, RecordForm):
    class Meta:
        model = Bulletin
        fields = "__all__"
        widgets = {
            "note": forms.Textarea(attrs={"rows": 3}),
            # The usual marking is longer than Django's box.
            "marking": forms.TextInput(
                attrs={"class": "vLargeTextField", "placeholder": DEFAULT_MARKING}
            ),
        }
        help_texts = {
            "marking": f"Chép như in trên bản tin, thường là “{DEFAULT_MARKING}”. Bản tin không in "
            "thì để trống. Đây là chỉ dẫn phạm vi lưu hành, không phải độ mật.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            # What a bulletin bears is copied from it, not taken for granted.
            self.initial["marking"] = ""
        if "state" in self.fields and self.instance.state != Bulletin.State.WITHDRAWN:
            # Withdrawing takes a reason: it is done on the bulletin's page.
            self.fields["state"].choices = [
                choice for choice in Bulletin.State.choices if choice[0] != Bulletin.State.WITHDRAWN
            ]
        elif "state" in self.fields:
            self.fields["state"].disabled = True

    def clean_state(self) -> str:
        """Refuse to publish while an error waits: only the desk takes an editor's word for it.

        Nor does a published one become a draft: its address would be gone without a word.
        """
        state = self.cleaned_data["state"]
        if state == Bulletin.State.DRAFT and self.instance.state == Bulletin.State.PUBLISHED:
            raise ValidationError(
                "Bản tin đã phát hành thì không trở lại bản thảo. Muốn rút lại: bấm “Thu hồi bản "
                "tin” ở cuối trang đọc của bản tin, có ghi lý do.",
                code="withdraw_instead",
            )
        if state == Bulletin.State.PUBLISHED and self.instance.state != state and self.instance.pk:
            refuse_unread(self.instance)
            wrong = len(sheet_of(self.instance).wrong)
            if wrong:
                raise ValidationError(
                    "Chưa phát hành được: còn %(count)s trích dẫn bị báo lỗi mà chưa ai quyết "
                    "định. Mở trang đọc của bản tin, bấm “Đối chiếu trích dẫn” để quyết định.",
                    code="errors_undecided",
                    params={"count": wrong},
                )
        return state


class ItemRowForm(LiveForm):
    """One item in its bulletin's form, with the documents it is about as an editor states."""

    about = RecordsField(
        label="văn bản được giới thiệu",
        required=False,
        # What was shown is sent along, to tell what this form changed from what others did.
        show_hidden_initial=True,
        queryset=Document.objects.with_names(),
        widget=RecordSelectMultiple(BulletinItem._meta.get_field("subjects"), admin.site),
    )

    class Meta:
        model = BulletinItem
        fields = ("label", "kind", "title", "parent")
        widgets = {
            "title": forms.Textarea(attrs={"rows": 3, "cols": 40}),
            "label": forms.TextInput(attrs={"size": 5}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            # The usual one in the table; the row's own kind stands in `initial` once stored.
            self.fields["kind"].initial = BulletinItem.Kind.DOCUMENT
        if self.instance.pk:
            links = self.instance.subject_links.all()
            self.initial["about"] = [
                link.document_id for link in links if link.state == Decision.CONFIRMED
            ]

    def subjects(self) -> list[Document]:
        """Return what the item is about with this form's changes, and with nothing else changed.

        Whoever opened the form before somebody confirmed a subject says nothing of that one.
        """
        shown = {key_in(key) for key in self.data.getlist(self["about"].html_initial_name)}
        chosen = {document.pk for document in self.cleaned_data["about"]}
        now = set(self.initial.get("about", ()))
        return list(Document.objects.filter(pk__in=(now | (chosen - shown)) - (shown - chosen)))


class ItemForm(CorrectionForm, RecordForm):
    """One item on a page of its own, with its text."""

    body = forms.CharField(
        label="Nội dung",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "class": "vLargeTextField"}),
        help_text="Hệ thống tự tìm các văn bản được nhắc đến trong nội dung.",
    )

    class Meta:
        model = BulletinItem
        fields = ("bulletin", "parent", "label", "kind", "title", "order")
        widgets = {"title": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.text_id:
            self.initial["body"] = self.instance.text.body
        if self.instance.pk and "parent" in self.fields:
            self.fields["parent"].queryset = self.instance.bulletin.items.exclude(
                pk=self.instance.pk
            )

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        if not body.strip() and self.instance.text_id:
            raise ValidationError(
                "Không để trống nội dung của mục được. Muốn bỏ cả mục thì bỏ mục vào thùng rác.",
                code="text_stays",
            )
        if "body" in self.changed_data:
            refuse_legacy_text(body, set(), "Nội dung")
        return body

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        parent, bulletin = cleaned.get("parent"), cleaned.get("bulletin", self.instance.bulletin_id)
        if parent and bulletin and parent.bulletin_id != getattr(bulletin, "pk", bulletin):
            self.add_error(
                "parent",
                ValidationError(
                    "“%(parent)s” là mục của bản tin khác. Chọn một mục của chính bản tin này.",
                    code="parent_elsewhere",
                    params={"parent": parent},
                ),
            )
        return cleaned


class SubjectRowForm(ReasonMixin, GuardedForm):
    """One document an item is about; adding it by hand is confirming it."""

    class Meta:
        model = ItemSubject
        fields = ("document", "state", "reason")
