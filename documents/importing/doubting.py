"""What makes a new document of a list doubtful: by hand it would be saved only after one more look.

A row whose type slipped by one is another document to the registry, which then has it twice.
"""

from collections.abc import Sequence

from documents.importing.registry import Registry
from documents.models import Document
from documents.type_codes import other_type_of

_MOST_NAMED = 3


class Doubts:
    """The doubts about rows of one list, compared with the registry as that list leaves it."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        # Lists are of few types and symbols.
        self._type_doubts: dict[tuple[str, int], str] = {}

    def of(self, draft: Document) -> str:
        """Return why a person has to look at a new document, with its keys; '' where nothing is."""
        doubts = []
        if same := self._registry.of_same_code(draft):
            doubts.append(f"trong sổ đã có văn bản cùng số, ký hiệu, ngày, cơ quan: {named(same)}")
        if doubt := self._type_doubt(draft):
            doubts.append(doubt)
        return "; ".join(doubts)

    def _type_doubt(self, draft: Document) -> str:
        asked = (draft.symbol, draft.document_type_id)
        if asked not in self._type_doubts:
            kinds = self._registry.types.values()
            code, bearers = other_type_of(draft.symbol, draft.document_type, kinds)
            self._type_doubts[asked] = f"ký hiệu có mã {code} của {bearers}" if code else ""
        return self._type_doubts[asked]


def named(documents: Sequence[Document]) -> str:
    """Return the first of these documents by code, day and body, and how many more there are."""
    told = "; ".join(f"{one} – {one.issuer_display}" for one in documents[:_MOST_NAMED])
    rest = len(documents) - _MOST_NAMED
    return f"{told} và {rest} văn bản khác" if rest > 0 else told
