"""What may be typed as a part of a số ký hiệu, and what it says of the type: in forms and lists."""

import re
from collections.abc import Iterable

from documents.citations.codes import has_words
from documents.citations.types import SYMBOL_TYPE_CODES
from documents.identity import symbol_key
from documents.models import DocumentType
from organizations.text import fold

_KNOWN_TYPE_CODES = {symbol_key(code) for code in SYMBOL_TYPE_CODES}


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


def other_type_of(symbol: str, own: DocumentType, kinds: Iterable[DocumentType]) -> tuple[str, str]:
    """Return the type's code in a symbol and whose it is, where that is not `own`; ('', '') else.

    ``CT/TW`` of a Kế hoạch. QĐ, QĐi and QyĐ fit Quyết định and Quy định alike.
    """
    code, *rest = re.split(r"[/-]", symbol, maxsplit=1)
    if not rest or symbol_key(code) not in _KNOWN_TYPE_CODES:
        return "", ""
    bearers = [
        kind
        for kind in kinds
        if symbol_key(code) in {symbol_key(kind.party_code), symbol_key(kind.state_code)}
    ]
    # Types of one family share codes: a chương trình hành động may be called a chương trình.
    key = fold(own.name)
    family = (fold(kind.name) for kind in bearers)
    if not bearers or any(key.startswith(name) or name.startswith(key) for name in family):
        return "", ""
    return code, " hoặc ".join(kind.name for kind in bearers)
