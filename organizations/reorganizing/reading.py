"""From what was sent to a wish: which body each line means, what is still to be chosen.

Boundary: whether the wish can be done is said by `contradictions`; here is only what is meant.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from organizations.models import Organization, OrganizationCode
from organizations.reorganizing.contradictions import have_codes
from organizations.reorganizing.finding import Line, find_bodies
from organizations.reorganizing.forms import NewBodyForm, NewNameForm, ReorganizingForm
from organizations.reorganizing.wishes import Kind, NewBody, Successor, Wish

NEW = "moi"
MOVE, JOIN = "chuyen-", "tai-khoan-"


@dataclass(slots=True)
class Answer:
    """What one line was taken for: a body, a new one, or open; `choices` is what it may be."""

    line: Line
    field: str
    choices: list[tuple[str, str]]
    chosen: str
    new: Any = None

    @property
    def body(self) -> Organization | None:
        """The body in the registry that is meant."""
        found = (body for body in self.line.offered if body.slug == self.chosen)
        return next(found, None)

    @property
    def is_to_choose(self) -> bool:
        """Whether a person should look at the choices: nothing is sure, or it is odd."""
        body = self.line.meant
        is_sure = body is not None and body.slug == self.chosen and body.valid_to is None
        return bool(self.choices) and not is_sure

    @property
    def is_open(self) -> bool:
        """Whether the line cannot be acted on yet."""
        if self.chosen == NEW:
            return self.new is None or not self.new.is_valid()
        return not self.chosen


class Reading:
    """The form with its lines read. `wish` is None as long as something is wrong or open."""

    def __init__(self, sent: Mapping[str, Any]) -> None:
        self.sent = sent
        self.form = ReorganizingForm(sent)
        self.before: list[Answer] = []
        self.after: list[Answer] = []
        self.wish: Wish | None = None
        if self.form.is_valid():
            self._read(self.form.cleaned_data)

    def _read(self, typed: dict[str, Any]) -> None:
        self.renames = typed["kind"] == Kind.RENAME
        lines = find_bodies([*typed["before"], *([] if self.renames else typed["after"])])
        number = len(typed["before"])
        self.before = [self._answer(line, "truoc") for line in lines[:number]]
        for answer in self.before:
            if not answer.choices:
                self.form.add_error("before", _unknown(answer.line.typed))
        bodies = [answer.body for answer in self.before if answer.body]
        after = find_bodies(typed["after"]) if self.renames else lines[number:]
        self.after = [self._answer(line, "sau", is_new=self.renames) for line in after]
        self._describe_new(bodies)
        if not self.form.errors and not any(a.is_open for a in (*self.before, *self.after)):
            self.wish = self._wish(typed, bodies)

    def _answer(self, line: Line, side: str, is_new: bool = False) -> Answer:
        """Read one line; `is_new` says that it names no body of the registry, whatever fits."""
        field = f"{side}-{line.key}"
        if is_new:
            return Answer(line, field, [], NEW)
        choices = [(body.slug, _told(body)) for body in line.offered]
        usual = line.meant.slug if line.meant else ""
        if side == "sau":
            if not line.exact:
                usual = NEW
            choices += [(NEW, f"Cơ quan mới tên “{line.typed}”")] if choices else []
        wanted = self.sent.get(field, "")
        is_offered = wanted in {value for value, _ in choices}
        return Answer(line, field, choices, wanted if is_offered else usual)

    def _describe_new(self, before: list[Organization]) -> None:
        """Ask what new bodies are, as far as the bodies before do not tell."""
        new = [answer for answer in self.after if answer.chosen == NEW]
        usual = {} if self.renames or not new else _usual(before)
        form = NewNameForm if self.renames else NewBodyForm
        # What follows bodies without a code needs none.
        needs_code = not self.renames and (not before or have_codes(before))
        is_before_open = any(answer.is_open for answer in self.before)
        for answer in new:
            prefix = f"{NEW}-{answer.line.key}"
            is_sent = f"{prefix}-code" in self.sent
            if is_before_open and not is_sent:
                # Asked once it is known what the bodies before tell of it.
                continue
            first = {f"{prefix}-{name}": value for name, value in usual.items()}
            answer.new = form(self.sent if is_sent else first, prefix=prefix)
            answer.new.fields["code"].required = needs_code
        if not self.renames:
            _find_parents([answer.new for answer in new if answer.new])

    def _wish(self, typed: dict[str, Any], before: list[Organization]) -> Wish:
        after: list[Successor] = []
        for answer in self.after:
            if answer.new is None:
                after += [answer.body] if answer.body else []
            else:
                after.append(NewBody(answer.line.typed, **answer.new.cleaned_data))
        return Wish(
            typed["kind"],
            typed["day"],
            typed["basis"],
            before,
            after,
            moves=_by_body(self.sent, MOVE),
            joins=_by_body(self.sent, JOIN),
        )


def _told(body: Organization) -> str:
    """Name a body so that an ended one is not taken by mistake."""
    ended = f" (đã kết thúc {body.valid_to:%d/%m/%Y})" if body.valid_to else ""
    return f"{body}{ended}"


def _unknown(typed: str) -> str:
    return (
        f"Sổ chưa có cơ quan nào tên hoặc mã “{typed}”. Ghi như ở mục Cơ quan, hoặc ít chữ hơn để "
        "được gợi ý."
    )


def _usual(before: list[Organization]) -> dict[str, Any]:
    """Return what a new body most likely is: of the kind, level and code of those before."""
    if not before:
        return {}
    first, ending = before[0], {body.pk for body in before}
    above = first.parent
    # A body cannot hang below one that ends; a circle of parents ends too.
    for _ in before:
        if above is not None and above.pk in ending:
            above = above.parent
    codes = OrganizationCode.objects.filter(organization__in=before, valid_to__isnull=True)
    shared = {code.code_key: code.code for code in codes.order_by("pk")}
    return {
        "code": next(iter(shared.values())) if len(shared) == 1 else "",
        "kind": first.kind,
        "level": first.level,
        "system": first.system,
        "parent": str(above) if above else "",
    }


def _find_parents(forms: list[Any]) -> None:
    """Put into each form the body that its `parent` means, or say that none does."""
    valid = [form for form in forms if form.is_valid()]
    typed = {form.cleaned_data["parent"] for form in valid} - {""}
    meant = {line.typed: line for line in find_bodies(sorted(typed))}
    for form in valid:
        name = form.cleaned_data["parent"]
        line = meant.get(name)
        body = line.meant if line else None
        if name and body is None:
            like = "; ".join(str(body) for body in line.offered) if line else ""
            told = f"Chưa rõ “{name}” là cơ quan nào. "
            form.add_error("parent", told + (f"Chép đúng một tên: {like}." if like else ""))
        else:
            form.cleaned_data["parent"] = body


def _by_body(sent: Mapping[str, Any], start: str) -> dict[int, str]:
    """Return what was chosen about bodies, by their keys."""
    chosen = ((name.removeprefix(start), sent[name]) for name in sent if name.startswith(start))
    # No key has more digits, and Python refuses to read thousands of them.
    return {int(key): value for key, value in chosen if key.isdecimal() and len(key) < 19}
