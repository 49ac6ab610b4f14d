"""Staff screen for a bulletin: the month's items in order, each with the documents it is about."""

from typing import Any

from adminsortable2.admin import CustomInlineFormSet, SortableAdminBase, SortableTabularInline
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import truncatechars
from django.template.response import TemplateResponse

from bulletins.admin.correcting import CorrectionMixin
from bulletins.admin.forms import BulletinForm, ItemRowForm
from bulletins.deciding import state_subjects
from bulletins.itemtext import reword_item_text
from bulletins.models import Bulletin, BulletinItem
from bulletins.publishing import hold_bulletin, keep_typed_title, share_texts
from bulletins.tasks import reread_bulletin
from documents.admin.tasks import SEE_TASKS
from documents.models import Decision
from organizations.admin.records import BinRecordAdmin, PlainFieldsMixin, save_rows
from organizations.text import fold

# A longer choice would make the table wider than the page.
PARENT_CHARS = 30


class ItemFormSet(CustomInlineFormSet):
    """Offers only this bulletin's items as the item above, read once for all rows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bulletin = self.instance
        self._items = bulletin.items.all() if bulletin.pk else BulletinItem.objects.none()
        self._choices = [
            ("", "– mục chính –"),
            *((item.pk, truncatechars(str(item), PARENT_CHARS)) for item in self._items),
        ]

    def clean(self) -> None:
        """Keep an item that others stand under, unless they go with it; publish no empty one."""
        super().clean()
        self._refuse_empty()
        going = [form.instance.pk for form in self.deleted_forms]
        for form in self.deleted_forms:
            left = form.instance.children.exclude(pk__in=going) if form.instance.pk else ()
            if left:
                raise ValidationError(
                    "Mục “%(item)s” còn có mục “%(child)s” ở dưới. Xóa cả hai, hoặc chuyển mục "
                    "dưới sang chỗ khác trước.",
                    code="item_has_children",
                    params={"item": form.instance, "child": left[0]},
                )

    def _refuse_empty(self) -> None:
        """A published bulletin has something to read: front matter alone is not shown."""
        if self.data.get("state") != Bulletin.State.PUBLISHED or any(self.errors):
            return
        kinds = (
            form.cleaned_data.get("kind") for form in self.forms if form not in self.deleted_forms
        )
        if not any(kind and kind != BulletinItem.Kind.FRONT for kind in kinds):
            raise ValidationError(
                "Chưa phát hành được: bản tin chưa có mục nào để đọc (phần đầu, mục lục không "
                "tính). Thêm mục, hoặc để trạng thái “%(draft)s” rồi lưu.",
                code="nothing_to_publish",
                params={"draft": Bulletin.State.DRAFT.label},
            )

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        parent = form.fields["parent"]
        parent.queryset = self._items
        parent.choices = self._choices


class ItemInline(PlainFieldsMixin, SortableTabularInline):
    model = BulletinItem
    form = ItemRowForm
    formset = ItemFormSet
    fields = ("label", "kind", "title", "about", "proposed", "parent")
    readonly_fields = ("proposed",)
    ordering = ("order", "pk")
    show_change_link = True
    verbose_name = "mục"
    verbose_name_plural = "Các mục (kéo để đổi thứ tự)"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        items = super().get_queryset(request)
        return items.prefetch_related("subject_links__document__document_type")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        # Django's check speaks of deletion and counts items that lie in the bin.
        formset.form.hand_clean_DELETE = lambda form: None
        if "parent" in formset.form.base_fields:
            formset.form.base_fields["parent"].widget.can_add_related = False
        return formset

    @admin.display(description="văn bản được giới thiệu")
    def about(self, obj: BulletinItem) -> str:
        """The confirmed ones where they can only be read; elsewhere the form's box stands."""
        links = obj.subject_links.all()
        return "; ".join(str(link.document) for link in links if link.state == Decision.CONFIRMED)

    @admin.display(description="máy đề xuất, chưa xác nhận")
    def proposed(self, obj: BulletinItem) -> str:
        if not obj.pk:
            return ""
        links = obj.subject_links.all()
        return "; ".join(str(link.document) for link in links if link.state == Decision.PROPOSED)


