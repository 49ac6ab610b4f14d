"""How a PDF file names its own parts: its layers and its pages.

Nobody reads any of it as part of the text; the secrecy guard looks at it.
"""

from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from documents.files.pdf_notes import resolved, texts_in

# No file has as many layers, or counts its pages in as many ways.
MOST_PARTS = 2_000


def labels_of_file(reader: PdfReader) -> list[str]:
    """Return the names of layers, and what stands before the numbers of pages."""
    root = resolved(reader.trailer.get("/Root"), {})
    layers = _parts(resolved(root.get("/OCProperties"), {}).get("/OCGs"))
    found = [text for layer in layers for text in texts_in(layer.get("/Name"))]
    for part in _parts(root.get("/PageLabels")):
        found += texts_in(part.get("/P"))
    return found


def _parts(top: Any) -> Iterator[DictionaryObject]:
    """Yield what a list or a tree of numbers leads to, each once, in no promised order."""
    # Kept, not only counted: the place of one that is forgotten may be another's.
    seen: dict[int, Any] = {}
    waiting = [top]
    while waiting and len(seen) < MOST_PARTS:
        part = resolved(waiting.pop(), None)
        if id(part) in seen:
            continue
        if isinstance(part, ArrayObject):
            seen[id(part)] = part
            waiting += part
        elif isinstance(part, DictionaryObject):
            seen[id(part)] = part
            yield part
            waiting += [part.get(name) for name in ("/Kids", "/Nums")]
