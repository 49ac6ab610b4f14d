"""Readers report mistakes on a document's page; editors deal with the reports."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from documents.models import Document, MistakeReport
from documents.models.mistakes import MAX_ANSWER_CHARS
from organizations.models import User
from organizations.secrecy import refuse_secret
from organizations.text import normalize, normalize_body

# A mistake is told in a few sentences; a whole text belongs into the registry, not here.
MAX_CHARS = 1_000
# Somebody who proof-reads page after page stays below; whoever floods the list does not.
MOST_AN_HOUR = 10


@transaction.atomic
def report_mistake(document: Document, words: str, by: User) -> MistakeReport:
    """Keep that `by` finds something wrong on the page of `document`; return the report.

    A form sent twice makes one report: the same words that still wait are it. Raises
    ValidationError: 'no_words', 'too_long', 'secret' when the words bear a secrecy mark, and
    'too_many' for more than ten reports of a person in an hour.
    """
    words = normalize_body(words).strip()
    if not words:
        raise ValidationError(
            "Chưa gửi: hãy viết sai ở đâu và, nếu biết, đúng ra là gì.", code="no_words"
        )
    _refuse_long(words, MAX_CHARS)
    refuse_secret([words])
    # Two forms sent at one moment are counted one after the other.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    own = MistakeReport.objects.filter(reported_by=by)
    if same := own.filter(document=document, words=words, handled_at__isnull=True).first():
        return same
    if own.filter(reported_at__gt=timezone.now() - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        raise ValidationError(
            "Chưa gửi: bạn đã báo %(most)s lần trong một giờ qua. Hãy gửi tiếp sau, hoặc gọi cho "
            "bộ phận văn thư.",
            code="too_many",
            params={"most": MOST_AN_HOUR},
        )
    return MistakeReport.objects.create(document=document, words=words, reported_by=by)


def with_reports_waiting(documents: Any, reader: Any) -> Any:
    """Load of each document how many reports on it wait for an editor, as `reports_waiting`.

    0 for whoever is none.
    """
    if not (reader.is_authenticated and reader.is_editor):
        return documents.annotate(reports_waiting=Value(0))
    reports = MistakeReport.objects.waiting().filter(document=OuterRef("pk")).order_by()
    counted = reports.values("document").annotate(count=Count("pk")).values("count")
    return documents.annotate(reports_waiting=Coalesce(Subquery(counted), 0))


@transaction.atomic
def close_report(pk: int, by: User, answer: str = "") -> MistakeReport:
    """Record that `by` has dealt with a report, and what its sender is told; return it.

    Raises ValidationError: 'gone' when there is no such report, 'changed_meanwhile' when
    somebody has closed it already, 'too_long' and 'secret'.
    """
    answer = normalize(answer.replace("\x00", ""))
    _refuse_long(answer, MAX_ANSWER_CHARS)
    refuse_secret([answer])
    report = _held(pk, by)
    if report.handled_at is not None:
        raise ValidationError(
            "Báo sai sót này đã có người xử lý lúc %(when)s.",
            code="changed_meanwhile",
            params={"when": f"{timezone.localtime(report.handled_at):%H:%M ngày %d/%m/%Y}"},
        )
    report.handled_by, report.handled_at, report.answer = by, timezone.now(), answer
    report.save()
    return report


@transaction.atomic
def reopen_report(pk: int, by: User) -> MistakeReport:
    """Put a report back among those that wait; who had dealt with it stays in its history.

    Raises ValidationError: 'gone' and 'changed_meanwhile', as `close_report` does.
    """
    report = _held(pk, by)
    if report.handled_at is None:
        raise ValidationError("Báo sai sót này đang chờ xử lý.", code="changed_meanwhile")
    report.handled_by, report.handled_at, report.answer = None, None, ""
    report.save()
    return report


def _held(pk: int, by: User) -> MistakeReport:
    """Return the report, kept from others until the transaction ends."""
    reports = MistakeReport.objects.visible_to(by).select_for_update(of=("self",))
    report = reports.select_related("document__document_type").filter(pk=pk).first()
    if report is None:
        raise ValidationError(
            "Không còn báo sai sót này: văn bản có thể đã được bỏ vào thùng rác.", code="gone"
        )
    return report


def _refuse_long(text: str, most: int) -> None:
    if len(text) > most:
        raise ValidationError(
            "Chưa ghi: dài %(length)s chữ, nhiều nhất là %(most)s. Viết ngắn hơn.",
            code="too_long",
            params={"length": len(text), "most": most},
        )
