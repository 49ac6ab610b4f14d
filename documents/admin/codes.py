"""A số ký hiệu as staff type it: whole codes taken apart, doubtful ones said after saving."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from documents.citations.codes import MAX_CODE_CHARS, CodeParts, code_key, parse_code, tidied_symbol
from documents.code_entry import why_no_symbol
from documents.models import Document, DocumentType
from documents.type_codes import other_type_of
from organizations.models import OrganizationCode
from organizations.querysets import code_key as organization_key


def whole_code(*boxes: str) -> CodeParts | None:
    """Return the parts of the first of `boxes` into which a whole code was pasted, else None."""
    return next((parts for parts in map(parse_code, boxes) if parts), None)


class CodeEntryMixin:
    """Takes a whole code in the box of the number or the symbol apart: 77-KH/ĐU, 130/2020/NĐ-CP."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("number", "symbol"):
            if name in self.fields:
                _widen(self.fields[name])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"number", "symbol", "year_in_number"} & set(self.changed_data):
            self._take_apart(cleaned)
        return cleaned

    def _take_apart(self, cleaned: dict[str, Any]) -> None:
        number, symbol = cleaned.get("number", ""), cleaned.get("symbol", "")
        code = whole_code(number, symbol)
        if code is None:
            cleaned["symbol"] = self._tidied(symbol)
            return
        year = cleaned.get("year_in_number", "")
        typed = code_key(code.number, code.year_in_number, code.symbol)
        said = CodeParts(
            code.number if parse_code(number) else number or code.number,
            year or code.year_in_number,
            code.symbol if parse_code(symbol) else symbol or code.symbol,
        )
        both = [parse_code(box) for box in (number, symbol) if parse_code(box)]
        if len(set(both)) > 1 or code_key(said.number, said.year_in_number, said.symbol) != typed:
            self.add_error("number", _contradiction(cleaned))
            return
        cleaned["number"], cleaned["symbol"] = code.number, code.symbol
        cleaned["year_in_number"] = code.year_in_number

    def _tidied(self, symbol: str) -> str:
        """Return the symbol as it would be printed (kh/đu → KH/ĐU) where it is recognised."""
        tidied = tidied_symbol(symbol)
        if why := why_no_symbol(tidied):
            self.add_error("symbol", ValidationError(why, code="bad_symbol"))
        return tidied


def _widen(field: forms.CharField) -> None:
    """Let a whole code into a box made for a part of it; the model still checks the part."""
    field.max_length = MAX_CODE_CHARS
    field.validators = [
        validator for validator in field.validators if not isinstance(validator, MaxLengthValidator)
    ] + [MaxLengthValidator(MAX_CODE_CHARS)]
    field.widget.attrs["maxlength"] = str(MAX_CODE_CHARS)


def _contradiction(cleaned: dict[str, Any]) -> ValidationError:
    boxes = {"Số": "number", "Năm trong số": "year_in_number", "Ký hiệu": "symbol"}
    typed = [f"{label} “{cleaned[name]}”" for label, name in boxes.items() if cleaned.get(name)]
    return ValidationError(
        "Các ô nói khác nhau: %(typed)s. Dán cả số ký hiệu vào một ô thì để trống các ô kia, hoặc "
        "gõ mỗi phần vào ô của nó.",
        code="code_disagrees",
        params={"typed": ", ".join(typed)},
    )


def code_doubts(document: Document) -> list[str]:
    """Return sentences on a code that does not fit the type or the body chosen; none blocks."""
    doubts = (_type_doubt(document), _owner_doubt(document))
    return [sentence for sentence in doubts if sentence]


def _type_doubt(document: Document) -> str:
    kinds = DocumentType.objects.all()
    code, bearers = other_type_of(document.symbol, document.document_type, kinds)
    if not code:
        return ""
    return (
        f"Loại văn bản là {document.document_type} nhưng ký hiệu {document.symbol} có mã {code} "
        f"của {bearers}. Kiểm tra lại loại văn bản và ký hiệu."
    )


def _owner_doubt(document: Document) -> str:
    """CT/TW under a body that does not write TW. A body without recorded codes is not judged."""
    body = document.organization
    codes = list(body.codes.values_list("code", "code_key")) if body else []
    tail = re.split(r"[/-]", document.symbol, maxsplit=1)[1:]
    if not codes or not tail:
        return ""
    # TTLT-BTC-BNV names two bodies, UBND-KT a body and its branch; UBTVQH13 ends in the term.
    pieces = {*tail, *re.split(r"[/-]", document.symbol)}
    keys = {organization_key(piece) for piece in pieces}
    keys |= {re.sub(r"\d+$", "", key) for key in keys}
    if keys & {key for _, key in codes}:
        return ""
    owners = OrganizationCode.objects.filter(code_key=organization_key(tail[0]))
    others = [str(row.organization) for row in owners.select_related("organization")[:3]]
    known = f" (mã của {', '.join(others)})" if others else ""
    return (
        f"Ký hiệu {document.symbol}{known} không có mã của {body}; cơ quan này dùng mã "
        f"{' hoặc '.join(code for code, _ in codes)}. Kiểm tra lại cơ quan và ký hiệu."
    )
