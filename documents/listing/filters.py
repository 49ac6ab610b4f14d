"""The list of documents: what is asked in the address becomes a queryset.

Parameter names are Vietnamese because members read and share these addresses; values are
words or slugs, never primary keys.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from documents.listing.conditions import CONDITIONS, FACTS, HELD, LEVEL_WORDS, ONLY_CITED, UNKNOWN
from documents.listing.forms import MAX_QUERY_CHARS, JoinedInput, JoinedSelect, ListForm, QueryField
from documents.models import Document, DocumentType, Passage
from documents.search.engine import Index
from documents.search.found import Hits, Order
from documents.search.match import any_of
from documents.search.names import Names
from documents.search.parts import Query
from documents.search.question import Rights
from documents.search.wanted import Asked, ask, days_between, days_of_year
from organizations.audience import Audience
from organizations.fields import DayField
from organizations.models import Organization

DOCUMENTS = Index(Passage, "document")
# The boxes of a list without filters, and the names of which time they hold.
_plain_boxes: tuple[Any, SafeString] = (None, SafeString(""))


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition in use: what it is called, what was chosen, the address without it."""

    label: str
    shown: str
    address_without: str


@dataclass(frozen=True, slots=True)
class OrderChoice:
    """One order of the list: its word, its name, its address, whether it is the present one."""

    word: str
    shown: str
    address: str
    is_current: bool


class QueryFilter(django_filters.Filter):
    field_class = QueryField


class DayFilter(django_filters.Filter):
    field_class = DayField


class YearFilter(django_filters.Filter):
    field_class = forms.IntegerField


def _day_box() -> JoinedInput:
    """A text box: the browser's own date box shows months first in some languages."""
    return JoinedInput(attrs={"placeholder": "ngày/tháng/năm", "autocomplete": "off"})


