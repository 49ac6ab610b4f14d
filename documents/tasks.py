"""Long work on documents, done by the worker process. Each may be killed and run again."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import get_date_max

from documents.linking.arriving import is_waited_for, pick_up
from documents.linking.relating import propose_relations
from documents.linking.writing import LinkSummary, link_citations
from documents.models import BackgroundTask, Document, SourceText
from documents.search.headings import keep_headings
from documents.search.rebuilding import documents_searched, index_records
from documents.working import at_work

# Whoever enters a document picks up its citations at once; by then they have been killed.
PICKED_UP_AFTER = timedelta(minutes=1)
LONGEST_POSTPONED = timedelta(hours=2)


def called(label: str) -> Callable[[Any], Any]:
    """Give a task's function the name that staff see in the list of background work.

    While it runs, the worker is seen to be at work.
    """

    def name(function: Any) -> Any:
        @wraps(function)
        def work(*args: Any, **kwargs: Any) -> Any:
            with at_work():
                return function(*args, **kwargs)

        work.label = label
        return work

    return name


@task()
@called("Đọc lại trích dẫn của văn bản")
def reread_texts(source_ids: list[int]) -> str:
    """Read citations and relations of stored texts anew, one transaction a text.

    Returns the sentence that staff see. Texts deleted meanwhile are passed over.
    """
    total = LinkSummary()
    relations = 0
    texts = list(SourceText.objects.filter(pk__in=source_ids).order_by("pk"))
    for source in texts:
        with transaction.atomic():
            summary = link_citations(source)
            relations += len(propose_relations([source]).proposed)
        total.citations += summary.citations
        total.registered += summary.registered
    return f"Đã đọc lại {len(texts)} nguồn văn: {reading_result(total, relations)}."


@task()
@called("Nối các trích dẫn đang chờ với văn bản mới vào sổ")
def pick_up_citations_of(document_id: int) -> str:
    """Point the open citations that waited for a document at it; returns what staff see."""
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        return "Văn bản không còn trong sổ."
    return f"{pick_up(document)} trích dẫn nay chỉ {document}."


def lay_down_picking_up(document: Document) -> str:
    """Leave to the worker what `pick_up_now` is about to do, should that never come to it.

    In the transaction that enters the document. Returns the key of the task, '' where no citation
    waits and nothing is to be done.
    """
    if not is_waited_for(document):
        return ""
    later = pick_up_citations_of.using(run_after=timezone.now() + PICKED_UP_AFTER)
    return str(later.enqueue(document.pk).id)


def pick_up_now(document: Document, laid_down: str) -> int:
    """Do at once what was laid down, and take it from the worker; return how many found it.

    Once that transaction is committed.
    """
    if not laid_down:
        return 0
    found = pick_up(document)
    BackgroundTask.objects.filter(pk=laid_down, status=TaskResultStatus.READY).delete()
    return found


@task()
@called("Cập nhật chỉ mục tìm kiếm")
def index_documents(field: str, pk: int) -> str:
    """Index the documents whose `field` (organization or document_type) is the record `pk`.

    For when what they are found by has changed there. Returns the sentence that staff see.
    """
    keys = list(documents_of(field, pk).values_list("pk", flat=True))
    keep_headings(keys)
    written = index_records(documents_searched(), keys)
    return f"Đã so lại {len(keys)} văn bản, ghi lại {written} vào chỉ mục tìm kiếm."


def index_documents_later(field: str, pk: int) -> bool:
    """Hand that to the worker; return whether there is any such document."""
    found = documents_of(field, pk).exists()
    if found:
        index_documents.enqueue(field, pk)
    return found


def documents_of(field: str, pk: int) -> QuerySet[Document]:
    """Return all documents, in the bin too, whose `field` is the record `pk`, oldest row first."""
    return Document.all_objects.filter(**{field: pk}).order_by("pk")


def take_up_postponed() -> int:
    """Let be done now what waits for a moment too far ahead; return how many tasks.

    No task is laid down for later than the hour until the next sweep: where one waits longer, the
    clock of the machine was set back meanwhile.
    """
    now = timezone.now()
    waiting = BackgroundTask.objects.filter(status=TaskResultStatus.READY)
    ahead = waiting.filter(run_after__gt=now + LONGEST_POSTPONED).exclude(run_after=get_date_max())
    return ahead.update(run_after=now)


def note_killed(key: UUID | None) -> None:
    """Let the list of background work not say for ever that a killed task is running."""
    running = BackgroundTask.objects.filter(pk=key, status=TaskResultStatus.RUNNING)
    running.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())


def reading_result(summary: LinkSummary, relations: int) -> str:
    """Say in Vietnamese what a reading found: the part all such tasks share.

    `relations` is the number of relations proposed.
    """
    return (
        f"{len(summary.citations)} trích dẫn chờ xác nhận, "
        f"{len(summary.registered)} văn bản mới ghi nhận, {relations} quan hệ đề xuất"
    )
