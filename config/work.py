"""What waits for an editor: how many of each, and the list that shows exactly these."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from bulletins.models import Bulletin
from documents.deleting import citations_in_use
from documents.models import Decision, Document, MistakeReport, Relation, SearchMiss


def work_waiting() -> list[dict[str, Any]]:
    """Return label, count and address of each kind of work. Seven queries."""
    drafts = Bulletin.objects.filter(state=Bulletin.State.DRAFT)
    relations = Relation.objects.between_live().filter(state=Decision.PROPOSED)
    proposed = Document.objects.filter(state=Document.State.PROPOSED)
    citations = citations_in_use().filter(state=Decision.PROPOSED)
    return [
        _task("Trích dẫn chờ xác nhận", citations, Decision.PROPOSED),
        _task("Quan hệ chờ xác nhận", relations, Decision.PROPOSED),
        _task("Văn bản máy đề xuất", proposed, Document.State.PROPOSED),
        _task("Bản tin nháp", drafts, Bulletin.State.DRAFT),
        _row("Bản tin có phần chưa xem", Bulletin.objects.waiting_for_review(), "chua-xem=co"),
        _row(
            "Câu tìm không ra", SearchMiss.objects.filter(is_handled=False), "is_handled__exact=0"
        ),
        {
            "label": "Báo sai sót chờ xử lý",
            "count": MistakeReport.objects.waiting().count(),
            "url": reverse("documents:mistake_reports"),
        },
    ]


def _task(label: str, rows: QuerySet[Any], state: str) -> dict[str, Any]:
    return _row(label, rows, f"state__exact={state}")


def _row(label: str, rows: QuerySet[Any], shown: str) -> dict[str, Any]:
    name = f"admin:{rows.model._meta.app_label}_{rows.model._meta.model_name}_changelist"
    return {"label": label, "count": rows.count(), "url": f"{reverse(name)}?{shown}"}
