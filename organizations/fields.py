"""Form fields that every form shares: a day typed day first."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from organizations.text import key_in, normalize, parse_date


class DayField(forms.DateField):
    """A day in any form `organizations.text.parse_date` reads, day first always.

    Django's own message says neither the field nor the value, which helps nobody who
    sees it above a long form.
    """

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return parse_date(str(value))
        except ValueError as error:
            raise ValidationError(
                "%(label)s: “%(value)s” không phải là ngày có thật. "
                "Nhập ngày/tháng/năm, ví dụ 19/05/2023.",
                code="bad_date",
                params={"label": self.label or "Ngày", "value": str(value)[:40]},
            ) from error


class ReasonField(forms.CharField):
    """Why something was decided, on one line as it is kept: signs without a width are no reason."""

    def to_python(self, value: Any) -> str:
        return normalize(super().to_python(value))


class RecordsField(forms.ModelMultipleChoiceField):
    """Several records; refuses what is no key before the database does, which would be a fault."""

    def clean(self, value: Any) -> Any:
        self._refuse_no_keys(value)
        return super().clean(value)

    def to_python(self, value: Any) -> Any:
        # What a form had at first comes back in a hidden box, and is read without `clean`.
        self._refuse_no_keys(value)
        return super().to_python(value)

    def _refuse_no_keys(self, value: Any) -> None:
        for key in value or ():
            if key_in(str(key)) is None:
                raise ValidationError(
                    self.error_messages["invalid_pk_value"],
                    code="invalid_pk_value",
                    params={"pk": key},
                )
