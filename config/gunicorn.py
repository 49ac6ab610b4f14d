"""How gunicorn serves the site; `gunicorn -c config/gunicorn.py config.wsgi` reads it.

Two processes with threads: one slow page stops nobody, and SQLite keeps a single writer anyway.
"""

from config.environment import env_bool, env_number

PORT = env_number("PORT", default=8000, smallest=1, largest=65535)

# Never an outside address: a web server with a certificate stands in front of it.
bind = f"127.0.0.1:{PORT}"
workers = env_number("WEB_CONCURRENCY", default=2, smallest=1, largest=64)
threads = 4
timeout = 60
graceful_timeout = 10
# Now and then a process is replaced, so that a slow leak never fills the machine.
max_requests = 5000
max_requests_jitter = 500
loglevel = "warning"
# The application is loaded before the address is announced: a broken one stops the start.
preload_app = True

WELCOME = """
Văn Kiện đang chạy tại http://{bind}  (dừng: Ctrl-C)
"""

WHAT_TO_TRY = """Hãy thử:
  1. Đăng nhập tại http://{bind}/dang-nhap/ bằng tài khoản dùng thử đã in lúc tạo.
  2. Gõ 361-KH/TU, hoặc 26-CT/TW (hai văn bản trùng số), hoặc 30/01/2024 vào ô tìm kiếm.
  3. Mở một bản tin tại http://{bind}/ban-tin/ và xem nguồn của từng mục.
  4. Nhập một văn bản tại http://{bind}/quan-tri/ (tài khoản biên tập).
"""


def when_ready(server: object) -> None:
    """Say where the site is only once it listens, so that the printed address works."""
    text = WELCOME + (WHAT_TO_TRY if env_bool("DEMO") else "")
    print(text.format(bind=bind), flush=True)
