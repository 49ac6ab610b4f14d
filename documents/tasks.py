"""Long work on documents, done by the worker process. Each may be killed and run again."""

from collections.abc import Callable
from typing import Any

from django_tasks import task

from documents.linking import LinkSummary, link_citations
from documents.models import SourceText


def called(label: str) -> Callable[[Any], Any]:
    """Give a task's function the name that staff see in the list of background work."""

    def name(function: Any) -> Any:
        function.label = label
        return function

    return name


@task()
@called("Đọc lại trích dẫn của văn bản")
def reread_texts(source_ids: list[int]) -> str:
    """Read the citations of stored texts anew, one transaction a text.

    Returns the sentence that staff see. Texts deleted meanwhile are passed over.
    """
    total = LinkSummary()
    texts = list(SourceText.objects.filter(pk__in=source_ids).order_by("pk"))
    for source in texts:
        summary = link_citations(source)
        total.citations += summary.citations
        total.registered += summary.registered
    return f"Đã đọc lại {len(texts)} nguồn văn: {reading_result(total)}."


def reading_result(summary: LinkSummary) -> str:
    """Say in Vietnamese what a reading found: the part all such tasks share."""
    return (
        f"{len(summary.citations)} trích dẫn chờ xác nhận, "
        f"{len(summary.registered)} văn bản mới ghi nhận"
    )
