"""A secrecy mark in what a PDF carries beside its pages: properties, outline, other files."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)

from documents.files import pdf, pdf_laid_in
from documents.files.pdf_laid_in import outline_titles
from documents.files.uploads import read_upload
from tests.documents.files.pdfs import lines, vietnamese_pdf
from tests.documents.files.test_pdf_notes import TEXT, record, stream
from tests.documents.files.test_uploads import PNG, docx

PAGE = lines(*[TEXT] * 5)


def written(change):
    """A PDF of running text after `change` has worked on its writer."""
    writer = PdfWriter(BytesIO(vietnamese_pdf(PAGE)))
    change(writer)
    raw = BytesIO()
    writer.write(raw)
    return raw.getvalue()


def about(name, value):
    """A PDF with a property that stands apart, pointed at."""

    def change(writer):
        writer.add_metadata({"/Producer": "x"})
        writer._info[NameObject(name)] = writer._add_object(value)

    return written(change)


def in_root(name, value):
    def change(writer):
        writer.root_object[NameObject(name)] = writer._add_object(value)

    return written(change)


def outlined(*titles):
    """A PDF with bookmarks, each below the one before."""

    def change(writer):
        parent = None
        for title in titles:
            parent = writer.add_outline_item(title=title, page_number=0, parent=parent)

    return written(change)


def carrying(content, name="a.bin"):
    return written(lambda writer: writer.add_attachment(name, content))


def file_named(**said):
    return record(Type=NameObject("/Filespec"), **said)


def pinned(content):
    """A PDF with a file hung on its page by a note."""

    def change(writer):
        held = record(F=writer._add_object(stream(content)))
        note = record(
            Subtype=NameObject("/FileAttachment"),
            Rect=RectangleObject((0, 0, 9, 9)),
            FS=writer._add_object(file_named(F="a.txt", EF=held)),
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])

    return written(change)


# What is said, by the place where it stands.
PLACES = {
    "the subject": lambda said: about("/Subject", TextStringObject(said)),
    "the keywords": lambda said: about("/Keywords", TextStringObject(said)),
    "properties as XML": lambda said: in_root("/Metadata", stream(f"<x><t>{said}</t></x>")),
    "properties as attributes": lambda said: in_root("/Metadata", stream(f'<x t="{said}"/>')),
    "a bookmark": lambda said: outlined("Phần một", said),
    "a bookmark below another": lambda said: outlined("Phần một", "Phần hai", "Phần ba", said),
    "the name of a layer": lambda said: in_root(
        "/OCProperties", record(OCGs=ArrayObject([record(Name=said)]))
    ),
    "what a page is called": lambda said: in_root(
        "/PageLabels",
        record(Kids=ArrayObject([record(Nums=ArrayObject([NumberObject(0), record(P=said)]))])),
    ),
    "the name of a file": lambda said: carrying(b"", f"{said}.txt"),
    "a word on a file": lambda said: in_root("/AF", ArrayObject([file_named(F="a", Desc=said)])),
    "a text": lambda said: carrying(f"Báo cáo\n{said}\n".encode()),
    "a page of the web": lambda said: carrying(f"<html><td>{said}</td></html>".encode()),
    "a Word file": lambda said: carrying(docx("Báo cáo", said)),
    "a PDF": lambda said: carrying(vietnamese_pdf(PAGE, lines("Báo cáo", said))),
    "a PDF with a bookmark": lambda said: carrying(outlined(said)),
    "a file pinned to a page": lambda said: pinned(f"{said}\n"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_mark_there_refuses_the_file_and_a_word_about_it_does_not(place):
    with pytest.raises(ValidationError) as caught:
        read_upload(SimpleUploadedFile("a.pdf", PLACES[place]("TỐI MẬT")))
    assert caught.value.code == "secret"
    facts = read_upload(SimpleUploadedFile("a.pdf", PLACES[place]("mật độ dân số")))
    # Read for the guard alone, and to its end: nobody has to look.
    assert "mật độ" not in facts.text and not facts.needs_declaration


@pytest.mark.parametrize(
    ("content", "must_look"),
    [
        (PNG, True),
        (vietnamese_pdf(PAGE)[:300], True),
        (docx("Báo cáo", **{"word__media__image1.png": "x"}), True),
        # One within that within this.
        (carrying(docx("Báo cáo")), True),
        (docx("Báo cáo"), False),
        (b"", False),
    ],
)
def test_a_file_in_it_that_cannot_be_read_to_the_end_asks_a_person_to_look(content, must_look):
    facts = read_upload(SimpleUploadedFile("a.pdf", carrying(content)))
    assert facts.needs_declaration is must_look


def test_more_files_than_are_looked_at_ask_a_person_to_look(monkeypatch):
    monkeypatch.setattr(pdf_laid_in, "MOST_FILES", 1)

    def two(writer):
        writer.add_attachment("a", b"x")
        writer.add_attachment("b", b"y")

    assert read_upload(SimpleUploadedFile("a.pdf", written(two))).needs_declaration


def test_a_file_in_it_that_takes_for_ever_asks_a_person_to_look(monkeypatch):
    monkeypatch.setattr(pdf, "PAGE_SECONDS", 2.0)

    def endless(content):
        while True:
            pass

    monkeypatch.setattr(pdf, "_laid_in_reading", endless)
    assert read_upload(SimpleUploadedFile("a.pdf", carrying(b"x"))).needs_declaration


def test_bookmarks_in_a_circle_are_looked_at_once():
    def change(writer):
        outline, entry = DictionaryObject(), record(Title="Phần một")
        here = writer._add_object(entry)
        entry[NameObject("/Next")] = entry[NameObject("/First")] = here
        outline[NameObject("/First")] = here
        writer.root_object[NameObject("/Outlines")] = writer._add_object(outline)

    assert outline_titles(PdfReader(BytesIO(written(change)))) == ["Phần một"]
