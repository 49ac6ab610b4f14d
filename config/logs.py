"""What a line of the log holds: little for a refused request, everything for an error of ours.

What people searched for stands in the query of an address and never enters the log, nor does a
link that signs somebody in or opens somebody's feed; nor what an error quotes of the words that
somebody typed. A line is text, or with LOG_FORMAT=json one JSON object.
"""

import copy
import json
import logging
import re
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import SuspiciousOperation

from organizations.outages import outage_behind

# A link that signs its holder in stands in the address, and the key of a person's feed.
_SECRET = re.compile(r"(/vao/)[^/\s]+|(/theo-doi/)[^/\s]+(?=/atom\.xml)")
# What an error quotes. A bare name is one of ours: of a key, a column, a constraint.
_QUOTED = re.compile("'[^'\n]*'|\"[^\"\n]*\"|“[^”\n]*”")
_OUR_NAME = re.compile(r"[A-Za-z_][\w.]*", re.ASCII)
LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
FORMATS = ("line", "json")
# Of the request that this thread answers, "" outside of one (`config.access`).
request_id: ContextVar[str] = ContextVar("request_id", default="")


def formatter(kind: str) -> logging.Formatter:
    """Return what writes a line of the log: one of `FORMATS`."""
    return JsonFormatter() if kind == "json" else LineFormatter(LINE)


class LineFormatter(logging.Formatter):
    """Formats as usual, but leaves idle tracebacks out and names the request.

    Django hands a traceback over with each refused page (403) and each malformed request (400).
    """

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(_shortened(record))
        number = request_id.get()
        if number:
            first, end, rest = text.partition("\n")
            text = f"{first} [{number}]{end}{rest}"
        return without_secrets(text)

    def formatException(self, ei: Any) -> str:
        return without_values(super().formatException(ei), ei[1])


class JsonFormatter(logging.Formatter):
    """One JSON object a line: `time`, `level`, `logger`, `message`, and what else is known.

    `request_id` inside a request, `traceback` of an error, and of a request's own line what
    `config.access` hands over (`method`, `path`, `status`, `duration_ms`, `user_id`).
    """

    def format(self, record: logging.LogRecord) -> str:
        record = _shortened(record)
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := request_id.get():
            told["request_id"] = number
        told |= getattr(record, "request_facts", {})
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        kept = {
            name: without_secrets(value) if isinstance(value, str) else value
            for name, value in told.items()
        }
        # Readable as it stands; a line end within a value is written \n by JSON itself.
        return json.dumps(kept, ensure_ascii=False)

    def formatException(self, ei: Any) -> str:
        return without_values(super().formatException(ei), ei[1])


def without_secrets(text: str) -> str:
    """Return a text without the secret part of the addresses in it."""
    return _SECRET.sub(r"\1\2…", text)


def without_values(traceback: str, error: BaseException | None) -> str:
    """Return a traceback without what the messages of its errors quote.

    Of each message the first line is kept: in those below it PostgreSQL tells the values of the
    row that it refused ("DETAIL: Key (title)=(…)").
    """
    for one in _chain(error):
        if said := str(one):
            first, *more = said.splitlines() or [""]
            kept = _QUOTED.sub(_without_value, first) + (" …" if more else "")
            traceback = traceback.replace(said, kept)
    return traceback


def _without_value(quoted: re.Match[str]) -> str:
    words = quoted[0]
    return words if _OUR_NAME.fullmatch(words[1:-1]) else f"{words[0]}…{words[-1]}"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those behind it, which a traceback tells too."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _shortened(record: logging.LogRecord) -> logging.LogRecord:
    """Return the record without a traceback that tells nothing.

    Below ERROR it tells that a visitor was refused, and so it does of a request that cannot be
    meant, such as one for a name that is not in ALLOWED_HOSTS. Of a database that is away, which
    each request meets anew, one line says as much.
    """
    error = record.exc_info[1] if record.exc_info else None
    outage = outage_behind(error)
    is_ours = record.levelno >= logging.ERROR and not isinstance(error, SuspiciousOperation)
    if error is None or (is_ours and outage is None):
        return record
    # A copy: other handlers see the same record.
    record = copy.copy(record)
    record.exc_info = record.exc_text = None
    if outage is not None:
        reason = (str(error).splitlines() or [""])[0]
        record.msg, record.args = f"{record.getMessage()}: {type(error).__name__}: {reason}", None
    return record


def without_query(record: logging.LogRecord) -> bool:
    """Cut the query off a message of the web server; a logging filter that keeps every record.

    Off to the end, because a malformed request line has blanks inside its query; and what
    gunicorn quotes from such a line may begin anywhere in it.
    """
    message = record.getMessage()
    end = "[?'\"]" if message.startswith("Invalid request") else r"\?"
    kept, *cut = re.split(end, message, maxsplit=1)
    record.msg, record.args = kept + ("…" if cut else ""), None
    return True
