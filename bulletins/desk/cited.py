"""A document that is only cited enters the registry from its card, filled in from what was read."""

from typing import Any

from django import forms
from django.db import transaction

from bulletins.desk import deciding as desk
from bulletins.desk.sheet import Card
from bulletins.models import Bulletin
from documents import deciding
from documents.arriving import hold_texts, pick_up_citations
from documents.entering import hold_series
from documents.forms import JoinedSelect
from documents.identity import possible_duplicates, refuse_duplicate
from documents.models import Document
from organizations.fields import DayField
from organizations.secrecy import refuse_secret

ENTERED_HERE = "người biên tập ghi vào sổ từ trích dẫn này"


class CitedForm(forms.ModelForm):
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

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        refuse_secret([values.get("title", ""), values.get("name", "")])
        return values

    @property
    def alike(self) -> list[Document]:
        """What the registry has that is, or may be, this document, when it was refused for it."""
        errors = self.errors.as_data().get("__all__", ())
        if not any(error.code == "duplicate_document" for error in errors):
            return []
        return possible_duplicates(self.instance)


def enter_here(
    bulletin: Bulletin, citation: int, seen: str, form: CitedForm, by: Any
) -> tuple[Document, list[Document]]:
    """Enter the document of a valid `form`, confirm that the citation names it, and return it.

    With it those that went to the bin, proposals that nothing else names. Once that is
    committed, `pick_up` is to be called. Raises ValidationError 'duplicate_document' when another
    has entered it in this moment, and what `deciding.decide` refuses; nothing is entered then.
    """
    document: Document = form.instance
    gone: list[Document] = []

    def act(card: Card) -> None:
        hold_series([document])
        refuse_duplicate(document)
        document.save()
        gone.extend(deciding.choose_document(card.citation, document, by, ENTERED_HERE))

    desk.decide(bulletin, citation, seen, act, by)
    return document, gone


# Durable: whoever holds a bulletin already is told, instead of waiting for another who does.
@transaction.atomic(durable=True)
def pick_up(document: Document) -> int:
    """Point the open citations that waited for the document at it; return how many those are.

    After the decision, in a step of its own: texts of several bulletins are held for it, which
    nobody may do who holds one bulletin already.
    """
    hold_texts(document)
    return pick_up_citations(document)