class DocumentFilter(django_filters.FilterSet):
    """Filters of the public list. Call `is_valid()` first: `qs` holds only what passed it."""

    q = QueryFilter(
        label="Tìm văn bản",
        widget=JoinedInput(
            attrs={"type": "search", "autocomplete": "off", "maxlength": MAX_QUERY_CHARS}
        ),
    )
    loai = django_filters.ModelChoiceFilter(
        label="Loại văn bản",
        widget=JoinedSelect,
        queryset=DocumentType.objects.all(),
        to_field_name="name_key",
        empty_label="Mọi loại",
        error_messages={"invalid_choice": "Không có văn bản nào của loại “%(value)s”."},
    )
    co_quan = django_filters.ModelChoiceFilter(
        label="Cơ quan ban hành",
        widget=JoinedSelect,
        queryset=Organization.objects.all(),
        to_field_name="slug",
        empty_label="Mọi cơ quan",
        # Without it the choices would not add up to the whole list.
        null_label="Chưa rõ cơ quan",
        null_value=UNKNOWN,
        error_messages={"invalid_choice": "Không có văn bản nào của cơ quan “%(value)s”."},
    )
    cap = django_filters.ChoiceFilter(
        label="Cấp ban hành",
        widget=JoinedSelect,
        choices=[(word, level.label) for word, level in LEVEL_WORDS.items()],
        empty_label="Mọi cấp",
        # The body tells the level: without a body there is none, as for the bodies above.
        null_label="Chưa rõ cấp",
        null_value=UNKNOWN,
        error_messages={"invalid_choice": "Không có cấp “%(value)s”. Hãy chọn trong danh sách."},
    )
    tu_ngay = DayFilter(label="Từ ngày", widget=_day_box())
    den_ngay = DayFilter(label="Đến ngày", widget=_day_box())
    nam = YearFilter(
        label="Năm ban hành",
        min_value=1930,
        max_value=2200,
        widget=JoinedInput(attrs={"inputmode": "numeric", "maxlength": 4}),
        error_messages={
            "invalid": "Năm chỉ gồm bốn chữ số, ví dụ 2023.",
            "min_value": "Năm phải từ %(limit_value)s.",
            "max_value": "Năm không quá %(limit_value)s.",
        },
    )
    co_van_ban = django_filters.ChoiceFilter(
        label="Có trong sổ",
        widget=JoinedSelect,
        choices=[(HELD, "Đã có văn bản"), (ONLY_CITED, "Chưa có văn bản")],
        empty_label="Tất cả",
        error_messages={"invalid_choice": "Không hiểu “%(value)s”. Hãy chọn trong danh sách."},
    )

    hieu_luc = django_filters.ChoiceFilter(
        label="Hiệu lực",
        widget=JoinedSelect,
        choices=Document.Status.choices,
        empty_label="Tất cả",
        error_messages={"invalid_choice": "Không hiểu “%(value)s”. Hãy chọn trong danh sách."},
    )
    nhiem_ky = django_filters.CharFilter(
        label="Nhiệm kỳ",
        widget=JoinedInput(attrs={"maxlength": 20, "placeholder": "ví dụ XIII"}),
        max_length=20,
    )
    xep = django_filters.ChoiceFilter(
        label="Thứ tự",
        choices=Order.choices,
        empty_label=None,
        error_messages={
            "invalid_choice": "Không xếp được theo “%(value)s”. Hãy chọn trong danh sách."
        },
    )

    class Meta:
        model = Document
        form = ListForm
        fields: list[str] = []

    def __init__(
        self, data: QueryDict, queryset: Any, *, request: Any, rights: Rights | None = None
    ) -> None:
        """Read the address `data`; `rights` to the whole of the `queryset`, where they are known.

        Not as the library does: it copies every filter, to tell each which list it belongs to,
        for every page. Ours only say what may be typed, and the same ones serve all.
        """
        self.is_bound, self.data, self.form_prefix = True, data, None
        self.queryset, self.request, self.filters = queryset, request, self.base_filters
        self._rights = rights

    def get_form_class(self) -> type[ListForm]:
        """Return the form's class; its fields are the same for everybody and made once."""
        return _form_class()

    def boxes(self) -> SafeString:
        """Return the boxes of the form behind the search box, as HTML.

        Those of a list without filters are the same for everybody and drawn once.
        """
        global _plain_boxes
        names = self.form.fields["q"].names
        if self.is_narrowed or self.form.errors:
            return self._drawn_boxes(names)
        state, drawn = _plain_boxes
        if state != names.state:
            drawn = self._drawn_boxes(names)
            _plain_boxes = (names.state, drawn)
        return drawn

    def _drawn_boxes(self, names: Names) -> SafeString:
        """Draw the boxes; that of bodies is hidden where there are too many for one.

        Beside the list they are offered with their counts, and the search box knows their names.
        """
        kinds, bodies = self.form.fields["loai"], self.form.fields["co_quan"]
        # Their words and names are all that is shown; the fields would read whole rows.
        kinds.widget.choices = [("", kinds.empty_label), *names.types]
        if names.choices is None:
            bodies.widget = forms.HiddenInput()
        else:
            unknown = (bodies.null_value, bodies.null_label)
            bodies.widget.choices = [("", bodies.empty_label), unknown, *names.choices]
        boxes = [box for box in self.form if box.name != "q"]
        return render_to_string("documents/_filter_boxes.html", {"boxes": boxes})

    def filter_queryset(self, documents: Any) -> Any:
        """Return those of `documents` that the filters in use leave; see `CONDITIONS`."""
        for name, value in self.form.cleaned_data.items():
            if value and name in CONDITIONS:
                documents = CONDITIONS[name](documents, value)
        return documents

    @cached_property
    def query(self) -> Query | None:
        """The search as read; None when nothing was typed or it was refused."""
        return self.form.cleaned_data.get("q") if self.form.is_valid() else None

    @cached_property
    def order(self) -> Order:
        """The order asked for; without one the best first for words, else the newest."""
        return Order(self.form.cleaned_data["xep"] or Order.BEST)

    def orders(self) -> list[OrderChoice]:
        """Return the orders to choose from; without words nothing fits better, so no best first."""
        words = bool(self.query and self.query.words)
        current = Order.NEWEST if self.order == Order.BEST and not words else self.order
        return [
            OrderChoice(
                order.value,
                str(order.label),
                self.with_changed(xep=order.value),
                order == current,
            )
            for order in Order
            if words or order != Order.BEST
        ]

    @property
    def is_number_order_left(self) -> bool:
        """Whether the order by number was asked of more hits than are put in order."""
        return self.order == Order.NUMBER and self.hits.is_more

    @cached_property
    def hits(self) -> Hits:
        """The documents that fit the search and every filter, for this visitor.

        What the filters ask is asked of the index too, so that it is not searched in vain.
        """
        rights = None if self.is_narrowed else self._rights
        return Hits(DOCUMENTS, self.qs, self._asked(), rights=rights)

    def _asked(self) -> Asked:
        values = self.form.cleaned_data
        asked = ask(self.query)
        for name, fact in FACTS.items():
            if values.get(name):
                asked = asked.also(any_of([fact(values[name])]))
        if not self.request.user.is_authenticated:
            # Little is public: without it the newest of all would be looked through in vain.
            asked = asked.also(any_of([f"a:{Audience.EVERYONE}"]))
        if values.get("nam"):
            asked = asked.within(days_of_year(values["nam"]))
        return asked.within(days_between(values.get("tu_ngay"), values.get("den_ngay")))

    @property
    def is_plain_search(self) -> bool:
        """Whether words alone were asked for, of everything there is."""
        return bool(self.query) and not self.is_narrowed

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether any filter beside the search box is set."""
        return any(self.data.get(name) for name in self.filters if name not in ("q", "xep"))

    def conditions(self) -> list[Condition]:
        """Return the conditions in use, as understood, in the form's order."""
        values = self.form.cleaned_data.items()
        return [
            Condition(str(self.filters[name].label), self._shown(name, value), self._without(name))
            for name, value in values
            if value and name not in ("q", "xep")
        ]

    def chips(self) -> list[Condition]:
        """Return what was understood of the search, a chip each, with the address without it."""
        if not self.query:
            return []
        return [
            Condition("", part.shown, self.with_changed(q=self.query.without_part(place)))
            for place, part in enumerate(self.query.parts)
        ]

    def _shown(self, name: str, value: Any) -> str:
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        if isinstance(value, Model):
            # Found by the field already: its choices are all rows of the table.
            return str(value)
        choices = getattr(self.filters[name].field, "choices", ())
        return next((str(shown) for key, shown in choices if key == value), str(value))

    def _without(self, name: str) -> str:
        return self.with_changed(**{name: ""})

    def with_changed(self, **changed: str) -> str:
        """Return the address of the list with parameters changed; the page starts anew."""
        return f"{self._place}?{self._parameters(changed)}"

    @cached_property
    def _place(self) -> str:
        return reverse("documents:list")

    @property
    def narrowing_address(self) -> str:
        """The address where the list's spread over the filters is told."""
        return f"{reverse('documents:facets')}?{self.parameters}"

    @property
    def parameters(self) -> str:
        """What the address asks, the page aside: for the other forms of the same list."""
        return self._parameters({})

    def _parameters(self, changed: dict[str, str]) -> str:
        kept = [
            (name, value)
            for name, values in self.data.lists()
            if name != "page" and name not in changed
            for value in values
        ]
        return urlencode([*kept, *((name, value) for name, value in changed.items() if value)])

    def only_hit(self) -> Document | None:
        """Return the document when a number or date alone was typed and exactly one fits."""
        if not self.query or not self.query.names_a_document or self.is_narrowed:
            return None
        hits = self.hits.records(Order.NEWEST, 0, 2)
        return self.qs.only("slug").filter(pk=hits[0]).first() if len(hits) == 1 else None


@cache
def _form_class() -> type[ListForm]:
    fields = {name: one.field for name, one in DocumentFilter.base_filters.items()}
    return type("DocumentFilterForm", (ListForm,), fields)
