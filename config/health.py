"""Two addresses for whatever watches the server: is it alive, and is it ready to serve.

Plain text and no template, so that a broken page cannot make a live server look dead.
"""

import logging

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger("vankien.health")

PLAIN_TEXT = "text/plain; charset=utf-8"


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process serves requests. The database is not asked."""
    return HttpResponse("Đang chạy.\n", content_type=PLAIN_TEXT)


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and has every migration, else 503 and what to do."""
    try:
        missing = _unapplied_migrations()
    except DatabaseError:
        # The reason may name hosts and users: it goes to the log, not to a visitor.
        logger.exception("The database does not answer.")
        return _not_ready("Cơ sở dữ liệu không trả lời. Hãy xem nhật ký của máy chủ.")
    if missing:
        return _not_ready(
            f"Còn {missing} bước cập nhật cơ sở dữ liệu chưa chạy. Hãy chạy: manage.py migrate"
        )
    return HttpResponse("Sẵn sàng.\n", content_type=PLAIN_TEXT)


def _unapplied_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _not_ready(sentence: str) -> HttpResponse:
    return HttpResponse(f"{sentence}\n", status=503, content_type=PLAIN_TEXT)
