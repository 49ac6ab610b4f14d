"""Makes Word files of a printed bulletin and of its annex.

Boundary: no rule of what is printed; that is `sheet`. Letters, paper and margins are those of the
reading page on paper (`static/van-kien.css`).
"""

from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from bulletins.printing.sheet import (
    HEADING_LEVELS,
    AnnexRow,
    PrintedAnnex,
    PrintedBulletin,
    PrintedHead,
)

FONT = "Times New Roman"
TEXT_SIZE = Pt(14)
TABLE_SIZE = Pt(12)
ANNEX_TITLE = "Danh mục văn bản trích dẫn"
NO_SOURCES = "Chưa có văn bản nào được xác nhận là nguồn của bản tin này."
ANNEX_COLUMNS = ("STT", "Văn bản", "Ngày ban hành", "Cơ quan ban hành", "Trích yếu", "Ở mục")
# A4 between its margins is 165 mm wide.
ANNEX_WIDTHS = (14, 38, 24, 32, 38, 19)
CONTENTS_WIDTHS = (17, 148)
# Of what a file says of itself, Word keeps so much.
PROPERTY_CHARS = 255
# Paragraph styles of tables, by the names that Word shows.
HEAD, NUMBERS, CELLS = "Đầu bảng", "Số trong bảng", "Chữ trong bảng"
_CENTER, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def bulletin_file(sheet: PrintedBulletin) -> bytes:
    """Return the whole bulletin as a Word file, its annex on pages of its own at the end."""
    document = _new_document(sheet.head, f"{sheet.head.title} {sheet.head.month.lower()}")
    _add_cover(document, sheet)
    if sheet.contents:
        _add_table(
            document,
            ("STT", "NỘI DUNG"),
            [(row.label, row.title) for row in sheet.contents],
            CONTENTS_WIDTHS,
        )
    for item in sheet.items:
        if item.heading:
            document.add_heading(item.heading, item.level).alignment = _JUSTIFY
        for block in item.blocks:
            if block.rows:
                _add_rows(document, block.rows)
            else:
                document.add_paragraph(block.words)
    if sheet.annex.rows:
        # Its first page bears its number as any other: it is the first of the annex alone.
        document.add_section(WD_SECTION.NEW_PAGE).different_first_page_header_footer = False
        _add_annex_title(document, sheet.head)
        _add_annex_table(document, sheet.annex)
    return _saved(document)


def annex_file(head: PrintedHead, annex: PrintedAnnex) -> bytes:
    """Return the annex alone as a Word file, under the bulletin's letterhead and marking."""
    document = _new_document(head, f"{ANNEX_TITLE}, {head.month.lower()}")
    _add_letterhead(document, head)
    _add_annex_title(document, head)
    _add_marking(document, head)
    _add_annex_table(document, annex)
    return _saved(document)


def _new_document(head: PrintedHead, title: str) -> Document:
    document = docx.Document()
    # What the library's own blank file says of itself.
    properties = document.core_properties
    properties.title = title[:PROPERTY_CHARS]
    properties.author = " – ".join(head.letterhead)[:PROPERTY_CHARS]
    properties.comments, properties.language = "", "vi-VN"
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    _number_pages(section.header.paragraphs[0])
    _set_styles(document)
    return document


def _set_styles(document: Document) -> None:
    normal = document.styles["Normal"]
    _set_face(normal)
    normal.font.size = TEXT_SIZE
    shape = normal.paragraph_format
    shape.alignment, shape.first_line_indent = _JUSTIFY, Mm(12.7)
    shape.space_before, shape.space_after, shape.line_spacing = Pt(0), Pt(6), 1.15
    for level in range(1, HEADING_LEVELS + 1):
        style = document.styles[f"Heading {level}"]
        _set_face(style)
        style.font.size, style.font.bold = TEXT_SIZE, True
        style.font.italic = level == HEADING_LEVELS
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.first_line_indent = Mm(12.7)
        style.paragraph_format.space_before = Pt(12 if level == 1 else 6)
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.keep_with_next = True

    for name in (HEAD, NUMBERS, CELLS):
        # Named once: what is set cell by cell makes a long annex slow to write.
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.size, style.font.bold = TABLE_SIZE, name == HEAD
        shape = style.paragraph_format
        shape.alignment = WD_ALIGN_PARAGRAPH.LEFT if name == CELLS else _CENTER
        shape.first_line_indent, shape.line_spacing = Mm(0), 1.0
        shape.space_before = shape.space_after = Pt(3)


