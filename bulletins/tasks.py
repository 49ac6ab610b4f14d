"""Long work on bulletins, done by the worker process. May be killed and run again."""

from django.db import transaction
from django_tasks import task

from bulletins.models import Bulletin
from bulletins.subjects import text_subjects
from documents.linking import link_texts
from documents.models import SourceText
from documents.relating import propose_relations
from documents.tasks import called, reading_result


@task()
@called("Đọc lại trích dẫn của bản tin")
def reread_bulletin(bulletin_id: int) -> str:
    """Read one bulletin's items anew, together: citations, then relations.

    One transaction; returns the sentence that staff see.
    """
    bulletin = Bulletin.objects.filter(pk=bulletin_id).first()
    if bulletin is None:
        return "Bản tin không còn trong sổ."
    texts = SourceText.objects.filter(
        bulletin_item__bulletin=bulletin, bulletin_item__deleted_at__isnull=True
    )
    with transaction.atomic():
        summary = link_texts(texts.order_by("bulletin_item__order"))
        relations = propose_relations(texts, text_subjects(bulletin))
    return f"{bulletin}: {reading_result(summary, len(relations.proposed))}."
