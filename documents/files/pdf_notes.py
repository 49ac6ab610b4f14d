"""What a PDF file says beside the printed text of its pages: notes, stamps, fields of a form.

Nobody reads it as part of the text; the secrecy guard looks at it.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NullObject,
    StreamObject,
)

# Of a note what it says, plainly and set out, and its subject; of a field what is filled in,
# what it begins with and what it is called.
_SAYING = ("/Contents", "/RC", "/Subj", "/V", "/RV", "/DV", "/TU", "/T")
# No form is nested as deep; a circle of fields ends here too.
_DEEPEST = 20
# Forms and notes that are set out are kept as XML. A mark stands on a line of its own.
_TAG = re.compile(r"<[^<>]*>")


def said_of_file(reader: PdfReader) -> list[str]:
    """Return the file's own title and the like, and what stands in the fields of its form."""
    found = [str(value) for value in (reader.metadata or {}).values() if isinstance(value, str)]
    form = _resolved(_resolved(reader.trailer.get("/Root"), {}).get("/AcroForm"), {})
    found += _texts(form.get("/XFA"))
    seen: set[int] = set()
    for field in _resolved(form.get("/Fields"), []):
        found += _said_of_field(field, seen, 0)
    return found


def said_on_page(page: PageObject) -> list[str]:
    """Return what notes, rubber stamps and fields laid over the page say."""
    found = []
    for reference in _resolved(page.get("/Annots"), []):
        note = _resolved(reference, None)
        if isinstance(note, DictionaryObject):
            found += _said_by(note)
            found += [page.extract_xform_text(drawing) for drawing in _drawings(note)]
    return found


def _drawings(note: DictionaryObject) -> Iterator[Any]:
    """Yield what is drawn for a note: the words of a rubber stamp may stand there alone."""
    drawn = _resolved(_resolved(note.get("/AP"), {}).get("/N"), None)
    # A field that is ticked or not has a drawing for each.
    states = drawn.values() if type(drawn) is DictionaryObject else [drawn]
    for state in states:
        drawing = _resolved(state, None)
        if isinstance(drawing, StreamObject):
            yield drawing


def _said_of_field(reference: Any, seen: set[int], depth: int) -> Iterator[str]:
    """Yield what a field says and those below it; of the same one only once."""
    key = reference.idnum if isinstance(reference, IndirectObject) else id(reference)
    field = _resolved(reference, None)
    if key in seen or depth > _DEEPEST or not isinstance(field, DictionaryObject):
        return
    seen.add(key)
    yield from _said_by(field)
    for kid in _resolved(field.get("/Kids"), []):
        yield from _said_of_field(kid, seen, depth + 1)


def _said_by(record: Mapping[str, Any]) -> list[str]:
    return [text for name in _SAYING for text in _texts(record.get(name))]


def _texts(value: Any) -> list[str]:
    """Return the texts in a value: one, a list of several, or a longer one kept as a stream.

    One that a list names again and again is read once: it would fill the memory.
    """
    value = _resolved(value, None)
    if isinstance(value, ArrayObject):
        once = {getattr(one, "idnum", None) or id(one): one for one in value}
        return [text for one in once.values() for text in _texts(one)]
    if isinstance(value, StreamObject):
        return [_without_tags(value.get_data().decode("utf-8", "replace"))]
    return [_without_tags(value)] if isinstance(value, str) else []


def _without_tags(text: str) -> str:
    return unescape(_TAG.sub("\n", text))


def _resolved(value: Any, default: Any) -> Any:
    """Return the value itself where a file only points at it; `default` where there is none."""
    found = value.get_object() if value is not None else None
    return default if found is None or isinstance(found, NullObject) else found
