"""What lies on the desk: the text in pieces, and a card for every citation in it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, QuerySet

from bulletins.desk.card import Card
from bulletins.desk.remarks import Remark, remark_of, verdicts_on
from bulletins.desk.wanted import is_untitled
from bulletins.headings import heading_in
from bulletins.models import Bulletin, BulletinItem
from bulletins.page import cut
from bulletins.subjects import texts_of
from documents.checking import Finding, check_material
from documents.checking.beside import held_beside
from documents.checking.material import gather_loaded
from documents.citations import Piece, annotate
from documents.deciding.trust import are_trusted, distrusted_rules, rules_of
from documents.models import Citation, CitationTarget, Decision, Document, SourceText
from documents.removing.deleting import citations_in_use
from documents.showing.page import apart


@dataclass(frozen=True, slots=True)
class Part:
    """One item of the bulletin with its text; the pieces joined again are exactly the text."""

    item: BulletinItem
    pieces: list[Piece[Card]]

    @property
    def heading_and_rest(self) -> tuple[list[Piece[Card]], list[Piece[Card]]]:
        """The heading that the text bears, if it bears its item's, and what follows it."""
        body = "".join(piece.text for piece in self.pieces)
        return cut(self.pieces, len(heading_in(self.item.label, self.item.title_in_text, body)))


@dataclass(frozen=True)
class Sheet:
    """One bulletin on the desk: its parts in printed order, and the cards in reading order."""

    parts: list[Part]
    cards: list[Card]

    @cached_property
    def open(self) -> list[Card]:
        return [card for card in self.cards if card.is_open]

    @cached_property
    def certain(self) -> list[Card]:
        return [card for card in self.cards if card.is_certain]

    @cached_property
    def remarked(self) -> int:
        """How many of the certain ones a check says something of that is no error."""
        return sum(bool(card.remarks) for card in self.certain)

    @cached_property
    def unheard(self) -> list[Card]:
        """Those as clear as the certain whose documents only this bulletin names."""
        return [card for card in self.cards if card.is_clear and card.is_unheard]

    @cached_property
    def entered(self) -> list[Document]:
        """The documents that enter the registry, as only cited, once the certain are confirmed.

        The machine has proposed them from texts: nobody has registered them.
        """
        return _proposed(self.certain)

    @cached_property
    def unheard_documents(self) -> list[Document]:
        """The documents that enter it besides once the unheard are confirmed, too."""
        return _proposed(self.unheard)

    @property
    def untitled(self) -> int:
        """How many of those that may enter it have no title."""
        return sum(map(is_untitled, _proposed([*self.certain, *self.unheard])))

    @cached_property
    def wrong(self) -> list[Card]:
        """The undecided ones in which a check found an error."""
        return [card for card in self.cards if card.is_open and card.has_error]

    @property
    def certain_seen(self) -> str:
        """What the form that confirms all certain ones carries, the unheard with them or not."""
        return seen_of([*self.certain, *self.unheard])

    @property
    def wrong_seen(self) -> str:
        """What the form that publishes carries."""
        return seen_of(self.wrong)

    def card_of(self, citation: int) -> Card | None:
        return next((card for card in self.cards if card.citation.pk == citation), None)

    def item_of(self, card: Card) -> BulletinItem | None:
        """Return the item in whose text the card's citation stands."""
        source = card.citation.source_id
        return next((part.item for part in self.parts if part.item.text_id == source), None)

    def beside(self, card: Card) -> tuple[Card | None, Card | None]:
        """Return the cards before and after one, in reading order."""
        place = self.cards.index(card)
        before = self.cards[place - 1] if place else None
        return before, self.cards[place + 1] if place + 1 < len(self.cards) else None


def _proposed(cards: Iterable[Card]) -> list[Document]:
    meant = (link.document for card in cards for link in card.meant)
    return list({document.pk: document for document in meant if document.is_proposed}.values())


def seen_of(cards: Iterable[Card]) -> str:
    """Sum up what several cards hold."""
    return hashlib.sha256(" ".join(card.seen for card in cards).encode()).hexdigest()[:16]


def sheet_of(bulletin: Bulletin) -> Sheet:
    """Return what lies on the desk for a bulletin. The queries do not grow with the citations."""
    items = BulletinItem.objects.filter(bulletin=bulletin, text__isnull=False)
    ordered = list(items.select_related("text__publisher").order_by("order", "pk"))
    texts = [item.text for item in ordered]
    cards = _cards(texts, _citations(texts))
    parts = [Part(item, _pieces(item.text, cards.get(item.text_id, []))) for item in ordered]
    shown = [piece.payload for part in parts for piece in part.pieces if piece.payload]
    return Sheet(parts, shown)


