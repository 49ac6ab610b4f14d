"""Read a plain text file that a person hands over, refusing anything else in a clear sentence."""

from pathlib import Path

MAX_TEXT_BYTES = 20 * 1024 * 1024
# The system's own words are English.
_REASONS: tuple[tuple[type[OSError], str], ...] = (
    (FileNotFoundError, "không có tệp này. Kiểm tra lại đường dẫn."),
    (PermissionError, "không có quyền đọc. Đổi quyền của tệp, hoặc chép tệp ra nơi đọc được."),
    (IsADirectoryError, "đây là thư mục. Ghi thêm tên tệp vào sau."),
    (NotADirectoryError, "đường dẫn đi qua một tệp như thể đó là thư mục. Kiểm tra lại."),
)


class UnreadableTextError(ValueError):
    """The file is not a text that can be read; the message says why, in Vietnamese."""


def read_text_file(path: str | Path) -> str:
    """Return the text of a UTF-8 file, line ends and byte-order mark untouched, so offsets hold.

    Raises UnreadableTextError for a missing, empty, too large, binary or otherwise
    encoded file.
    """
    file = Path(path)
    try:
        with file.open("rb") as stream:
            # Never more than can be used: a device such as /dev/zero has no end.
            raw = stream.read(MAX_TEXT_BYTES + 1)
    except OSError as error:
        raise UnreadableTextError(f"Không mở được tệp {file}: {_reason(error)}") from error
    if len(raw) > MAX_TEXT_BYTES:
        raise UnreadableTextError(
            f"Tệp {file.name} lớn hơn {MAX_TEXT_BYTES // 1024 // 1024} MB. "
            "Hãy tách thành nhiều tệp."
        )
    if b"\x00" in raw:
        raise UnreadableTextError(
            f"Tệp {file.name} không phải văn bản thuần (có thể là Word, PDF hoặc ảnh). "
            "Hãy lưu thành .txt mã UTF-8 rồi thử lại."
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableTextError(
            f"Tệp {file.name} không dùng mã UTF-8 (lỗi ở byte {error.start}). "
            "Hãy lưu lại với mã UTF-8 rồi thử lại."
        ) from error
    if not text.strip("\ufeff \t\r\n"):
        raise UnreadableTextError(f"Tệp {file.name} rỗng, không có gì để đọc.")
    return text


def _reason(error: OSError) -> str:
    for kind, words in _REASONS:
        if isinstance(error, kind):
            return words
    return f"hệ thống báo lỗi số {error.errno}."


def decoded(raw: bytes, is_whole: bool = True) -> str | None:
    """Return `raw` as text in UTF-8 or UTF-16 with its mark, None when it is neither."""
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        # The head may end in the middle of a letter.
        if is_whole or error.start < len(raw) - 4:
            return None
        text = raw[: error.start].decode(encoding, "ignore")
    return None if "\x00" in text else text
