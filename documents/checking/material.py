"""Everything the checks look at, loaded in a number of queries that citations do not raise."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from documents.checking.phrases import issuer_before
from documents.models import Citation, CitationTarget, Decision, Document, SourceText
from documents.resolving.bodies import Bodies
from documents.resolving.issuers import Issuer, read_issuer_in
from organizations.models import Organization, OrganizationCode

Resolution = Citation.Resolution


@dataclass(frozen=True, slots=True)
class Mention:
    """One citation with its text, the documents it is linked to and who it says issued it."""

    citation: Citation
    source: SourceText
    documents: tuple[Document, ...]
    issuer_printed: str
    issuer: Issuer | None

    @property
    def document(self) -> Document | None:
        """The one document meant; None while it is open or several fit."""
        one = self.citation.resolution == Resolution.ONE and len(self.documents) == 1
        return self.documents[0] if one else None

    @property
    def issued_on(self) -> date | None:
        """The day printed in it, when it is a whole one."""
        printed = self.citation.date
        return date.fromisoformat(printed) if len(printed) == 10 else None

    @property
    def body(self) -> Organization | None:
        """The body that issued the document: as registered, else as the words say."""
        if self.document and self.document.organization:
            return self.document.organization
        return self.issuer.organization if self.issuer else None

    @property
    def may_be_another(self) -> bool:
        """Whether a dated code found no registered document, so that it may be a slip."""
        citation = self.citation
        is_open = not self.documents or (self.document is not None and self.document.is_proposed)
        return bool(is_open and citation.code_key and citation.symbol and self.issued_on)

    @property
    def words(self) -> str:
        """The citation on one line, between quotation marks."""
        return f"“{' '.join(self.citation.text.split())}”"


@dataclass(slots=True)
class Material:
    """The citations in reading order and what the registry holds beside them.

    `codes` are the codes each body writes, printed, by folded code. `homonyms` are the
    documents of the same code, for citations that no registered document was found for.
    """

    mentions: list[Mention]
    codes: dict[int, dict[str, str]] = field(default_factory=dict)
    homonyms: dict[str, list[Document]] = field(default_factory=dict)

    def groups(self) -> list[tuple[Document, list[Mention]]]:
        """Return the citations of one document together, for each document cited."""
        found: dict[int, tuple[Document, list[Mention]]] = {}
        for mention in self.mentions:
            if mention.document:
                found.setdefault(mention.document.pk, (mention.document, []))[1].append(mention)
        return list(found.values())


def gather(sources: Iterable[SourceText]) -> Material:
    """Load the citations of `sources` that nobody rejected, in the order of the texts."""
    order = [source.pk for source in sources]
    texts = SourceText.objects.select_related("publisher").in_bulk(order)
    live = CitationTarget.objects.filter(document__deleted_at__isnull=True).select_related(
        "document__document_type", "document__organization", "document__term"
    )
    citations = (
        Citation.objects.filter(source__in=texts)
        .exclude(state=Decision.REJECTED)
        .prefetch_related(Prefetch("target_links", queryset=live))
    )
    place = {pk: position for position, pk in enumerate(order)}
    ordered = sorted(citations, key=lambda found: (place[found.source_id], found.start))
    return gather_loaded(ordered, texts)


def gather_loaded(citations: Sequence[Citation], texts: Mapping[int, SourceText]) -> Material:
    """Return as material `citations` already loaded, with their links, in reading order.

    `texts` are theirs by key. What is loaded for a page and checked for it is loaded once.
    """
    if not citations:
        return Material([])
    bodies = Bodies.load()
    mentions = []
    for citation in citations:
        citation.source = texts[citation.source_id]
        documents = [link.document for link in citation.target_links.all()]
        mentions.append(mention_of(citation, documents, bodies))
    return material_of(mentions)


def material_of(mentions: list[Mention]) -> Material:
    """Return these citations, in the order of the text, with what the registry holds beside."""
    return Material(mentions, _codes(), _homonyms(mentions))


def mention_of(citation: Citation, documents: Sequence[Document], bodies: Bodies) -> Mention:
    """Return a citation, its text loaded, with the documents it means and who issued them."""
    source = citation.source
    named = citation.kind == Citation.Kind.NAMED
    # A named citation's "issuer" is the congress or plenum that makes up its name.
    printed = "" if named else citation.issuer or issuer_before(source.body, citation.start)
    day = date.fromisoformat(citation.date) if len(citation.date) == 10 else None
    issuer = read_issuer_in(source, printed, citation.symbol, day, bodies) if printed else None
    return Mention(citation, source, tuple(documents), printed, issuer)


def _codes() -> dict[int, dict[str, str]]:
    """Return the codes of every body, those it wrote in former times too."""
    codes: dict[int, dict[str, str]] = {}
    rows = OrganizationCode.objects.values_list("organization_id", "code_key", "code")
    for owner, key, printed in rows:
        codes.setdefault(owner, {})[key] = printed
    return codes


def _homonyms(mentions: list[Mention]) -> dict[str, list[Document]]:
    keys = {mention.citation.code_key for mention in mentions if mention.may_be_another}
    found: dict[str, list[Document]] = {}
    for document in Document.objects.with_names().filter(code_key__in=keys).order_by("pk"):
        found.setdefault(document.code_key, []).append(document)
    return found
