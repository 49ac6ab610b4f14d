"""What stands on the two sides that a cell takes to its meeting, for one reader.

Paper goes from hand to hand: beside a bulletin it has what all readers of the bulletin may see,
alone what the reader may hand on. Only documents in the register and confirmed relations.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from bulletins import page
from bulletins.meeting.fitting import Entry, clipped, fitting
from bulletins.models import Bulletin
from documents.models import Document, Relation
from organizations.audience import handed_on_q, shared_with_q
from organizations.text import normalize

REPLACING = (Relation.Verb.REPLACES, Relation.Verb.REPEALS)
# More than two sides ever hold; the rest is only counted, and no further than this.
_READ, _COUNTED = 40, 1_000


@dataclass(frozen=True, slots=True)
class Section:
    """One heading, its entries on paper, and what to say where it has none."""

    heading: str
    entries: list[Entry]
    nothing: str


@dataclass(frozen=True, slots=True)
class Pack:
    """The sections, how many entries did not fit (`is_more`: or more), and how many did."""

    sections: list[Section]
    printed: int
    left_out: int
    is_more: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """What was chosen: a bulletin, a day, or both; `bulletins` are those whose sources count."""

    chosen: Bulletin | None
    since: date | None
    bulletins: list[Bulletin]


def meeting_pack_of(meeting: Meeting, reader: Any) -> Pack:
    """Return the pack for `reader`. The queries do not grow with what is in the registry."""
    documents = _to_hand_on(meeting, reader)
    told = page.sources_of(meeting.bulletins, reader, is_for_paper=True)
    sources = documents.filter(pk__in=told.values("pk"))
    introduced = documents.filter(pk__in=told.filter(is_introduced=True).values("pk"))
    new = documents.issued_from(meeting.since) if meeting.since else introduced
    cited = sources.exclude(pk__in=new.values("pk"))
    replaced = _replacements(meeting, documents, new, sources, reader)
    parts = (
        _read(_in_order(new), _document_entry),
        _read(replaced, _relation_entry),
        _read(_in_order(cited), _document_entry),
    )
    taken = fitting([entries for entries, _ in parts], has_letterhead=bool(meeting.chosen))
    sections = [
        Section(heading, entries[:count], nothing)
        for (heading, nothing), (entries, _), count in zip(
            _headings(meeting), parts, taken, strict=True
        )
    ]
    found = sum(count for _, count in parts)
    is_more = any(count > _COUNTED for _, count in parts)
    return Pack(sections, sum(taken), found - sum(taken) - is_more, is_more)


def _to_hand_on(meeting: Meeting, reader: Any) -> Any:
    chosen = meeting.chosen
    audience = shared_with_q(Document, chosen) if chosen else handed_on_q(reader)
    registered = Document.objects.visible_to(reader).filter(state=Document.State.REGISTERED)
    return registered.filter(audience)


def _in_order(documents: Any) -> Any:
    # Where a database puts what is missing is its own affair.
    return documents.with_names().order_by(
        F("issued_on").desc(nulls_last=True), F("number_value").desc(nulls_last=True), "-pk"
    )


def _replacements(meeting: Meeting, documents: Any, new: Any, sources: Any, reader: Any) -> Any:
    """Return confirmed relations by which a document took the place of another."""
    concerns = Q(source__in=new.values("pk"))
    if meeting.since:
        concerns |= Q(stated_on__gte=meeting.since)
    if meeting.chosen:
        concerns |= Q(source__in=sources.values("pk")) | Q(target__in=sources.values("pk"))
    keys = documents.values("pk")
    return (
        Relation.objects.visible_to(reader)
        .filter(concerns, state="confirmed", verb__in=REPLACING)
        .filter(source__in=keys, target__in=keys)
        .select_related("source__document_type", "source__organization", "target__document_type")
        .order_by(F("source__issued_on").desc(nulls_last=True), "order", "-pk")
    )


def _read(rows: Any, entry: Callable[[Any], Entry]) -> tuple[list[Entry], int]:
    """Return the first entries, and how many rows there are, one more than the bound if more."""
    return [entry(row) for row in rows[:_READ]], rows[: _COUNTED + 1].count()


def _document_entry(document: Document) -> Entry:
    return Entry(
        name=document.label,
        facts=_facts(document),
        title=clipped(normalize(document.title)),
        address=document.get_absolute_url(),
    )


def _relation_entry(relation: Relation) -> Entry:
    newer, older = relation.source, relation.target
    stated = f" từ ngày {relation.stated_on:%d/%m/%Y}" if relation.stated_on else ""
    return Entry(
        name=newer.label,
        facts=f"{_facts(newer)}; {relation.get_verb_display().lower()} {older}{stated}",
        title=clipped(normalize(older.title)),
        address=newer.get_absolute_url(),
    )


def _facts(document: Document) -> str:
    return ", ".join(filter(None, (document.date_display, normalize(document.issuer_display))))


def _headings(meeting: Meeting) -> Iterable[tuple[str, str]]:
    if meeting.since:
        yield f"Văn bản mới từ ngày {meeting.since:%d/%m/%Y}", "Không có văn bản mới nào trong sổ."
    else:
        yield "Văn bản bản tin giới thiệu", "Chưa có văn bản nào được xác nhận là được giới thiệu."
    yield "Văn bản thay thế, bãi bỏ văn bản khác", "Không ghi nhận việc thay thế, bãi bỏ nào."
    if meeting.chosen:
        yield "Văn bản khác bản tin trích dẫn", "Không có văn bản nào khác được xác nhận."
    else:
        yield (
            "Văn bản khác mà bản tin từ ngày đó nêu",
            "Không có bản tin nào, hoặc chưa có nguồn nào khác được xác nhận.",
        )
