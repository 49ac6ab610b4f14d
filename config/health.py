"""Two addresses for whatever watches the server: is it alive, and is it ready to serve.

Plain text and no template, so that a broken page cannot make a live server look dead.
"""

import logging
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from documents.working import has_worker_gone, is_worker_busy, longest_wait

logger = logging.getLogger("vankien.health")

LONGEST_WAIT, LONGEST_WORK = timedelta(minutes=5), timedelta(hours=2)
PLAIN_TEXT = "text/plain; charset=utf-8"


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process serves requests. The database is not asked."""
    return HttpResponse("Đang chạy.\n", content_type=PLAIN_TEXT)


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when all is there that work needs, else 503 and a sentence for each lack.

    Asked for: the database and its migrations, room on the disk, a worker that does what waits.
    """
    try:
        lacks = [*_database_lacks(), *_disk_lacks(), *_worker_lacks()]
    except DatabaseError:
        # The reason may name hosts and users: it goes to the log, not to a visitor.
        logger.exception("The database does not answer.")
        lacks = ["Cơ sở dữ liệu không trả lời. Hãy xem nhật ký của máy chủ."]
    except OSError:
        # A share that is not mounted, a folder that was moved: the log names it.
        logger.exception("A folder of the site is away.")
        lacks = [
            "Thư mục dữ liệu không còn đó hoặc không ghi được. Hãy xem ổ đĩa đã được gắn chưa, và "
            "nhật ký của máy chủ."
        ]
    sentences = "".join(f"{lack}\n" for lack in lacks or ["Sẵn sàng."])
    return HttpResponse(sentences, status=503 if lacks else 200, content_type=PLAIN_TEXT)


def _database_lacks() -> Iterator[str]:
    if missing := unapplied_migrations():
        yield f"Còn {missing} bước cập nhật cơ sở dữ liệu chưa chạy. Hãy chạy: manage.py migrate"


def unapplied_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def free_bytes(folder: Path) -> int:
    """Return how much room is left on a folder's disk for the account that runs the site."""
    return shutil.disk_usage(folder).free


def _disk_lacks() -> Iterator[str]:
    disks = {"giữ dữ liệu": settings.DATA_DIR} | {
        f"của {folder}": folder for folder in settings.OTHER_DISKS
    }
    for name, folder in disks.items():
        free = free_bytes(folder) // 2**20
        if free < settings.LEAST_FREE_MB:
            yield (
                f"Ổ đĩa {name} chỉ còn {free} MB trống, cần ít nhất {settings.LEAST_FREE_MB} MB. "
                "Hãy dọn ổ đĩa."
            )


def _worker_lacks() -> Iterator[str]:
    if has_worker_gone():
        yield "Tiến trình việc dài đã dừng. Hãy cho chạy lại: manage.py db_worker"
        return
    waited = longest_wait()
    # One that is busy keeps others waiting: a file of hundreds of pages takes many minutes.
    if waited > (LONGEST_WORK if is_worker_busy() else LONGEST_WAIT):
        minutes = int(waited.total_seconds()) // 60
        yield f"Có việc đã chờ {minutes} phút mà chưa được làm. Hãy xem tiến trình việc dài."
