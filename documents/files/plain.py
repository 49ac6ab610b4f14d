"""Read a UTF-8 text file that a person hands over, refusing anything else in a clear sentence."""

from pathlib import Path

MAX_TEXT_BYTES = 20 * 1024 * 1024


class UnreadableTextError(ValueError):
    """The file is not a text that can be read; the message says why, in Vietnamese."""


def read_text_file(path: str | Path) -> str:
    """Return the text of a UTF-8 file, line ends and byte-order mark untouched, so offsets hold.

    Raises UnreadableTextError for a missing, empty, too large, binary or otherwise
    encoded file.
    """
    file = Path(path)
    try:
        size = file.stat().st_size
        if size > MAX_TEXT_BYTES:
            raise UnreadableTextError(
                f"Tệp {file.name} lớn {size // 1024 // 1024} MB, quá mức "
                f"{MAX_TEXT_BYTES // 1024 // 1024} MB. Hãy tách thành nhiều tệp."
            )
        raw = file.read_bytes()
    except OSError as error:
        raise UnreadableTextError(
            f"Không mở được tệp {file}: {error.strerror}. Kiểm tra lại đường dẫn."
        ) from error
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
