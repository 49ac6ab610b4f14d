"""What a page of a PDF shows that is no text: pictures, and letters that are drawn as lines.

Nobody reads it for marks: whoever brings the file in has to look, or the page is recognised
(`scans`). A picture may lie in a form within the page, in a pattern, or in a note laid over it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject
from pypdf.generic import ContentStream, DictionaryObject, StreamObject

from documents.files.pdf_notes import drawings_on_page, resolved

# No form is nested as deep.
_DEEPEST = 20
# A picture that stands in the drawing itself: "BI /W 8 /H 8 ID …".
_INLINE = re.compile(rb"(?<![^\s\[\]<>()/])BI\s*/")
# A frame, a rule, a white sheet have fewer lines; "MẬT" alone, drawn as outlines, has some fifty.
FEWEST_STROKES = 13
LEAST_SCANNED_SHARE = 0.5
# The way to draw letters that are not seen: those that somebody recognised before.
_INVISIBLE = 3


@dataclass(slots=True)
class Shown:
    """What a page shows itself: the area of its pictures, the lines and curves it draws.

    `is_recognised` says that letters lie on it unseen.
    """

    covered: float = 0.0
    strokes: int = 0
    is_recognised: bool = False
    _seen: dict[int, Any] = field(default_factory=dict)

    @property
    def is_drawn(self) -> bool:
        """Whether there is more than a frame: what may be letters to a reader's eye."""
        return self.covered > 0 or self.strokes >= FEWEST_STROKES

    def look(self, operations: Iterable[Any], resources: Any, size: float, depth: int = 0) -> None:
        """Follow what is drawn; `size` is the area that one unit by one unit takes on paper."""
        kept: list[float] = []
        for operands, operator in operations:
            match operator:
                case b"q":
                    kept.append(size)
                case b"Q" if kept:
                    size = kept.pop()
                case b"cm":
                    size *= _scale(operands)
                case b"Tr":
                    self.is_recognised = self.is_recognised or operands[0] == _INVISIBLE
                case b"l" | b"c" | b"v" | b"y":
                    self.strokes += 1
                case b"INLINE IMAGE":
                    self.covered += size
                case b"Do":
                    self._draw(_named(resources, "/XObject").get(operands[0]), size, depth)

    def _draw(self, reference: Any, size: float, depth: int) -> None:
        drawing = resolved(reference, None)
        if _is_image(drawing):
            self.covered += size
        # Each form once: they may draw one another in a circle, or twice at every depth.
        elif isinstance(drawing, StreamObject) and id(drawing) not in self._seen:
            self._seen[id(drawing)] = drawing
            if depth < _DEEPEST:
                size *= _scale(resolved(drawing.get("/Matrix"), (1, 0, 0, 1, 0, 0)))
                self.look(_operations(drawing), drawing.get("/Resources"), size, depth + 1)


def shown_on(page: PageObject) -> Shown:
    """Return what the page shows beside letters that are seen; notes laid over it do not count."""
    shown, contents = Shown(), page.get_contents()
    if contents is not None:
        shown.look(contents.operations, page.get("/Resources"), 1.0)
    return shown


def is_pictured(page: PageObject, shown: Shown) -> bool:
    """Whether pictures cover most of the page, and no text recognised before lies on them."""
    area = float(page.mediabox.width * page.mediabox.height)
    return not shown.is_recognised and shown.covered >= LEAST_SCANNED_SHARE * area


def has_picture(page: PageObject) -> bool:
    """Whether a picture lies on the page, however deep, or in what is laid over it.

    What cannot be unpacked may be one.
    """
    contents = page.get_contents()
    if contents is not None and _is_drawn_within(contents):
        return True
    # Kept, not only counted: the place of one that is forgotten may be another's.
    seen: dict[int, Any] = {}
    waiting = [*_within(page), *drawings_on_page(page)]
    while waiting:
        drawing = resolved(waiting.pop(), None)
        if id(drawing) in seen or not isinstance(drawing, StreamObject):
            continue
        seen[id(drawing)] = drawing
        if _is_image(drawing) or _bears_picture(drawing):
            return True
        waiting += _within(drawing)
    return False


def _within(drawing: DictionaryObject) -> Iterator[Any]:
    """Yield what a drawing may draw: pictures, forms, patterns."""
    resources = drawing.get("/Resources")
    for kind in ("/XObject", "/Pattern"):
        yield from _named(resources, kind).values()


def _operations(drawing: StreamObject) -> list[Any]:
    """Return what a form draws; one that cannot be unpacked is taken for a picture."""
    try:
        return list(ContentStream(drawing, None).operations)
    except Exception:
        return [((), b"INLINE IMAGE")]


def _is_drawn_within(contents: ContentStream) -> bool:
    """Whether a picture stands among these operators; few that seem to have one are read twice."""
    return _INLINE.search(contents.get_data()) is not None and any(
        operator == b"INLINE IMAGE" for _, operator in contents.operations
    )


def _bears_picture(drawing: StreamObject) -> bool:
    try:
        return _is_drawn_within(ContentStream(drawing, None))
    # Packed in an unknown way, damaged, or too much of it: then a person has to look.
    except Exception:
        return True


def _named(resources: Any, kind: str) -> DictionaryObject:
    named = resolved(resolved(resources, {}).get(kind), None)
    return named if isinstance(named, DictionaryObject) else DictionaryObject()


def _is_image(drawing: Any) -> bool:
    return isinstance(drawing, StreamObject) and drawing.get("/Subtype") == "/Image"


def _scale(matrix: Any) -> float:
    """Return how many times an area grows under a matrix of a PDF."""
    a, b, c, d = map(float, matrix[:4])
    return abs(a * d - b * c)
