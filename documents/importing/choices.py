"""What an editor chose for a list: which column says what, what unknown names mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from documents.importing.cells import unpacked
from documents.importing.columns import NAMING, Field, match_columns
from documents.models import ImportedList
from organizations.text import spelling


def asked_as(name: str) -> str:
    """Return what all spellings of a name share: “uỷ” and “ủy” do, “Thử” and “Thứ” do not."""
    return spelling(name)


def meant(chosen: Mapping[str, int]) -> dict[str, int]:
    """Return what was chosen for names by their `asked_as`."""
    return {asked_as(name): key for name, key in chosen.items()}


@dataclass(frozen=True, slots=True)
class Choices:
    """`columns` gives the place of each field; `bodies` and `types` the keys of what names of the
    file mean (see `meant`), `usual_body` the body that issued what names none."""

    columns: Mapping[Field, int]
    bodies: Mapping[str, int] = field(default_factory=dict)
    types: Mapping[str, int] = field(default_factory=dict)
    usual_body: int | None = None

    @classmethod
    def of(cls, imported: ImportedList) -> Self:
        """Return what was chosen; before anything was, the columns as their headings say."""
        kept = imported.choices
        columns = (
            {Field(name): place for name, place in kept["columns"].items()}
            if "columns" in kept
            else match_columns([unpacked(cell) for cell in imported.headings])
        )
        return cls(columns, kept.get("bodies", {}), kept.get("types", {}), kept.get("usual_body"))

    def packed(self) -> dict[str, Any]:
        """Return them as the list's row keeps them."""
        return {
            "columns": {str(name): place for name, place in self.columns.items()},
            "bodies": dict(self.bodies),
            "types": dict(self.types),
            "usual_body": self.usual_body,
        }

    @property
    def can_name(self) -> bool:
        """Whether the columns tell which document a row is about."""
        return bool(NAMING & set(self.columns))
