"""What a check says: where, how grave, on what ground, and the sentence a proof-reader reads."""

from dataclasses import dataclass

from django.db import models

from documents.models import Citation, Document


class Check(models.TextChoices):
    """Every check by its stable id; the label names it in counts. docs/checks.md explains each."""

    ISSUER_SYMBOL = "issuer-symbol", "ký hiệu không khớp cơ quan ban hành"
    TYPE_CODE = "type-code", "tên loại không khớp ký hiệu"
    DATE_DISAGREES = "date-disagrees", "ngày không khớp"
    NO_SUCH_DAY = "no-such-day", "ngày không có trong lịch"
    DATED_AFTER_TEXT = "dated-after-text", "ngày sau ngày của bản văn"
    NUMBER_OUT_OF_ORDER = "number-out-of-order", "số không theo thứ tự ngày"
    CITED_AFTER_REPLACED = "cited-after-replaced", "đã bị thay thế, bãi bỏ"
    BODY_ENDED = "body-ended", "cơ quan đã kết thúc hoạt động"
    NOT_REGISTERED = "not-registered", "chưa có trong sổ"
    SEVERAL_FIT = "several-fit", "nhiều văn bản cùng khớp"
    ISSUER_WORDING = "issuer-wording", "cơ quan ghi khác nhau"
    SYMBOL_PRINTING = "symbol-printing", "số ký hiệu in khác nhau"
    TITLE_WORDING = "title-wording", "trích yếu ghi khác nhau"


class Grade(models.TextChoices):
    """A wrong symbol, type, date or body is an error; what is only worth a look is a notice."""

    ERROR = "error", "Lỗi"
    NOTICE = "notice", "Lưu ý"


class Basis(models.TextChoices):
    """A fact follows from what is printed and registered alone; an inference assumes more.

    What an inference assumes (numbers grow with dates, where a title ends, whom a short
    wording means) is usual, not certain, so the sentence asks to look it up.
    """

    FACT = "fact", "dữ kiện"
    INFERENCE = "inference", "máy đoán"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found. Nothing is repaired: the text and the registry stay as they are.

    `sentence` is Vietnamese: what was read, what was expected, what to do. `related` are the
    other citations and documents it speaks of. `facts` are what contradicts in an error, in no
    words: what a person says of it holds as long as they are the same.
    """

    check_id: Check
    grade: Grade
    citation: Citation
    sentence: str
    basis: Basis
    related: tuple[Citation | Document, ...] = ()
    facts: tuple[str, ...] = ()
