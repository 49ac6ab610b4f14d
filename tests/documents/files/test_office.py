"""A secrecy mark at a place of an office file that a page shows, or that a reader comes upon."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.files.uploads import read_upload
from tests.documents.files.test_uploads import docx, xlsx

LINE = "Chi bộ đọc và làm theo"


def within(content):
    """A Word file with this in a run of its text."""
    return docx(f"{LINE}</w:t></w:r>{content}<w:r><w:t>{LINE}")


def chart(content):
    return xlsx(**{"xl__charts__chart1.xml": content})


# What is said, by the place where it stands.
PLACES = {
    "the explanation of a link": lambda said: within(f'<w:hyperlink w:tooltip="{said}"/>'),
    "the title of a field": lambda said: within(f'<w:sdt><w:alias w:val="{said}"/></w:sdt>'),
    "a choice of a field": lambda said: within(f'<w:listItem w:displayText="{said}"/>'),
    "its first value": lambda said: within(f'<w:ffData><w:default w:val="{said}"/></w:ffData>'),
    "a variable": lambda said: docx(
        LINE,
        **{"word__settings.xml": f'<w xmlns:w="w"><w:docVar w:name="a" w:val="{said}"/></w>'},
    ),
    "what was struck out among words": lambda said: within(
        f"<w:del><w:r><w:delText>{said}</w:delText></w:r></w:del>"
    ),
    "the name of a bar": lambda said: chart(
        f"<c><cat><strCache><pt><v>Năm</v></pt><pt><v>{said}</v></pt></strCache></cat></c>"
    ),
    "the name of a group of bars": lambda said: chart(
        f"<c><multiLvlStrCache><lvl><pt><v>{said}</v></pt></lvl></multiLvlStrCache></c>"
    ),
}


def read(content):
    name = "a.xlsx" if b"xl/workbook" in content else "a.docx"
    return read_upload(SimpleUploadedFile(name, content))


@pytest.mark.parametrize("place", PLACES)
def test_a_mark_there_refuses_the_file_and_a_word_about_it_does_not(place):
    with pytest.raises(ValidationError) as caught:
        read(PLACES[place]("TỐI MẬT"))
    assert caught.value.code == "secret"
    # Read for the guard alone.
    assert "mật độ" not in (read(PLACES[place]("mật độ dân số")).text or "")


def test_the_numbers_of_a_chart_are_no_text_of_its_workbook():
    content = chart("<c><numCache><pt><v>7</v></pt></numCache></c>")
    assert not read(content).text
