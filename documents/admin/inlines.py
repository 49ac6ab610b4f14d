"""The lists inside a document's form: its relations and its files, both sortable."""

from typing import Any

from adminsortable2.admin import CustomInlineFormSet, SortableTabularInline
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html

from documents.admin.forms import AttachmentForm, RelationForm
from documents.models import Attachment, Relation
from organizations.admin.records import PlainFieldsMixin


class DistinctFormSet(CustomInlineFormSet):
    """Refuses two equal rows typed at once, which the database would refuse without a word."""

    def clean(self) -> None:
        super().clean()
        seen = set()
        for form in self.forms:
            key = self.row_key(form)
            # A row with errors has been told already.
            if form in self.deleted_forms or form.errors or key is None:
                continue
            if key in seen:
                raise ValidationError("Hai dòng giống hệt nhau. Bỏ bớt một dòng.", code="row_twice")
            seen.add(key)

    def row_key(self, form: Any) -> Any:
        raise NotImplementedError


class RelationFormSet(DistinctFormSet):
    def row_key(self, form: Any) -> Any:
        typed = getattr(form, "cleaned_data", {})
        return (typed["verb"], typed["target"]) if typed.get("target") else None


class AttachmentFormSet(DistinctFormSet):
    def row_key(self, form: Any) -> Any:
        return form.instance.sha256 or None


class RelationInline(PlainFieldsMixin, SortableTabularInline):
    model = Relation
    form = RelationForm
    formset = RelationFormSet
    fk_name = "source"
    fields = ("verb", "target", "stated_on", "evidence", "state_shown")
    readonly_fields = ("state_shown",)
    ordering = ("order", "pk")
    autocomplete_fields = ("target",)
    verbose_name = "quan hệ"
    verbose_name_plural = "Quan hệ: văn bản này thực hiện, thay thế, căn cứ… văn bản nào"

    def get_queryset(self, request: HttpRequest) -> Any:
        related = ("source__document_type", "target__document_type")
        return super().get_queryset(request).select_related(*related)

    @admin.display(description="trạng thái")
    def state_shown(self, obj: Relation) -> str:
        """Nothing for a row being typed: saving it is confirming it."""
        return obj.get_state_display() if obj.pk else ""


class AttachmentInline(PlainFieldsMixin, SortableTabularInline):
    model = Attachment
    form = AttachmentForm
    formset = AttachmentFormSet
    fields = ("file", "has_looked", "facts")
    readonly_fields = ("facts",)
    ordering = ("order", "pk")
    verbose_name = "tệp"
    verbose_name_plural = "Tệp đính kèm (PDF, Word, Excel, ảnh; mỗi tệp không quá 50 MB)"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Where files can only be read there is nothing to choose and nothing to declare."""
        return ("link", "facts") if obj and obj.is_binned else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("link", "facts") if obj and obj.is_binned else self.readonly_fields

    @admin.display(description="tệp")
    def link(self, obj: Attachment) -> str:
        return format_html('<a href="{}">{}</a>', obj.get_absolute_url(), obj.name)

    @admin.display(description="dạng, dung lượng")
    def facts(self, obj: Attachment) -> str:
        if not obj.pk:
            return ""
        return f"{obj.get_kind_display()}, {filesizeformat(obj.size)}"
