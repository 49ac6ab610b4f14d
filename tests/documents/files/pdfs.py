"""Writes small PDF files with Vietnamese letters, word by word where a test wants them."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ContentStream, DictionaryObject, NameObject, NumberObject, StreamObject

FONTS = ("/F1", "/F2")
# One grey dot; how large it is drawn, the page says.
PICTURE = {
    "/Type": "/XObject",
    "/Subtype": "/Image",
    "/ColorSpace": "/DeviceGray",
    "/BitsPerComponent": None,
    "/Width": None,
    "/Height": None,
}


def vietnamese_pdf(*pages, font_name="TimesNewRoman", by_browser=False):
    """A PDF of `pages`, each a list of pieces (x, y, text) or (x, y, text, font 0 or 1).

    A browser draws on a sheet turned upside down and set to another scale.
    """
    draw = _drawn_by_browser if by_browser else _drawn
    letters = sorted({letter for page in pages for piece in page for letter in piece[2]})
    codes = {letter: place for place, letter in enumerate(letters, start=1)}
    to_unicode = "".join(f"<{code:02X}> <{ord(letter):04X}>\n" for letter, code in codes.items())
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange {len(codes)} beginbfchar\n"
        f"{to_unicode}endbfchar endcmap end end"
    )
    widths = " ".join(["500"] * 256)
    font = (
        f"<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+{font_name} /FirstChar 0 "
        f"/LastChar 255 /Widths [{widths}] /ToUnicode 3 0 R >>"
    )
    kids = " ".join(f"{6 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Length {len(table)} >>\nstream\n{table}\nendstream",
        *(font, font),
    ]
    for place, page in enumerate(pages):
        drawn = "\n".join(draw(codes, *piece) for piece in page)
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R "
            f"/F2 5 0 R >> >> /Contents {7 + 2 * place} 0 R >>",
            f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        ]
    return _file(objects)


def lines(*texts, top=780):
    """The pieces of a page that has these lines, one under the other."""
    return [(72, top - 20 * place, text) for place, text in enumerate(texts)]


def with_pictures(content, places, width=595, height=842):
    """The PDF `content` with one picture drawn on each page at `places`, as large as asked."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    for place in places:
        page = writer.pages[place]
        picture = StreamObject()
        picture.set_data(b"\x00")
        for key, name in PICTURE.items():
            picture[NameObject(key)] = NameObject(name) if name else NumberObject(1)
        named = DictionaryObject({NameObject("/Picture"): writer._add_object(picture)})
        page["/Resources"][NameObject("/XObject")] = named
        drawn = ContentStream(None, writer)
        before = page["/Contents"].get_data()
        drawn.set_data(b"q %d 0 0 %d 0 0 cm /Picture Do Q\n" % (width, height) + before)
        page[NameObject("/Contents")] = writer._add_object(drawn)
    raw = BytesIO()
    writer.write(raw)
    return raw.getvalue()


def _drawn(codes, x, y, text, font=0):
    string = "".join(f"{codes[letter]:02X}" for letter in text)
    return f"BT {FONTS[font]} 12 Tf {x} {y} Td <{string}> Tj ET"


def _drawn_by_browser(codes, x, y, text, font=0):
    string = "".join(f"{codes[letter]:02X}" for letter in text)
    return (
        "q .24 0 0 -.24 0 842 cm q 3.08 0 0 3.08 0 0 cm "
        f"BT {FONTS[font]} 12 Tf 1 0 0 -1 0 {842 - y} Tm {x} 0 Td <{string}> Tj ET Q Q"
    )


def _file(objects):
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    size = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return (body + end + size).encode("ascii")
