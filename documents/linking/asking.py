"""The form for a document was opened from a citation: what is saved there is what it names.

Whether the words can be read does not matter, nor whether the code typed is the one printed: a
person said what they mean. Nobody has confirmed it by that.
"""

from django.db import transaction

from documents.linking.arriving import read_anew
from documents.linking.meaning import Meaning
from documents.linking.rows import store_meaning
from documents.linking.together import citations_changed, groups_of
from documents.models import Citation, Decision, Document
from documents.querysets import CitationQuerySet
from documents.resolving.candidates import Candidate

# What was read in a citation, as it is taken together with others: the same is the same document.
READ = ("type", "number", "year_in_number", "code_key", "date", "issuer")
ENTERED_FROM = "người biên tập nhập từ trích dẫn này"


def asking_alike(citation: Citation) -> CitationQuerySet:
    """Return the undecided citations without a document in which the same was read as in this.

    Itself among them. Words without a number are told apart as they stand.
    """
    waiting = Citation.objects.filter(state=Decision.PROPOSED, targets=None)
    alike = waiting.filter(**{name: getattr(citation, name) for name in READ})
    return alike if citation.number else alike.filter(text=citation.text)


def texts_asking(citation: Citation) -> set[int]:
    """Return the keys of the texts that `give_entered` writes: those of such citations, together.

    They are to be held before the document is.
    """
    sources = set(asking_alike(citation).values_list("source", flat=True))
    return {text.pk for group in groups_of(sources) for text in group.texts} if sources else set()


@transaction.atomic
def give_entered(citation: Citation, document: Document) -> int:
    """Point the citation that a document was entered from at it, and those read alike.

    They wait for a decision with that one document, as if a person had marked them: a new reading
    leaves them so. Returns how many citations name it by this, with what hangs on them.
    """
    found = list(asking_alike(citation).order_by("pk"))
    for one in found:
        one.origin = Citation.Origin.PERSON
        one.save(update_fields=["origin"])
        only = Meaning([Candidate(document, ENTERED_FROM)], Citation.Resolution.ONE)
        store_meaning(one, only)
    sources = {one.source_id for one in found}
    if not sources:
        return 0
    citations_changed(sources)
    return len(found) + sum(read_anew(group, document) for group in groups_of(sources))
