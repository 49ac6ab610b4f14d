"""The staff's list of documents in a great registry: ``python -m tests.benchmarks.bench_admin``.

Opens the list, searches and filters it, and asks for what is alike, in the registry that
`DATA_DIR` or `DATABASE_URL` names (`make bench-admin` fills one on each database); nothing is
written. Whole pages are made, each several times, and the middle one counts. Fails beyond 300 ms.
"""

import os
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

TIMES = 5
MOST_SECONDS = 0.3
LISTS: tuple[dict[str, str], ...] = (
    {},
    {"p": "15"},
    {"q": "24-CT/TU"},
    {"q": "công tác cán bộ"},
    {"q": "phong chay chua ch"},
    {"nam": "2023"},
    {"nam": "2023", "thang": "5"},
    {"is_held__exact": "1"},
    {"state__exact": "proposed"},
    {"status__exact": "partly"},
    {"organization__level__exact": "2"},
    {"document_type__id__exact": "5"},
    {"co-quan": "tinh uy"},
    {"thung-rac": "co"},
)
TITLE = "về tăng cường sự lãnh đạo của Đảng đối với công tác phòng cháy, chữa cháy"


def measure() -> bool:
    """Measure the registry that the environment names; return whether the promise holds."""
    # Only here: Django must find its settings first.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.contrib import admin
    from django.contrib.auth import get_user_model
    from django.contrib.messages.storage.cookie import CookieStorage
    from django.test import RequestFactory

    from documents.alike import Typed, documents_alike
    from documents.models import Document

    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}
    screen = admin.site._registry[Document]
    editor = get_user_model()(pk=0, username="bench", is_superuser=True)

    def open_list(parameters: dict[str, str]) -> None:
        request = RequestFactory().get("/quan-tri/documents/document/", parameters)
        request.user, request.session = editor, {}
        request._messages = CookieStorage(request)
        answer = screen.changelist_view(request).render()
        assert answer.status_code == 200, parameters

    works: list[tuple[str, Callable[[], Any]]] = [
        (f"list {parameters}", lambda parameters=parameters: open_list(parameters))
        for parameters in LISTS
    ]
    works.append(("alike by title", lambda: documents_alike(Typed("24/cttu", title=TITLE))))
    works[0][1]()
    print(f"newest of about {Document.objects.order_by('-pk')[0].pk:,} documents", flush=True)
    good = True
    for name, work in works:
        good &= _is_quick(name, work)
    return good


def _is_quick(name: str, work: Callable[[], Any]) -> bool:
    by_clock, by_processor = [], []
    for _ in range(TIMES):
        start, used = time.perf_counter(), time.process_time()
        work()
        by_clock.append(time.perf_counter() - start)
        by_processor.append(time.process_time() - used)
    seconds = median(by_clock)
    verdict = "" if seconds <= MOST_SECONDS else "  TOO SLOW"
    print(
        f"{seconds * 1000:6.0f} ms (processor {median(by_processor) * 1000:4.0f} ms)  "
        f"{name}{verdict}",
        flush=True,
    )
    return seconds <= MOST_SECONDS


if __name__ == "__main__":
    sys.exit(0 if measure() else 1)
