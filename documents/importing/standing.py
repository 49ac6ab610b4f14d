"""What a row says of a document's standing: who may see it, its effect, that it is registered."""

from documents.exporting.list_table import REMARKS
from documents.importing.columns import LABELS, Field
from documents.importing.facts import Facts, slug_in
from documents.importing.naming import audience_in
from documents.importing.telling import Change, new_value, told
from documents.models import Document
from organizations.text import fold

_STATE_LABEL = "Vào sổ"
_STATUSES = {fold(label): value for value, label in Document.Status.choices}


def audience_changes(facts: Facts, document: Document) -> list[Change]:
    """Let those see the document whom the row names; return what that changes."""
    before = document.get_audience_display()
    # Also where it is for chosen bodies, which no cell can name.
    if fold(facts.text(Field.AUDIENCE)) == fold(before):
        return []
    document.audience = audience_in(facts) or document.audience
    return told(LABELS[Field.AUDIENCE], before, document.get_audience_display())


def status_changes(facts: Facts, document: Document) -> list[Change]:
    """Give the document the effect that the row states, with its basis; return what that changes.

    Raises RowRefusedError for an effect that nothing is named for, and for another word.
    """
    before, basis_before = document.get_status_display(), document.status_basis
    document.status = _status_in(facts) or document.status
    basis = new_value(facts, Field.STATUS_BASIS, basis_before)
    document.status_basis = basis_before if basis is None else basis
    if document.status != Document.Status.UNKNOWN and not document.status_basis:
        raise facts.refused(
            f"ghi hiệu lực “{document.get_status_display()}” mà không ghi căn cứ; ghi ở cột "
            f"“{LABELS[Field.STATUS_BASIS]}” văn bản nào nói vậy, hoặc chọn bỏ qua cột Hiệu lực",
            Field.STATUS,
        )
    return [
        *told(LABELS[Field.STATUS], before, document.get_status_display()),
        *told(LABELS[Field.STATUS_BASIS], basis_before, document.status_basis),
    ]


def _status_in(facts: Facts) -> str:
    said = facts.text(Field.STATUS)
    if said and fold(said) not in _STATUSES:
        labels = "; ".join(Document.Status.labels)
        raise facts.refused(
            f"không có hiệu lực “{said}”; ghi một trong: {labels}; hoặc chọn bỏ qua cột Hiệu lực",
            Field.STATUS,
        )
    return _STATUSES.get(fold(said), "")


def state_changes(facts: Facts, document: Document) -> list[Change]:
    """A list of staff says that a document is one; our own list of proposals does not."""
    # Lists of others have a column “Địa chỉ” too.
    is_our_own = slug_in(facts) != "" or REMARKS["is_proposed"] in facts.text(Field.NOTE)
    if not document.is_proposed or is_our_own:
        return []
    before = document.get_state_display()
    document.state = Document.State.REGISTERED
    return [(_STATE_LABEL, before, document.get_state_display())]
