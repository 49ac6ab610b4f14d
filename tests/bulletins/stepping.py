"""Reads a bulletin as the worker does and as a command does, and tells what either proposes."""

from uuid import uuid4

from django.db import transaction

from bulletins import reading
from bulletins.importing import import_bulletin, take_in
from bulletins.models import BulletinReading, ItemSubject
from documents.models import Citation, Document, Relation


def read_at_once(*asked):
    """Return what is proposed when a bulletin is brought in and read in one go; nothing is kept."""
    with transaction.atomic():
        import_bulletin(*asked)
        found = proposals()
        transaction.set_rollback(True)
    return found


def read_in_steps(*asked):
    """Bring a bulletin in and read it step by step; return how far it was after each step."""
    bulletin = take_in(*asked).bulletin
    reading.ask(bulletin)
    runner = uuid4()
    reading.begin(bulletin.pk, runner)
    seen = []
    while reading.read_on(bulletin.pk, runner):
        now = BulletinReading.objects.get(bulletin=bulletin)
        seen.append((now.items_read, now.items, now.citations_read, now.citations))
    return seen


def proposals():
    """Return all citations, documents, subjects and relations there are, without their keys."""
    links = [
        (one.source.label, one.start, one.text, one.resolution, *sorted(_targets(one)))
        for one in Citation.objects.select_related("source").order_by("source", "start")
    ]
    documents = Document.objects.order_by("identity_key", "slug")
    subjects = ItemSubject.objects.order_by("item__order", "document__slug")
    relations = Relation.objects.order_by("source__slug", "verb", "target__slug")
    return {
        "links": links,
        "documents": list(documents.values_list("slug", "identity_key", "title", "state")),
        "subjects": list(subjects.values_list("item__label", "document__slug", "state")),
        "relations": list(relations.values_list("source__slug", "verb", "target__slug")),
    }


def _targets(citation):
    return citation.target_links.values_list("document__slug", "why")
