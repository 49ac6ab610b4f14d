"""What staff did outside the forms of the staff site, for “Việc tôi vừa làm” on its first page.

Boundary: what a deed changed stands in the history of the records; here is only where a person was.
"""

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone

_LABEL_LENGTH = 200


def note_deed(by: Any, record: Model, words: str) -> None:
    """Keep that `by` did to `record` what `words` say (“Phát hành”), in the log of Django's admin.

    Done once more, only its time and label are new: of a hundred decisions on one bulletin one
    line tells.
    """
    deed = {
        "user_id": by.pk,
        "content_type_id": ContentType.objects.get_for_model(record).pk,
        "object_id": str(record.pk),
        "change_message": words,
    }
    now = {"action_time": timezone.now(), "object_repr": str(record)[:_LABEL_LENGTH]}
    if not LogEntry.objects.filter(**deed).update(**now):
        LogEntry.objects.create(**deed, **now, action_flag=CHANGE)
