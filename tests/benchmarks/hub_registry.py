"""A registry around one document, the hub, that much hangs on: what `bench_chain` asks for.

Below it 2,000 documents carry it out, half of them directly, the rest in chains of ten; 4,000
others cite it; 3,000 bulletin items name it. Beside it stand 100,000 documents and relations
between half of them. Stored in bulk, in the database that the environment names.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db import connection
from django.utils import timezone

from bulletins.models import Bulletin, BulletinItem, ItemSubject
from documents.models import Citation, CitationTarget, Decision, Document, Relation, SourceText
from organizations.models import Organization
from tests import factories as make

DESCENDANTS, CHAIN_LENGTH, OTHERS, BODIES = 2_000, 10, 100_000, 200
CITING, ITEMS, ITEMS_OF_A_BULLETIN = 4_000, 3_000, 10
WORDS = "Chỉ thị số 1-CT/ĐU"
AT_ONCE = 5_000


def fill() -> Document:
    """Store all of it and return the hub."""
    decided = {
        "state": Decision.CONFIRMED,
        "decided_by": make.make_editor(),
        "decided_at": timezone.now(),
    }
    documents = _store(Document, _documents())
    hub, below = documents[0], documents[1 : DESCENDANTS + 1]
    others = documents[DESCENDANTS + 1 :]
    _store(
        Relation,
        (
            Relation(source=child, target=parent, verb=Relation.Verb.IMPLEMENTS, **decided)
            for child, parent in _joined(hub, below, others)
        ),
    )
    _cite(hub, others[:CITING], decided)
    _introduce(hub, decided)
    with connection.cursor() as cursor:
        # A running database has statistics; a new one plans for empty tables.
        cursor.execute("ANALYZE")
    return hub


def _store(model: Any, rows: Iterator[Any] | Sequence[Any]) -> list[Any]:
    made: list[Any] = model.objects.bulk_create(rows, batch_size=AT_ONCE)
    return made


def _documents() -> Iterator[Document]:
    """Yield the hub, then the documents below it, then those beside it."""
    level, kind = Organization.Level, make.make_document_type()
    centre = make.make_organization("Trung ương Mẫu", "TW", level=level.CENTRAL)
    bodies = [
        make.make_organization(f"Đảng ủy Mẫu {place}", parent=centre, level=level.COMMUNE)
        for place in range(BODIES)
    ]
    for place in range(1 + DESCENDANTS + OTHERS):
        document = Document(
            document_type=kind,
            organization=bodies[place % BODIES] if place else centre,
            number=str(1 + place),
            symbol="CT/ĐU",
            title=f"về việc thử nghiệm thứ {place} của sổ văn bản",
            issued_on=date(2020, 1, 1) + timedelta(days=place % 1_500),
            slug=f"{1 + place}-ct-du",
        )
        document.set_keys(None, kind.series)
        yield document


def _joined(
    hub: Document, below: Sequence[Document], others: Sequence[Document]
) -> Iterator[tuple[Document, Document]]:
    """Yield (child, parent): a broad and a deep half below the hub, pairs among the others."""
    half = DESCENDANTS // 2
    yield from ((child, hub) for child in below[:half])
    for first in range(half, DESCENDANTS, CHAIN_LENGTH):
        chain = [hub, *below[first : first + CHAIN_LENGTH]]
        yield from ((child, parent) for parent, child in pairwise(chain))
    yield from zip(others[::2], others[1::2], strict=True)


def _texts(count: int) -> list[SourceText]:
    texts = [SourceText(body=f"Thực hiện {WORDS}.", label="Mẫu") for _ in range(count)]
    for text in texts:
        text.refresh_keys()
    return _store(SourceText, texts)


def _cite(hub: Document, citing: Sequence[Document], decided: dict[str, Any]) -> None:
    """Give each of `citing` a text with a confirmed citation of the hub."""
    texts = _texts(len(citing))
    for document, text in zip(citing, texts, strict=True):
        document.text, document.is_held = text, True
    Document.objects.bulk_update(citing, ["text", "is_held"], batch_size=500)
    _name_in(texts, hub, decided)


def _name_in(texts: Sequence[SourceText], hub: Document, decided: dict[str, Any]) -> None:
    start = texts[0].body.index(WORDS)
    place = {"start": start, "end": start + len(WORDS), "text": WORDS, "kind": "full"}
    citations = _store(Citation, [Citation(source=text, **place, **decided) for text in texts])
    _store(CitationTarget, [CitationTarget(citation=one, document=hub) for one in citations])


def _introduce(hub: Document, decided: dict[str, Any]) -> None:
    """Store bulletins with items that name the hub; every second one is about it."""
    publisher, count = make.make_organization("Ban Tuyên giáo Mẫu"), ITEMS // ITEMS_OF_A_BULLETIN
    shown = {"publisher": publisher, "state": Bulletin.State.PUBLISHED}
    bulletins = _store(
        Bulletin,
        [Bulletin(year=2000 + at // 12, month=1 + at % 12, **shown) for at in range(count)],
    )
    texts = _texts(ITEMS)
    items = _store(
        BulletinItem,
        [
            BulletinItem(
                bulletin=bulletins[at % count], order=at // count, text=text, title=f"Mục {at}"
            )
            for at, text in enumerate(texts)
        ],
    )
    _name_in(texts, hub, decided)
    _store(ItemSubject, [ItemSubject(item=one, document=hub, **decided) for one in items[::2]])