class ReviewFilter(admin.SimpleListFilter):
    """The bulletins with something that members cannot read until an editor has."""

    title = "phần mới nhập"
    parameter_name = "chua-xem"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("co", "Chưa ai xem")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        if self.value() == "co":
            return queryset.waiting_for_review()
        raise IncorrectLookupParameters(self.value())


@admin.register(Bulletin)
class BulletinAdmin(CorrectionMixin, SortableAdminBase, BinRecordAdmin):
    form = BulletinForm
    inlines = (ItemInline,)
    list_display = ("__str__", "publisher", "year", "month", "item_count", "state", "audience")
    list_filter = ("state", ReviewFilter, "year", "audience")
    list_select_related = ("publisher",)
    search_fields = ("publisher__name_key", "items__title_key")
    search_help_text = "Gõ tên mục hoặc nơi phát hành, không cần dấu."
    autocomplete_fields = ("publisher", "audience_bodies")
    go_along = ("items",)
    fieldsets = (
        (None, {"fields": ["publisher", ("month", "year"), "title", "state"]}),
        ("Ai được xem", {"fields": ["marking", "audience", "audience_bodies"]}),
        ("Ghi chú", {"classes": ["collapse"], "fields": ["note"]}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        live_items = Count("items", filter=Q(items__deleted_at__isnull=True), distinct=True)
        return super().get_queryset(request).annotate(live_items=live_items)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find by words of an item's title or the publisher's name; tones do not matter."""
        words = fold(search_term)
        if not words:
            return queryset, False
        items = BulletinItem.objects.filter(title_key__contains=words)
        found = Q(publisher__name_key__contains=words) | Q(pk__in=items.values("bulletin"))
        return queryset.filter(found), False

    actions = (*BinRecordAdmin.actions, "reread_action")

    @admin.action(description="Đọc lại trích dẫn trong các mục", permissions=["change"])
    def reread_action(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Hand the chosen bulletins to the worker, which reads each as a whole."""
        for bulletin in queryset:
            reread_bulletin.enqueue(bulletin.pk)
        self.message_user(request, f"Đang đọc lại {len(queryset)} bản tin. {SEE_TASKS}")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> TemplateResponse:
        """Lead to the reading page while something on it waits for an editor."""
        bulletin = kwargs.get("obj")
        context["waits_for_review"] = (
            bulletin is not None and bulletin.items.waiting_for_review().exists()
        )
        return super().render_change_form(request, context, *args, **kwargs)

    def bulletin_of(self, obj: Bulletin) -> Bulletin:
        return obj

    def view_on_site(self, obj: Bulletin) -> str:
        return obj.get_absolute_url()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for row in formset.forms:
            if "title" in row.changed_data:
                keep_typed_title(row.instance)
        save_rows(formset, request.user, lambda row: row.save())
        for row in formset.forms:
            is_kept = row.instance.pk and row not in formset.deleted_forms
            if is_kept and {"label", "title"} & row.initial.keys() & set(row.changed_data):
                reword_item_text(row.instance, row.initial["label"], row.initial["title"])
            if "about" in row.changed_data and is_kept:
                state_subjects(row.instance, row.subjects(), request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        share_texts(form.instance)
        self.record_change(request, form, form.instance.pk)

    def save_model(self, request: HttpRequest, obj: Bulletin, form: Any, change: bool) -> None:
        if change:
            hold_bulletin(obj.pk)
            self.note_before(form, obj.pk)
        super().save_model(request, obj, form, change)

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Bulletin) -> None:
        hold_bulletin(obj.pk)
        super().delete_model(request, obj)
        share_texts(obj)

    @transaction.atomic
    def restore_model(self, request: HttpRequest, obj: Bulletin) -> None:
        hold_bulletin(obj.pk)
        super().restore_model(request, obj)
        share_texts(obj)

    @admin.display(description="số mục")
    def item_count(self, obj: Any) -> int:
        return obj.live_items
