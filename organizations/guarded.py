"""Forms on pages of their own behind the secrecy guard; those of the admin have `GuardedForm`."""

from django import forms
from django.core.exceptions import ValidationError

from organizations.secrecy import refuse_secret


def refuse_typed(form: forms.BaseForm, *boxes: str) -> None:
    """Refuse a form one of whose `boxes` bears a secrecy mark: called in its `clean`.

    Read as they were sent, since what is too long is in `cleaned_data` no more. Neither the boxes
    nor what else was said of them stand on the page that answers: a refused secret does not
    travel back. Raises ValidationError as `refuse_secret` does.
    """
    try:
        refuse_secret(form.data.get(form.add_prefix(box), "") for box in boxes)
    except ValidationError:
        form.errors.clear()
        form.data = {}
        raise
