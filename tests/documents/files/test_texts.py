"""A file that is read for its text alone: which are taken, and what is said of the others."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.files.texts import read_text_upload
from documents.files.uploads import read_upload

MARKDOWN = "# Chỉ thị số 24-CT/TU\n".encode()


def upload(name, content):
    return SimpleUploadedFile(name, content)


def test_markdown_is_read_as_the_text_it_is():
    text = read_text_upload(upload("BAN-TIN.MD", MARKDOWN), has_looked=False)
    assert text == MARKDOWN.decode()
    # What is kept as a file has the ending that everybody can open.
    with pytest.raises(ValidationError, match=r"đuôi \.md"):
        read_upload(upload("a.md", MARKDOWN))


@pytest.mark.parametrize(
    ("read", "named", "unnamed"),
    [
        # Where a bulletin is brought in nobody is sent away to take a picture of it.
        (lambda file: read_text_upload(file, has_looked=True), [".doc", ".md"], ["Excel", "ảnh"]),
        (read_upload, [".xlsx", "JPEG"], [".md"]),
    ],
)
def test_an_unknown_file_is_told_what_this_place_takes(read, named, unnamed):
    with pytest.raises(ValidationError) as caught:
        read(upload("a.exe", b"MZ\x90\x00\x03\x00"))
    assert caught.value.code == "unknown_kind"
    assert all(word in caught.value.messages[0] for word in named)
    assert not any(word in caught.value.messages[0] for word in unnamed)


def test_a_name_that_says_otherwise_is_refused_here_too():
    with pytest.raises(ValidationError) as caught:
        read_text_upload(upload("a.md", b"%PDF-1.4"), has_looked=True)
    assert caught.value.code == "mislabelled"
