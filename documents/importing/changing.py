"""What a row makes of a document: a new one, or changes of one that is there, told in words.

A cell that is blank, or says what our own export would write, changes nothing.
"""

from django.utils import timezone

from documents.citations.codes import number_value
from documents.exporting.list_table import REMARKS, title_of
from documents.exporting.register import kind_and_title
from documents.identity import symbol_key
from documents.importing.cells import as_read
from documents.importing.columns import LABELS, Field
from documents.importing.facts import Facts
from documents.importing.naming import (
    UNKNOWN_ISSUER,
    audience_in,
    check_term,
    collective_in,
    give_issuer,
    name_and_title,
    term_of,
    type_named,
    type_of,
)
from documents.importing.registry import Registry
from documents.importing.standing import audience_changes, state_changes, status_changes
from documents.importing.telling import Change, is_said, new_value, told
from documents.models import Document
from documents.models.document import FIRST_YEAR
from organizations.text import normalize


def draft_of(facts: Facts, registry: Registry) -> Document:
    """Return the document a row describes, unsaved, with its keys.

    Raises RowRefusedError where it names what is not known, or nothing that it needs.
    """
    if facts.code_unread:
        raise facts.refused(facts.code_unread, Field.CODE)
    document = Document(
        number=facts.number,
        year_in_number=facts.year_in_number,
        symbol=facts.symbol,
        issued_on=facts.day,
        issued_year=facts.year,
        signer=facts.text(Field.SIGNER),
        signer_position=facts.text(Field.SIGNER_POSITION),
        note=_note_in(facts),
        document_type=type_of(facts, registry),
    )
    document.name, document.title = name_and_title(facts, registry)
    give_issuer(document, facts, registry)
    document.audience = audience_in(facts) or document.audience
    status_changes(facts, document)
    _check(document, facts)
    if facts.text(Field.TERM) and facts.day is None:
        document.term = term_of(document, facts, registry)
    registry.set_keys(document)
    if facts.day is not None:
        check_term(document, facts)
    return document


def entered(document: Document) -> list[Change]:
    """Return what a new document would hold, in the order of the form."""
    values = [
        (LABELS[Field.CODE], document.code),
        (LABELS[Field.NAME], document.name),
        (LABELS[Field.TYPE], document.document_type.name),
        (LABELS[Field.DAY], document.date_display),
        (LABELS[Field.ISSUER], document.organization.name if document.organization else ""),
        (LABELS[Field.COLLECTIVE], _collective_name(document)),
        (LABELS[Field.TITLE], document.title),
        (LABELS[Field.SIGNER], document.signer),
        (LABELS[Field.SIGNER_POSITION], document.signer_position),
        (LABELS[Field.TERM], document.term.label if document.term else ""),
        (LABELS[Field.NOTE], document.note),
        (LABELS[Field.AUDIENCE], _other_audience(document)),
        (LABELS[Field.STATUS], _stated_status(document)),
        (LABELS[Field.STATUS_BASIS], document.status_basis),
    ]
    return [(label, "", value) for label, value in values if value]


def _other_audience(document: Document) -> str:
    """Return who may see a new document where that is not who usually may."""
    usual = Document._meta.get_field("audience").default
    return "" if document.audience == usual else document.get_audience_display()


def _stated_status(document: Document) -> str:
    is_stated = document.status != Document.Status.UNKNOWN
    return document.get_status_display() if is_stated else ""


def take_over(facts: Facts, document: Document, registry: Registry) -> list[Change]:
    """Put what a row says into a document that is there; return what that changes, in words.

    Raises RowRefusedError where the row contradicts itself or the document.
    """
    changes = [
        *_code_changes(facts, document),
        *_day_changes(facts, document),
        *_type_changes(facts, document, registry),
        *_issuer_changes(facts, document, registry),
        *_title_changes(facts, document, registry),
        *_plain_changes(facts, document),
        *audience_changes(facts, document),
        *status_changes(facts, document),
        *state_changes(facts, document),
    ]
    _check(document, facts)
    changes += _term_changes(facts, document, registry)
    return changes


def _code_changes(facts: Facts, document: Document) -> list[Change]:
    before = document.code
    # The form takes symbols that no reader knows; our export tells them as they are.
    if facts.code_written and facts.code_written == as_read(before):
        return []
    if facts.code_unread:
        raise facts.refused(facts.code_unread, Field.CODE)
    if not facts.number:
        return []
    if not document.number:
        raise facts.refused("văn bản này không đánh số; mở trang của nó để sửa", Field.CODE)
    if facts.number.lstrip("0") != document.number.lstrip("0"):
        document.number = facts.number
    if facts.symbol and symbol_key(facts.symbol) != symbol_key(document.symbol):
        document.symbol = facts.symbol
    if facts.year_in_number and facts.year_in_number != document.year_in_number:
        document.year_in_number = facts.year_in_number
    return told(LABELS[Field.CODE], before, document.code)


def _day_changes(facts: Facts, document: Document) -> list[Change]:
    before = document.date_display
    if facts.day and facts.day != document.issued_on:
        document.issued_on, document.issued_year = facts.day, facts.day.year
    elif facts.year and facts.day is None and facts.year != document.issued_year:
        if document.issued_on:
            raise facts.refused(
                f"ghi năm {facts.year} mà trong sổ là ngày {before}; ghi đủ ngày, tháng, năm",
                Field.DAY,
            )
        document.issued_year = facts.year
    return told(LABELS[Field.DAY], before, document.date_display)


