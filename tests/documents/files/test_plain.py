"""A text file as it lies on the disk, or one Vietnamese sentence on why it cannot be read."""

from pathlib import Path

import pytest

from documents.files import plain
from documents.files.plain import UnreadableTextError, read_text_file

TEXT = "Chỉ thị số 24-CT/TU\r\nvề phòng cháy\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "van-ban.txt"


@pytest.mark.parametrize("text", [TEXT, "\ufeff" + TEXT, TEXT.replace("\n", "\r")])
def test_line_ends_and_byte_order_mark_stay_so_that_offsets_hold(file, text):
    file.write_bytes(text.encode())
    assert read_text_file(file) == text
    assert read_text_file(str(file)) == text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "rỗng"),
        ("\ufeff \r\n\t".encode(), "rỗng"),
        (b"PK\x03\x04\x00\x00", "không phải văn bản thuần"),
        # Every second byte of UTF-16 is NUL for plain letters.
        (TEXT.encode("utf-16"), "không phải văn bản thuần"),
        (TEXT.encode("cp1258", "replace"), "không dùng mã UTF-8"),
    ],
)
def test_what_is_no_text_is_refused(file, content, sentence):
    file.write_bytes(content)
    with pytest.raises(UnreadableTextError, match=sentence):
        read_text_file(file)


def test_a_file_is_read_up_to_the_limit_and_not_a_byte_further(file, monkeypatch):
    monkeypatch.setattr(plain, "MAX_TEXT_BYTES", 8)
    file.write_bytes(b"12345678")
    assert read_text_file(file) == "12345678"
    file.write_bytes(b"123456789")
    with pytest.raises(UnreadableTextError, match="lớn hơn"):
        read_text_file(file)


@pytest.mark.parametrize(
    ("below", "sentence"),
    [
        ("khong-co.txt", "không có tệp này"),
        ("", "đây là thư mục"),
        ("tep.txt/duoi.txt", "đi qua một tệp"),
        # A name the file system refuses: no words of ours, but none in English either.
        ("a" * 300, "hệ thống báo lỗi số 36"),
    ],
)
def test_a_path_that_cannot_be_opened_is_named_with_a_vietnamese_reason(tmp_path, below, sentence):
    (tmp_path / "tep.txt").write_text(TEXT, "utf-8")
    with pytest.raises(UnreadableTextError, match=sentence) as refusal:
        read_text_file(tmp_path / below)
    assert str(refusal.value).startswith(f"Không mở được tệp {tmp_path / below}: ")


def test_a_file_that_may_not_be_read_is_said_so(file, monkeypatch):
    def refuse(*arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Raised by hand: root, who runs tests in containers, may read everything.
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableTextError, match="không có quyền đọc"):
        read_text_file(file)
