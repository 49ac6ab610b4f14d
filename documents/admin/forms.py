"""What staff may type about documents, and the guard that stands before every form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from documents.admin.alike import AlikeEntryMixin
from documents.admin.codes import CodeEntryMixin
from documents.admin.declaring import DECLARATION, must_look
from documents.deciding.relations import NEEDS_EVIDENCE
from documents.files.texts import refuse_legacy_text
from documents.files.uploads import UploadFacts, read_upload
from documents.models import Attachment, Decision, Document, Relation, SourceText
from documents.texts import refuse_losing_decisions
from organizations.admin.forms import LiveForm, RecordForm
from organizations.audience import Audience


class AudienceMixin:
    """Keeps “only these bodies” from meaning nobody."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("audience") == Audience.BODIES
        if chosen and "audience_bodies" in cleaned and not cleaned["audience_bodies"]:
            self.add_error(
                "audience_bodies",
                ValidationError(
                    "Phạm vi xem là “các tổ chức được chọn” nhưng chưa chọn tổ chức nào. Chọn ít "
                    "nhất một tổ chức, hoặc đổi phạm vi xem.",
                    code="no_bodies",
                ),
            )
        return cleaned


class DocumentForm(AlikeEntryMixin, CodeEntryMixin, AudienceMixin, RecordForm):
    """One document with its text."""

    body = forms.CharField(
        label="Nội dung văn bản",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "class": "vLargeTextField"}),
        help_text="Dán toàn văn vào đây. Hệ thống tự tìm các văn bản được nhắc đến trong nội dung.",
    )

    class Meta:
        model = Document
        fields = "__all__"
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "note": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.text_id:
            self.initial.setdefault("body", self.instance.text.body)

    def former_values(self) -> dict[str, Any]:
        """Return them with the text that was the document's until its next version."""
        versions = type(self.former).objects.filter(id=self.instance.pk)
        following = versions.filter(history_id__gt=self.former.history_id).order_by("history_id")
        texts = SourceText.history.filter(id=self.former.text_id)
        if (after := following.first()) is not None:
            texts = texts.filter(history_date__lt=after.history_date)
        text = texts.order_by("-history_id").first()
        return {**super().former_values(), "body": text.body if text else ""}

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        if not body.strip() and self.instance.text_id:
            refuse_losing_decisions(self.instance.text)
        if "body" in self.changed_data:
            refuse_legacy_text(body, set(), "Nội dung")
        return body


class RelationForm(LiveForm):
    """One relation of a document; stating or changing it is a decision of the editor."""

    checked_unseen = frozenset({"deleted_at", "source"})

    def clean_evidence(self) -> str:
        """Ask for the sentence where something is stated; dragging a row states nothing."""
        if set(self.changed_data) - {"order"}:
            return _evidence(self.cleaned_data["evidence"])
        return self.cleaned_data["evidence"]

    class Meta:
        model = Relation
        fields = ("verb", "target", "stated_on", "evidence")
        widgets = {"evidence": forms.Textarea(attrs={"rows": 2, "cols": 40})}


class StoredFileInput(forms.FileInput):
    """A file chosen once: later the form shows its name as a link, never another input."""

    template_name = "admin/documents/attachment/file.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["attachment"] = getattr(value, "instance", None)
        return context


class NoInput(forms.Widget):
    """Nothing to answer: the file was looked at before it was stored."""

    template_name = "admin/documents/attachment/nothing.html"


class AttachmentForm(LiveForm):
    """One file of a document, read before it is stored; `facts` is set for a new one."""

    has_looked = forms.BooleanField(
        label=f"Với ảnh, bản quét: {DECLARATION[0].lower()}{DECLARATION[1:]}", required=False
    )
    facts: UploadFacts | None = None
    checked_unseen = frozenset({"deleted_at", "document", "sha256"})

    class Meta:
        model = Attachment
        fields = ("file",)
        widgets = {"file": StoredFileInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "file" in self.fields:
            # Another content is another file: remove this one and add that.
            self.fields["file"].disabled = True
            self.fields["has_looked"].widget = NoInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk or not cleaned.get("file"):
            return cleaned
        try:
            self.facts = read_upload(cleaned["file"])
        except ValidationError as error:
            self.add_error("file", error)
            return cleaned
        if self.facts.needs_declaration and not cleaned.get("has_looked"):
            self.add_error("has_looked", must_look(self.facts.name))
        for name in ("kind", "size", "sha256", "name"):
            setattr(self.instance, name, getattr(self.facts, name))
        return cleaned


def _evidence(typed: str) -> str:
    if not typed.strip():
        raise ValidationError(NEEDS_EVIDENCE, code="needs_evidence")
    return typed


class ReasonMixin:
    """Who rejects what was proposed says why: the next person sees it proposed no more."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        decides = {"state", "reason"} & set(self.changed_data)
        rejects = cleaned.get("state") == Decision.REJECTED
        if rejects and decides and not cleaned.get("reason", "").strip():
            self.add_error(
                "reason",
                ValidationError(
                    "Ghi lý do loại, ví dụ: “chỉ nhắc đến, không thay thế” hoặc “máy đọc nhầm”.",
                    code="needs_reason",
                ),
            )
        return cleaned


class DecisionForm(ReasonMixin, RecordForm):
    """A decision on what was proposed; going back to "proposed" would forget who decided."""

    def clean_state(self) -> str:
        state = self.cleaned_data["state"]
        if self.instance.is_decided and state == Decision.PROPOSED:
            raise ValidationError(
                "Đã có quyết định của cán bộ. Chọn “%(confirmed)s” hoặc “%(rejected)s”.",
                code="stays_decided",
                params={
                    "confirmed": Decision.CONFIRMED.label,
                    "rejected": Decision.REJECTED.label,
                },
            )
        return state


class RelationDecisionForm(DecisionForm):
    """One relation on a page of its own; whether it is confirmed is asked, never assumed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk and "state" in self.fields:
            state = self.fields["state"]
            state.choices = [
                ("", "– chọn –"),
                (Decision.CONFIRMED, "Xác nhận: tôi đã đọc câu chứng minh"),
                (Decision.PROPOSED, "Ghi lại, chờ người khác xác nhận"),
            ]
            state.initial = self.initial["state"] = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "evidence" in cleaned and cleaned.get("state") != Decision.REJECTED:
            try:
                _evidence(cleaned["evidence"])
            except ValidationError as error:
                self.add_error("evidence", error)
        return cleaned