def _type_changes(facts: Facts, document: Document, registry: Registry) -> list[Change]:
    # A symbol alone does not say that the type in the registry is wrong.
    kind = type_named(facts, registry)
    if kind is None or kind.pk == document.document_type_id:
        return []
    before, document.document_type = document.document_type.name, kind
    return [(LABELS[Field.TYPE], before, kind.name)]


def _issuer_changes(facts: Facts, document: Document, registry: Registry) -> list[Change]:
    said = facts.text(Field.ISSUER)
    shown = (as_read(document.issuer_display), as_read(document.issuer_name))
    is_told = said in ("", UNKNOWN_ISSUER, *shown)
    names_acting = facts.text(Field.COLLECTIVE) or facts.empties(Field.COLLECTIVE)
    if is_told and not names_acting:
        return []
    before = Document(organization=document.organization, collective=document.collective)
    printed = document.issuer_printed
    if is_told:
        document.collective = collective_in(facts)
    else:
        give_issuer(document, facts, registry, kept=before)
    if facts.empties(Field.COLLECTIVE):
        document.collective = ""
    changes = told(LABELS[Field.ISSUER], _body_name(before), _body_name(document))
    changes += told(LABELS[Field.COLLECTIVE], _collective_name(before), _collective_name(document))
    if changes and printed:
        # What was printed spoke of another issuer, and is what pages show.
        document.issuer_printed = ""
        changes.append(("Cơ quan như in trên văn bản", printed, ""))
    return changes


def _title_changes(facts: Facts, document: Document, registry: Registry) -> list[Change]:
    shown = {
        Field.NAMED_TITLE: title_of(document),
        Field.TYPED_TITLE: kind_and_title(document),
        Field.TITLE: document.title,
        Field.NAME: document.name,
    }
    before = (document.name, document.title)
    if new_value(facts, Field.TITLE, document.title) == "":
        document.title = ""
    for of, now in shown.items():
        said = facts.text(of)
        if not said or is_said(said, now):
            continue
        if of == Field.NAME:
            if document.number:
                raise facts.refused("văn bản có số thì không ghi tên gọi", of)
            document.name = said
        elif of == Field.TITLE or document.number:
            document.title = name_and_title(facts, registry)[1]
        elif said.startswith(f"{document.name}: "):
            document.title = said.removeprefix(f"{document.name}: ")
        else:
            raise facts.refused(
                "văn bản không đánh số: tên gọi và trích yếu ở chung một ô nên không rõ sửa phần "
                "nào; mở trang của văn bản để sửa",
                of,
            )
    return [
        *told(LABELS[Field.NAME], before[0], document.name),
        *told(LABELS[Field.TITLE], normalize(before[1]), document.title),
    ]


def _plain_changes(facts: Facts, document: Document) -> list[Change]:
    changes = []
    for of, name in ((Field.SIGNER, "signer"), (Field.SIGNER_POSITION, "signer_position")):
        now = getattr(document, name)
        said = new_value(facts, of, now)
        if said is not None:
            setattr(document, name, said)
            changes.append((LABELS[of], now, said))
    note = new_value(facts, Field.NOTE, document.note)
    if note is not None and not _is_remark(facts):
        changes.append((LABELS[Field.NOTE], document.note, note))
        document.note = note
    return changes


def _term_changes(facts: Facts, document: Document, registry: Registry) -> list[Change]:
    said = facts.text(Field.TERM)
    if not said or (document.term and said == document.term.label and document.issued_on is None):
        return []
    before = document.term.label if document.term else ""
    if document.issued_on is None:
        document.term = term_of(document, facts, registry)
    else:
        registry.set_keys(document)
        check_term(document, facts)
    return told(LABELS[Field.TERM], before, document.term.label if document.term else "")


def _note_in(facts: Facts) -> str:
    return "" if _is_remark(facts) else facts.text(Field.NOTE)


def _is_remark(facts: Facts) -> bool:
    """Whether the cell of notes holds what our own lists say there of a document."""
    parts = {part.strip() for part in facts.text(Field.NOTE).split(",")}
    return parts <= set(REMARKS.values())


# What a row may say of each field that is stored with a length of its own, and that length.
_BOUNDED = {
    name: (of, Document._meta.get_field(name).max_length)
    for name, of in (
        ("symbol", Field.SYMBOL),
        ("name", Field.NAME),
        ("signer", Field.SIGNER),
        ("signer_position", Field.SIGNER_POSITION),
        ("status_basis", Field.STATUS_BASIS),
    )
}


def _check(document: Document, facts: Facts) -> None:
    """Raise RowRefusedError for what the database or the form would refuse."""
    day = document.issued_on
    if day and day > timezone.localdate():
        raise facts.refused(f"ngày {day:%d/%m/%Y} ở tương lai", Field.DAY)
    if document.issued_year and document.issued_year < FIRST_YEAR:
        raise facts.refused(f"năm {document.issued_year} trước {FIRST_YEAR}", Field.DAY)
    if document.number and not number_value(document.number):
        raise facts.refused("số văn bản bắt đầu từ 1", Field.CODE)
    if document.symbol and not document.number:
        raise facts.refused("có ký hiệu mà không có số", Field.SYMBOL)
    for name, (of, most) in _BOUNDED.items():
        if len(getattr(document, name)) > most:
            raise facts.refused(f"{LABELS[of]} dài quá {most} chữ", of)


def _body_name(document: Document) -> str:
    return document.organization.name if document.organization else ""


def _collective_name(document: Document) -> str:
    return document.get_collective_display() if document.collective else ""
