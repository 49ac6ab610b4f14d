"""What a text of a document states keeps up with what people decide that its citations mean.

Upper layers, which have more to keep up, do so for their own texts (`together.record_decisions`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Q

from documents.linking.relating import propose_changed
from documents.linking.stating import cited_in
from documents.linking.together import recorded
from documents.models import SourceText


@contextmanager
def followed(source_id: int, by: Any) -> Iterator[None]:
    """Stand around decisions of `by` on citations of one text, in lists of all citations.

    Where other documents are meant by them, relations are proposed anew; upper layers record.
    """
    of_documents = Q(document__isnull=False) | Q(attachment__isnull=False)
    texts = SourceText.objects.filter(of_documents, pk=source_id)
    with transaction.atomic(), recorded(source_id, by):
        before = cited_in(texts)
        yield
        after = cited_in(texts)
        if before != after:
            propose_changed(texts, None, before, after)
