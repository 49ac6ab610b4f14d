"""Decides what each row of a list would do: the one place that does, for preview and for work.

Rows are planned in their order, each knowing what those before it would do.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from types import MappingProxyType

from documents.importing.cells import Cell
from documents.importing.changing import draft_of, entered, take_over
from documents.importing.columns import NAMING, Columns, Field
from documents.importing.doubting import Doubts, named
from documents.importing.facts import (
    GROUP_HEADING,
    Facts,
    RowRefusedError,
    read_row,
    slug_in,
    why_one_cell,
)
from documents.importing.naming import UnknownNameError
from documents.importing.registry import Registry
from documents.importing.telling import Change
from documents.merging.merge import kept_slugs
from documents.models import Document, ImportedRow

Kind = ImportedRow.Kind
# So many rows are compared with the registry at once.
ROWS_AT_ONCE = 500
Row = tuple[int, Sequence[Cell]]


@dataclass(slots=True)
class PlannedRow:
    """What one row would do. `document` is as it would be then, unsaved; None where refused.

    `before` holds the stored values of what changes, by attribute. `reason` says why a row is
    refused, or why a person has to look at a new document.
    """

    number: int
    kind: str
    label: str = ""
    document: Document | None = None
    changes: list[Change] = field(default_factory=list)
    reason: str = ""
    place: str = ""
    before: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_missed(self) -> bool:
        """Whether it is refused although it may be a document: all or nothing is then nothing."""
        return self.kind == Kind.REFUSED and self.reason != GROUP_HEADING

    def says_what(self, row: ImportedRow) -> bool:
        """Whether a stored row would do the same, as far as a person was told."""
        known = self.document.pk if self.document else None
        mine = (self.kind, known, [list(change) for change in self.changes], self.reason)
        return mine == (row.kind, row.document_id, [list(told) for told in row.changes], row.reason)


class Planner:
    """Plans the rows of one list. `doubt` is why its column of days cannot be trusted, or ''.

    `written` tells of rows that were planned and written before which document they mean;
    `tells_new` is whether new documents are told in words, which a preview alone shows.
    """

    def __init__(
        self,
        registry: Registry,
        columns: Columns,
        doubt: str = "",
        written: Mapping[int, int] = MappingProxyType({}),
        *,
        tells_new: bool = True,
    ) -> None:
        self.registry, self._columns, self._doubt = registry, columns, doubt
        self._tells_new = tells_new
        self._doubts = Doubts(registry)
        # Which row of the file means a document already, by its key; and which adds one, by the
        # object that stands for it: it has no key until it is written.
        self._rows: dict[int, int] = dict(written)
        self._added: dict[int, int] = {}
        self.unknown_bodies: dict[str, int] = {}
        self.unknown_types: dict[str, int] = {}

    def plan(self, rows: Sequence[Row]) -> Iterator[PlannedRow]:
        """Yield the plan of each row; a few queries, however many rows there are."""
        read: dict[int, Facts | RowRefusedError] = {}
        for number, cells in rows:
            try:
                read[number] = self._facts(number, cells)
            except RowRefusedError as error:
                read[number] = error
        facts_read = [facts for facts in read.values() if isinstance(facts, Facts)]
        self.registry.load_addresses(slug for facts in facts_read if (slug := slug_in(facts)))
        drafts: dict[int, Document] = {}
        for number, facts in read.items():
            if isinstance(facts, Facts) and self._addressed(facts) is None:
                try:
                    drafts[number] = draft_of(facts, self.registry)
                except RowRefusedError as error:
                    self._count_unknown(error)
                    read[number] = error
        self.registry.load(drafts.values())
        for number, facts in read.items():
            yield self._planned_or_refused(number, facts, drafts.get(number))

    def _planned_or_refused(
        self, number: int, facts: Facts | RowRefusedError, draft: Document | None
    ) -> PlannedRow:
        try:
            if isinstance(facts, RowRefusedError):
                raise facts
            return self._planned(number, facts, draft)
        except RowRefusedError as error:
            label = str(draft)[:400] if draft else ""
            return PlannedRow(number, Kind.REFUSED, label, reason=str(error), place=error.place)

    def _facts(self, number: int, cells: Sequence[Cell]) -> Facts:
        if why := why_one_cell(cells, self._columns):
            raise RowRefusedError(why)
        facts = read_row(cells, self._columns, number)
        if self._doubt and facts.places.get(Field.DAY) and (facts.day or facts.year):
            raise facts.refused(self._doubt, Field.DAY)
        if not facts.number and not any(facts.text(of) for of in NAMING):
            raise facts.refused(
                "không có số, ký hiệu; văn bản không đánh số thì cần ghi ở cột “Tên gọi”",
                Field.CODE if Field.CODE in self._columns else Field.NUMBER,
            )
        return facts

    def _count_unknown(self, error: RowRefusedError) -> None:
        if isinstance(error, UnknownNameError):
            of, name = error.unknown
            names = self.unknown_types if of == Field.TYPE else self.unknown_bodies
            names[name] = names.get(name, 0) + 1

    def _addressed(self, facts: Facts) -> Document | None:
        slug = slug_in(facts)
        return self.registry.at(slug) if slug else None

    def _planned(self, number: int, facts: Facts, draft: Document | None) -> PlannedRow:
        meant = self._addressed(facts) if draft is None else self._meant(facts, draft)
        if meant is not None and meant.is_binned:
            raise facts.refused(_why_binned(meant), Field.ADDRESS)
        if draft is not None and meant is None:
            draft.state = Document.State.REGISTERED
            doubt = self._doubts.of(draft)
            self.registry.add(draft)
            self._added[id(draft)] = number
            changes = entered(draft) if self._tells_new else []
            return PlannedRow(number, Kind.NEW, str(draft)[:400], draft, changes, reason=doubt)
        if meant.pk in self._rows:
            raise facts.refused(f"trùng với dòng {self._rows[meant.pk]} của tệp này", Field.CODE)
        document = copy(meant)
        changes = take_over(facts, document, self.registry)
        if changes:
            self.registry.set_keys(document)
            self._refuse_other(facts, meant, document)
        self._rows[meant.pk] = number
        if not changes:
            return PlannedRow(number, Kind.UNCHANGED, str(meant)[:400], meant)
        before = {
            column.attname: getattr(meant, column.attname)
            for column in Document._meta.concrete_fields
            if column.attname in CHANGEABLE
            and getattr(meant, column.attname) != getattr(document, column.attname)
        }
        self.registry.replace(document)
        return PlannedRow(
            number, Kind.UPDATE, str(document)[:400], document, changes, before=before
        )

    def _refuse_other(self, facts: Facts, meant: Document, document: Document) -> None:
        """Raise RowRefusedError when the changed document would be, or may be, another one too."""
        if document.identity_key == meant.identity_key:
            return
        # One query for each row that makes its document another one; such rows are few.
        self.registry.load([document])
        others = self.registry.alike(document)
        if others and not (document.distinct_note and all(_differ(document, o) for o in others)):
            raise facts.refused(f"sửa như vậy thì trùng với: {named(others)}", Field.CODE)

    def _meant(self, facts: Facts, draft: Document) -> Document | None:
        """Return the document a row means, None for a new one; refuses where it is not sure."""
        if not draft.number and not draft.name:
            raise facts.refused("không có số, ký hiệu, cũng không có tên gọi", Field.CODE)
        alike = self.registry.alike(draft)
        own = [self._added[id(other)] for other in alike if id(other) in self._added]
        if own:
            raise facts.refused(f"trùng với dòng {own[0]} của tệp này", Field.CODE)
        equal = [other for other in alike if other.identity_key == draft.identity_key]
        fitting = equal or [other for other in alike if _says_no_more(draft, other)]
        if len(fitting) == 1 and (equal or len(alike) == 1):
            _refuse_other_day(facts, draft, fitting[0])
            return fitting[0]
        if len(alike) > 1:
            raise facts.refused(
                f"có {len(alike)} văn bản cùng số, ký hiệu trong sổ: {named(alike)}. Ghi đủ ngày "
                "ban hành và cơ quan để phân biệt",
                Field.CODE,
            )
        if alike:
            raise facts.refused(
                f"có thể là văn bản đã có trong sổ mà chưa rõ ngày hoặc cơ quan: {named(alike)}. "
                "Mở văn bản đó để bổ sung, rồi nhập lại",
                Field.CODE,
            )
        return None


# What a list can change of a document, and what follows from that.
CHANGEABLE = frozenset(
    (
        *("number", "year_in_number", "symbol", "name", "title", "collective", "issued_on"),
        *("issued_year", "signer", "signer_position", "note", "state", "document_type_id"),
        *("organization_id", "term_id", "issuer_printed", "audience", "status", "status_basis"),
    )
)


def _why_binned(document: Document) -> str:
    """Say why a document that a row names by its address is not the one to be changed."""
    kept = kept_slugs([document.slug]).get(document.slug)
    if kept is None:
        return "văn bản ở địa chỉ này đang ở thùng rác; khôi phục rồi nhập lại"
    # A merged record cannot be restored alone; and what the row says of it is of before the merge.
    (other,) = Document.all_objects.with_names().filter(slug=kept)
    return f"bản ghi ở địa chỉ này đã hợp nhất vào {named([other])}; bỏ dòng này đi"


def _refuse_other_day(facts: Facts, draft: Document, document: Document) -> None:
    """Raise RowRefusedError when the document of this number is of another day.

    Numbers do not repeat within one period, so one of the days is wrong, or the number; which,
    only a person can tell.
    """
    if draft.issued_on and document.issued_on and draft.issued_on != document.issued_on:
        raise facts.refused(
            f"số này trong sổ là của {named([document])}, mà số không lặp lại trong cùng nhiệm kỳ "
            "hoặc năm. Sửa số hoặc ngày trong tệp; nếu sổ sai thì mở văn bản đó để sửa",
            Field.DAY,
        )


def _differ(one: Document, other: Document) -> bool:
    return one.identity_key != other.identity_key


def _says_no_more(draft: Document, other: Document) -> bool:
    """Whether a row only leaves out what is known of the document: then it is surely that one."""
    return (
        (draft.issued_on is None or draft.issued_on == other.issued_on)
        and (draft.issued_year is None or draft.issued_year == other.issued_year)
        and (draft.organization_id is None or draft.organization_id == other.organization_id)
        and (not draft.symbol or bool(other.symbol))
        and (not draft.year_in_number or draft.year_in_number == other.year_in_number)
    )
