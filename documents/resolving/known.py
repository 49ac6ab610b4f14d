"""What the registry holds that one run of reading needs: bodies, types and documents.

Loaded at once and held in memory, so the number of queries does not grow with citations.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from django.db.models import Q, QuerySet

from documents.models import Document, DocumentType
from documents.resolving.bodies import Bodies
from organizations.text import fold


class TooManyDocumentsError(ValueError):
    """The codes, numbers and names asked for are those of more documents than may be loaded."""


@dataclass(slots=True)
class Known:
    """The registry as one run sees it; documents that the run enters are added as it goes."""

    bodies: Bodies
    types: list[DocumentType]
    # Those that may be meant; whoever asks for a person hands in what that person may see.
    documents: QuerySet[Document] = field(default_factory=Document.objects.all)
    most: int | None = None
    _by_code: dict[str, list[Document]] = field(default_factory=dict)
    _by_number: dict[int, list[Document]] = field(default_factory=dict)
    _named: list[Document] = field(default_factory=list)

    @classmethod
    def load(cls, documents: QuerySet[Document] | None = None, *, most: int | None = None) -> Self:
        """Load bodies and types.

        Only `documents` may be meant, by default all in use. Where more than `most` would have
        to be loaded, TooManyDocumentsError is raised instead.
        """
        known = cls(Bodies.load(), list(DocumentType.objects.all()), most=most)
        if documents is not None:
            known.documents = documents
        return known

    def type_named(self, name: str) -> DocumentType | None:
        """Return the type of that name, tones and capitals aside."""
        key = fold(name)
        return next((kind for kind in self.types if kind.name_key == key), None)

    def only_type_with(self, code: str, *, is_state: bool) -> DocumentType | None:
        """Return the type of a code; None when none or, as for QĐ, several have it."""
        found = [
            kind
            for kind in self.types
            if code == (kind.state_code if is_state else kind.party_code)
        ]
        return found[0] if len(found) == 1 else None

    def load_codes(
        self,
        keys: Iterable[str],
        numbers: Iterable[int] = (),
        types: Iterable[DocumentType] | None = None,
    ) -> None:
        """Load the documents of these codes, for `of_code`, and numbers, for `of_number`.

        By number only those of `types` and of their series, where types are given: in a great
        registry a bare number is that of thousands.
        """
        self._by_code = {_one_spelling(key): [] for key in keys if key}
        self._by_number = {number: [] for number in numbers}
        spellings = [spelling for key in self._by_code for spelling in code_spellings(key)]
        by_number = Q(number_value__in=self._by_number)
        if types is not None:
            series = {kind.series for kind in types}
            of_series = [kind.pk for kind in self.types if kind.series in series]
            by_number &= Q(document_type__in=of_series)
        for document in self._loaded(Q(code_key__in=spellings) | by_number):
            self.add(document)

    def _loaded(self, wanted: Q) -> list[Document]:
        documents = self.documents.with_names().filter(wanted)
        if self.most is not None and documents.order_by()[: self.most + 1].count() > self.most:
            raise TooManyDocumentsError
        return list(documents)

    def of_code(self, key: str) -> list[Document]:
        """Return the documents of a code that `load_codes` was given, newest first."""
        return self._by_code.get(_one_spelling(key), [])

    def of_number(self, number: int) -> list[Document]:
        """Return the documents of a bare number that `load_codes` was given, newest first."""
        return self._by_number.get(number, [])

    def add(self, document: Document) -> None:
        """Let the run find a document, such as one that it entered itself."""
        for found, key in (
            (self._by_code, _one_spelling(document.code_key)),
            (self._by_number, document.number_value),
        ):
            if key in found:
                found[key].append(document)

    def load_names(self, keys: Iterable[str]) -> None:
        """Load the documents of these name keys; one that ends in "/" begins a longer one."""
        wanted = set(keys)
        begun = [key for key in wanted if key.endswith("/")]
        condition = Q(name_key__in=wanted - set(begun))
        for key in begun:
            condition |= Q(name_key__startswith=key)
        self._named = self._loaded(condition) if wanted else []

    def named(self, key: str) -> list[Document]:
        """Return the documents of a name key, or that begin with it, that were loaded."""
        if key.endswith("/"):
            return [document for document in self._named if document.name_key.startswith(key)]
        return [document for document in self._named if document.name_key == key]


# Quy định were coded QĐi in 2018 and 2019, and are QyĐ in State documents; both are also
# written QĐ: 08-QĐi/TW is 08-QĐ/TW. The words tell the type.
_DECISION = re.compile(r"(?<=/)(?:qdi|qyd|qd)(?=[a-z0-9])")


def _one_spelling(key: str) -> str:
    """Return the code's key with QĐ for each of its spellings."""
    return _DECISION.sub("qd", key, count=1)


def code_spellings(key: str) -> set[str]:
    """Return every key under which a code with QĐ may be registered; of others the key."""
    return {_DECISION.sub(code, key, count=1) for code in ("qd", "qdi", "qyd")}
