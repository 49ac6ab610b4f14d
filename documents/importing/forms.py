"""What an editor gives a list: the file, which column says what, what unknown names mean."""

from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from documents.files.uploads import MAX_UPLOAD_BYTES
from documents.importing.cells import shown, unpacked
from documents.importing.choices import Choices, asked_as, meant
from documents.importing.columns import LABELS, NAMING, Field, letter
from documents.importing.delimited import ENCODINGS
from documents.importing.nearest_names import nearest_names
from documents.models import DocumentType, ImportedList, ImportedRow
from documents.resolving.bodies import Bodies
from documents.resolving.issuers import namesakes, read_issuer
from organizations.models import Organization

# Of names that nobody knows the most frequent ones; the rest come up once these are chosen.
MOST_ASKED = 20
_EXAMPLES = 3
_EXAMPLE_CHARS = 60
_NOT_CHOSEN = ("", "– chưa chọn: các dòng này không nhập –")


class SendForm(forms.Form):
    """A file with a list."""

    file = forms.FileField(
        label="Tệp Excel hoặc CSV",
        # Refused with the rest, in a sentence that says what to do.
        allow_empty_file=True,
        help_text=f".xlsx, .xls hoặc .csv; tối đa {MAX_UPLOAD_BYTES // 2**20} MB.",
        error_messages={"required": "Chọn tệp danh sách trên máy của bạn."},
    )
    encoding = forms.ChoiceField(
        label="Bảng mã của tệp CSV",
        choices=[("", "Máy tự nhận"), *ENCODINGS.items()],
        required=False,
        help_text="Chỉ cần chọn khi máy báo không nhận ra bảng mã.",
    )


