"""A secrecy mark that stands beside the text of a PDF: in its form, in what is laid over a page."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    RectangleObject,
    StreamObject,
    TextStringObject,
)

from documents.files.pdf_notes import said_of_file
from documents.files.uploads import read_upload
from tests.documents.files.pdfs import lines, vietnamese_pdf

TEXT = "Chi bộ đọc và làm theo, rồi báo cáo kết quả trước ngày cuối của tháng ấy."


def record(**entries):
    """A dictionary of a PDF: names without their stroke, texts as such."""
    kept = DictionaryObject()
    for name, value in entries.items():
        kept[NameObject(f"/{name}")] = TextStringObject(value) if type(value) is str else value
    return kept


def stream(said):
    kept = StreamObject()
    kept.set_data(said.encode())
    return kept


def drawing(said):
    """What a stamp shows, with the letters of a font of its own."""
    page = PdfReader(BytesIO(vietnamese_pdf(lines(said)))).pages[0]
    kept = StreamObject()
    kept.set_data(page["/Contents"].get_data())
    kept[NameObject("/Subtype")] = NameObject("/Form")
    kept[NameObject("/BBox")] = RectangleObject((0, 0, 595, 842))
    kept[NameObject("/Resources")] = page["/Resources"].get_object()
    return kept


def placed(writer, value):
    """The value as a file keeps it: a stream stands by itself and is pointed at."""
    if isinstance(value, IndirectObject) and value.pdf is not writer:
        return value.get_object().clone(writer).indirect_reference
    if isinstance(value, DictionaryObject):
        for name in value:
            value[NameObject(name)] = placed(writer, value.raw_get(name))
    if isinstance(value, ArrayObject):
        return ArrayObject([placed(writer, one) for one in value])
    return writer._add_object(value) if isinstance(value, StreamObject) else value


def written(*, note=None, fields=(), form=None):
    """A PDF with running text, a note laid over its page, and a form of these fields."""
    writer = PdfWriter(BytesIO(vietnamese_pdf(lines(*[TEXT] * 5))))
    if note is not None:
        note |= record(Type=NameObject("/Annot"), Rect=RectangleObject((0, 0, 9, 9)))
        writer.pages[0][NameObject("/Annots")] = ArrayObject(
            [writer._add_object(placed(writer, note))]
        )
    refs = ArrayObject([writer._add_object(field) for field in fields])
    kept = placed(writer, record(Fields=refs, **(form or {})))
    writer.root_object[NameObject("/AcroForm")] = writer._add_object(kept)
    raw = BytesIO()
    writer.write(raw)
    return raw.getvalue()


# What is said, by the place where it stands.
PLACES = {
    "the value of a field on a page": lambda said: written(note=record(V=said)),
    "its first value": lambda said: written(note=record(DV=said)),
    "its explanation": lambda said: written(note=record(TU=said)),
    "several values": lambda said: written(note=record(V=ArrayObject([TextStringObject(said)]))),
    "a note set out": lambda said: written(note=record(RC=f"<p>{TEXT}</p><p>{said}</p>")),
    "a note set out with signs": lambda said: written(
        note=record(RC=f"<body><p><span>{said.replace('T', '&#84;')}</span></p></body>")
    ),
    "a long value": lambda said: written(note=record(V=stream(said))),
    "a stamp that is drawn": lambda said: written(
        note=record(Subtype=NameObject("/Stamp"), AP=record(N=drawing(said)))
    ),
    "a field that is ticked": lambda said: written(
        note=record(AP=record(N=record(Yes=drawing(said))))
    ),
    "a field on no page": lambda said: written(fields=[record(V=said)]),
    "a field below another": lambda said: written(
        fields=[record(T="a", Kids=ArrayObject([record(V=said)]))]
    ),
    "a form kept as XML": lambda said: written(
        form={
            "XFA": ArrayObject(
                [TextStringObject("datasets"), stream(f"<d><v><text>{said}</text></v></d>")]
            )
        }
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_mark_there_refuses_the_file_and_a_word_about_it_does_not(place):
    with pytest.raises(ValidationError) as caught:
        read_upload(SimpleUploadedFile("a.pdf", PLACES[place]("TỐI MẬT")))
    assert caught.value.code == "secret"
    facts = read_upload(SimpleUploadedFile("a.pdf", PLACES[place]("mật độ dân số")))
    # Read for the guard alone.
    assert "mật độ" not in facts.text


def test_a_part_that_a_form_names_again_and_again_is_read_once():
    writer = PdfWriter(BytesIO(vietnamese_pdf(lines(*[TEXT] * 5))))
    part = writer._add_object(stream("về phòng cháy"))
    writer.root_object[NameObject("/AcroForm")] = record(XFA=ArrayObject([part] * 50))
    raw = BytesIO()
    writer.write(raw)
    assert said_of_file(PdfReader(raw)).count("về phòng cháy") == 1


@pytest.mark.parametrize("name", ["AcroForm", "Fields"])
def test_a_form_that_is_nothing_is_no_damage(name):
    writer = PdfWriter(BytesIO(vietnamese_pdf(lines(*[TEXT] * 5))))
    none = NullObject()
    form = none if name == "AcroForm" else record(Fields=none)
    writer.root_object[NameObject("/AcroForm")] = form
    raw = BytesIO()
    writer.write(raw)
    assert TEXT in read_upload(SimpleUploadedFile("a.pdf", raw.getvalue())).text


def test_fields_in_a_circle_are_looked_at_once():
    writer = PdfWriter(BytesIO(vietnamese_pdf(lines(*[TEXT] * 5))))
    field = record(V="về phòng cháy")
    here = writer._add_object(field)
    field[NameObject("/Kids")] = ArrayObject([here])
    writer.root_object[NameObject("/AcroForm")] = record(Fields=ArrayObject([here]))
    raw = BytesIO()
    writer.write(raw)
    assert TEXT in read_upload(SimpleUploadedFile("a.pdf", raw.getvalue())).text
