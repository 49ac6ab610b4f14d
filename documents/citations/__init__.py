"""Citations of Party and State documents in Vietnamese text. Pure Python; no Django."""

from documents.citations.annotate import Piece, annotate
from documents.citations.citation import Citation
from documents.citations.codes import CodeParts, code_key, parse_code
from documents.citations.extract import find_citations
from documents.citations.naming import named_keys

__all__ = [
    "Citation",
    "CodeParts",
    "Piece",
    "annotate",
    "code_key",
    "find_citations",
    "named_keys",
    "parse_code",
]
