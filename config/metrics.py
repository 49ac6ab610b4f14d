"""Figures for whoever watches the machine, as Prometheus reads them (text format 0.0.4).

For administrators alone, by their session or one of their access tokens. Requests are not among
them: each process knows its own only; the web server in front counts them all.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks import TaskResultStatus

from config.backup.last import last_backup
from config.figures import kept_figures
from config.health import free_bytes
from config.replicas.freshness import left_out
from documents.api.callers import UnknownTokenError, identify
from documents.models import BackgroundTask
from documents.working import has_worker_gone, longest_wait

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# Done ones are kept for staff to look up, and tell nothing of the machine.
UNDONE = (TaskResultStatus.READY, TaskResultStatus.RUNNING, TaskResultStatus.FAILED)


class Metric(NamedTuple):
    """A name, what it says, and its values by the label `state`; "" for one without a label."""

    name: str
    says: str
    values: dict[str, float]


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer an administrator with the figures; 401 for a wrong token, 403 for anybody else."""
    try:
        identify(request)
    except UnknownTokenError as error:
        refused = HttpResponse(f"{error}\n", status=401, content_type=CONTENT_TYPE)
        refused["WWW-Authenticate"] = "Bearer"
        return refused
    if not (request.user.is_authenticated and request.user.is_superuser):
        raise PermissionDenied
    lines = [line for metric in _metrics(request.user) for line in _lines(metric)]
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type=CONTENT_TYPE)


def _metrics(user: Any) -> Iterator[Metric]:
    kept = kept_figures(user)
    states = kept.counts.get("states", {}) if kept.counted_at else {}
    for name, of in (
        ("documents", "Documents outside the bin"),
        ("bulletins", "Bulletins outside the bin"),
        ("citations", "Citations"),
    ):
        yield Metric(
            f"vankien_{name}", f"{of} by state, counted now and then.", states.get(name, {})
        )
    counted = {"": kept.counted_at.timestamp()} if kept.counted_at else {}
    yield Metric("vankien_counted_timestamp_seconds", "When those were counted.", counted)
    yield from _of_the_worker()
    made = last_backup()
    backup = {"": made.timestamp()} if made else {}
    yield Metric(
        "vankien_last_backup_timestamp_seconds", "When the last backup here got whole.", backup
    )
    yield Metric(
        "vankien_disk_free_bytes",
        "Room on the disk of DATA_DIR.",
        {"": free_bytes(settings.DATA_DIR)},
    )
    if settings.REPLICAS:
        out = len(left_out())
        used = {"used": float(len(settings.REPLICAS) - out), "left_out": float(out)}
        yield Metric("vankien_replicas", "Replicas, as the process that answers finds them.", used)


def _of_the_worker() -> Iterator[Metric]:
    found = dict(
        BackgroundTask.objects.filter(status__in=UNDONE)
        .order_by()
        .values_list("status")
        .annotate(count=Count("pk"))
    )
    tasks = {status.value.lower(): float(found.get(status.value, 0)) for status in UNDONE}
    yield Metric("vankien_tasks", "Tasks of the worker that are not done, by state.", tasks)
    waited = longest_wait().total_seconds()
    yield Metric(
        "vankien_task_oldest_wait_seconds", "How long the oldest due task has waited.", {"": waited}
    )
    gone = float(has_worker_gone())
    yield Metric("vankien_worker_gone", "1 where a worker ran here and none does now.", {"": gone})


def _lines(metric: Metric) -> Iterator[str]:
    """Yield the lines of one metric; labels and sentences here hold nothing to be escaped."""
    yield f"# HELP {metric.name} {metric.says}"
    yield f"# TYPE {metric.name} gauge"
    for state, value in metric.values.items():
        label = f'{{state="{state}"}}' if state else ""
        # To the second, or the byte: the shortest form would round a big number.
        yield f"{metric.name}{label} {value:.0f}"
