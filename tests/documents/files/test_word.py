"""The running text of a Word file comes out as a reader meets it on the page."""

import pytest

from tests.documents.files.test_uploads import W, docx, read

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def part(root, content):
    return f"<w:{root} {W} {MC}>{content}</w:{root}>"


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content, properties=""):
    runs = "".join(one if one.startswith("<") else run(one) for one in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def listed(text, number=1, level=0, properties=""):
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=place + properties)


def row(*cells, properties=""):
    inner = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def box(text):
    """A text box as Word stores it: once for itself, once for old programs."""
    content = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice>{content}</mc:Choice>"
        f"<mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def deleted(text):
    return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def level(index, text, style="decimal", extra=""):
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "%1.")
    + level(1, "%1.%2.")
    + level(2, "%3)", "lowerLetter")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="8">'
    + level(0, "%1-", "upperRoman", '<w:pStyle w:val="Muc"/>')
    + level(1, "\uf0b7", "bullet")
    + level(2, "%1.%3", "decimal", "<w:isLgl/>")
    + level(3, "Điều %4:", "decimalZero", '<w:suff w:val="nothing"/>')
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    # The same looks, counted anew from 5.
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    # The same looks, going on.
    '<w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num>'
    # One level with looks of its own, and a list that only names a style of lists.
    '<w:num w:numId="5"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
    + level(0, "Bài %1:")
    + "</w:lvlOverride></w:num>"
    '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="KieuSo"/></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="10"><w:numStyleLink w:val="KhongCo"/></w:abstractNum>'
    '<w:num w:numId="6"><w:abstractNumId w:val="9"/></w:num>'
    '<w:num w:numId="7"><w:abstractNumId w:val="10"/></w:num>',
)
STYLES = part(
    "styles",
    '<w:style w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="MucCon"><w:basedOn w:val="Muc"/></w:style>'
    '<w:style w:type="numbering" w:styleId="KieuSo"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    "</w:pPr></w:style>"
    '<w:style w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="AnCon"><w:basedOn w:val="An"/></w:style>'
    '<w:style w:styleId="Hien"><w:basedOn w:val="An"/><w:rPr><w:vanish w:val="0"/></w:rPr>'
    "</w:style>"
    # A style that names itself as its own base must not be followed for ever.
    '<w:style w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>',
)
FOOTNOTES = part(
    "footnotes",
    '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Quyết định số 9-QĐ/TU</w:t>'
    "</w:r></w:p></w:footnote>",
)
ENDNOTES = part("endnotes", '<w:endnote w:id="2"><w:p><w:r><w:t>Hết</w:t></w:r></w:p></w:endnote>')
TO_NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
SYMBOLS = ("2265", "F0B7", "x", "FFFFFFFFF")
MARK_GONE = "<w:rPr><w:del/></w:rPr>"


