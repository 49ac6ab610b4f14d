"""Turns dealt documents into rows, with all keys made in memory, and writes them by the thousand.

No row of history is written for them: a million would double the time and show nothing.
"""

import random
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from documents.generating.bodies import SLUG_PREFIX
from documents.generating.planning import PlannedDocument
from documents.generating.registering import NOTE_START, reference_names
from documents.generating.wording import Wording, person
from documents.models import Document, DocumentType, Passage, SourceText
from documents.models.document import address_words
from documents.search.rebuilding import new_passages
from documents.search.storing import insert_rows, reserve_keys
from documents.texts import facts_shared, label_of
from organizations.audience import Audience
from organizations.models import Organization

# Shares of documents, of 1: held with a text; proposed by the reader, and of these without a day.
HELD_SHARE = 0.1
PROPOSED_SHARE = 0.01
DAYLESS_SHARE = 0.5
# Upper ends of the shares of 1: members 85, public 5, own tree 8, editors 2 per cent.
AUDIENCES = (
    (0.85, Audience.MEMBERS),
    (0.90, Audience.EVERYONE),
    (0.98, Audience.BODIES),
    (1.00, Audience.EDITORS),
)
STATUSES = (
    (0.85, Document.Status.UNKNOWN),
    (0.93, Document.Status.IN_FORCE),
    (0.95, Document.Status.PARTLY),
    (1.00, Document.Status.ENDED),
)
COLLECTIVES = (
    (0.15, Document.Collective.UNKNOWN),
    (0.70, Document.Collective.STANDING_COMMITTEE),
    (0.90, Document.Collective.STANDING_BOARD),
    (1.00, Document.Collective.COMMITTEE),
)
SIGNED_SHARE = 0.6


class Writer:
    """Writes batches of documents of `bodies`, which bear their codes and terms loaded.

    Each batch has a random source of its own, so
    it is the same whoever writes it and whatever was written before.
    """

    def __init__(self, seed: int, bodies: Sequence[Organization], with_index: bool) -> None:
        self._seed = seed
        self._bodies = bodies
        self._terms = [list(body.terms.all()) for body in bodies]
        self._codes = [body.codes.all()[0].code for body in bodies]
        self._types = {kind.name: kind for kind in DocumentType.objects.all()}
        self._wording = Wording(reference_names())
        self._with_index = with_index

    def write(self, batch: int, planned: Sequence[PlannedDocument]) -> int:
        """Write one batch in one transaction, all of it or nothing; return its size."""
        source = random.Random(f"{self._seed}/{batch}")
        documents = [self._document(source, plan) for plan in planned]
        texts = [document.text for document in documents if document.text]
        _give_keys(documents, texts)
        # All is worked out before the transaction, in which no other process can write.
        passages = new_passages(documents) if self._with_index else []
        readers = _reader_rows(documents, source)
        with transaction.atomic():
            insert_rows(SourceText, texts)
            insert_rows(Document, documents)
            for model, rows in readers.items():
                insert_rows(model, rows)
            insert_rows(Passage, passages)
        return len(documents)

    def _document(self, source: random.Random, plan: PlannedDocument) -> Document:
        body, kind = self._bodies[plan.body], self._types[plan.type]
        draw = source.random
        proposed, status = draw() < PROPOSED_SHARE, _pick(STATUSES, draw())
        dayless = proposed and draw() < DAYLESS_SHARE
        document = Document(
            document_type=kind,
            organization=body,
            number=str(plan.number),
            year_in_number=str(plan.day.year) if plan.has_year else "",
            symbol=_symbol(kind, body, self._codes[plan.body]),
            title=self._wording.title(source),
            issued_on=None if dayless else plan.day,
            issued_year=plan.day.year,
            state=Document.State.PROPOSED if proposed else Document.State.REGISTERED,
            status=status,
            status_basis="" if status == Document.Status.UNKNOWN else NOTE_START,
            audience=_pick(AUDIENCES, draw()),
            note=NOTE_START,
        )
        if body.kind == Organization.Kind.COMMITTEE:
            document.collective = _pick(COLLECTIVES, draw())
        if draw() < SIGNED_SHARE:
            document.signer = person(source)
        term = None if plan.term is None else self._terms[plan.body][plan.term]
        document.set_keys(term, kind.series)
        document.slug = f"{address_start(plan.ordinal)}{address_words(document)}"
        if not proposed and draw() < HELD_SHARE:
            document.text = self._text(source, document)
            document.is_held = True
        return document

    def _text(self, source: random.Random, document: Document) -> SourceText:
        text = SourceText(
            body=self._wording.text(source), label=label_of(document), **facts_shared(document)
        )
        text.refresh_keys()
        return text


def address_start(ordinal: int) -> str:
    """Return what the address of the `ordinal`-th document starts with, and no other's."""
    return f"{SLUG_PREFIX}{ordinal:07}-"


def _pick(shares: Sequence[tuple[float, str]], drawn: float) -> str:
    """Return the first choice whose upper end lies above `drawn`, a number from 0 to 1."""
    return next(choice for end, choice in shares if drawn < end)


def _symbol(kind: DocumentType, body: Organization, code: str) -> str:
    """Return the symbol as printed: KH/TU; QĐ-UBND; official letters of the State UBND-VP."""
    if body.system == Organization.System.PARTY:
        return f"{kind.party_code}/{code}"
    return f"{kind.state_code}-{code}" if kind.state_code else f"{code}-VP"


def _give_keys(documents: Sequence[Document], texts: Sequence[SourceText]) -> None:
    for rows, model in ((texts, SourceText), (documents, Document)):
        for row, key in zip(rows, reserve_keys(model, len(rows)), strict=True):
            row.pk = key
    for document in documents:
        # Once more, now that it has a key.
        document.text = document.text


def _reader_rows(documents: Sequence[Document], source: random.Random) -> dict[Any, list[Any]]:
    """Return the rows that say who may read documents that are for some bodies only."""
    of_documents = Document.audience_bodies.through
    of_texts = SourceText.audience_bodies.through
    rows: dict[Any, list[Any]] = {of_documents: [], of_texts: []}
    for document in documents:
        if document.audience != Audience.BODIES:
            continue
        body = _reader(source, document)
        rows[of_documents].append(of_documents(document_id=document.pk, organization_id=body))
        if document.text:
            rows[of_texts].append(of_texts(sourcetext_id=document.text.pk, organization_id=body))
    return rows


def _reader(source: random.Random, document: Document) -> int:
    """Return the id of the body whose members may read `document`: its own or the one above."""
    body = document.organization
    return body.pk if body.parent_id is None or source.random() < 0.5 else body.parent_id