def card_of(bulletin: Bulletin, citation: int) -> Card | None:
    """Return one card of a bulletin's desk, unchecked: the whole sheet would take as long again."""
    found = _citations(texts_of(bulletin)).filter(pk=citation).first()
    return Card(found, list(found.target_links.all())) if found else None


def remarks_on(bulletin: Bulletin, citation: int) -> list[Remark]:
    """Return what the checks say of one citation: what stands on its card of the whole sheet."""
    texts = list(texts_of(bulletin).select_related("publisher"))
    among = _citations(texts)
    found = among.filter(pk=citation).first()
    if found is None:
        return []
    beside = held_beside(found, {text.pk: text for text in texts}, among)
    cards = _cards(texts, beside).get(found.source_id, [])
    return next(card.remarks for card in cards if card.citation.pk == citation)


def next_open(bulletin: Bulletin, citation: Citation) -> int | None:
    """Return the key of the next undecided citation behind one, else of the first there is."""
    waiting = Citation.objects.filter(source__in=texts_of(bulletin), state=Decision.PROPOSED)
    item = "source__bulletin_item"
    order = (f"{item}__order", f"{item}__pk", "start")
    places = list(waiting.order_by(*order).values_list(*order, "pk"))
    here = Citation.objects.filter(pk=citation.pk).values_list(*order).first()
    behind = (place[-1] for place in places if here and place[:-1] > here)
    return next(behind, places[0][-1] if places else None)


def _pieces(source: SourceText, cards: list[Card]) -> list[Piece[Card]]:
    by_citation = {card.citation.pk: card for card in cards}
    kept = apart([one.citation for one in cards if one.citation.state != Decision.REJECTED])
    # A rejected one is shown where nothing else is marked; of several, what was said last.
    rejected = [one.citation for one in cards if one.citation.state == Decision.REJECTED]
    for one in sorted(rejected, key=lambda one: (one.decided_at, one.pk), reverse=True):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return annotate(source.body, ((one.start, one.end, by_citation[one.pk]) for one in kept))


def _cards(texts: list[SourceText], found_in: QuerySet[Citation]) -> dict[int, list[Card]]:
    """Return the cards of these citations by the key of their text, in reading order."""
    citations = list(found_in)
    place = {text.pk: position for position, text in enumerate(texts)}
    citations.sort(key=lambda found: (place[found.source_id], found.start))
    read = [one for one in citations if one.state != Decision.REJECTED]
    found: dict[int, list[Finding]] = {}
    for finding in check_material(gather_loaded(read, {text.pk: text for text in texts})):
        found.setdefault(finding.citation.pk, []).append(finding)
    verdicts = verdicts_on(found)
    distrusted = distrusted_rules()
    unheard = _unheard(citations, texts)
    cards: dict[int, list[Card]] = {}
    for citation in citations:
        meant = list(citation.target_links.all())
        remarks = [remark_of(one, verdicts, distrusted) for one in found.get(citation.pk, [])]
        is_unheard = any(link.document_id in unheard for link in meant)
        is_trusted = are_trusted(rules_of(citation), distrusted)
        card = Card(citation, meant, remarks, is_trusted, is_unheard)
        cards.setdefault(citation.source_id, []).append(card)
    return cards


def _unheard(citations: list[Citation], texts: list[SourceText]) -> set[int]:
    """Return the documents of these citations that nobody registered and no other text names."""
    links = (link for citation in citations for link in citation.target_links.all())
    proposed = {link.document_id for link in links if link.document.is_proposed}
    if not proposed:
        return set()
    named = CitationTarget.objects.filter(document__in=proposed, citation__in=citations_in_use())
    elsewhere = named.exclude(citation__source__in=texts).exclude(citation__state=Decision.REJECTED)
    return proposed.difference(elsewhere.values_list("document_id", flat=True))


def _citations(texts: Iterable[SourceText]) -> QuerySet[Citation]:
    # Hundreds of documents are of a handful of types and bodies: each of those is loaded once.
    live = CitationTarget.objects.filter(document__deleted_at__isnull=True)
    live = live.select_related("document").prefetch_related(
        "document__document_type", "document__organization", "document__term"
    )
    return (
        Citation.objects.filter(source__in=texts)
        .select_related("decided_by")
        .order_by("source", "start")
        .prefetch_related(Prefetch("target_links", queryset=live.order_by("pk")))
    )
