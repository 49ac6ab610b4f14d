"""Where texts name documents: what is read there now, and what people decided of it before."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from documents.citations import Citation as Reading
from documents.citations import find_citations
from documents.linking.readings import readings_of
from documents.models import Citation, Decision, Document, SourceText


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a text: the words as read and, where a person decided, the row that holds.

    `stands_for` are the starts of the readings it takes the place of; a declared short name
    points at one of them.
    """

    source: SourceText
    reading: Reading
    row: Citation | None = None
    stands_for: tuple[int, ...] = ()

    @property
    def decided(self) -> list[Document] | None:
        """The documents a person let stand here; None where the machine is to say."""
        return None if self.row is None else list(self.row.targets.all())


def read_places(texts: Iterable[SourceText]) -> list[Place]:
    """Read the texts; what a person decided or marked takes the place of what is read there.

    What a person rejected names nothing: it is neither returned nor read again.
    """
    sources = list(texts)
    kept: dict[int, list[Citation]] = {source.pk: [] for source in sources}
    rows = Citation.objects.filter(source__in=sources).exclude(
        pk__in=Citation.objects.undecided_by_machine()
    )
    for row in rows.order_by("start").prefetch_related(_live_targets()):
        kept[row.source_id].append(row)
    return [place for source in sources for place in _places_in(source, kept[source.pk])]


def with_targets(citation: Citation) -> Citation:
    """Return the citation as stored, with the documents it has, as `read_places` has its rows."""
    return Citation.objects.prefetch_related(_live_targets()).get(pk=citation.pk)


def _live_targets() -> Prefetch:
    live = Document.objects.with_names().order_by("citation_links__pk")
    return Prefetch("targets", queryset=live)


def _places_in(source: SourceText, rows: list[Citation]) -> list[Place]:
    readings = readings_of(source.body)
    found: list[Place] = []
    taken: set[int] = set()
    for row in rows:
        covered = [r for r in readings if r.start < row.end and row.start < r.end]
        taken.update(reading.start for reading in covered)
        if row.state != Decision.REJECTED:
            same = [r for r in covered if (r.start, r.end) == (row.start, row.end)]
            reading = same[0] if same else as_read(row)
            starts = tuple(reading.start for reading in covered)
            found.append(Place(source, reading, row, starts or (row.start,)))
    found += [Place(source, r, None, (r.start,)) for r in readings if r.start not in taken]
    return sorted(found, key=lambda place: place.reading.start)


def as_read(citation: Citation) -> Reading:
    """Return a stored citation as the reader's value; of a name, its parts are read again."""
    reading = Reading(
        start=citation.start,
        end=citation.end,
        text=citation.text,
        kind=citation.kind,
        type=citation.type,
        type_code=citation.type_code,
        number=citation.number or None,
        year_in_number=citation.year_in_number or None,
        symbol=citation.symbol or None,
        date=citation.date or None,
        issuer=citation.issuer or None,
        rule=citation.rule,
    )
    if citation.kind != Citation.Kind.NAMED:
        return reading
    # Ordinal, terms and a law's name are in the words and not stored apart.
    again = next(iter(find_citations(citation.text)), None)
    if again is None or again.kind != Citation.Kind.NAMED:
        return reading
    return reading._replace(ordinal=again.ordinal, terms=again.terms, name=again.name)
