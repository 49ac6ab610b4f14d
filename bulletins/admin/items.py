"""Staff screens for single items, with their text, and for what items are said to be about."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import truncatechars
from django.utils.html import format_html

from bulletins import deciding
from bulletins.admin.correcting import CorrectionMixin
from bulletins.admin.forms import ItemForm, SubjectRowForm
from bulletins.admin.way_back import WayBackMixin
from bulletins.desk.access import desk_address
from bulletins.desk.sheet import sheet_of
from bulletins.itemtext import reword_item_text, store_item_text
from bulletins.models import Bulletin, BulletinItem, ItemSubject
from bulletins.publishing import hold_bulletin, keep_typed_title, share_texts
from bulletins.reissuing import NAMED_CHARS, correcting
from documents.admin.decisions import DecisionActionsMixin
from documents.admin.forms import DecisionForm
from documents.models import Decision, Document
from documents.texts import TextChange
from organizations.admin.records import BinRecordAdmin, PlainFieldsMixin, RecordAdmin
from organizations.text import fold


class SubjectInline(PlainFieldsMixin, admin.TabularInline):
    model = ItemSubject
    form = SubjectRowForm
    autocomplete_fields = ("document",)
    # A wrong one is rejected: that is remembered, a deleted one would be proposed again.
    can_delete = False
    verbose_name = "văn bản"
    verbose_name_plural = "Văn bản được giới thiệu ở mục này"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        related = ("item", "document__document_type")
        return super().get_queryset(request).select_related(*related)


@admin.register(BulletinItem)
class BulletinItemAdmin(WayBackMixin, CorrectionMixin, BinRecordAdmin):
    form = ItemForm
    inlines = (SubjectInline,)
    list_display = ("__str__", "bulletin", "kind", "subject_list")
    list_filter = ("kind",)
    search_fields = ("title_key",)
    search_help_text = "Gõ tên mục, không cần dấu."
    autocomplete_fields = ("bulletin",)
    fields = ("bulletin", "parent", "label", "kind", "title", "body")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        items = super().get_queryset(request).select_related("bulletin__publisher", "parent")
        return items.prefetch_related("subject_links__document__document_type")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return queryset.filter(title_key__contains=fold(search_term)), False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """An item never moves to another bulletin; on a new one the item above is chosen later."""
        return ("bulletin",) if obj else ("parent",)

    def save_model(self, request: HttpRequest, obj: BulletinItem, form: Any, change: bool) -> None:
        hold_bulletin(obj.bulletin_id)
        self.note_before(form, obj.bulletin_id)
        if "title" in form.changed_data:
            keep_typed_title(obj)
        if not change:
            last = obj.bulletin.items.order_by("-order").first()
            obj.order = last.order + 1 if last else 1
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for link in formset.save(commit=False):
            if link.state == Decision.REJECTED:
                deciding.reject_subject(link, request.user, link.reason)
            else:
                deciding.confirm_subject(link, request.user, link.reason)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "body" in form.changed_data:
            self._tell_text(request, store_item_text(form.instance, form.cleaned_data["body"]))
        elif change and {"label", "title"} & set(form.changed_data):
            former = (form.initial["label"], form.initial["title"])
            self._tell_text(request, reword_item_text(form.instance, *former))
        self.record_change(request, form, form.instance.bulletin_id)
        if {"body", "label", "title"} & set(form.changed_data):
            self._tell_wrong(request, form.instance.bulletin)

    def _tell_text(self, request: HttpRequest, stored: TextChange) -> None:
        if stored.found:
            self.message_user(
                request, f"Tìm thấy {stored.found} trích dẫn, đang chờ cán bộ xác nhận."
            )
        for citation in stored.lost:
            self.message_user(
                request,
                f"Trích dẫn đã quyết định “{citation.text}” không còn trong nội dung mới.",
                messages.WARNING,
            )

    def _tell_wrong(self, request: HttpRequest, bulletin: Bulletin) -> None:
        """Say what the checks find in what readers have by now; a draft is told when published."""
        if bulletin.state != Bulletin.State.PUBLISHED:
            return
        wrong = len(sheet_of(bulletin).wrong)
        if wrong:
            said = format_html(
                "Bản tin đã phát hành, người đọc thấy ngay chỗ vừa sửa, mà còn {} trích dẫn bị báo "
                'lỗi chưa ai quyết định. <a href="{}">Mở trang đối chiếu</a>.',
                wrong,
                desk_address(bulletin),
            )
            self.message_user(request, said, messages.WARNING)

    asks_when_new = True

    def bulletin_of(self, obj: BulletinItem) -> Bulletin:
        return obj.bulletin

    def delete_model(self, request: HttpRequest, obj: BulletinItem) -> None:
        # Several go at once from the list, where nothing can be typed: the act words itself.
        with correcting(obj.bulletin, request.user, f"Bỏ mục “{_shortened(obj)}”."):
            super().delete_model(request, obj)
            share_texts(obj.bulletin)

    def restore_model(self, request: HttpRequest, obj: BulletinItem) -> None:
        with correcting(obj.bulletin, request.user, f"Đưa lại mục “{_shortened(obj)}”."):
            super().restore_model(request, obj)
            share_texts(obj.bulletin)

    @admin.display(description="nội dung")
    def body(self, obj: BulletinItem) -> str:
        """The text where it can only be read; elsewhere the form's box of this name stands."""
        return obj.text.body if obj.text else ""

    @admin.display(description="văn bản được giới thiệu")
    def subject_list(self, obj: BulletinItem) -> str:
        links = obj.subject_links.all()
        return "; ".join(str(link.document) for link in links if link.state != Decision.REJECTED)


@admin.register(ItemSubject)
class ItemSubjectAdmin(DecisionActionsMixin, RecordAdmin):
    form = DecisionForm
    list_display = ("document", "item", "bulletin", "state", "decided_by")
    list_filter = ("state",)
    search_fields = ("document__search_text",)
    search_help_text = "Gõ số ký hiệu hoặc trích yếu văn bản, không cần dấu."
    fields = ("item", "document", "state", "reason", "decided_by", "decided_at")
    readonly_fields = ("item", "document", "decided_by", "decided_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        related = ("item__bulletin__publisher", "document__document_type", "decided_by")
        return super().get_queryset(request).select_related(*related)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        found = Document.objects.containing(search_term).values("pk")
        return (queryset.filter(document__in=found) if search_term else queryset), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Subjects are stated in the bulletin's form, beside their item."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def confirm(self, row: ItemSubject, by: Any, reason: str = "") -> None:
        with correcting(row.item.bulletin, by, _of_subject(row)):
            deciding.confirm_subject(row, by, reason)

    def reject(self, row: ItemSubject, by: Any, reason: str) -> None:
        with correcting(row.item.bulletin, by, _of_subject(row)):
            deciding.reject_subject(row, by, reason)

    def save_model(self, request: HttpRequest, obj: ItemSubject, form: Any, change: bool) -> None:
        if obj.state != Decision.PROPOSED:
            self.save_decision(obj, form, request.user)

    @admin.display(description="bản tin")
    def bulletin(self, obj: ItemSubject) -> str:
        return str(obj.item.bulletin)


def _of_subject(row: ItemSubject) -> str:
    return f"Sửa văn bản được giới thiệu ở mục “{_shortened(row.item)}”."


def _shortened(item: BulletinItem) -> str:
    return truncatechars(str(item), NAMED_CHARS)