def text_of(*content):
    parts = {
        "word__numbering.xml": NUMBERING,
        "word__styles.xml": STYLES,
        "word__footnotes.xml": FOOTNOTES,
        "word__endnotes.xml": ENDNOTES,
        "word__document.xml": part("document", f"<w:body>{''.join(content)}</w:body>"),
        "word__header1.xml": part("hdr", paragraph("THÔNG TIN NỘI BỘ")),
        "word__footer1.xml": part("ftr", paragraph("Trang 3")),
    }
    return read("a.docx", docx(**parts)).text


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        # Word counts by itself: the digits stand nowhere in the file.
        ([listed("Một"), paragraph("chữ"), listed("Hai")], "1. Một\nchữ\n2. Hai"),
        # A deeper level counts within the one above, and anew under the next.
        (
            [
                *(listed("A"), listed("B", level=1), listed("C", level=1)),
                *(listed("D"), listed("E", level=1), listed("F", level=2)),
            ],
            "1. A\n1.1. B\n1.2. C\n2. D\n2.1. E\na) F",
        ),
        # The level above never came: Word prints its first number.
        ([listed("B", level=1)], "1.1. B"),
        # A list with a start of its own, and one that goes on.
        (
            [listed("A"), listed("B", 3), listed("C", 3), listed("D", 4)],
            "1. A\n5. B\n6. C\n7. D",
        ),
        # A level whose looks another number of the list has changed, for itself alone.
        (
            [listed("A", 5), listed("B", 5, 1), listed("C", 4)],
            "Bài 1: A\n1.1. B\n2. C",
        ),
        # A list that names a style is the list behind it; behind a missing one is none.
        ([listed("A", 6), listed("B", 6, 1), listed("C", 7)], "1. A\n1.1. B\nC"),
        # The number comes from the style, also from the one it is based on.
        (
            [
                paragraph("A", properties='<w:pStyle w:val="Muc"/>'),
                paragraph("B", properties='<w:pStyle w:val="MucCon"/>'),
                # "0" takes it away.
                listed("C", 0, properties='<w:pStyle w:val="Muc"/>'),
            ],
            "I- A\nII- B\nC",
        ),
        ([paragraph("A", properties='<w:pStyle w:val="Vong"/>')], "A"),
        # The sign of a bullet is a letter of a font of signs.
        ([listed("A", 2, 1)], "- A"),
        # Digits where the level above is Roman; a leading zero and no gap.
        ([listed("A", 2), listed("B", 2, 2), listed("C", 2, 3)], "I- A\n1.1 B\nĐiều 01:C"),
        # A list or a level that is not there numbers nothing.
        ([listed("A", 99), listed("B", 1, 8), listed("C", "x", "y")], "A\nB\nC"),
        # What the paragraph looked like before a tracked change counts no more.
        (
            [
                paragraph(
                    "A",
                    properties='<w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
                    "</w:pPr></w:pPrChange>",
                ),
                listed("B"),
            ],
            "A\n1. B",
        ),
        # The 27th of a lettered list.
        (
            [listed(str(place), level=2) for place in range(27)][-27:],
            "\n".join(
                f"{letter}) {place}"
                for place, letter in enumerate([*map(chr, range(97, 123)), "aa"])
            ),
        ),
    ],
)
def test_numbers_that_word_prints_by_itself_are_read(content, expected):
    assert text_of(*content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        # Deleted goes, inserted stays.
        (
            [paragraph("Chỉ thị số ", deleted("23"), f"<w:ins>{run('24')}</w:ins>", "-CT/TU")],
            "Chỉ thị số 24-CT/TU",
        ),
        # Moved text stands where it was moved to, once.
        (
            [
                paragraph(f"<w:moveFrom>{run('A')}</w:moveFrom>", "B"),
                paragraph(f"<w:moveTo>{run('A')}</w:moveTo>"),
            ],
            "B\nA",
        ),
        # Where the end of a paragraph was deleted, two are one.
        ([paragraph("Chỉ thị ", properties=MARK_GONE), paragraph("24")], "Chỉ thị 24"),
        # A whole item taken out is not counted.
        (
            [listed("A"), listed(deleted("B"), properties=MARK_GONE), listed("C")],
            "1. A\n2. C",
        ),
        # A row taken out of a table.
        (
            [table(row(paragraph("A")), row(paragraph("B"), properties="<w:del/>"))],
            "A",
        ),
        # Hidden text, and text that only looks so.
        (
            [paragraph("A", run("B", "<w:vanish/>"), run("C", '<w:vanish w:val="0"/>'))],
            "AC",
        ),
        # Hidden by a style or the one it is based on; shown by a style or the run itself.
        (
            [
                paragraph(
                    *(run("A", '<w:rStyle w:val="An"/>'), run("B", '<w:rStyle w:val="AnCon"/>')),
                    *(run("C", '<w:rStyle w:val="Hien"/>'), run("D", '<w:rStyle w:val="Vong"/>')),
                    run("E", '<w:rStyle w:val="An"/><w:vanish w:val="0"/>'),
                    "F",
                )
            ],
            "CDEF",
        ),
        # So is a paragraph of such a style, with its number and its end; what the run says counts,
        # and a style of letters that hides, too, brings them back.
        (
            [
                paragraph("A"),
                listed("B", properties='<w:pStyle w:val="AnCon"/>'),
                paragraph(
                    *("C", run("D", '<w:vanish w:val="0"/>'), run("E", '<w:rStyle w:val="An"/>')),
                    properties='<w:pStyle w:val="An"/>',
                ),
                paragraph("F", properties='<w:pStyle w:val="Hien"/>'),
            ],
            "A\nDEF",
        ),
        # A sign of its own: a letter, one of a font of signs, nonsense.
        (
            [paragraph("A", *(f'<w:r><w:sym w:char="{code}"/></w:r>' for code in SYMBOLS), "B")],
            "A≥□□□B",
        ),
        # Codes of fields are no words; their results are.
        (
            [paragraph("<w:r><w:instrText>PAGEREF _Toc1</w:instrText></w:r>", "7")],
            "7",
        ),
        # A place to break a word, as a sign of its own and as a letter.
        ([paragraph("Tỉnh\u00ad ủy", "<w:r><w:softHyphen/></w:r>", " Mẫu")], "Tỉnh ủy Mẫu"),
        # A hyphen at which no line breaks, a tab, a line end within a paragraph.
        (
            [paragraph("24", "<w:r><w:noBreakHyphen/></w:r>", "CT/TU", "<w:r><w:tab/></w:r>", "x")],
            "24-CT/TU\tx",
        ),
        ([paragraph("A", "<w:r><w:br/></w:r>", "B")], "A\nB"),
        # Stops of tabs in the properties are no tabs in the text.
        ([paragraph("A", properties='<w:tabs><w:tab w:val="left"/></w:tabs>')], "A"),
        # A text box once, after the paragraph it hangs on, which it does not break.
        ([paragraph("Thông ", box("KHUNG"), "tin"), paragraph("tiếp")], "Thông tin\nKHUNG\ntiếp"),
    ],
)
def test_the_text_is_what_stands_on_the_page(content, expected):
    assert text_of(*content) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # Row by row, cells in their order.
        (
            [("Stt", "Nội dung"), ("1", "Chỉ thị"), ("2", "Tin")],
            "Stt\tNội dung\n1\tChỉ thị\n2\tTin",
        ),
        # An empty cell leaves no gap that would look like one.
        ([("", "Chỉ thị"), ("2", "")], "Chỉ thị\n2"),
        # One between others keeps what follows in its column.
        ([("A", "", "C"), ("", "B", "")], "A\t\tC\nB"),
    ],
)
def test_a_table_is_read_row_by_row(rows, expected):
    assert text_of(table(*(row(*map(paragraph, cells)) for cells in rows))) == expected