def _set_face(style: ParagraphStyle) -> None:
    """Name the face for every script: Word takes the theme's for those that name none."""
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)


def _number_pages(paragraph: Paragraph) -> None:
    """Put the page's number in the middle above the text; the first page bears none."""
    paragraph.alignment = _CENTER
    paragraph.paragraph_format.first_line_indent = Mm(0)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _add_letterhead(document: Document, head: PrintedHead) -> None:
    for line in head.letterhead:
        _add_centred(document, line, is_bold=True)
    _add_centred(document, "*", after=Pt(18))
    if head.warning:
        _add_centred(document, head.warning, is_bold=True, after=Pt(12))


def _add_marking(document: Document, head: PrintedHead) -> None:
    if head.marking:
        _add_centred(document, head.marking, is_bold=True, after=Pt(18))


def _add_cover(document: Document, sheet: PrintedBulletin) -> None:
    head = sheet.head
    _add_letterhead(document, head)
    _add_centred(document, head.title.upper(), is_bold=True, size=Pt(20))
    _add_centred(document, head.month, is_bold=True, size=Pt(16), after=Pt(18))
    _add_marking(document, head)
    for correction in sheet.corrections:
        document.add_paragraph(correction)


def _add_annex_title(document: Document, head: PrintedHead) -> None:
    title = document.add_heading(ANNEX_TITLE.upper(), 1)
    title.alignment = _CENTER
    title.paragraph_format.first_line_indent = Mm(0)
    _add_centred(document, head.annex_line, after=Pt(12))


def _add_annex_table(document: Document, annex: PrintedAnnex) -> None:
    if not annex.rows:
        _add_centred(document, NO_SOURCES)
        return
    rows = [_annex_cells(number, row) for number, row in enumerate(annex.rows, start=1)]
    _add_table(document, ANNEX_COLUMNS, rows, ANNEX_WIDTHS)


def _annex_cells(number: int, row: AnnexRow) -> tuple[str, ...]:
    return str(number), row.name, row.date, row.body, row.title, row.places


def _add_centred(
    document: Document,
    text: str,
    *,
    is_bold: bool = False,
    size: Pt = TEXT_SIZE,
    after: Pt | None = None,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = _CENTER
    paragraph.paragraph_format.first_line_indent = Mm(0)
    paragraph.paragraph_format.space_after = after or Pt(0)
    run = paragraph.add_run(text)
    run.bold, run.font.size = is_bold, size


def _add_table(
    document: Document,
    columns: tuple[str, ...],
    rows: list[tuple[str, ...]],
    widths: tuple[int, ...],
) -> None:
    """Add a ruled table whose head stands again on every page and whose rows never break."""
    table: Table = document.add_table(rows=len(rows) + 1, cols=len(columns))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    head, numbers, cells = (document.styles[name].style_id for name in (HEAD, NUMBERS, CELLS))
    # A table's own `rows` and `cells` search the whole table for each of them.
    for place, (row, texts) in enumerate(zip(table.rows, [columns, *rows], strict=True)):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if place == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Mm(widths[number])
            paragraph = cell.paragraphs[0]
            # By its key: a style given by itself is looked up among all for every cell.
            paragraph._p.style = head if place == 0 else (numbers if number == 0 else cells)
            paragraph.add_run(text)
    document.add_paragraph()


def _add_rows(document: Document, rows: list[list[str]]) -> None:
    """Add a ruled table of the text itself, without a head of ours; Word finds the widths."""
    table: Table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    style = document.styles[CELLS].style_id
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph._p.style = style
            paragraph.add_run(text)
    document.add_paragraph()


def _saved(document: Document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
