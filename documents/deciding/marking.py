"""A person marks a citation that the reader missed: these words of this text name a document.

What is read in the words alone is kept with them, and the document is looked for as for any
other citation of the texts that are read together. Where nothing can be read the words stand
for themselves, and a person says what they mean.
"""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from documents.citations import Citation as Reading
from documents.citations import find_citations
from documents.citations.codes import code_key
from documents.linking.together import citations_changed
from documents.linking.writing import link_marked
from documents.models import Citation, Decision, SourceText
from documents.models.sources import lock_texts

LEAST_CHARS = 3
MOST_CHARS = 400


@transaction.atomic
def mark_citation(
    texts: Sequence[SourceText], source: SourceText, start: int, end: int
) -> Citation:
    """Store `source.body[start:end]` as a citation a person found; return it, undecided.

    `texts` are those read together with `source`, itself among them, in reading order; they
    are read again where what is marked completes or explains what stands elsewhere. What the
    machine proposed in these words gives way to it. Raises ValidationError: 'no_words' when
    the place is none or holds no word, 'too_long', 'marked_already' where these words are a
    citation, or a person marked or confirmed some of them. A rejected one of other words is in
    nobody's way and stays on record.
    """
    lock_texts(text.pk for text in texts)
    source = SourceText.objects.get(pk=source.pk)
    words = source.body[start:end] if 0 <= start < end <= len(source.body) else ""
    _refuse_wrong_words(words)
    _refuse_marked(source, start, end)
    inside = source.citations.undecided_by_machine().filter(start__lt=end, end__gt=start)
    gives_way, _ = inside.delete()
    citation = Citation(source=source, start=start, end=end, text=words)
    is_read = _take_reading(citation)
    citation.save()
    # What gave way may have explained anything; words in which nothing is read explain nothing.
    if is_read or gives_way:
        link_marked(texts, citation, everywhere=bool(gives_way))
    # That reading tells of what the machine found; this place is a person's.
    citations_changed([source.pk])
    return citation


def _refuse_wrong_words(words: str) -> None:
    if len(words.strip()) < LEAST_CHARS or words != words.strip():
        raise ValidationError(
            "Chưa đánh dấu: chỗ được chọn không có chữ. Chọn lại đúng các chữ của trích dẫn.",
            code="no_words",
        )
    refuse_too_long(len(words))


def refuse_too_long(length: int) -> None:
    """Raise ValidationError (code 'too_long') for more characters than one citation has."""
    if length > MOST_CHARS:
        raise ValidationError(
            "Chưa đánh dấu: chỗ được chọn dài %(length)s chữ, nhiều nhất là %(most)s. Chỉ chọn tên "
            "văn bản, số ký hiệu, ngày và cơ quan ban hành.",
            code="too_long",
            params={"length": length, "most": MOST_CHARS},
        )


def _refuse_marked(source: SourceText, start: int, end: int) -> None:
    """Raise ValidationError where these words are marked, or a person spoke of some of them."""
    inside = source.citations.filter(start__lt=end, end__gt=start)
    same = inside.filter(start=start, end=end).first()
    kept = inside.exclude(pk__in=inside.undecided_by_machine())
    other = same or kept.exclude(state=Decision.REJECTED).first()
    if other:
        raise ValidationError(
            "Chỗ này đã được đánh dấu: “%(text)s” (%(state)s). Mở trích dẫn đó để sửa.",
            code="marked_already",
            params={"text": other.text, "state": other.state_told.lower()},
        )


def _take_reading(citation: Citation) -> bool:
    """Put into the citation what can be read in its words alone; return whether anything is.

    Of several readings, nothing.
    """
    read = list(find_citations(citation.text))
    reading: Reading | None = read[0] if len(read) == 1 else None
    citation.origin = Citation.Origin.PERSON
    citation.kind = reading.kind if reading else Citation.Kind.NAMED
    if reading is None:
        return False
    for name in ("type", "type_code", "number", "year_in_number", "symbol", "date", "issuer"):
        setattr(citation, name, getattr(reading, name) or "")
    citation.rule = reading.rule
    citation.code_key = code_key(citation.number, citation.year_in_number, citation.symbol)
    return True
