"""The running text of a Word file (.docx) as a reader meets it on the page.

Table rows stand on lines with a tab between cells, a text box after the paragraph it hangs
on, a note after the paragraph that refers to it. Deleted and hidden text, headers, footers
and page numbers are left out: the secrecy guard reads them elsewhere (`office`).
"""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from posixpath import dirname, join
from xml.etree.ElementTree import Element

from documents.files.numbering import Numbering
from documents.files.parts import Fed, feed_part, main_part, tree

# What somebody took out or moved away, what a paragraph looked like before, the copy of a
# drawing for old programs, codes of fields, and what is read out above a word.
_UNSEEN = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "rt"})
_SIGNS = {
    **{"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n"},
    "noBreakHyphen": "-",
}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
# Where the end of a paragraph is marked as taken out.
_ENDS_TAKEN_OUT = [["pPr", "rPr", "del"], ["pPr", "rPr", "moveFrom"]]
_OFF = frozenset({"0", "false", "off"})
UNKNOWN_SIGN = "□"
SOFT_HYPHEN = "\u00ad"

Notes = Mapping[tuple[str, str], str]


def word_text(archive: zipfile.ZipFile, fed: Fed) -> str:
    """Return the text of an opened .docx whose parts were found harmless before.

    `fed` is told of the parts as they are read.
    Raises KeyError when the main part is missing, ParseError when a part is damaged.
    """
    main = main_part(archive)
    folder = dirname(main)
    numbering, styles = (tree(archive, join(folder, f"{name}.xml")) for name in _TREES)
    hidden = _hidden_styles(styles)
    notes: dict[tuple[str, str], str] = {}
    for kind in _NOTES.values():
        name = join(folder, f"{kind}.xml")
        if name in archive.namelist():
            reader = _Reader(Numbering(numbering, styles), hidden, {}, kind)
            feed_part(archive, name, reader, fed)
            notes |= reader.notes
    body = _Reader(Numbering(numbering, styles), hidden, notes)
    feed_part(archive, main, body, fed)
    return "\n".join(body.lines)


_TREES = ("numbering", "styles")


def _hidden_styles(styles: Element | None) -> frozenset[str]:
    """Return the styles whose letters are hidden, also by the style they are based on."""
    own, bases = dict[str, bool](), dict[str, str]()
    for style in styles if styles is not None else ():
        name = _said(style.attrib).get("styleId", "")
        for child in style:
            match child.tag.rpartition("}")[2]:
                case "basedOn":
                    bases[name] = _said(child.attrib).get("val", "")
                case "rPr":
                    for one in child:
                        if one.tag.rpartition("}")[2] == "vanish":
                            own[name] = _said(one.attrib).get("val", "") not in _OFF

    def is_hidden(name: str) -> bool:
        passed = set[str]()
        while name not in own and name in bases and name not in passed:
            passed.add(name)
            name = bases[name]
        return own.get(name, False)

    return frozenset(filter(is_hidden, {*own, *bases}))


