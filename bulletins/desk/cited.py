"""A document that is only cited enters the registry from its card, filled in from what was read."""

from dataclasses import dataclass
from typing import Any

from django import forms

from bulletins.desk import deciding as desk
from bulletins.desk.card import Card
from bulletins.models import Bulletin
from documents.deciding import citations as deciding
from documents.entering import hold_series
from documents.identity import possible_duplicates, refuse_duplicate
from documents.listing.forms import JoinedSelect
from documents.models import Citation, Document
from documents.tasks import lay_down_picking_up
from organizations.admin.forms import GuardedForm
from organizations.fields import DayField

ENTERED_HERE = "người biên tập ghi vào sổ từ trích dẫn này"


class CitedForm(GuardedForm):
    """One document known only because it is cited."""

    issued_on = DayField(
        label="Ngày ban hành",
        required=False,
        widget=forms.DateInput(
            {"placeholder": "ngày/tháng/năm", "autocomplete": "off"}, format="%d/%m/%Y"
        ),
    )

    class Meta:
        model = Document
        fields = (
            *("document_type", "number", "symbol", "year_in_number", "name"),
            *("organization", "issued_on", "issued_year", "title", "distinct_note"),
        )
        widgets = {
            "document_type": JoinedSelect,
            "organization": JoinedSelect,
            "issued_year": forms.TextInput({"inputmode": "numeric"}),
            "title": forms.Textarea({"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Nobody has confirmed it yet: confirming the citation registers it.
        self.instance.state = Document.State.PROPOSED

    @property
    def alike(self) -> list[Document]:
        """What the registry has that is, or may be, this document, when it was refused for it."""
        errors = self.errors.as_data().get("__all__", ())
        if not any(error.code == "duplicate_document" for error in errors):
            return []
        return possible_duplicates(self.instance)


@dataclass(slots=True)
class Entered:
    """What entering did: the document and its citation, what went to the bin, what is laid down.

    `gone` are proposals that nothing else names, `laid_down` is for `tasks.pick_up_now`.
    """

    document: Document
    citation: Citation
    gone: list[Document]
    laid_down: str


def enter_here(bulletin: Bulletin, citation: int, seen: str, form: CitedForm, by: Any) -> Entered:
    """Enter the document of a valid `form` and confirm that the citation names it.

    Once that is committed, `tasks.pick_up_now` is to be called. Raises ValidationError
    'duplicate_document' when another has entered it in this moment, and what `deciding.decide`
    refuses; nothing is entered then.
    """
    document: Document = form.instance
    gone: list[Document] = []
    laid_down = ""

    def act(card: Card) -> None:
        nonlocal laid_down
        hold_series([document])
        refuse_duplicate(document)
        document.save()
        gone.extend(deciding.choose_document(card.citation, document, by, ENTERED_HERE))
        laid_down = lay_down_picking_up(document)

    confirmed = desk.decide(bulletin, citation, seen, act, by)
    return Entered(document, confirmed, gone, laid_down)
