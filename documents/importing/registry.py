"""What rows are compared with: bodies, types, terms, and the documents that a row may be.

All that is few is loaded once; documents are loaded for some hundreds of rows at a time, so the
number of queries grows with those and not with the rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Max, Q

from documents import identity
from documents.citations.types import SYMBOL_TYPE_CODES
from documents.importing.choices import asked_as, meant
from documents.models import Document, DocumentType, SeriesRule
from documents.resolving.bodies import Bodies
from documents.resolving.issuers import Issuer, namesakes, read_issuer
from documents.resolving.known import code_spellings
from organizations.models import Organization, OrganizationName, Term
from organizations.naming import former_names
from organizations.text import fold

# Documents by their number, by the body that issued them, by what they are here.
_Index = defaultdict[str, defaultdict[int | None, dict[int, Document]]]
# Where no number is known a name decides; these lie under no number.
_NO_NUMBER = ""


class Registry:
    """The registry as one reading of a list sees it, with what the list itself has added.

    `bodies_chosen` and `types_chosen` are what an editor said that names of the file mean;
    `usual_body` issued what names no body.
    """

    def __init__(
        self,
        bodies_chosen: Mapping[str, int],
        types_chosen: Mapping[str, int],
        usual_body: int | None,
    ) -> None:
        self._state_of_names = _state_of_names()
        self.bodies = Bodies.load()
        self.types = {kind.pk: kind for kind in DocumentType.objects.all()}
        self._types_by_key = {kind.name_key: kind for kind in self.types.values()}
        self._bodies_chosen, self._types_chosen = meant(bodies_chosen), meant(types_chosen)
        self.usual_body = self.bodies.by_id.get(usual_body or 0)
        self._terms: defaultdict[int, list[Term]] = defaultdict(list)
        for term in Term.objects.order_by("-starts_on"):
            self._terms[term.organization_id].append(term)
        self._terms_by_pk = {term.pk: term for terms in self._terms.values() for term in terms}
        self._with_rules = set(SeriesRule.objects.values_list("organization_id", flat=True))
        self._issuers: dict[tuple[str, date | None], Issuer] = {}
        self._series: dict[tuple[int | None, int, date | None], str] = {}
        self._former: dict[int, list[OrganizationName]] = {}
        self._by_number: _Index = defaultdict(lambda: defaultdict(dict))
        self._by_slug: dict[str, Document] = {}
        self._by_pk: dict[int, Document] = {}
        self._asked: list[Q] = []
        self._found: set[tuple[int, datetime]] = set()

    # --- Names -------------------------------------------------------------------------------

    def type_called(self, name: str) -> DocumentType | None:
        """Return the type of that name, or the one that an editor chose for it."""
        chosen = self._types_chosen.get(asked_as(name), 0)
        return self._types_by_key.get(fold(name)) or self.types.get(chosen)

    def type_beginning(self, text: str) -> DocumentType | None:
        """Return the type whose name the text begins with, the longest of several."""
        words = fold(text)
        fitting = [kind for key, kind in self._types_by_key.items() if words.startswith(f"{key} ")]
        return max(fitting, key=lambda kind: len(kind.name_key), default=None)

    def type_of_symbol(self, symbol: str) -> DocumentType | None:
        """Return the only type that writes a symbol's first part; None for QĐ, which two write."""
        code, is_party = symbol.split("/")[0], "/" in symbol
        first = code if is_party else symbol.split("-")[0]
        if first not in SYMBOL_TYPE_CODES:
            return None
        fitting = [
            kind
            for kind in self.types.values()
            if first == (kind.party_code if is_party else kind.state_code)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def issuer_called(self, name: str, day: date | None) -> Issuer:
        """Return the body of that name on that day and who acted for it, as far as known.

        Our own exports write ``Ban Thường vụ – Tỉnh ủy Mẫu``.
        """
        # Where only one body has ever had the name, the day tells nothing more.
        issuer = self._kept_issuer(name, None)
        return issuer if issuer.organization or day is None else self._kept_issuer(name, day)

    def _kept_issuer(self, name: str, day: date | None) -> Issuer:
        asked = (name, day)
        if asked not in self._issuers:
            self._issuers[asked] = self._issuer_called(name, day)
        return self._issuers[asked]

    def _issuer_called(self, name: str, day: date | None) -> Issuer:
        chosen = self.bodies.by_id.get(self._bodies_chosen.get(asked_as(name), 0))
        called, collective = _body_and_collective(name)
        issuer = read_issuer(called, None, self.bodies, day=day)
        return Issuer(chosen or issuer.organization, collective or issuer.collective)

    def namesakes(self, name: str) -> list[Organization]:
        """Return all bodies of that name; where no day tells them apart none is meant."""
        return namesakes(_body_and_collective(name)[0], self.bodies)

    def term_called(self, label: str, body: Organization | None) -> Term | None:
        """Return the body's term of that label (``XIX``), or of its years (``2020-2025``)."""
        key = fold(label).removeprefix("khoa ").replace(" ", "")
        for term in self._terms[body.pk] if body else ():
            years = f"{term.starts_on.year}-{term.ends_on.year}" if term.ends_on else ""
            if key in (fold(term.label), years):
                return term
        return None

    # --- Keys --------------------------------------------------------------------------------

    def set_keys(self, document: Document) -> None:
        """Do what `document.refresh_keys` does, with the terms and rules at hand."""
        document.issuer_then = identity.issuer_then(document, self._former_names)
        document.set_keys(identity.term_of(document, self._term_holding), self._series_of(document))

    def _former_names(self, body: Organization) -> list[OrganizationName]:
        if body.pk not in self._former:
            self._former[body.pk] = former_names(body)
        return self._former[body.pk]

    def _term_holding(self, organization_id: int, day: date) -> Term | None:
        return next(
            (
                term
                for term in self._terms[organization_id]
                if term.starts_on <= day and (term.ends_on is None or day <= term.ends_on)
            ),
            None,
        )

    def _series_of(self, document: Document) -> str:
        if document.organization_id not in self._with_rules:
            return document.document_type.series
        asked = (document.organization_id, document.document_type_id, document.issued_on)
        if asked not in self._series:
            self._series[asked] = identity.series_of(document)
        return self._series[asked]

    # --- Documents ---------------------------------------------------------------------------

    def load_addresses(self, slugs: Iterable[str]) -> None:
        """Load the documents of these addresses, in the bin too."""
        if slugs := list(slugs):
            self._load(Q(slug__in=slugs))

    def load(self, drafts: Iterable[Document]) -> None:
        """Load the documents that any of `drafts`, with keys, may be."""
        bodies: set[int | None] = set()
        numbers: set[int] = set()
        keys: set[str] = set()
        names: set[str] = set()
        for draft in drafts:
            bodies.add(draft.organization_id)
            if not draft.number:
                names.add(draft.identity_key)
            elif draft.symbol and (draft.year_in_number or draft.issued_year):
                keys |= _keys_that_may_be(draft)
            else:
                numbers.add(draft.number_value or 0)
        parts = {"code_key__in": keys, "number_value__in": numbers, "identity_key__in": names}
        asked = [Q(**{name: list(values)}) for name, values in parts.items() if values]
        if asked:
            # A number is that of documents of many bodies; only these may be meant, or an unknown.
            of_body = Q(organization__in=list(bodies)) | Q(organization=None)
            self._load(reduce(or_, asked) & (Q() if None in bodies else of_body))

    def _load(self, condition: Q) -> None:
        self._asked.append(condition)
        for document in Document.all_objects.filter(condition).order_by("pk"):
            self._found.add((document.pk, document.updated_at))
            self._remember(document)

    def has_changed(self) -> bool:
        """Whether any document that was asked for has come, gone or been changed since.

        Or any body, name, term or type: what documents are called and which term is theirs follow
        from these, and rows written many at once ask nobody anew.

        In a transaction that holds the number series, where nothing more of them can change.
        """
        if _state_of_names() != self._state_of_names:
            return True
        now: set[tuple[int, datetime]] = set()
        for condition in self._asked:
            rows = Document.all_objects.filter(condition).order_by()
            now.update(rows.values_list("pk", "updated_at"))
        return now != self._found

    def _remember(self, document: Document) -> None:
        if document.pk in self._by_pk:
            # It may have been changed by a row of this list, which counts.
            return
        document.document_type = self.types[document.document_type_id]
        document.organization = self.bodies.by_id.get(document.organization_id or 0)
        document.term = self._terms_by_pk.get(document.term_id or 0)
        self._by_pk[document.pk] = self._by_slug[document.slug] = document
        if not document.is_binned:
            self._file(document)

    def _file(self, document: Document) -> None:
        self._by_number[_number_of(document)][document.organization_id][id(document)] = document

    def at(self, slug: str) -> Document | None:
        """Return the document of an address, in the bin too, that was loaded."""
        return self._by_slug.get(slug)

    def alike(self, draft: Document) -> list[Document]:
        """Return the documents that `draft`, with keys, may be: stored ones, then the list's."""
        by_body = self._by_number[_number_of(draft)]
        own = draft.organization_id
        # Where the body is not known on one side, any may be it.
        bodies = list(by_body) if own is None else [key for key in (own, None) if key in by_body]
        return [
            other
            for body in bodies
            for other in by_body[body].values()
            if other is not draft
            and (draft.pk is None or other.pk != draft.pk)
            and identity.may_be_one(draft, other)
        ]

    def of_same_code(self, draft: Document) -> list[Document]:
        """Return the documents of a draft's whole code, day and body, of whatever type they are."""
        if not draft.symbol or draft.issued_on is None or draft.organization_id is None:
            return []
        of_body = self._by_number[_number_of(draft)][draft.organization_id].values()
        return [
            other
            for other in of_body
            if (other.code_key, other.issued_on) == (draft.code_key, draft.issued_on)
        ]

    def add(self, document: Document) -> None:
        """Let the rows that follow find a document that the list adds."""
        self._file(document)

    def replace(self, document: Document) -> None:
        """Let the rows that follow find a document as the list changes it."""
        former = self._by_pk[document.pk]
        self._by_number[_number_of(former)][former.organization_id].pop(id(former), None)
        self._by_pk[document.pk] = self._by_slug[document.slug] = document
        self._file(document)

    def series_of_all(self, documents: Iterable[Document]) -> set[str]:
        """Return the number series that these documents stand in."""
        return {self._series_of(document) for document in documents}


def collective_called(name: str) -> str:
    """Return the collective of that name (``Ban Thường vụ``), '' for another."""
    key = fold(name)
    return next((value for value, label in Document.Collective.choices if fold(label) == key), "")


def _state_of_names() -> list[int | None]:
    """Return what changes with every change of a body, a name, a term, a type or a rule."""
    return [
        kind.history.aggregate(newest=Max("history_id"))["newest"]
        for kind in (Organization, OrganizationName, Term, DocumentType, SeriesRule)
    ]


def _body_and_collective(name: str) -> tuple[str, str]:
    acting, dash, body = name.partition(" - ")
    collective = collective_called(acting) if dash else ""
    return (body, collective) if collective else (name, "")


def _number_of(document: Document) -> str:
    return document.code_key.split("/")[0] if document.number else _NO_NUMBER


def _keys_that_may_be(draft: Document) -> set[str]:
    """Return the code keys of records that `draft` may be: with less known of them, or as much."""
    number, *_, symbol = draft.code_key.split("/")
    years = {"", draft.year_in_number or str(draft.issued_year or "")}
    keys = {
        "/".join(filter(None, (number, year, written)))
        for year in years
        for written in ("", symbol)
    }
    return {spelling for key in keys for spelling in code_spellings(key)}
