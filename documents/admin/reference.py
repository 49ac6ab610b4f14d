"""Staff screens for what makes documents' identity: bodies, types, terms, number series.

A change here moves the keys of documents, so it happens whole or not at all.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from documents.admin.tasks import SEE_TASKS
from documents.identity import rekey
from documents.issuers_then import index_documents_of, keep_names
from documents.models import DocumentType, SeriesRule
from documents.tasks import index_documents_later
from organizations.admin.bodies import OrganizationAdmin
from organizations.admin.forms import RecordForm
from organizations.admin.records import RecordAdmin
from organizations.models import Organization, Term
from organizations.text import fold


class ReferenceForm(RecordForm):
    """A row of reference data."""


class KeyedAdmin(RecordAdmin):
    """A row that decides the identity of one body's documents."""

    form = ReferenceForm
    autocomplete_fields = ("organization",)
    collision_sentence = (
        "Chưa lưu và không có gì thay đổi: nếu đổi như vậy thì hai văn bản khác nhau sẽ trùng "
        "nhau (cùng cơ quan, dãy số, số ký hiệu và nhiệm kỳ). Hãy xem lại ngày, hoặc sửa các "
        "văn bản của cơ quan này trước."
    )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save and move the keys of the bodies concerned, the one it belonged to before too."""
        affected = {obj.organization_id, form.initial.get("organization")} - {None}
        super().save_model(request, obj, form, change)
        self._rekey(request, affected)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        affected = {obj.organization_id}
        super().delete_model(request, obj)
        self._rekey(request, affected)

    def _rekey(self, request: HttpRequest, affected: set[int]) -> None:
        changed = sum(rekey(body) for body in Organization.objects.filter(pk__in=affected))
        if changed:
            self.message_user(request, f"Đã tính lại khóa nhận dạng của {changed} văn bản.")
        for body in affected:
            index_documents_later("organization", body)


@admin.register(Term)
class TermAdmin(KeyedAdmin):
    list_display = ("label", "organization", "starts_on", "ends_on", "is_verified")
    list_filter = ("is_verified",)
    list_select_related = ("organization",)
    search_fields = ("label", "organization__name_key")
    search_help_text = "Gõ khóa (XIII) hoặc tên cơ quan, không cần dấu."
    fields = ("organization", "label", "starts_on", "ends_on", "is_verified", "note")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("organization")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, fold(search_term))

    def autocomplete_label(self, obj: Term) -> str:
        return f"{obj} – {obj.organization}"


@admin.register(SeriesRule)
class SeriesRuleAdmin(KeyedAdmin):
    list_display = (
        "organization",
        "document_type",
        "series",
        "valid_from",
        "valid_to",
        "is_verified",
    )
    list_filter = ("is_verified",)
    list_select_related = ("organization", "document_type")
    search_fields = ("organization__name_key", "document_type__name_key")
    fields = (
        "organization",
        "document_type",
        "series",
        "valid_from",
        "valid_to",
        "is_verified",
        "note",
    )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, fold(search_term))


class FoundByMixin:
    """A record by whose words documents are found: these change in the index with it."""

    # The key of documents to it, and which of its fields the index holds.
    found_by: str
    indexed_fields: frozenset[str]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not self.indexed_fields.isdisjoint(form.changed_data) and index_documents_later(
            self.found_by, obj.pk
        ):
            self.message_user(request, f"Đang cập nhật chỉ mục tìm kiếm. {SEE_TASKS}")


# The layer of bodies knows no documents, so what a change means for these is said here.
admin.site.unregister(Organization)


@admin.register(Organization)
class IssuingBodyAdmin(FoundByMixin, OrganizationAdmin):
    found_by = "organization"
    indexed_fields = frozenset({"name", "level"})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Store the names and codes; documents keep the name of their time, as it now stands."""
        super().save_related(request, form, formsets, change)
        if change and (kept := keep_names(form.instance)):
            index_documents_of(form.instance)
            self.message_user(request, f"{kept} văn bản được ghi theo tên cơ quan khi ban hành.")


@admin.register(DocumentType)
class DocumentTypeAdmin(FoundByMixin, RecordAdmin):
    found_by = "document_type"
    indexed_fields = frozenset({"name"})
    form = ReferenceForm
    list_display = ("name", "party_code", "state_code", "series", "order", "is_verified")
    list_filter = ("is_verified",)
    search_fields = ("name_key", "party_code", "state_code")
    search_help_text = "Gõ tên loại, không cần dấu."
    fields = ("name", "party_code", "state_code", "series", "order", "is_verified", "note")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, fold(search_term))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The series of a type in use stays: for one body and period there are series rules."""
        return ("series",) if obj and obj.documents.exists() else ()
