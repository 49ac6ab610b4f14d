"""A document arrives that texts have been citing: their open citations find it in one step.

The texts that may name it are read anew, each with those it belongs to, so what hangs on
such a citation is found too: declared short names, and the relations that the texts state.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q

from documents.citations import named_keys
from documents.linking.places import as_read
from documents.linking.relating import propose_relations
from documents.linking.together import TextGroup, groups_of
from documents.linking.writing import link_marked, link_texts
from documents.models import Attachment, Citation, Decision, Document, DocumentType
from documents.models.sources import lock_texts
from documents.querysets import CitationQuerySet
from documents.removing.deleting import citations_in_use
from documents.resolving.known import code_spellings


@transaction.atomic
def pick_up_citations(document: Document, *, is_put_right: bool = False) -> int:
    """Point the open citations that name `document` at it; returns how many now do.

    What a person decided stays; what a person marked and nothing was known for is open too. One
    that fits several documents is left open with all of them listed, and counts. The relations
    that the texts state by it are proposed. `is_put_right`: it was on record under another code,
    name, day or body, and what names it by those is looked for anew.
    """
    waiting = _that_may_name(document)
    if is_put_right:
        waiting |= set(proposed_for(document).values_list("source", flat=True))
    groups = groups_of(waiting) if waiting else []
    return sum(read_anew(group, document) for group in groups)


# Durable: whoever holds texts already is told, instead of waiting for another who does.
@transaction.atomic(durable=True)
def pick_up(document: Document) -> int:
    """Do that with all texts held first; for a step of its own, behind the one that entered it.

    Texts of several bulletins are held, which nobody may do who holds one bulletin already.
    """
    hold_texts(document)
    return pick_up_citations(document)


def is_waited_for(document: Document) -> bool:
    """Whether an undecided citation may be of the document, so that it is to be picked up."""
    return bool(_that_may_name(document))


def proposed_for(document: Document) -> CitationQuerySet:
    """Return the undecided citations of which the machine says that they may name the document."""
    return Citation.objects.undecided_by_machine().filter(targets=document).order_by()


def told_of(document: Document) -> str:
    """Say how many citations waited for a document just entered or come; '' where none did.

    Of other texts in use, and not rejected; those are told apart that nobody confirmed yet.
    """
    standing = citations_in_use().exclude(state=Decision.REJECTED).filter(targets=document)
    others = standing.exclude(source__document=document).order_by()
    waited = others.count()
    if not waited:
        return ""
    come = "nay mở được văn bản" if document.is_held else "nay dẫn tới văn bản trong sổ"
    said = f"{waited} trích dẫn chờ văn bản này {come}"
    undecided = others.filter(state=Decision.PROPOSED).count()
    if undecided:
        said += f", trong đó {undecided} trích dẫn còn chờ cán bộ xác nhận"
    if not document.is_held:
        said += ". Chưa có nội dung hay tệp nên văn bản vẫn ở danh sách “Văn bản cần tìm”"
    return f"{said}."


def hold_texts(document: Document, besides: Iterable[int] = ()) -> None:
    """Lock the document's texts, those that its saving may read anew, and those `besides`.

    To be called before anything of the document is locked: whoever decides on a citation or
    reads a text locks the text first and the documents it names after it, and two that lock
    in two orders wait for each other. Its keys must be fresh.
    """
    hold_texts_of([document], besides)


def hold_texts_of(documents: Iterable[Document], besides: Iterable[int] = ()) -> None:
    """Do so for several documents, all texts in one order."""
    ids = {key for document in documents for key in _texts_to_hold(document)} | set(besides)
    if ids:
        lock_texts(ids)


def _texts_to_hold(document: Document) -> set[int]:
    waiting = _that_may_name(document)
    if document.pk:
        waiting |= set(proposed_for(document).values_list("source", flat=True))
    groups = groups_of(waiting) if waiting else []
    ids = {text.pk for group in groups for text in group.texts}
    if document.pk:
        files = Attachment.all_objects.filter(document=document, text__isnull=False).order_by()
        ids |= {document.text_id, *files.values_list("text_id", flat=True)} - {None}
    return ids


def read_anew(group: TextGroup, document: Document) -> int:
    """Read texts that belong together anew; return how many citations name `document` by that."""
    summary = link_texts(group.texts)
    marks = _may_name(document, source__in=group.texts, origin=Citation.Origin.PERSON)
    marked = sum(_mean_anew(group, citation, document) for citation in marks)
    used = set(
        citations_in_use().filter(source__in=group.texts).values_list("source_id", flat=True)
    )
    # What lies in the bin states nothing; its citations wait there in good order.
    propose_relations([text for text in group.texts if text.pk in used], group.subjects)
    return marked + sum(document in documents for _, documents in summary.repointed)


def _mean_anew(group: TextGroup, citation: Citation, document: Document) -> bool:
    """Look again for what a marked citation means; return whether that is `document` now."""
    link_marked(group.texts, citation, everywhere=False)
    return citation.targets.filter(pk=document.pk).exists()


def _that_may_name(document: Document) -> set[int]:
    """Return the keys of texts with an undecided citation that may be of the document."""
    return {citation.source_id for citation in _may_name(document)}


def _may_name(document: Document, **among: Any) -> list[Citation]:
    """Return the undecided citations that may be of the document: those `among` them.

    By code; by number and day, for a misprinted symbol; by type and number; by name. What a person
    marked is open as long as it names nothing.
    """
    by_machine = Q(origin=Citation.Origin.MACHINE)
    marked = Q(origin=Citation.Origin.PERSON, targets=None)
    undecided = Citation.objects.filter(by_machine | marked, state=Decision.PROPOSED, **among)
    number = document.number.lstrip("0")
    may_name = Q(pk__in=())
    if number:
        series = DocumentType.objects.filter(series=document.document_type.series)
        types = list(series.values_list("name", flat=True))
        may_name |= Q(code_key__in=code_spellings(document.code_key))
        may_name |= Q(kind=Citation.Kind.SHORT, number=number, type__in=types)
        if document.issued_on:
            may_name |= Q(number=number, date=document.issued_on.isoformat())
    found = list(undecided.filter(may_name).order_by("pk"))
    if document.name_key:
        known = {citation.source_id for citation in found}
        named = undecided.filter(kind=Citation.Kind.NAMED).exclude(source__in=known)
        # A congress without its number may be any congress.
        found += [
            citation
            for citation in named.order_by("pk")
            if any(_may_be(key, document.name_key) for key in named_keys(as_read(citation)))
        ]
    return found


def _may_be(key: str, name_key: str) -> bool:
    return name_key.startswith(key) if key.endswith("/") else name_key == key