def test_a_cell_of_several_lines_is_not_joined_to_the_next_one():
    letterhead = table(
        row(
            paragraph("TỈNH ỦY MẪU SƠN") + paragraph("*"),
            # A gap between the two halves.
            paragraph(""),
            paragraph("ĐẢNG CỘNG SẢN VIỆT NAM") + paragraph("Mẫu Sơn"),
        )
    )
    expected = "TỈNH ỦY MẪU SƠN\n*\nĐẢNG CỘNG SẢN VIỆT NAM\nMẫu Sơn"
    assert text_of(letterhead) == expected


def test_a_table_within_a_cell_keeps_its_rows():
    inner = table(row(paragraph("a"), paragraph("b"))) + paragraph("")
    assert text_of(table(row(paragraph("1"), inner)), paragraph("sau")) == "1\ta\tb\nsau"


def test_automatic_numbers_in_cells_make_rows_of_items():
    rows = (row(listed(""), paragraph(title)) for title in ("Chỉ thị", "Tin"))
    assert text_of(table(*rows)) == "1.\tChỉ thị\n2.\tTin"


def test_a_note_stands_after_the_paragraph_that_refers_to_it():
    to_end = '<w:r><w:endnoteReference w:id="2"/></w:r>'
    text = text_of(paragraph("Theo Chỉ thị 24", TO_NOTE, " của tỉnh."), paragraph("Sau", to_end))
    assert text == ("Theo Chỉ thị 24[1] của tỉnh.\n[1] Quyết định số 9-QĐ/TU\nSau[1]\n[1] Hết")


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        # A sign of the writer's own stands in the text already.
        (
            '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/></w:r>',
            "A*\nQuyết định số 9-QĐ/TU",
        ),
        # A note whose sign was deleted is gone with it; one that is not there says nothing.
        (f"<w:del>{TO_NOTE}</w:del>", "A*"),
        ('<w:r><w:footnoteReference w:id="77"/></w:r>', "A*"),
    ],
)
def test_notes_with_a_sign_of_their_own_or_without_one(reference, expected):
    assert text_of(paragraph("A", reference, "*")) == expected


def test_the_main_part_may_have_another_name():
    main = part("document", paragraph("Điều 1."))
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="/word/document2.xml"/></Relationships>'
    )
    content = docx("cũ", **{"word__document2.xml": main, "_rels__.rels": relation})
    assert read("a.docx", content).text == "Điều 1."


def test_a_list_of_monstrous_size_is_refused_and_never_half_read(monkeypatch):
    monkeypatch.setattr("documents.files.parts.MAX_TREE_BYTES", 100)
    with pytest.raises(Exception, match="lớn bất thường"):
        text_of(listed("A"))
