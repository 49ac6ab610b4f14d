"""What a line of the log holds: little for a refused request, everything for an error of ours.

What people searched for stands in the query of an address and never enters the log, nor does a
link that signs somebody in or opens somebody's feed.
"""

import copy
import logging
import re

# A link that signs its holder in stands in the address, and the key of a person's feed.
_SECRET = re.compile(r"(/vao/)[^/\s]+|(/theo-doi/)[^/\s]+(?=/atom\.xml)")


class LineFormatter(logging.Formatter):
    """Formats as usual, but leaves the traceback out below ERROR.

    Django hands one over with each refused page (403) and each malformed request (400), where
    it tells nothing but that a visitor was refused.
    """

    def format(self, record: logging.LogRecord) -> str:
        if record.levelno < logging.ERROR and record.exc_info:
            # A copy: other handlers see the same record.
            record = copy.copy(record)
            record.exc_info = record.exc_text = None
        return _SECRET.sub(r"\1\2…", super().format(record))


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
