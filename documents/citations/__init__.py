"""Citations of Party and State documents in Vietnamese text. Pure Python; no Django."""

from documents.citations.codes import CodeParts, code_key, parse_code

__all__ = ["CodeParts", "code_key", "parse_code"]
