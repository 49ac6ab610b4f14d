"""A picture is seen wherever a PDF keeps it, and a page that is drawn is never left out."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from documents.files.texts import read_text_upload
from tests.documents.files.pdfs import PICTURE
from tests.documents.files.test_uploads import LINE, pdf

INLINE = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
# A page laid into another, as programs that put several on a sheet keep them.
WITHIN = b"q 595 0 0 842 0 0 cm /Drawn Do Q"
# A rule below the head, a frame, a white sheet: what stands on many an empty page.
FRAME = b"1 g 0 0 595 842 re f 0 G 72 60 m 523 60 l S 40 40 515 762 re S"
CURVES = b"10 10 m " + b"20 20 30 30 40 10 c 50 10 l " * 20 + b"f"


def read(content, has_looked=False):
    return read_text_upload(SimpleUploadedFile("a.pdf", content), has_looked=has_looked)


def refusal(content, has_looked=False):
    with pytest.raises(ValidationError) as caught:
        read(content, has_looked)
    return caught.value


def picture(writer):
    kept = StreamObject()
    kept.set_data(b"\x00")
    for key, name in PICTURE.items():
        kept[NameObject(key)] = NameObject(name) if name else NumberObject(1)
    return writer._add_object(kept)


def drawing(writer, operators, **resources):
    """A drawing of its own, which draws what `resources` name in turn."""
    kept = StreamObject()
    kept.set_data(operators)
    kept[NameObject("/Subtype")] = NameObject("/Form")
    kept[NameObject("/BBox")] = ArrayObject(map(NumberObject, (0, 0, 595, 842)))
    kept[NameObject("/Resources")] = named(**resources)
    return writer._add_object(kept)


def named(**records):
    return DictionaryObject(
        {
            NameObject(f"/{kind}"): DictionaryObject({NameObject("/Drawn"): record})
            for kind, record in records.items()
        }
    )


def direct(writer, page):
    show(writer, page, WITHIN, XObject=picture(writer))


def in_form(writer, page):
    inner = drawing(writer, b"/Drawn Do", XObject=picture(writer))
    show(writer, page, WITHIN, XObject=drawing(writer, b"/Drawn Do", XObject=inner))


def in_pattern(writer, page):
    tile = drawing(writer, b"/Drawn Do", XObject=picture(writer))
    show(writer, page, b"/Pattern cs /Drawn scn 0 0 595 842 re f", Pattern=tile)


def inline(writer, page):
    show(writer, page, INLINE)


def inline_in_form(writer, page):
    show(writer, page, WITHIN, XObject=drawing(writer, INLINE))


def in_stamp(writer, page):
    lay_over(writer, page, drawing(writer, WITHIN, XObject=picture(writer)))


def in_field(writer, page):
    looks = drawing(writer, WITHIN, XObject=picture(writer))
    lay_over(writer, page, DictionaryObject({NameObject("/On"): looks}))


def undecodable(writer, page):
    kept = StreamObject()
    kept._data = b"\xff\xff"
    kept[NameObject("/Subtype")] = NameObject("/Form")
    kept[NameObject("/Filter")] = NameObject("/Unknown")
    show(writer, page, WITHIN, XObject=writer._add_object(kept))


def lay_over(writer, page, looks):
    note = DictionaryObject({NameObject("/Subtype"): NameObject("/Stamp")})
    note[NameObject("/AP")] = DictionaryObject({NameObject("/N"): looks})
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def show(writer, page, operators, **resources):
    page["/Resources"].update(named(**resources))
    drawn = ContentStream(None, writer)
    drawn.set_data(page["/Contents"].get_data() + b"\n" + operators)
    page[NameObject("/Contents")] = writer._add_object(drawn)


def changed(content, place, change):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    change(writer, writer.pages[place])
    raw = BytesIO()
    writer.write(raw)
    return raw.getvalue()


PLACES = [
    *(direct, in_form, in_pattern, inline, inline_in_form),
    *(in_stamp, in_field, undecodable),
]


@pytest.mark.parametrize("change", PLACES)
def test_somebody_has_to_look_at_a_picture_wherever_it_lies(change):
    assert refusal(changed(pdf(LINE * 9), 0, change)).code == "must_look"


@pytest.mark.parametrize("change", PLACES)
def test_a_page_that_is_one_picture_is_never_left_out(programs, change):
    message = refusal(changed(pdf(LINE, LINE, b""), 2, change), has_looked=True).messages[0]
    assert "bản chụp ở trang 3," in message


@pytest.mark.parametrize("change", [direct, in_form, inline, inline_in_form, undecodable])
def test_what_a_program_of_scanning_types_onto_a_picture_is_not_its_text(programs, change):
    content = changed(pdf(LINE, b"Scanned with CamScanner"), 1, change)
    assert "bản chụp ở trang 2," in refusal(content, has_looked=True).messages[0]


def test_a_page_whose_letters_are_drawn_as_lines_is_never_left_out(programs):
    def on_page(writer, page):
        show(writer, page, CURVES)

    def in_a_form(writer, page):
        show(writer, page, b"/Drawn Do", XObject=drawing(writer, CURVES))

    for change in (on_page, in_a_form):
        content = changed(pdf(LINE, b"", LINE), 1, change)
        assert "bản chụp ở trang 2," in refusal(content, has_looked=True).messages[0]


def test_a_frame_or_a_white_sheet_makes_no_scan_of_an_empty_page(programs):
    content = changed(pdf(LINE, b""), 1, lambda writer, page: show(writer, page, FRAME))
    assert read(content, has_looked=True) == LINE.decode()


def test_forms_in_a_circle_or_drawn_again_and_again_are_looked_at_once(programs):
    def circle(writer, page):
        inner = picture(writer)
        for _ in range(40):
            inner = drawing(writer, b"/Drawn Do /Drawn Do", XObject=inner)
        looped = drawing(writer, b"/Drawn Do")
        looped.get_object()["/Resources"].update(named(XObject=looped))
        resources = named(XObject=inner)
        resources["/XObject"][NameObject("/Looped")] = looped
        page["/Resources"].update(resources)
        show(writer, page, b"/Looped Do", XObject=inner)

    assert refusal(changed(pdf(LINE * 9), 0, circle)).code == "must_look"


def test_words_about_a_picture_are_none():
    assert read(pdf(b"Ong BI /W noi ve anh " + LINE * 3)).startswith("Ong BI")
