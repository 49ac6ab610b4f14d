"""The forms every record's screen stands on: nobody overwrites another, nothing is there twice."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from organizations.admin.collisions import equal_records, met_sentence
from organizations.admin.versions import changed_meanwhile
from organizations.secrecy import refuse_secret


class GuardedForm(forms.ModelForm):
    """A form none of whose texts may bear a secrecy mark; on one, nothing of it is stored."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refuse_secret(self.guarded_texts(cleaned))
        return cleaned

    def guarded_texts(self, cleaned: dict[str, Any]) -> list[str]:
        """Return what was typed; of what another rule has refused, such as its length, too."""
        refused = (self.data.get(self.add_prefix(name)) for name in self.fields.keys() - cleaned)
        return [value for value in (*cleaned.values(), *refused) if isinstance(value, str)]

    @property
    def is_secret(self) -> bool:
        """Whether something in the form, a file among it, was refused for its secrecy mark."""
        return any(self.has_error(name, code="secret") for name in self.errors)

    def forget_texts(self) -> None:
        """Put back what is stored (nothing, in a new record) in place of every text typed.

        A refused secret must not travel again in the page that says it was refused.
        """
        self.data = self.data.copy()
        for name, field in self.fields.items():
            if isinstance(field, forms.CharField):
                stored = self.get_initial_for_field(field, name)
                self.data[self.add_prefix(name)] = "" if stored is None else stored


class LiveForm(GuardedForm):
    """A form that checks "only one in use": Django skips constraints on fields it does not show."""

    checked_unseen: frozenset[str] = frozenset({"deleted_at"})

    def _post_clean(self) -> None:
        """Check the model's constraints once more, with the fields of `checked_unseen` too."""
        super()._post_clean()
        exclude = self._get_validation_exclusions() - self.checked_unseen
        said = set(self.non_field_errors())
        try:
            self.instance.validate_constraints(exclude=exclude)
        except ValidationError as error:
            self.add_error(None, [message for message in error.messages if message not in said])


class RecordForm(LiveForm):
    """A form that knows which version of the record it was opened with.

    The version is the newest row of the record's history, so it changes with every save
    by anybody, by hand or by machine, and needs no field of its own.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    # Why the save was refused after the form had been found right; set for the one request.
    refused_save = ""
    # The old version to begin with in place of what is stored; set for the one request.
    former: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            newest = self._newest()
            self.initial["version"] = newest.history_id if newest else 0
        if self.former is not None:
            self.initial |= self.former_values()

    def former_values(self) -> dict[str, Any]:
        """Return what the old version held in the fields of this form, by their names."""
        fields = {field.name: field for field in type(self.former)._meta.get_fields()}
        values: dict[str, Any] = {}
        for name in self.fields.keys() & fields.keys():
            field = fields[name]
            if field.one_to_many or field.many_to_many:
                # Of a list the history keeps a row for each thing that stood in it.
                kept = getattr(self.former, name).all()
                target = type(self.instance)._meta.get_field(name).m2m_reverse_field_name()
                values[name] = [getattr(row, f"{target}_id") for row in kept]
            else:
                values[name] = getattr(self.former, field.attname)
        return values

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk:
            self._refuse_stale(cleaned.get("version"))
        return cleaned

    def _post_clean(self) -> None:
        """Name the record that is in the way; and say it when the save itself was refused."""
        super()._post_clean()
        if self.errors:
            others = equal_records(self.instance, self.fields)
            if others:
                self.add_error(None, ValidationError(met_sentence(others), code="met_another"))
        elif self.refused_save:
            self.add_error(None, ValidationError(self.refused_save, code="refused_save"))

    def _newest(self) -> Any:
        history = type(self.instance).history.filter(id=self.instance.pk)
        return history.select_related("history_user").order_by("-history_id").first()

    def _refuse_stale(self, version: int | None) -> None:
        # Locks the row until the request ends, so of two savers the second sees the first.
        records = type(self.instance)._base_manager.select_for_update()
        records.filter(pk=self.instance.pk).values_list("pk").first()
        newest = self._newest()
        if newest is None or version == newest.history_id:
            return
        seen = type(self.instance).history.filter(id=self.instance.pk, history_id=version).first()
        raise ValidationError(changed_meanwhile(newest, seen), code="stale_version")
