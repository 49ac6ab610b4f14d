"""A file that is read for its text alone: which are taken, and what is said of the others."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.files.office import read_office, unpacked_bytes
from documents.files.reading import UnreadableFileError
from documents.files.texts import is_read_quickly, read_text_upload
from documents.files.uploads import HEAD_BYTES, MAX_TEXT_CHARS, read_upload
from tests.documents.files.test_uploads import zipped

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


class Watched(SimpleUploadedFile):
    """A file that knows how much of it was read at once."""

    most = 0

    def read(self, *args):
        content = super().read(*args)
        self.most = max(self.most, len(content))
        return content


@pytest.mark.parametrize(
    "read", [is_read_quickly, read_upload, lambda file: read_text_upload(file, has_looked=True)]
)
@pytest.mark.parametrize(
    ("content", "is_seen_by_its_size"),
    [(b"Chi bo doc\n" * 400_000, True), ("Chi bộ đọc\n".encode() * 91_000, False)],
    ids=["by its size", "by its letters"],
)
def test_a_plain_text_without_end_is_refused_before_it_is_screened(
    read, content, is_seen_by_its_size, monkeypatch
):
    monkeypatch.setattr("documents.files.uploads.refuse_secret", only_names)
    file = Watched("a.txt", content)
    with pytest.raises(ValidationError, match=f"hơn {MAX_TEXT_CHARS} chữ") as caught:
        read(file)
    assert caught.value.code == "max_length"
    assert (file.most <= HEAD_BYTES) is is_seen_by_its_size


def only_names(texts):
    """Stand for the guard: the name alone is looked at before."""
    assert texts == ["a"]


@pytest.mark.parametrize("chunk", [5, 64 * 1024])
def test_an_archive_with_a_list_without_end_is_refused_before_it_is_opened(monkeypatch, chunk):
    most = 20
    monkeypatch.setattr("documents.files.parts.MAX_ENTRIES", most)
    monkeypatch.setattr("documents.files.parts.CHUNK_BYTES", chunk)
    fits, crowded = ({f"word/{n}.xml": "<a/>" for n in range(count)} for count in (most, most + 1))
    assert unpacked_bytes(BytesIO(zipped(fits))) == most * len("<a/>")
    refused = BytesIO(zipped(crowded))
    # Each of its entries would become a record of its own.
    monkeypatch.setattr("documents.files.parts.zipfile.ZipFile", None)
    assert unpacked_bytes(refused) == 0
    with pytest.raises(UnreadableFileError, match="quá lớn"):
        read_office(refused, is_word=True)
