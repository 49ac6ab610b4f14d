"""The list of documents: what is asked in the address becomes a queryset.

Parameter names are Vietnamese because members read and share these addresses; values are
words or slugs, never primary keys.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import cached_property

from documents.forms import ListForm, QueryField
from documents.models import Document, DocumentType
from documents.search.find import find_documents
from documents.search.parts import Query
from organizations.fields import DayField
from organizations.models import Organization

LEVEL_WORDS = {
    "trung-uong": Organization.Level.CENTRAL,
    "tinh": Organization.Level.PROVINCE,
    "huyen": Organization.Level.DISTRICT,
    "xa": Organization.Level.COMMUNE,
    "chi-bo": Organization.Level.CELL,
}
UNKNOWN = "chua-ro"
HELD, ONLY_CITED = "co", "chi-trich-dan"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition in use: what it is called, what was chosen, the address without it."""

    label: str
    shown: str
    address_without: str


class QueryFilter(django_filters.Filter):
    field_class = QueryField


class DayFilter(django_filters.Filter):
    field_class = DayField


class YearFilter(django_filters.Filter):
    field_class = forms.IntegerField


def _types_in_use(request: Any) -> QuerySet[DocumentType]:
    """Types of documents the visitor may see: the others would only lead to empty lists."""
    seen = Document.objects.visible_to(request.user).filter(document_type=OuterRef("pk"))
    return DocumentType.objects.filter(Exists(seen))


def _bodies_in_use(request: Any) -> QuerySet[Organization]:
    seen = Document.objects.visible_to(request.user).filter(organization=OuterRef("pk"))
    return Organization.objects.filter(Exists(seen)).order_by("level", "sort_key", "pk")


def _day_box() -> forms.TextInput:
    """A text box: the browser's own date box shows months first in some languages."""
    return forms.TextInput(attrs={"placeholder": "ngày/tháng/năm", "autocomplete": "off"})


class DocumentFilter(django_filters.FilterSet):
    """Filters of the public list. Call `is_valid()` first: `qs` holds only what passed it."""

    q = QueryFilter(
        label="Tìm văn bản",
        method="filter_query",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "maxlength": 200}),
    )
    loai = django_filters.ModelChoiceFilter(
        label="Loại văn bản",
        field_name="document_type",
        queryset=_types_in_use,
        to_field_name="name_key",
        empty_label="Mọi loại",
        error_messages={"invalid_choice": "Không có văn bản nào của loại “%(value)s”."},
    )
    co_quan = django_filters.ModelChoiceFilter(
        label="Cơ quan ban hành",
        field_name="organization",
        queryset=_bodies_in_use,
        to_field_name="slug",
        empty_label="Mọi cơ quan",
        # Without it the choices would not add up to the whole list.
        null_label="Chưa rõ cơ quan",
        null_value=UNKNOWN,
        error_messages={"invalid_choice": "Không có văn bản nào của cơ quan “%(value)s”."},
    )
    cap = django_filters.ChoiceFilter(
        label="Cấp ban hành",
        method="filter_level",
        choices=[(word, level.label) for word, level in LEVEL_WORDS.items()],
        empty_label="Mọi cấp",
        # The body tells the level: without a body there is none, as for the bodies above.
        null_label="Chưa rõ cấp",
        null_value=UNKNOWN,
        error_messages={"invalid_choice": "Không có cấp “%(value)s”. Hãy chọn trong danh sách."},
    )
    tu_ngay = DayFilter(label="Từ ngày", method="filter_from", widget=_day_box())
    den_ngay = DayFilter(label="Đến ngày", method="filter_to", widget=_day_box())
    nam = YearFilter(
        label="Năm ban hành",
        field_name="issued_year",
        min_value=1930,
        max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
        error_messages={
            "invalid": "Năm chỉ gồm bốn chữ số, ví dụ 2023.",
            "min_value": "Năm phải từ %(limit_value)s.",
            "max_value": "Năm không quá %(limit_value)s.",
        },
    )
    co_van_ban = django_filters.ChoiceFilter(
        label="Có trong sổ",
        method="filter_held",
        choices=[(HELD, "Đã có văn bản"), (ONLY_CITED, "Chỉ được trích dẫn")],
        empty_label="Tất cả",
        error_messages={"invalid_choice": "Không hiểu “%(value)s”. Hãy chọn trong danh sách."},
    )

    class Meta:
        model = Document
        form = ListForm
        fields: list[str] = []

    def filter_query(self, documents: Any, name: str, query: Query) -> Any:
        return find_documents(documents, query)

    def filter_level(self, documents: Any, name: str, word: str) -> Any:
        if word == UNKNOWN:
            return documents.filter(organization__isnull=True)
        return documents.filter(organization__level=LEVEL_WORDS[word])

    def filter_from(self, documents: Any, name: str, first: date) -> Any:
        """Keep what was certainly issued on `first` or later: a year alone must lie after it."""
        whole_year = first.year if (first.month, first.day) == (1, 1) else first.year + 1
        return documents.filter(
            Q(issued_on__gte=first) | Q(issued_on__isnull=True, issued_year__gte=whole_year)
        )

    def filter_to(self, documents: Any, name: str, last: date) -> Any:
        """Keep what was certainly issued on `last` or earlier."""
        whole_year = last.year if (last.month, last.day) == (12, 31) else last.year - 1
        return documents.filter(
            Q(issued_on__lte=last) | Q(issued_on__isnull=True, issued_year__lte=whole_year)
        )

    def filter_held(self, documents: Any, name: str, word: str) -> Any:
        return documents.filter(is_held=word == HELD)

    @cached_property
    def query(self) -> Query | None:
        """The search as read; None when nothing was typed or it was refused."""
        return self.form.cleaned_data.get("q") if self.form.is_valid() else None

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether any filter beside the search box is set."""
        return any(self.data.get(name) for name in self.filters if name != "q")

    def conditions(self) -> list[Condition]:
        """Return the conditions in use, as understood, in the form's order."""
        values = self.form.cleaned_data.items()
        return [
            Condition(str(self.filters[name].label), self._shown(name, value), self._without(name))
            for name, value in values
            if value
        ]

    def _shown(self, name: str, value: Any) -> str:
        if isinstance(value, Query):
            return value.reading or f"“{value.text}”"
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        return dict(getattr(self.filters[name].field, "choices", ())).get(value, str(value))

    def _without(self, name: str) -> str:
        """Return the address of this list without one condition; the page starts anew."""
        kept = self.data.copy()
        for parameter in (name, "page"):
            kept.pop(parameter, None)
        return f"{self.request.path}?{kept.urlencode()}"

    def only_hit(self) -> Document | None:
        """Return the document when a number or date alone was typed and exactly one fits."""
        if not self.query or not self.query.names_a_document or self.is_narrowed:
            return None
        hits = list(self.qs[:2])
        return hits[0] if len(hits) == 1 else None
