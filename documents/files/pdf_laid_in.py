"""What a PDF file carries beside its pages: other files, and the titles of its outline.

Nobody reads any of it as part of the text; the secrecy guard looks at it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from documents.files.pdf_notes import resolved, texts_in

# No outline has as many; one that leads in a circle ends by what was seen.
MOST_TITLES = 20_000
MOST_FILES = 50
# What a file is called and what is said of it; where its content lies.
_NAMES = ("/UF", "/F", "/DOS", "/Mac", "/Unix")
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class LaidIn:
    """One file within the file: all that is `said` of it, and what it holds, None if unreadable."""

    said: list[str]
    content: bytes | None


def outline_titles(reader: PdfReader) -> list[str]:
    """Return the titles of the outline ("bookmarks"), each once, in no promised order."""
    outline = resolved(resolved(reader.trailer.get("/Root"), {}).get("/Outlines"), {})
    titles: list[str] = []
    seen: set[Any] = set()
    waiting = [outline.get("/First")] if isinstance(outline, DictionaryObject) else []
    while waiting and len(seen) < MOST_TITLES:
        reference = waiting.pop()
        entry = resolved(reference, None)
        if _key(reference) in seen or not isinstance(entry, DictionaryObject):
            continue
        seen.add(_key(reference))
        titles += texts_in(entry.get("/Title"))
        waiting += [entry.get("/Next"), entry.get("/First")]
    return titles


def files_of_file(reader: PdfReader) -> Iterator[LaidIn]:
    """Yield the files that belong to no page, at most MOST_FILES."""
    root = resolved(reader.trailer.get("/Root"), {})
    named = resolved(resolved(root.get("/Names"), {}).get("/EmbeddedFiles"), None)
    found = [*_in_tree(named, set(), 0), *resolved(root.get("/AF"), [])]
    once = {_key(reference): reference for reference in found}
    for reference in list(once.values())[:MOST_FILES]:
        yield from _file_of(reference)
    if len(once) > MOST_FILES:
        yield LaidIn([], None)


def files_on_page(page: PageObject) -> Iterator[LaidIn]:
    """Yield the files that are pinned to the page by a note, or belong to it."""
    pinned = [resolved(reference, {}) for reference in resolved(page.get("/Annots"), [])]
    specs = [note.get("/FS") for note in pinned if isinstance(note, DictionaryObject)]
    for reference in [*specs, *resolved(page.get("/AF"), [])][:MOST_FILES]:
        yield from _file_of(reference)


def _in_tree(reference: Any, seen: set[Any], depth: int) -> Iterator[Any]:
    """Yield what a tree of names leads to: its leaves list a name and its file in turn."""
    node = resolved(reference, None)
    if _key(reference) in seen or depth > _DEEPEST or not isinstance(node, DictionaryObject):
        return
    seen.add(_key(reference))
    yield from resolved(node.get("/Names"), ArrayObject())[1::2]
    for kid in resolved(node.get("/Kids"), []):
        yield from _in_tree(kid, seen, depth + 1)


def _file_of(reference: Any) -> Iterator[LaidIn]:
    spec = resolved(reference, None)
    if not isinstance(spec, DictionaryObject):
        return
    names = [name for key in _NAMES for name in texts_in(spec.get(key))]
    # "MẬT.docx" is a mark as well: the ending hides it.
    said = [*names, *(PurePath(name).stem for name in names), *texts_in(spec.get("/Desc"))]
    held = resolved(spec.get("/EF"), {})
    contents = {_key(held.get(key)): held.get(key) for key in _NAMES if key in held}
    for content in contents.values():
        yield LaidIn(said, _bytes_of(resolved(content, None)))
    if not contents:
        # A file that lies elsewhere is only named.
        yield LaidIn(said, b"")


def _bytes_of(stream: Any) -> bytes | None:
    if not isinstance(stream, StreamObject):
        return None
    try:
        return stream.get_data()
    # Packed in an unknown way, damaged, or too much of it: then a person has to look.
    except Exception:
        return None


def _key(reference: Any) -> Any:
    return reference.idnum if isinstance(reference, IndirectObject) else id(reference)
