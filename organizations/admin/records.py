"""How every record is shown to staff: day-first dates, its history, and a bin instead of deletion.

Boundary: no rule of one kind of record; those are in the admin of its own app.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.widgets import AdminDateWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format

from organizations.admin.collisions import RefusedSaveMixin
from organizations.admin.forms import GuardedForm, RecordForm
from organizations.admin.history import HistoryAdmin
from organizations.admin.versions import (
    FORMER,
    FORMER_SHOWN,
    VersionWords,
    acts_beside,
    former_version,
    mark_acts,
)
from organizations.admin.widgets import RecordSelect, RecordSelectMultiple
from organizations.bin import DAYS_IN_BIN
from organizations.deeds import note_deed
from organizations.fields import DayField, RecordsField
from organizations.pointers import Pointers, find_pointers
from organizations.text import key_in

# Why a record cannot be restored, where that is not another which took its place: told as it is.
_TOLD_IN_FULL = {"merged", "body_binned", "name_taken"}


class ChosenRecordsMixin:
    """Other records are chosen while typing, by widgets that stand what nobody chose."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RecordSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RecordSelectMultiple(db_field, self.admin_site))
            kwargs.setdefault("form_class", RecordsField)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class PlainFieldsMixin(ChosenRecordsMixin):
    """Fields as a person who types once a month understands them: days day first, few icons."""

    form = GuardedForm
    extra = 0
    formfield_overrides = {
        models.DateField: {"form_class": DayField, "widget": AdminDateWidget},
    }

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Leave the icons out that change or delete another record from within this one."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = False
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field


class ForgetSecretsMixin:
    """A screen that does not send back what its guarded form refused as secret."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> TemplateResponse:
        """Leave every typed text out of a page one of whose forms was refused as secret."""
        forms = [context["adminform"].form]
        for inline in context["inline_admin_formsets"]:
            forms += inline.formset.forms
        if any(isinstance(form, GuardedForm) and form.is_secret for form in forms):
            for form in forms:
                form.forget_texts()
            _forget_names(context, kwargs.get("obj"))
        return super().render_change_form(request, context, *args, **kwargs)


class RecordAdmin(ForgetSecretsMixin, RefusedSaveMixin, PlainFieldsMixin, HistoryAdmin):
    """A record with its history, which is read and never rewritten from here."""

    form = RecordForm
    # Counting a whole table to say "of 12,345" reads all of it at every search.
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    # The reverse relation whose coming and going the history tells.
    parts_told = ""
    object_history_template = "admin/history/history.html"
    object_history_list_template = "admin/history/versions.html"
    object_history_form_template = "admin/history/version.html"

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        """Add the hidden version where the record can be changed."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        (name, options), *rest = fieldsets
        fields = [field for field in options["fields"] if field != "version"]
        return [(name, {**options, "fields": [*fields, "version"]}), *rest]

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Begin with the old version that the address names, where it is one of the record's.

        Nothing is changed by that: it is saved like anything typed, and checked like it.
        """
        form = super().get_form(request, obj, **kwargs)
        # What is sent back is compared with what is stored.
        named = key_in(request.GET.get(FORMER, "")) if request.method == "GET" else None
        if named is not None and obj is not None and self.has_change_permission(request, obj):
            form.former = former_version(obj, named)
            if form.former is not None:
                when = date_format(timezone.localtime(form.former.history_date), "DATETIME_FORMAT")
                self.message_user(request, FORMER_SHOWN.format(when=when), messages.WARNING)
        return form

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Leave out Django's bulk deletion, which would delete for good."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_inline_formsets(self, *args: Any, **kwargs: Any) -> list[Any]:
        """Name the button as one says it, “Thêm quan hệ”: Django capitalises the noun."""
        inlines = super().get_inline_formsets(*args, **kwargs)
        for inline in inlines:
            told = json.loads(inline.inline_formset_data())
            told["options"]["addText"] = f"Thêm {inline.opts.verbose_name}"
            # The template reads this in place of the method.
            inline.inline_formset_data = json.dumps(told)
        return inlines

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def history_view_title(self, request: HttpRequest, obj: Any) -> str:
        return f"Lịch sử: {obj}"

    def history_form_view_title(self, request: HttpRequest, obj: Any) -> str:
        return f"Bản cũ: {obj}"

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Offer to use an old version again where the record can be changed."""
        record = self.get_object(request, object_id)
        again = {
            "may_use_again": record is not None and self.has_change_permission(request, record),
            "version_key": version_id,
        }
        context = {**again, **(extra_context or {})}
        return super().history_form_view(request, object_id, version_id, context)

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Any, foreign_keys_are_objs: bool = True
    ) -> None:
        """Compare versions, whose foreign keys may point at records that are gone."""
        super().set_history_delta_changes(request, historical_records, foreign_keys_are_objs=False)
        mark_acts(list(historical_records))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Tell beside the record's own versions what was done to the parts that go with it."""
        record = self.get_object(request, object_id)
        acts = [] if record is None else acts_beside(record, self.parts_told)
        context = {"part_acts": acts, **(extra_context or {})}
        return super().history_view(request, object_id, context)

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> "VersionWords":
        return VersionWords(self.model, historical_record)


def _forget_names(context: dict[str, Any], record: Any) -> None:
    """Name the page after the stored record: the form has put what was typed into it."""
    if record is not None:
        record.refresh_from_db()
        context["subtitle"] = str(record)


