"""Which type, issuer, term and title a row names, looked up in the registry, never invented."""

from documents.importing.columns import Field
from documents.importing.facts import Facts, RowRefusedError
from documents.importing.registry import Registry, collective_called
from documents.models import Document, DocumentType
from organizations.audience import Audience
from organizations.models import Term
from organizations.text import fold

UNKNOWN_ISSUER = "chưa rõ cơ quan ban hành"


class UnknownNameError(RowRefusedError):
    """A row names a body or a type that the registry does not know; `unknown` is which."""

    def __init__(self, error: RowRefusedError, of: Field, name: str) -> None:
        super().__init__(str(error), error.place)
        self.unknown = (of, name)


def type_named(facts: Facts, registry: Registry) -> DocumentType | None:
    """Return the type a row names, None where it names none; UnknownNameError for another name."""
    name, both = facts.text(Field.TYPE), facts.text(Field.TYPED_TITLE)
    if not name:
        return registry.type_beginning(both) if both else None
    kind = registry.type_called(name)
    if kind is None:
        error = facts.refused(
            f"không có loại văn bản “{name}” trong sổ; ở trang xem trước bấm “Chọn tên tương ứng”",
            Field.TYPE,
        )
        raise UnknownNameError(error, Field.TYPE, name)
    return kind


def type_of(facts: Facts, registry: Registry) -> DocumentType:
    """Return the type named, else the only one whose code the symbol bears."""
    kind = type_named(facts, registry) or registry.type_of_symbol(facts.symbol)
    if kind is None:
        why = f" và ký hiệu “{facts.symbol}” không nói rõ" if facts.symbol else ""
        raise facts.refused(f"chưa ghi loại văn bản{why}", Field.TYPE)
    return kind


def name_and_title(facts: Facts, registry: Registry) -> tuple[str, str]:
    """Return the name, of a document without a number, and what it is about."""
    name, title = facts.text(Field.NAME), facts.text(Field.TITLE)
    both = facts.text(Field.NAMED_TITLE)
    if both and facts.number:
        title = title or both
    elif both:
        name, _, rest = both.partition(": ")
        title = title or rest
    typed = facts.text(Field.TYPED_TITLE)
    if typed and not title:
        kind = registry.type_beginning(typed)
        # The name of the type has as many words as its key, whatever they are written like.
        words = typed.split()[len(kind.name.split()) :] if kind else [typed]
        title = " ".join(words)
    return ("" if facts.number else name), title


def give_issuer(
    document: Document, facts: Facts, registry: Registry, kept: Document | None = None
) -> None:
    """Set the body and who acted for it; what the row does not say stays as in `kept`."""
    said = facts.text(Field.ISSUER)
    collective = collective_in(facts)
    if said and said != UNKNOWN_ISSUER:
        issuer = registry.issuer_called(said, facts.day)
        if issuer.organization is None:
            several = len(registry.namesakes(said))
            why = f"có {several} cơ quan tên" if several > 1 else "không có cơ quan"
            error = facts.refused(
                f"{why} “{said}” trong sổ; ở trang xem trước bấm “Chọn tên tương ứng”",
                Field.ISSUER,
            )
            raise UnknownNameError(error, Field.ISSUER, said)
        document.organization = issuer.organization
        collective = collective or issuer.collective
    elif kept is None:
        document.organization = registry.usual_body
    if collective or kept is None:
        document.collective = collective


def collective_in(facts: Facts) -> str:
    """Return the collective a row names, '' for none; raises RowRefusedError for another word."""
    name = facts.text(Field.COLLECTIVE)
    if not name:
        return ""
    collective = collective_called(name)
    if not collective:
        known = ", ".join(label for value, label in Document.Collective.choices if value)
        raise facts.refused(f"không có tập thể “{name}”; ghi một trong: {known}", Field.COLLECTIVE)
    return collective


def check_term(document: Document, facts: Facts) -> None:
    """The day tells the term: one that is written beside it and is another is a contradiction."""
    said, term = facts.text(Field.TERM), document.term
    if not said:
        return
    names = {term.label} if term else set()
    if term and term.ends_on:
        names.add(f"{term.starts_on.year}-{term.ends_on.year}")
    if said.removeprefix("khóa ").removeprefix("Khóa ").replace(" ", "") not in names:
        told = f"khóa {term.label}" if term else "chưa có nhiệm kỳ nào trong sổ"
        raise facts.refused(
            f"ghi nhiệm kỳ “{said}” mà theo ngày ban hành là {told}; sửa lại, hoặc chọn bỏ qua cột "
            "Nhiệm kỳ",
            Field.TERM,
        )


def term_of(document: Document, facts: Facts, registry: Registry) -> Term:
    """Return the body's term that a row names; raises RowRefusedError where there is none."""
    term = registry.term_called(facts.text(Field.TERM), document.organization)
    if term is None:
        raise facts.refused(
            f"sổ chưa có nhiệm kỳ “{facts.text(Field.TERM)}” của cơ quan này; sửa lại, hoặc "
            "chọn bỏ qua cột Nhiệm kỳ",
            Field.TERM,
        )
    return term


def audience_in(facts: Facts) -> str:
    """Return who may see the document, '' where the row does not say.

    Raises RowRefusedError for what is no audience, and for that of given bodies: a cell does not
    name them.
    """
    said = facts.text(Field.AUDIENCE)
    known = {fold(label): value for value, label in Audience.choices if value != Audience.BODIES}
    if said and fold(said) not in known:
        labels = "; ".join(label for value, label in Audience.choices if value != Audience.BODIES)
        raise facts.refused(
            f"không có phạm vi xem “{said}”; ghi một trong: {labels}", Field.AUDIENCE
        )
    return known.get(fold(said), "")
