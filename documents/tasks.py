"""Long work on documents, done by the worker process. Each may be killed and run again."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django_tasks import task

from documents.linking import LinkSummary, link_citations
from documents.models import SourceText
from documents.relating import propose_relations


def called(label: str) -> Callable[[Any], Any]:
    """Give a task's function the name that staff see in the list of background work."""

    def name(function: Any) -> Any:
        function.label = label
        return function

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


def reading_result(summary: LinkSummary, relations: int) -> str:
    """Say in Vietnamese what a reading found: the part all such tasks share.

    `relations` is the number of relations proposed.
    """
    return (
        f"{len(summary.citations)} trích dẫn chờ xác nhận, "
        f"{len(summary.registered)} văn bản mới ghi nhận, {relations} quan hệ đề xuất"
    )
