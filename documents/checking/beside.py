"""Which citations the checks hold beside one: what they say of it depends on no others.

Checking all of a long bulletin for one answer would keep a person waiting.
"""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from documents.checking.material import gather_loaded
from documents.checking.standing import ending_relations
from documents.models import Citation, SourceText


def held_beside(
    citation: Citation, texts: Mapping[int, SourceText], among: QuerySet[Citation]
) -> QuerySet[Citation]:
    """Return those of `among`, itself one, that `check_material` needs to judge `citation`.

    `citation` is loaded with its links, `texts` are those of all by key. They share its document
    or its code, or name one that replaced it; of those that name nothing known, all. Where the
    body has ended, its notice stands at the first citation of that body: then all are returned.
    """
    (mention,) = gather_loaded([citation], texts).mentions
    if mention.body is not None and mention.body.valid_to is not None:
        return among
    documents = [document.pk for document in mention.documents]
    ended_by = ending_relations(documents).values_list("source", flat=True)
    same = Q(targets__in=[*documents, *ended_by])
    same |= Q(code_key=citation.code_key) if citation.code_key else Q(targets=None, code_key="")
    return among.filter(pk__in=Citation.objects.filter(same).order_by().values("pk"))
