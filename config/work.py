"""What waits for an editor: how many of each, and the list that shows exactly these."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.urls import reverse
from django_tasks import TaskResultStatus

from bulletins.desk.wanted import waiting
from bulletins.models import Bulletin
from documents.deciding.warning import warned_citations
from documents.listing.filters import DOCUMENTS
from documents.models import (
    BackgroundTask,
    Decision,
    Document,
    MistakeReport,
    Relation,
    SearchMiss,
)
from documents.removing.deleting import citations_in_use
from documents.search.found import COUNTED, Hits
from documents.search.match import any_of
from documents.search.wanted import Asked


def work_waiting(user: Any) -> list[dict[str, Any]]:
    """Return label, count, the count in words and address of each kind of work `user` may do.

    Counted up to a thousand: more is as much as anybody does, and counting all would take long.
    Ten queries.
    """
    drafts = Bulletin.objects.filter(state=Bulletin.State.DRAFT)
    relations = Relation.objects.between_live().filter(state=Decision.PROPOSED)
    citations = citations_in_use().filter(state=Decision.PROPOSED)
    failed = BackgroundTask.objects.filter(status=TaskResultStatus.FAILED)
    misses = SearchMiss.objects.filter(is_handled=False)
    proposed = f"state__exact={Document.State.PROPOSED}"
    broken_off = f"tinh_trang={TaskResultStatus.FAILED}"
    undecided = f"state__exact={Decision.PROPOSED}"
    draft = f"state__exact={Bulletin.State.DRAFT}"
    kinds = [
        (citations, "Trích dẫn chờ xác nhận", _list_of(citations, undecided)),
        (warned_citations(), "Cảnh báo: trích dẫn có chỗ sai", _list_of(citations, "canh-bao=co")),
        (relations, "Quan hệ chờ xác nhận", _list_of(relations, undecided)),
        (Document.objects.all(), "Văn bản máy đề xuất", _list_of(Document.objects, proposed)),
        (drafts, "Bản tin nháp", _list_of(drafts, draft)),
        (
            Bulletin.objects.waiting_for_review(),
            "Bản tin có phần chưa xem",
            _list_of(drafts, "chua-xem=co"),
        ),
        (waiting().order_by(), "Văn bản còn thiếu", reverse("bulletins:wanted")),
        (misses, "Câu tìm không ra", _list_of(misses, "is_handled__exact=0")),
        (
            failed,
            "Việc chạy nền không xong",
            _list_of(failed, broken_off),
        ),
        (
            MistakeReport.objects.waiting(),
            "Báo sai sót chờ xử lý",
            reverse("documents:mistake_reports"),
        ),
    ]
    return [_row(rows, label, url) for rows, label, url in kinds if _may_see(user, rows.model)]


def _may_see(user: Any, model: Any) -> bool:
    """Whether the person may see the list: a screen of the staff site, or a page for editors."""
    if not admin.site.is_registered(model):
        return bool(user.is_editor)
    return user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")


def _row(rows: QuerySet[Any], label: str, url: str) -> dict[str, Any]:
    if rows.model is Document:
        # The index knows which few of a million are proposals.
        asked = Asked(any_of([f"v:{Document.State.PROPOSED}"]))
        found = Hits(DOCUMENTS, rows.filter(state=Document.State.PROPOSED), asked)
        count = len(found.newest)
    else:
        count = rows[: COUNTED + 1].count()
    shown = f"hơn {COUNTED:,}".replace(",", ".") if count > COUNTED else str(count)
    return {"label": label, "count": min(count, COUNTED), "shown": shown, "url": url}


def _list_of(rows: Any, shown: str) -> str:
    names = rows.model._meta
    return f"{reverse(f'admin:{names.app_label}_{names.model_name}_changelist')}?{shown}"
