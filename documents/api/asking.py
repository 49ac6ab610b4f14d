"""The body of a question: JSON read into values, or refused before anything is done with it."""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

from documents.api.answering import RefusedError
from documents.api.schemas import DAY
from organizations.models import Organization
from organizations.secrecy import refuse_secret
from organizations.text import normalize_body

MAX_TEXT_BYTES = 64 * 1024
# JSON may write one byte as six ("\u0041"); the rest is for the other fields.
MAX_BODY_BYTES = 6 * MAX_TEXT_BYTES + 4096
FIELDS = frozenset({"text", "publisher", "date"})
TOO_LONG = f"Văn bản gửi lên dài quá {MAX_TEXT_BYTES // 1024} kB. Hãy chia thành nhiều phần."


@dataclass(frozen=True, slots=True)
class Question:
    """A text whose citations are asked for: stored form, publisher and day where given."""

    text: str
    publisher: Organization | None
    written_on: date | None


def read_question(request: HttpRequest) -> Question:
    """Return what is asked. Raises RefusedError, and ValidationError for a secret text."""
    values = _values_in(request)
    unknown = sorted(set(values) - FIELDS)
    if unknown:
        raise RefusedError(
            400, f"Không có trường “{unknown[0][:40]}”; chỉ có text, publisher, date."
        )
    given = {name: values.get(name) for name in FIELDS}
    for name, value in given.items():
        if value is not None and not isinstance(value, str):
            raise RefusedError(400, f"Trường “{name}” phải là một chuỗi.")
    # Before anything else looks at them: nothing of a secret text may be worked on.
    refuse_secret(value for value in given.values() if value)
    if not given["text"]:
        raise RefusedError(400, "Thiếu trường “text”: văn bản cần đọc trích dẫn.")
    return Question(_text(given["text"]), _publisher(given["publisher"]), _day(given["date"]))


def _values_in(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object sent; its size is asked before any of it is read."""
    if request.content_type != "application/json":
        raise RefusedError(400, "Hãy gửi JSON, với đầu mục Content-Type: application/json.")
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY_BYTES:
            raise RefusedError(413, TOO_LONG)
        values = json.loads(request.body.decode())
        # Half a surrogate pair ("\ud800") is JSON, yet no text: no database takes it.
        json.dumps(values, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise RefusedError(400, "Nội dung gửi lên không phải là JSON đọc được (UTF-8).") from error
    if not isinstance(values, dict):
        raise RefusedError(400, 'Hãy gửi một đối tượng JSON, ví dụ {"text": "…"}.')
    return values


def _text(given: str) -> str:
    if len(given.encode()) > MAX_TEXT_BYTES:
        raise RefusedError(413, TOO_LONG)
    return normalize_body(given)


def _publisher(slug: str | None) -> Organization | None:
    if not slug:
        return None
    # No database takes a null character.
    found = Organization.objects.filter(slug=slug.replace("\x00", "\ufffd")).first()
    if found is None:
        raise RefusedError(400, f"Không có cơ quan “{slug[:100]}” (trường “publisher”).")
    return found


def _day(given: str | None) -> date | None:
    if not given:
        return None
    try:
        # Python also reads "20240331" and weeks, which the description does not promise.
        if not re.fullmatch(DAY, given, re.ASCII):
            raise ValueError(given)
        return date.fromisoformat(given)
    except ValueError as error:
        raise RefusedError(
            400, f"Ngày “{given[:40]}” (trường “date”) phải có dạng năm-tháng-ngày: 2024-03-31."
        ) from error
