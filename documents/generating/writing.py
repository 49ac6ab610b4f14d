"""Turns dealt documents into rows, with all keys made in memory, and writes them by the thousand.

No row of history is written for them: a million would double the time and show nothing.
"""

import random
from collections.abc import Sequence

from django.db import transaction

from documents.generating.bodies import SLUG_PREFIX
from documents.generating.planning import PlannedDocument
from documents.generating.registering import NOTE_START, reference_names
from documents.generating.wording import Wording, person
from documents.models import Document, DocumentType, Passage, SourceText
from documents.models.document import address_words
from documents.search.indexing import document_record, passages_of
from documents.search.storing import insert_passages
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
        with transaction.atomic():
            _insert(documents, source)
            if self._with_index:
                _index(documents)
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


def _insert(documents: Sequence[Document], source: random.Random) -> None:
    """Insert documents, their texts and who may read those that are for some bodies only."""
    SourceText.objects.bulk_create([document.text for document in documents if document.text])
    Document.all_objects.bulk_create(documents)
    shared = [document for document in documents if document.audience == Audience.BODIES]
    readers = [(document, _readers(source, document)) for document in shared]
    Document.audience_bodies.through.objects.bulk_create(
        Document.audience_bodies.through(document=document, organization_id=body)
        for document, body in readers
    )
    SourceText.audience_bodies.through.objects.bulk_create(
        SourceText.audience_bodies.through(sourcetext=document.text, organization_id=body)
        for document, body in readers
        if document.text
    )


def _index(documents: Sequence[Document]) -> None:
    """Write the passages by which the new documents are found."""
    records = (
        document_record(document, [document.text] if document.text else [])
        for document in documents
    )
    insert_passages(
        Passage, [row for record in records for row in passages_of(Passage, "document", record)]
    )


def _readers(source: random.Random, document: Document) -> int:
    """Return the id of the body whose members may read `document`: its own or the one above."""
    body = document.organization
    return body.pk if body.parent_id is None or source.random() < 0.5 else body.parent_id
