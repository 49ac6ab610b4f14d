"""Staff screen for stored texts: to be read with their citations, never changed from here."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from documents.models import Citation, SourceText
from organizations.admin.closed import NobodyWritesMixin
from organizations.admin.records import RecordAdmin


class CitationInline(admin.TabularInline):
    model = Citation
    extra = 0
    fields = ("text", "target_list", "state")
    readonly_fields = fields
    show_change_link = True
    verbose_name_plural = "trích dẫn trong nguồn văn này"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("targets__document_type")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="văn bản")
    def target_list(self, obj: Citation) -> str:
        return "; ".join(str(document) for document in obj.targets.all())


@admin.register(SourceText)
class SourceTextAdmin(NobodyWritesMixin, RecordAdmin):
    """The owner's form (document, bulletin item) changes a text, so its citations move along."""

    inlines = (CitationInline,)
    list_display = ("label", "publisher", "published_on", "audience", "citation_count")
    list_filter = ("audience",)
    list_select_related = ("publisher",)
    search_fields = ("label",)
    search_help_text = "Gõ tên nguồn như ghi trong danh sách."
    fields = ("label", "publisher", "published_on", "audience", "body")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(citations_found=Count("citations"))

    @admin.display(description="số trích dẫn", ordering="citations_found")
    def citation_count(self, obj: Any) -> int:
        return obj.citations_found
