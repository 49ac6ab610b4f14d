"""The text of a PDF comes out as its pages show it."""

from itertools import groupby

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.files.texts import read_text_upload
from tests.documents.files.pdfs import lines, vietnamese_pdf
from tests.documents.files.test_legacy import OLD_TCVN3


def read(content):
    return read_text_upload(SimpleUploadedFile("a.pdf", content), has_looked=False)


def refusal(content):
    with pytest.raises(ValidationError) as caught:
        read(content)
    return caught.value


def test_headers_and_numbers_of_pages_do_not_stand_in_the_text():
    pages = [
        [*lines("THÔNG TIN NỘI BỘ", f"Đoạn {word}", "Chỉ thị số 24-CT/TU"), (300, 40, str(number))]
        for number, word in ((1, "đầu"), (2, "giữa"), (3, "cuối"))
    ]
    assert read(vietnamese_pdf(*pages)) == (
        "Đoạn đầu\nChỉ thị số 24-CT/TU\nĐoạn giữa\nChỉ thị số 24-CT/TU\nĐoạn cuối\n"
        "Chỉ thị số 24-CT/TU"
    )


def test_a_table_of_contents_keeps_the_page_number_on_the_line_of_its_title():
    page = [
        *((72, 780, "1. Chỉ thị về phòng cháy"), (500, 780, "3")),
        *((72, 760, "2. Tin hoạt động chi bộ"), (500, 760, "7")),
    ]
    read_lines = read(vietnamese_pdf(page)).splitlines()
    assert [line.split() for line in read_lines] == [
        ["1.", "Chỉ", "thị", "về", "phòng", "cháy", "3"],
        ["2.", "Tin", "hoạt", "động", "chi", "bộ", "7"],
    ]


def test_letters_of_a_second_font_do_not_tear_words_apart():
    """As browsers print: a letter that the font has not comes from another one."""
    text = "Chỉ thị số 24-CT/TU của Tỉnh ủy Mẫu Sơn về phòng cháy"
    page, x = [], 72
    for font, letters in groupby(text, key=lambda letter: int(letter > "\u1ea0")):
        page.append((x, 780, run := "".join(letters), font))
        x += 6 * len(run)
    assert read(vietnamese_pdf(page, by_browser=True)) == text


def test_letters_of_an_old_font_are_refused_by_its_name():
    error = refusal(vietnamese_pdf(lines(OLD_TCVN3[:40]), font_name=".VnTime"))
    assert error.code == "legacy_font"
    assert "TCVN3" in error.messages[0]


@pytest.mark.parametrize(("name", "most"), [("MAX_PAGES", 2), ("MAX_SECONDS", 0), ("MAX_CHARS", 9)])
def test_a_text_that_was_not_read_to_its_end_is_refused_and_never_taken_for_whole(
    monkeypatch, name, most
):
    content = vietnamese_pdf(*[lines("Nội dung của một trang bản tin")] * 3)
    assert read(content).count("Nội dung") == 3
    monkeypatch.setattr(f"documents.files.pdf.{name}", most)
    assert refusal(content).code == "too_long"