class BinFilter(admin.SimpleListFilter):
    """Shows what is in use, or what lies in the bin; never both at once."""

    title = "nơi để"
    parameter_name = "thung-rac"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("co", "Thùng rác")]

    def choices(self, changelist: Any) -> Iterable[dict[str, Any]]:
        in_use, *bin_choices = super().choices(changelist)
        return [{**in_use, "display": "Đang dùng"}, *bin_choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset.live()
        if self.value() == "co":
            return queryset.binned()
        raise IncorrectLookupParameters(self.value())


class BinRecordAdmin(RecordAdmin):
    """A record that goes to the bin instead of being deleted, and can be brought back."""

    actions = ["bin_selected", "restore_selected"]
    # Names of reverse relations that share the record's fate and do not hold it back.
    go_along: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """All rows: the list is narrowed by `BinFilter`, a binned row can still be looked at."""
        return self.model.all_objects.order_by(*self.get_ordering(request))

    def get_ordering(self, request: HttpRequest) -> Sequence[Any]:
        """The records' own order; of the bin what went there last comes first."""
        if BinFilter.parameter_name in request.GET:
            return ("-deleted_at", "-pk")
        return super().get_ordering(request) or self.model._meta.ordering

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [*super().get_list_filter(request), BinFilter]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        in_bin = BinFilter.parameter_name in request.GET
        actions.pop("bin_selected" if in_bin else "restore_selected", None)
        return actions

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """In the bin, tell until when each record can be brought back."""
        shown = list(super().get_list_display(request))
        in_bin = BinFilter.parameter_name in request.GET and self.model.IS_EMPTIED
        # Beside the name: the last columns of a wide list are out of sight on a small screen.
        return [shown[0], "last_day_in_bin", *shown[1:]] if in_bin else shown

    @admin.display(description="khôi phục đến", ordering="deleted_at")
    def last_day_in_bin(self, obj: Any) -> str:
        return f"{obj.last_day_in_bin:%d/%m/%Y}" if obj.last_day_in_bin else ""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        binned = obj is not None and obj.is_binned
        return not binned and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        binned = obj is not None and obj.is_binned
        return not binned and super().has_delete_permission(request, obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> TemplateResponse:
        record = kwargs.get("obj")
        context["is_binned"] = record is not None and record.is_binned
        return super().render_change_form(request, context, *args, **kwargs)

    def pointers(self, record: Any) -> list[Pointers]:
        """Return what still needs the record and so keeps it out of the bin."""
        return find_pointers(record, self.go_along)

    def get_deleted_objects(
        self, objs: Iterable[Any], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Tell what the confirmation page shows; nothing but the records themselves moves."""
        records = list(objs)
        held = [str(pointers) for row in records for pointers in self.pointers(row)]
        return [str(row) for row in records], {}, set(), held

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        context = {
            "goes_to_bin": True,
            "days_in_bin": DAYS_IN_BIN if self.model.IS_EMPTIED else None,
        }
        try:
            return super().delete_view(request, object_id, {**context, **(extra_context or {})})
        except ValidationError as error:
            # Somebody came to need it between the page's look at it and this press.
            self.message_user(request, error.messages[0], messages.ERROR)
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Put one record into the bin. ValidationError where something needs it by now."""
        obj.move_to_bin(by=request.user)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        """Say where the record went, which is not "deleted", and go back to the list."""
        self.message_user(
            request,
            f"Đã bỏ “{obj_display}” vào thùng rác. Chọn “Thùng rác” ở bộ lọc để xem hoặc khôi "
            "phục.",
        )
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    @admin.action(description="Bỏ vào thùng rác", permissions=["delete"])
    def bin_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        moved = 0
        for record in queryset:
            held = self.pointers(record)
            if held:
                self.message_user(request, held_sentence(record, held), messages.ERROR)
                continue
            try:
                with transaction.atomic():
                    self.log_deletions(request, [record])
                    self.delete_model(request, record)
            except ValidationError as error:
                self.message_user(request, error.messages[0], messages.ERROR)
                continue
            moved += 1
        if moved:
            self.message_user(
                request,
                f"Đã bỏ {moved} bản ghi vào thùng rác. Chọn “Thùng rác” ở bộ lọc để xem hoặc "
                "khôi phục.",
            )

    @admin.action(description="Khôi phục từ thùng rác", permissions=["delete"])
    def restore_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for record in queryset:
            try:
                with transaction.atomic():
                    self.restore_model(request, record)
            except (IntegrityError, ValidationError) as error:
                is_told = getattr(error, "code", "") in _TOLD_IN_FULL
                why = (
                    error.messages[0]
                    if isinstance(error, ValidationError) and is_told
                    else "đã có một bản ghi đang dùng trùng với nó. Hãy mở bản ghi đang dùng để bổ "
                    "sung."
                )
                self.message_user(
                    request, f"Không khôi phục được “{record}”: {why}", messages.ERROR
                )
            else:
                note_deed(request.user, record, "Khôi phục")
                self.message_user(request, f"Đã khôi phục “{record}”.")

    def restore_model(self, request: HttpRequest, obj: Any) -> None:
        """Bring one record back. IntegrityError when a live one has taken its place."""
        obj.restore()


def held_sentence(record: models.Model, held: list[Pointers]) -> str:
    """Say why a record cannot go to the bin and what to do."""
    what = "; ".join(str(pointers) for pointers in held)
    return (
        f"Không bỏ “{record}” vào thùng rác được, vì còn {what} gắn với nó. "
        "Hãy gỡ các mối liên hệ đó trước."
    )


def save_rows(formset: Any, by: Any, save: Callable[[Any], None]) -> None:
    """Store a formset: `save` each new or changed row, put each removed one into the bin."""
    rows = formset.save(commit=False)
    for removed in formset.deleted_objects:
        removed.move_to_bin(by=by)
    for row in rows:
        save(row)
    formset.save_m2m()
