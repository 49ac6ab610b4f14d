"""What happens when a record that looked free a moment ago is refused as it is saved.

The page comes back with everything typed and says which record was in the way. Boundary:
what is refused, and why, is said by the database and by the writers.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib import messages
from django.contrib.messages.storage import default_storage
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from organizations.conflicts import is_deadlock
from organizations.disk import DISK_FULL, is_disk_full

FILES_AGAIN = "Tệp đính kèm thì phải chọn lại: trình duyệt không giữ tệp đã chọn."


class RefusedSaveMixin:
    """Shows the form again, as typed, when the save itself is refused. Its form is a RecordForm."""

    collision_sentence = (
        "Chưa lưu được: có một bản ghi khác trùng với bản ghi này, có thể vừa được người khác "
        "nhập. Những gì bạn nhập vẫn còn ở đây; tìm trong danh sách trước khi lưu lại."
    )

    deadlock_sentence = (
        "Chưa lưu được: có người khác vừa lưu cùng lúc. Những gì bạn nhập vẫn còn ở đây; bấm Lưu "
        "lần nữa."
    )

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read the form a second time after a refusal; this time it is never saved."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except (IntegrityError, ValidationError) as error:
            said = error.messages if isinstance(error, ValidationError) else None
            request.refused_save = " ".join(said or [self.collision_sentence])
        except (OperationalError, OSError) as error:
            if is_disk_full(error):
                request.refused_save = DISK_FULL
            elif is_deadlock(error):
                request.refused_save = self.deadlock_sentence
            else:
                raise
        # What the first try had to say was undone with it.
        request._messages = default_storage(request)
        if request.FILES:
            self.message_user(request, FILES_AGAIN, messages.WARNING)
        for _, uploads in request.FILES.lists():
            for upload in uploads:
                upload.seek(0)
        return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Tell this request's form class, which Django makes anew each time, of the refusal."""
        form = super().get_form(request, obj, **kwargs)
        form.refused_save = getattr(request, "refused_save", "")
        return form


def equal_records(record: models.Model, fields: Collection[str]) -> list[models.Model]:
    """Return stored records that equal `record` in what may be there once only.

    Looked at are the model's unique constraints over nothing but `fields`, the names of what
    a form shows; a key that is computed has sentences of its own.
    """
    model = type(record)
    found: list[models.Model] = []
    for constraint in model._meta.constraints:
        is_once = isinstance(constraint, models.UniqueConstraint)
        if not is_once or not set(constraint.fields) <= set(fields):
            continue
        try:
            constraint.validate(model, record)
        except ValidationError:
            columns = [model._meta.get_field(name).attname for name in constraint.fields]
            same = {column: getattr(record, column) for column in columns}
            rows = model._default_manager.filter(constraint.condition or models.Q(), **same)
            found += [row for row in rows.exclude(pk=record.pk) if row not in found]
    return found


def met_sentence(others: Iterable[models.Model]) -> str:
    """Say which records are in the way, each with a link to its page in the staff site."""
    links = format_html_join(
        ", ", '<a href="{}">{}</a>', ((_address(other), other) for other in others)
    )
    return format_html("Bản ghi đã có: {}. Mở bản ghi đó để sửa hoặc bổ sung.", links)


def _address(record: models.Model) -> str:
    names = record._meta
    return reverse(f"admin:{names.app_label}_{names.model_name}_change", args=[record.pk])
