"""What a visitor may type into the list's form, read into values or refused in words.

Nothing typed is dropped unseen: a wrong value and an unknown parameter are both errors.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from documents.search.names import Names, known_names
from documents.search.parts import Query
from documents.search.query import NoSuchDayError, read_query

# A pasted citation with a long title fits. A browser cuts off what is beyond it.
MAX_QUERY_CHARS = 600
# Beside the filters: the page number, and "show the list even when it has one row".
OTHER_PARAMETERS = frozenset({"page", "danh_sach"})
# Zalo, Facebook, Google and mail programs add these to an address that is passed on. They ask
# nothing of the list, and whoever opens a link from a chat did not type them.
TRACKERS = frozenset(
    {"fbclid", "gclid", "dclid", "msclkid", "zarsrc", "zanpid", "igshid", "igsh", "_gl", "mibextid"}
)
TRACKER_PREFIX = "utm_"


class QueryField(forms.CharField):
    """The search box. Its value is a `Query`, or None when empty."""

    default_error_messages = {
        "too_long": "Câu tìm dài %(length)s chữ; nhiều nhất là %(limit)s. "
        "Chỉ cần số ký hiệu, ngày hoặc vài chữ trong trích yếu.",
        "no_such_day": "“%(value)s” không phải là ngày tháng có thật. "
        "Gõ ngày/tháng/năm, ví dụ 19/5/2023.",
        "only_without": "Dấu trừ chỉ để bỏ bớt. Gõ thêm chữ, số hoặc ngày cần tìm, "
        "ví dụ: quy hoạch -treo.",
    }

    @cached_property
    def names(self) -> Names:
        """The names of bodies and types, asked for once a form: each has a field of its own."""
        return known_names()

    def clean(self, value: Any) -> Query | None:
        text = (value or "").strip()
        if len(text) > MAX_QUERY_CHARS:
            raise ValidationError(
                self.error_messages["too_long"],
                code="too_long",
                params={"length": len(text), "limit": MAX_QUERY_CHARS},
            )
        if len(text) == MAX_QUERY_CHARS:
            # As long as a browser lets it be: half of the last word may be missing.
            text = text.rsplit(maxsplit=1)[0]
        try:
            query = read_query(text, self.names.bodies) if text else None
        except NoSuchDayError as error:
            raise ValidationError(
                self.error_messages["no_such_day"],
                code="no_such_day",
                params={"value": error.given},
            ) from error
        # Nearly every document lacks the word, or nearly every one bears it: all would be walked.
        if query and query.parts and all(part.kind == "without" for part in query.parts):
            raise ValidationError(self.error_messages["only_without"], code="only_without")
        return query


class JoinedSelect(forms.Select):
    """A select that joins its options in Python; choices in groups are not for it.

    Django writes every option, and the attributes of every option, through a template: for the
    forty types of document that took as long as all rows of the list.
    """

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        options = "\n".join(
            f'  <option value="{escape(option["value"])}"'
            f"{' selected' if option['selected'] else ''}>{escape(option['label'])}</option>"
            for option in self.options(name, self.format_value(value), attrs)
        )
        drawn = flatatt(self.build_attrs(self.attrs, attrs))
        # Both are escaped already.
        return mark_safe(  # nosec B308 B703  # see above
            f'<select name="{escape(name)}"{drawn}>\n{options}\n</select>'
        )


class JoinedInput(forms.TextInput):
    """A text box that is joined in Python, for the same reason."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        shown = {"value": typed} if (typed := self.format_value(value)) is not None else {}
        drawn = {"type": self.input_type, "name": name, **shown}
        return format_html("<input{}>", flatatt({**drawn, **self.build_attrs(self.attrs, attrs)}))


class SearchForm(forms.Form):
    """The search box alone, where nothing else is filtered."""

    q = QueryField(
        label="Tìm trong bản tin",
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "maxlength": MAX_QUERY_CHARS}
        ),
    )


class ListForm(forms.Form):
    """The filters' form: it also refuses parameters that no filter knows."""

    def __init__(self, data: QueryDict, **kwargs: Any) -> None:
        """Show null characters as ``�``: no database takes them, and the fields can then answer."""
        if any("\x00" in value for _, values in data.lists() for value in values):
            data = data.copy()
            for name, values in list(data.lists()):
                data.setlist(name, [value.replace("\x00", "\ufffd") for value in values])
        super().__init__(data, **kwargs)

    def clean(self) -> dict[str, Any]:
        unknown = sorted(
            name
            for name in set(self.data) - set(self.fields) - OTHER_PARAMETERS - TRACKERS
            if not name.startswith(TRACKER_PREFIX)
        )
        if unknown:
            raise ValidationError(
                "Danh sách không lọc được theo “%(names)s”. Bỏ phần đó khỏi địa chỉ, "
                "hoặc chọn trong các ô lọc bên dưới.",
                code="unknown_parameter",
                params={"names": ", ".join(name[:40] for name in unknown[:5])},
            )
        first, last = self.cleaned_data.get("tu_ngay"), self.cleaned_data.get("den_ngay")
        if first and last and first > last:
            raise ValidationError(
                "“Từ ngày” %(first)s sau “Đến ngày” %(last)s nên không có ngày nào ở giữa. "
                "Đổi một trong hai ngày.",
                code="days_out_of_order",
                params={"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"},
            )
        return self.cleaned_data
