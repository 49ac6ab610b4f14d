"""Filters of the document list: from stored values, and a body by typing instead of a long list."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from documents.models import Document, DocumentType
from organizations.models import Organization
from organizations.querysets import code_key
from organizations.text import fold


class YearFilter(admin.SimpleListFilter):
    title = "năm ban hành"
    parameter_name = "nam"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        years = Document.objects.exclude(issued_year=None).order_by("-issued_year")
        found = years.values_list("issued_year", flat=True).distinct()
        return [(str(year), str(year)) for year in found] + [("chua-ro", "Chưa rõ")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None:
            return queryset
        if value == "chua-ro":
            return queryset.filter(issued_year=None)
        return queryset.filter(issued_year=_whole(value))


# Of more bodies the condition would be longer than all else that is asked.
MOST_KEYS = 1_000


class MonthFilter(admin.SimpleListFilter):
    title = "tháng ban hành"
    parameter_name = "thang"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(month), f"Tháng {month}") for month in range(1, 13)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        return queryset.filter(issued_month=_whole(self.value()))


class BodyFilter(admin.SimpleListFilter):
    """A box to type a body's name or code in; a list of all bodies would be endless."""

    title = "cơ quan ban hành"
    parameter_name = "co-quan"
    template = "admin/typed_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        # Django hides a filter without choices; the template shows the box instead of them.
        return [("", "")]

    def choices(self, changelist: Any) -> Iterable[dict[str, Any]]:
        kept = changelist.get_filters_params().items()
        yield {
            "value": self.value() or "",
            "others": [
                (name, value)
                for name, values in kept
                if name != self.parameter_name
                for value in values
            ],
            "without": changelist.get_query_string(remove=[self.parameter_name]),
        }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        typed = self.value() or ""
        if not fold(typed):
            return queryset
        called = bodies_called(typed)
        # Found once, not anew for every row that the index hands out.
        keys = list(called[: MOST_KEYS + 1])
        are_few = 0 < len(keys) <= MOST_KEYS
        return queryset.filter(organization__in=keys if are_few else called)


class TypeFilter(admin.SimpleListFilter):
    """The types that documents are of, each looked up: to read them off would take all rows."""

    title = "loại văn bản"
    parameter_name = "document_type__id__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        of_type = Document.all_objects.filter(document_type=OuterRef("pk"))
        found = DocumentType.objects.filter(Exists(of_type)).values_list("pk", "name")
        return [(str(pk), name) for pk, name in found]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None:
            return queryset
        return queryset.filter(document_type=_whole(value))


def bodies_called(typed: str) -> QuerySet[Any]:
    """Return the keys of the bodies that have `typed` in a name, or as their code."""
    key = fold(typed)
    bodies = Organization.objects.filter(
        Q(name_key__contains=key)
        | Q(names__name_key__contains=key)
        | Q(codes__code_key=code_key(key))
    )
    return bodies.order_by().values_list("pk", flat=True).distinct()


def _whole(value: str) -> int:
    """Return the number in an address; what is none is refused as a bad filter, not ignored."""
    if value.isascii() and value.isdigit() and len(value) <= 4:
        return int(value)
    raise IncorrectLookupParameters(value)
