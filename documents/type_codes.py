"""Whether the code of a type in a symbol is that of the document's own type: in forms and lists."""

import re
from collections.abc import Iterable

from documents.citations.types import SYMBOL_TYPE_CODES
from documents.identity import symbol_key
from documents.models import DocumentType
from organizations.text import fold

_KNOWN_TYPE_CODES = {symbol_key(code) for code in SYMBOL_TYPE_CODES}


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