def _said(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return attributes by their local names: strict and usual files have two namespaces."""
    return {name.rpartition("}")[2]: value for name, value in attributes.items()}


@dataclass(slots=True)
class _Paragraph:
    pieces: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    style: str = ""
    number: str = ""
    level: str = ""
    label: str = ""
    # The mark at its end was deleted: it runs on into the next one.
    runs_on: bool = False


@dataclass(slots=True)
class _Row:
    cells: list[str] = field(default_factory=list)
    is_deleted: bool = False


class _Reader:
    """Collects the lines of one part as the parser meets them."""

    def __init__(
        self, numbering: Numbering, hidden: frozenset[str], notes: Notes, notes_kind: str = ""
    ) -> None:
        self.lines: list[str] = []
        self.notes: dict[tuple[str, str], str] = {}
        self._numbering = numbering
        self._hidden_styles = hidden
        self._known_notes = notes
        self._notes_kind = notes_kind
        self._numbers_of_notes = dict.fromkeys(_NOTES.values(), 0)
        self._path: list[str] = []
        self._unseen = 0
        self._hidden = False
        self._containers = [self.lines]
        self._paragraphs: list[_Paragraph] = []
        self._rows: list[_Row] = []
        self._carried = ""
        self._note = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition("}")[2]
        self._path.append(local)
        if self._unseen or self._is_unseen(local):
            self._unseen += 1
            return
        said = _said(attributes)
        match local:
            case "p":
                self._paragraphs.append(_Paragraph())
            case "r":
                self._hidden = bool(self._paragraphs) and self._is_hidden_by_style("")
            case "tr":
                self._rows.append(_Row())
            case "tc" | "txbxContent":
                self._containers.append([])
            case "footnote" | "endnote" if self._notes_kind:
                # The line above the notes is stored as a note of a type of its own.
                self._note = "" if "type" in said else said.get("id", "")
                self._containers.append([])
            case _ if self._paragraphs:
                self._within_paragraph(local, said)

    def _is_unseen(self, local: str) -> bool:
        """Whether what this element holds is not on the page; notes what its mark says."""
        if local == "del" and self._path[-2:-1] == ["trPr"] and self._rows:
            self._rows[-1].is_deleted = True
        elif self._path[-3:] in _ENDS_TAKEN_OUT and self._paragraphs:
            self._paragraphs[-1].runs_on = True
        return local in _UNSEEN or local.endswith("Change")

    def _within_paragraph(self, local: str, said: dict[str, str]) -> None:
        paragraph = self._paragraphs[-1]
        value = said.get("val", "")
        if local in _SIGNS and self._path[-2] == "r" and not self._hidden:
            paragraph.pieces.append(_SIGNS[local])
        elif local in _NOTES and not self._hidden:
            self._refer(paragraph, _NOTES[local], said)
        elif local == "vanish" and self._path[-3:-1] == ["r", "rPr"]:
            self._hidden = value not in _OFF
        elif local == "rStyle" and self._path[-3:-1] == ["r", "rPr"]:
            # Stands before what the run says of itself.
            self._hidden = self._is_hidden_by_style(value)
        elif local == "sym" and not self._hidden:
            paragraph.pieces.append(_symbol(said.get("char", "")))
        elif local == "pStyle":
            paragraph.style = value
            # Its end is hidden with it.
            paragraph.runs_on = paragraph.runs_on or value in self._hidden_styles
        elif self._path[-2] == "numPr" and local == "numId":
            paragraph.number = value
        elif self._path[-2] == "numPr" and local == "ilvl":
            paragraph.level = value

    def _is_hidden_by_style(self, style: str) -> bool:
        """Whether letters of this style are hidden: one that hides brings back what another hid."""
        return (style in self._hidden_styles) != (self._paragraphs[-1].style in self._hidden_styles)

    def _refer(self, paragraph: _Paragraph, kind: str, said: dict[str, str]) -> None:
        note = self._known_notes.get((kind, said.get("id", "")))
        if note is None:
            return
        self._numbers_of_notes[kind] += 1
        if said.get("customMarkFollows", "0") in _OFF:
            # In brackets: "2024" and the raised "1" must not become "20241".
            mark = f"[{self._numbers_of_notes[kind]}]"
            paragraph.pieces.append(mark)
            note = f"{mark} {note}"
        paragraph.after.append(note)

    def data(self, text: str) -> None:
        if not self._unseen and not self._hidden and self._path[-1:] == ["t"] and self._paragraphs:
            self._paragraphs[-1].pieces.append(text.replace(SOFT_HYPHEN, ""))

    def end(self, tag: str) -> None:
        local = self._path.pop()
        if self._unseen:
            self._unseen -= 1
            return
        match local:
            case "p":
                self._close_paragraph(self._paragraphs.pop())
            case "pPr" if self._paragraphs:
                self._label(self._paragraphs[-1])
            case "r":
                self._hidden = False
            case "tc":
                self._close_cell()
            case "tr":
                self._close_row(self._rows.pop())
            case "txbxContent":
                self._close_box()
            case "footnote" | "endnote" if self._notes_kind:
                lines = self._containers.pop()
                if self._note:
                    self.notes[self._notes_kind, self._note] = "\n".join(lines).strip()

    def close(self) -> None:
        if self._carried:
            self.lines.append(self._carried)

    def _label(self, paragraph: _Paragraph) -> None:
        if not paragraph.runs_on:
            paragraph.label = self._numbering.label(
                paragraph.style, paragraph.number, paragraph.level
            )

    def _close_paragraph(self, paragraph: _Paragraph) -> None:
        text = self._carried + "".join(paragraph.pieces)
        self._carried = ""
        if paragraph.runs_on:
            self._carried = text
        else:
            self._containers[-1].append(f"{paragraph.label}{text}".rstrip())
        self._containers[-1] += paragraph.after

    def _close_cell(self) -> None:
        text = "\n".join(self._containers.pop()).strip("\n")
        if self._rows:
            self._rows[-1].cells.append(text if text.strip() else "")
        elif text.strip():
            # A damaged file may have a cell in no row.
            self._containers[-1].append(text)

    def _close_row(self, row: _Row) -> None:
        written = [place for place, cell in enumerate(row.cells) if cell]
        if row.is_deleted or not written:
            return
        # An empty cell between others keeps its column, but is only a gap in a letterhead.
        cells = row.cells[written[0] : written[-1] + 1]
        if any("\n" in cell for cell in cells):
            cells = [cell for cell in cells if cell]
        line = cells[0]
        for before, cell in pairwise(cells):
            # Beside a cell of several lines a tab would join its last line to a stranger.
            line += ("\n" if "\n" in before else "\t") + cell
        self._containers[-1].append(line)

    def _close_box(self) -> None:
        lines = [line for line in self._containers.pop() if line.strip()]
        # A box hangs on a paragraph; one that stands alone is text like any other.
        (self._paragraphs[-1].after if self._paragraphs else self._containers[-1]).extend(lines)


def _symbol(code: str) -> str:
    """Return the letter that w:sym names; of a font of signs nobody knows what it looks like."""
    try:
        letter = chr(int(code, 16))
    except (ValueError, OverflowError):
        return UNKNOWN_SIGN
    return letter if letter.isprintable() else UNKNOWN_SIGN
