"""What may be typed as a part of a số ký hiệu, in a form or a list. Pure text; no Django."""

from documents.citations.codes import has_words


def why_no_symbol(typed: str) -> str:
    """Return why `typed` cannot be the symbol of a document, '' when it can.

    Refused: ``27-CT``, which begins with the number, ``CT/TU ngày 19/5``, ``CT/TU của Tỉnh ủy``.
    """
    if typed[:1].isdigit():
        return (
            f"“{typed}” bắt đầu bằng chữ số. Ký hiệu là phần chữ sau số, ví dụ KH/ĐU; phần số ghi "
            "ở ô “Số”."
        )
    if has_words(typed):
        return (
            f"“{typed}” có chữ không thuộc ký hiệu. Chỉ ghi ký hiệu, ví dụ KH/ĐU; ngày, cơ quan và "
            "trích yếu ghi ở ô của chúng."
        )
    return ""
