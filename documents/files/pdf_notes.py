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
# The properties of a file may stand as attributes: `pdf:Keywords="MẬT"`.
_ATTRIBUTE = re.compile(r"""=\s*(?:"([^"<>]*)"|'([^'<>]*)')""")


def said_of_file(reader: PdfReader) -> list[str]:
    """Return the file's own title, subject and the like, and what its form's fields hold."""
    root = resolved(reader.trailer.get("/Root"), {})
    properties = resolved(reader.trailer.get("/Info"), {})
    found = [text for value in properties.values() for text in texts_in(value)]
    # The same and more, as XML.
    found += texts_in(root.get("/Metadata"))
    form = resolved(root.get("/AcroForm"), {})
    found += texts_in(form.get("/XFA"))
    seen: set[int] = set()
    for field in resolved(form.get("/Fields"), []):
        found += _said_of_field(field, seen, 0)
    return found


def said_on_page(page: PageObject) -> list[str]:
    """Return what notes, rubber stamps and fields laid over the page say."""
    found = []
    for note in _notes(page):
        found += _said_by(note)
        found += [page.extract_xform_text(drawing) for drawing in _drawings(note)]
    return found


def drawings_on_page(page: PageObject) -> Iterator[StreamObject]:
    """Yield what is drawn for the notes, rubber stamps and fields laid over the page."""
    for note in _notes(page):
        yield from _drawings(note)


def _notes(page: PageObject) -> Iterator[DictionaryObject]:
    for reference in resolved(page.get("/Annots"), []):
        note = resolved(reference, None)
        if isinstance(note, DictionaryObject):
            yield note


def _drawings(note: DictionaryObject) -> Iterator[StreamObject]:
    """Yield what is drawn for a note: the words of a rubber stamp may stand there alone."""
    drawn = resolved(resolved(note.get("/AP"), {}).get("/N"), None)
    # A field that is ticked or not has a drawing for each.
    states = drawn.values() if type(drawn) is DictionaryObject else [drawn]
    for state in states:
        drawing = resolved(state, None)
        if isinstance(drawing, StreamObject):
            yield drawing


def _said_of_field(reference: Any, seen: set[int], depth: int) -> Iterator[str]:
    """Yield what a field says and those below it; of the same one only once."""
    key = reference.idnum if isinstance(reference, IndirectObject) else id(reference)
    field = resolved(reference, None)
    if key in seen or depth > _DEEPEST or not isinstance(field, DictionaryObject):
        return
    seen.add(key)
    yield from _said_by(field)
    for kid in resolved(field.get("/Kids"), []):
        yield from _said_of_field(kid, seen, depth + 1)


def _said_by(record: Mapping[str, Any]) -> list[str]:
    return [text for name in _SAYING for text in texts_in(record.get(name))]


def texts_in(value: Any) -> list[str]:
    """Return the texts in a value of a PDF: one, a list of them, or a longer one kept as a stream.

    One that a list names again and again is read once: it would fill the memory.
    """
    value = resolved(value, None)
    if isinstance(value, ArrayObject):
        once = {getattr(one, "idnum", None) or id(one): one for one in value}
        return [text for one in once.values() for text in texts_in(one)]
    if isinstance(value, StreamObject):
        return [without_tags(value.get_data().decode("utf-8", "replace"))]
    return [without_tags(value)] if isinstance(value, str) else []


def without_tags(text: str) -> str:
    """Return the words between the tags of a text, and those within them."""
    attributes = [
        double or single for tag in _TAG.findall(text) for double, single in _ATTRIBUTE.findall(tag)
    ]
    return unescape("\n".join([_TAG.sub("\n", text), *attributes]))


def resolved(value: Any, default: Any) -> Any:
    """Return a value of a PDF itself where it is only pointed at; `default` where there is none."""
    found = value.get_object() if value is not None else None
    return default if found is None or isinstance(found, NullObject) else found