class ColumnsForm(forms.Form):
    """Which column says what, the body of rows that name none, and what unknown names mean."""

    def __init__(self, imported: ImportedList, data: Any = None) -> None:
        super().__init__(data)
        self._choices = Choices.of(imported)
        self._bodies = Bodies.load()
        self._add_columns(imported)
        self._add_usual_body()
        self._unknown_bodies = self._asked(imported, "bodies", self._choices.bodies)
        self._unknown_types = self._asked(imported, "types", self._choices.types)
        for name, rows in self._unknown_bodies:
            self.fields[_field_about("co_quan", name)] = self._body_field(name, rows)
        for name, rows in self._unknown_types:
            self.fields[_field_about("loai", name)] = self._type_field(name, rows)

    def _add_columns(self, imported: ImportedList) -> None:
        says = {place: str(of) for of, place in self._choices.columns.items()}
        self._places = range(len(imported.headings))
        first = list(imported.rows.exclude(cells=[]).order_by("number")[:_EXAMPLES])
        for place in self._places:
            heading = shown(unpacked(imported.headings[place])) or "(không có tiêu đề)"
            self.fields[f"cot_{place}"] = forms.ChoiceField(
                label=f"Cột {letter(place)}: {heading[:80]}",
                choices=[(str(of), label) for of, label in LABELS.items()],
                required=False,
                initial=says.get(place, ""),
                help_text=_examples(first, place),
            )

    def _add_usual_body(self) -> None:
        body = self._bodies.by_id.get(self._choices.usual_body or 0)
        self.fields["co_quan_chung"] = forms.CharField(
            label="Cơ quan ban hành của những dòng không ghi cơ quan",
            required=False,
            max_length=200,
            initial=body.name if body else "",
            help_text="Gõ đúng tên trong sổ, ví dụ “Tỉnh ủy Cao Bằng”; để trống nếu không rõ.",
        )

    def _asked(
        self, imported: ImportedList, kind: str, chosen: dict[str, int]
    ) -> list[tuple[str, int]]:
        """Return names to ask about with their rows: those unknown, then those chosen before.

        Spellings of one name are asked about together.
        """
        unknown = imported.unknown.get(kind, [])[:MOST_ASKED]
        names: dict[str, str] = {}
        rows: Counter[str] = Counter()
        for name, count in [*unknown, *((name, 0) for name in chosen)]:
            names.setdefault(asked_as(name), name)
            rows[asked_as(name)] += count
        return [(name, rows[key]) for key, name in names.items()]

    def _body_field(self, name: str, rows: int) -> forms.ChoiceField:
        live = {body.pk: self._bodies.names[body.pk] for body in self._bodies.live()}
        chosen = meant(self._choices.bodies).get(asked_as(name))
        near = nearest_names(name, live)
        keys = near if chosen is None or chosen in near else [chosen, *near]
        options = [(str(key), self._told_apart(self._bodies.by_id[key])) for key in keys]
        return _name_field(f"Cơ quan “{name}”", rows, options, chosen)

    def _told_apart(self, body: Organization) -> str:
        """Return the body's name; of one whose name others bear too, with what is above it."""
        above = self._bodies.by_id.get(body.parent_id or 0)
        told = [above.name] if above and len(namesakes(body.name, self._bodies)) > 1 else []
        if body.has_ended:
            told.append(f"đã kết thúc {body.valid_to:%d/%m/%Y}")
        return f"{body.name} ({'; '.join(told)})" if told else body.name

    def _type_field(self, name: str, rows: int) -> forms.ChoiceField:
        options = [(str(kind.pk), kind.name) for kind in DocumentType.objects.all()]
        chosen = meant(self._choices.types).get(asked_as(name))
        return _name_field(f"Loại “{name}”", rows, options, chosen)

    def clean_co_quan_chung(self) -> int | None:
        name = self.cleaned_data["co_quan_chung"]
        if not name:
            return None
        body = read_issuer(name, None, self._bodies).organization
        if body is None:
            several = len(namesakes(name, self._bodies))
            if several > 1:
                raise ValidationError(
                    "Có %(several)d cơ quan tên “%(name)s” trong sổ. Để trống ô này và ghi cơ quan "
                    "ở từng dòng của tệp.",
                    code="several_bodies",
                    params={"several": several, "name": name},
                )
            names = {one.pk: self._bodies.names[one.pk] for one in self._bodies.live()}
            near = [self._bodies.by_id[key].name for key in nearest_names(name, names)[:3]]
            raise ValidationError(
                "Không có cơ quan “%(name)s” trong sổ.%(near)s",
                code="no_body",
                params={
                    "name": name,
                    "near": f" Gần giống: {'; '.join(near)}." if near else "",
                },
            )
        return body.pk

    def clean(self) -> dict[str, Any]:
        """Refuse two columns that say the same, and columns that name no document."""
        values = self.cleaned_data
        columns: dict[Field, int] = {}
        for place in self._places:
            of = Field(values.get(f"cot_{place}", ""))
            if not of:
                continue
            if of in columns:
                self.add_error(
                    f"cot_{place}",
                    f"Cột {letter(columns[of])} đã chọn là “{LABELS[of]}”; mỗi loại chỉ một cột.",
                )
            columns.setdefault(of, place)
        if not self.errors and not NAMING & set(columns):
            raise ValidationError(
                "Chưa cột nào cho biết là văn bản nào. Chọn cột “Số, ký hiệu”, hoặc “Tên gọi”.",
                code="names_nothing",
            )
        values["columns"] = columns
        return values

    def choices(self) -> Choices:
        """Return what was chosen; of a valid form."""
        values = self.cleaned_data
        return Choices(
            columns=values["columns"],
            bodies=self._chosen("co_quan", self._unknown_bodies),
            types=self._chosen("loai", self._unknown_types),
            usual_body=values["co_quan_chung"],
        )

    def _chosen(self, prefix: str, names: list[tuple[str, int]]) -> dict[str, int]:
        return {
            name: int(key)
            for name, _ in names
            if (key := self.cleaned_data.get(_field_about(prefix, name)))
        }

    def column_fields(self) -> Iterator[Any]:
        """Yield the fields of the columns, in the order of the file."""
        return (self[f"cot_{place}"] for place in self._places)

    def name_fields(self) -> Iterator[Any]:
        """Yield the fields of the names that nobody knows."""
        return (
            self[name]
            for name in self.fields
            if name.startswith(("co_quan_", "loai_")) and name != "co_quan_chung"
        )


def _field_about(prefix: str, name: str) -> str:
    """Return what the box about a name is called: by its words, not by its place.

    Another editor may have answered some names since the page was opened, and others moved up.
    """
    return f"{prefix}_{blake2b(asked_as(name).encode(), digest_size=8).hexdigest()}"


def _name_field(
    label: str, rows: int, options: list[tuple[str, str]], chosen: int | None
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[_NOT_CHOSEN, *options],
        required=False,
        initial=str(chosen or ""),
        help_text=f"Có ở {rows} dòng." if rows else "Bạn đã chọn lần trước.",
    )


def _examples(rows: list[ImportedRow], place: int) -> str:
    cells = (shown(unpacked(row.cells[place])) for row in rows if place < len(row.cells))
    told = [cell[:_EXAMPLE_CHARS] for cell in cells if cell]
    return f"Ví dụ: {'; '.join(told)}" if told else "Các dòng đầu để trống cột này."
