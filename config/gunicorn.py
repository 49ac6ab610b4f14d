"""How gunicorn serves the site; `gunicorn -c config/gunicorn.py config.wsgi` reads it.

Two processes with threads: one slow page stops nobody, and SQLite keeps a single writer anyway.
`python -m config.gunicorn` only tells whether the port can be had.
"""

import errno
import logging
import os
import socket
import struct
import sys
import warnings
from importlib import import_module
from ipaddress import ip_address
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.environment import PRIVATE_UMASK, env_address, env_bool, env_choice, env_number
from config.logs import FORMATS, formatter, without_query

try:
    # Loaded here first, so that a setting that is refused ends with its sentence alone.
    import_module("config.settings")
    PORT = env_number("PORT", default=8000, smallest=1, largest=65535)
    workers = env_number("WEB_CONCURRENCY", default=2, smallest=1, largest=64)
    LISTEN = env_address("LISTEN", default="127.0.0.1")
    LOG_FORMAT = env_choice("LOG_FORMAT", FORMATS)
except ImproperlyConfigured as error:
    # Gunicorn would print a traceback around the sentence.
    sys.exit(str(error))
if not ip_address(LISTEN).is_loopback and (env_bool("DEMO") or env_bool("DEBUG")):
    sys.exit(f"LISTEN={LISTEN} không dùng được cùng DEMO=1 hay DEBUG=1: máy khác sẽ vào được.")

# This machine alone unless LISTEN says otherwise: a web server with a certificate stands in front.
bind = f"[{LISTEN}]:{PORT}" if ":" in LISTEN else f"{LISTEN}:{PORT}"
threads = 4
timeout = 60
graceful_timeout = 10
# Whoever falls silent in the middle of a request, or takes no more of an answer, for so long gives
# up the thread: gunicorn itself waits for ever, and a few phones out of reach would hold them all.
SILENT_SECONDS = 25
# Now and then a process is replaced, so that a slow leak never fills the machine.
max_requests = 5000
max_requests_jitter = 500
loglevel = "warning"
# Requests are written down by the site itself (`config.access`); this is for who asks gunicorn to.
access_log_format = "%(m)s %(U)s %(s)s %(M)s ms"
# The application is loaded before the address is announced: a broken one stops the start.
preload_app = True
# The most gunicorn allows: a filter with every choice ticked makes a long address.
limit_request_line = 8190

# config.E001 says it in Vietnamese and with the remedy.
warnings.filterwarnings("ignore", message="No directory at")

WELCOME = """
Văn Kiện đang chạy tại http://{bind}  (dừng: Ctrl-C)
"""

WHAT_TO_TRY = """Hãy thử:
  1. Đăng nhập tại http://{bind}/dang-nhap/ bằng tài khoản dùng thử đã in lúc tạo.
  2. Gõ 361-KH/TU, hoặc 26-CT/TW (hai văn bản trùng số), hoặc 30/01/2024 vào ô tìm kiếm.
  3. Mở một bản tin tại http://{bind}/ban-tin/ và xem nguồn của từng mục.
  4. Nhập một văn bản tại http://{bind}/quan-tri/ (tài khoản biên tập).
"""


def on_starting(server: object) -> None:
    """End with a sentence when the site could not serve, before gunicorn tries and fails."""
    # Only now: gunicorn has set Django up by loading the application.
    from config.checks import reasons_not_to_serve, reasons_to_worry

    # A gunicorn that replaces a running one takes over its socket.
    if "GUNICORN_FD" not in os.environ:
        refuse_taken_port()
    reasons = reasons_not_to_serve()
    if reasons:
        sys.exit("\n".join(reasons))
    for worry in reasons_to_worry():
        print(f"CẢNH BÁO {worry}", file=sys.stderr)
    os.umask(PRIVATE_UMASK)
    for name in ("gunicorn.error", "gunicorn.access"):
        log = logging.getLogger(name)
        log.addFilter(without_query)
        for handler in log.handlers:
            handler.setFormatter(formatter(LOG_FORMAT))


def refuse_taken_port() -> None:
    """End with a sentence when PORT cannot be listened on; gunicorn says it five times over."""
    with socket.socket(socket.AF_INET6 if ":" in LISTEN else socket.AF_INET) as probe:
        # As gunicorn does: a port whose program has just ended counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LISTEN, PORT))
        except OSError as error:
            sys.exit(_why_not(error))


def _why_not(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        other = 8080 if PORT != 8080 else 8090
        return (
            f"Cổng {PORT} đang có chương trình khác dùng. "
            f"Chọn cổng khác, ví dụ PORT={other} make run."
        )
    if error.errno == errno.EACCES:
        return f"Không được phép dùng cổng {PORT}; chọn cổng từ 1024 trở lên, ví dụ PORT=8080."
    return f"Không dùng được cổng {PORT}: {error}."


def when_ready(server: Any) -> None:
    """Say where the site is only once it listens, so that the printed address works."""
    for listener in server.LISTENERS:
        _give_up_who_is_silent(listener.sock)
    text = WELCOME + (WHAT_TO_TRY if env_bool("DEMO") else "")
    print(text.format(bind=bind), flush=True)


def _give_up_who_is_silent(listener: socket.socket) -> None:
    """Have the system break off a reading or writing that stands still; connections inherit it."""
    longest = struct.pack("ll", SILENT_SECONDS, 0)
    for waiting in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
        listener.setsockopt(socket.SOL_SOCKET, waiting, longest)


if __name__ == "__main__":
    refuse_taken_port()
