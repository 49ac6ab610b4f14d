"""Staff screens for bodies: their names, codes and successors over time."""

import re
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest

from organizations.admin.records import BinRecordAdmin, PlainFieldsMixin
from organizations.models import Organization, OrganizationCode, OrganizationName, Succession
from organizations.querysets import code_key
from organizations.text import fold, normalize, spelling


class NameInline(PlainFieldsMixin, admin.TabularInline):
    model = OrganizationName
    fields = ("name", "kind", "valid_from", "valid_to", "is_verified")


class CodeInline(PlainFieldsMixin, admin.TabularInline):
    model = OrganizationCode
    fields = ("code", "valid_from", "valid_to", "is_verified")


class SuccessorInline(PlainFieldsMixin, admin.TabularInline):
    model = Succession
    fk_name = "predecessor"
    fields = ("successor", "since", "is_verified", "note")
    autocomplete_fields = ("successor",)
    verbose_name = "cơ quan kế thừa"
    verbose_name_plural = "nay là (các cơ quan kế thừa)"


@admin.register(Organization)
class OrganizationAdmin(BinRecordAdmin):
    list_display = ("name", "code_list", "kind", "level", "parent", "valid_to", "is_verified")
    list_filter = ("level", "kind", "system", "is_verified")
    list_select_related = ("parent",)
    autocomplete_fields = ("parent",)
    search_fields = ("name_key",)
    search_help_text = "Gõ tên hoặc mã, không cần dấu: thanh uy cao bang, TU"
    inlines = (CodeInline, NameInline, SuccessorInline)
    fieldsets = (
        (
            None,
            {
                "fields": ["name", "kind", "level", "system", "parent"],
                "description": "Sửa tên ở đây là sửa lỗi, cho mọi văn bản. Cơ quan được đổi tên, "
                "hợp nhất, chia tách thì làm ở mục Cơ quan, trang “Sắp xếp cơ quan”.",
            },
        ),
        (
            "Thời gian tồn tại",
            {
                "fields": ["valid_from", "valid_to", "is_verified"],
                "description": "Cơ quan đã kết thúc thì ghi “đến ngày”, không xóa.",
            },
        ),
        ("Ghi chú", {"fields": ["note"]}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("codes")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find by any name the body has or had, or by its code; tones and case do not matter."""
        words = fold(search_term)
        if not words:
            return queryset, False
        bodies = Organization.all_objects.filter(
            Q(name_key__contains=words)
            | Q(names__name_key__contains=words)
            | Q(codes__code_key=code_key(search_term))
        )
        return queryset.filter(pk__in=bodies.values("pk")), False

    def restore_model(self, request: HttpRequest, obj: Organization) -> None:
        """Bring it back only where no living body has its name, place and time.

        Two of those would be one body twice, and no list or text could say which of them it means.
        """
        for other in Organization.objects.filter(name_key=obj.name_key, parent=obj.parent_id):
            if spelling(other.name) == spelling(obj.name) and obj.overlaps(other):
                raise ValidationError(
                    "đã có cơ quan “%(name)s” đang dùng, cùng tên, cùng cấp trên, cùng thời gian. "
                    "Hãy mở cơ quan ấy để bổ sung.",
                    code="name_taken",
                    params={"name": other.name},
                )
        super().restore_model(request, obj)

    def view_on_site(self, obj: Organization) -> str:
        return obj.get_absolute_url()

    def suggestion_order(self, term: str) -> Case:
        """Rank suggestions: the whole name or code, then whole words, then beginnings, then rest.

        Among equals what bears the tones typed comes first: “phường Thử” is not “phường Thứ”.
        """
        words = fold(term)
        exact_code = OrganizationCode.objects.filter(code_key=code_key(term))
        ranks = (
            Q(name__regex=f"^{_any_case(term)}$"),
            Q(name_key=words) | Q(pk__in=exact_code.values("organization")),
            Q(name__regex=f"(^| ){_any_case(term)}( |$)"),
            Q(name_key__regex=f"(^| ){re.escape(words)}( |$)"),
            Q(name_key__regex=f"(^| ){re.escape(words)}"),
        )
        places = [When(rank, then=Value(place)) for place, rank in enumerate(ranks)]
        return Case(*places, default=Value(len(places)), output_field=IntegerField())

    def autocomplete_label(self, obj: Organization) -> str:
        """Name a body in a list of suggestions so that an ended one is not taken by mistake."""
        return f"{obj} (đã kết thúc {obj.valid_to:%d/%m/%Y})" if obj.has_ended else str(obj)

    @admin.display(description="mã")
    def code_list(self, obj: Organization) -> str:
        return ", ".join(code.code for code in obj.codes.all())


def _any_case(term: str) -> str:
    """Return a pattern for `term` in capitals or not: no database folds Đ and Ư alike."""
    return "".join(
        f"[{char.lower()}{char.upper()}]" if char.isalpha() else re.escape(char)
        for char in normalize(term)
    )
