"""What the registry holds that one run of reading needs: bodies, types and documents.

Loaded at once and held in memory, so the number of queries does not grow with citations.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from django.db.models import Q

from documents.bodies import Bodies
from documents.models import Document, DocumentType
from organizations.text import fold


@dataclass(slots=True)
class Known:
    """The registry as one run sees it; documents that the run enters are added as it goes."""

    bodies: Bodies
    types: list[DocumentType]
    _by_code: dict[str, list[Document]] = field(default_factory=dict)
    _by_number: dict[int, list[Document]] = field(default_factory=dict)
    _named: list[Document] = field(default_factory=list)

    @classmethod
    def load(cls) -> Self:
        return cls(Bodies.load(), list(DocumentType.objects.all()))

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

    def load_codes(self, keys: Iterable[str], numbers: Iterable[int] = ()) -> None:
        """Load the documents of these codes, for `of_code`, and numbers, for `of_number`."""
        self._by_code = {_one_spelling(key): [] for key in keys if key}
        self._by_number = {number: [] for number in numbers}
        spellings = [spelling for key in self._by_code for spelling in code_spellings(key)]
        wanted = Q(code_key__in=spellings) | Q(number_value__in=self._by_number)
        for document in Document.objects.with_names().filter(wanted):
            self.add(document)

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
        named = Document.objects.with_names().filter(condition) if wanted else ()
        self._named = list(named)

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
