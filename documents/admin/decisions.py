"""Staff screens for what was proposed and awaits a person: citations and relations."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join

from documents.admin.forms import DecisionForm, RelationDecisionForm
from documents.checking import Basis, findings_on
from documents.citations.codes import code_key, parse_code
from documents.deciding import citations as deciding
from documents.deciding import relations as deciding_relations
from documents.deciding.warning import warned_citations
from documents.linking.keeping_up import followed
from documents.models import Citation, CitationTarget, Decision, Document, Relation
from documents.removing.deleting import citations_in_use
from organizations.admin.forms import GuardedForm
from organizations.admin.records import BinRecordAdmin, PlainFieldsMixin, RecordAdmin
from organizations.secrecy import refuse_secret

MOST_REJECTED = 500
# What waits stands first.
_WAITING_FIRST = Case(
    When(state=Decision.PROPOSED, then=Value(0)),
    When(state=Decision.CONFIRMED, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


class DecisionActionsMixin:
    """Confirm or reject many at once; each is decided by itself and what fails is said."""

    actions = ("confirm_selected", "reject_selected")

    def confirm(self, row: Any, by: Any, reason: str = "") -> Any:
        raise NotImplementedError

    def reject(self, row: Any, by: Any, reason: str) -> None:
        raise NotImplementedError

    def doubts(self, row: Any) -> list[str]:
        """Return what to look at again in a row just confirmed; none by default."""
        return []

    def tell_doubts(self, request: HttpRequest, row: Any) -> None:
        for doubt in self.doubts(row):
            self.message_user(request, doubt, messages.WARNING)

    @admin.action(description="Xác nhận", permissions=["change"])
    def confirm_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        def confirm(row: Any) -> None:
            self.confirm(row, request.user)
            self.tell_doubts(request, row)

        self._decide(request, queryset, confirm, "xác nhận")

    @admin.action(description="Loại", permissions=["change"])
    def reject_selected(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> TemplateResponse | None:
        """Ask once why, for all of them; the answer comes back to this same action."""
        reason = request.POST.get("reason", "").strip()
        longest = self.model._meta.get_field("reason").max_length
        # The page that asks names each row: more would be longer than Django takes back.
        if queryset.count() > MOST_REJECTED:
            self.message_user(
                request, f"Chỉ loại được {MOST_REJECTED} mục một lần.", messages.ERROR
            )
            return None
        try:
            refuse_secret([reason])
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return None
        if reason and len(reason) <= longest:
            self._decide(
                request, queryset, lambda row: self.reject(row, request.user, reason), "loại"
            )
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "Loại các mục đã chọn",
            "opts": self.opts,
            "rows": queryset,
            "is_asked_again": "reason" in request.POST,
            "longest": longest,
        }
        return TemplateResponse(request, "admin/reject_selected.html", context)

    def _decide(
        self,
        request: HttpRequest,
        rows: QuerySet[Any],
        decide: Callable[[Any], Any],
        done: str,
    ) -> None:
        decided = skipped = 0
        for row in rows:
            if row.is_decided:
                # Who decided first stays on record; one's mind is changed on the row's own page.
                skipped += 1
                continue
            try:
                decide(row)
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.ERROR)
            else:
                self.log_change(request, row, done.capitalize())
                decided += 1
        if decided:
            self.message_user(request, f"Đã {done} {decided} mục.")
        if skipped:
            self.message_user(
                request, f"Bỏ qua {skipped} mục đã có người quyết định.", messages.WARNING
            )

    def save_decision(self, row: Any, form: Any, by: Any) -> None:
        """Store what the form's state field says, by the same functions the actions call."""
        state, reason = form.cleaned_data.get("state"), form.cleaned_data.get("reason", "")
        if state == Decision.CONFIRMED:
            self.confirm(row, by, reason)
        elif state == Decision.REJECTED:
            self.reject(row, by, reason)


class TargetFormSet(BaseInlineFormSet):
    def clean(self) -> None:
        """A confirmed citation names one document: say so before anything is saved."""
        super().clean()
        if self.data.get("state") != Decision.CONFIRMED or any(self.errors):
            return
        kept = [
            form
            for form in self.forms
            if form not in self.deleted_forms and form.cleaned_data.get("document")
        ]
        if len(kept) != 1:
            raise ValidationError(
                "Muốn xác nhận thì trích dẫn phải gắn với đúng một văn bản; hiện có %(count)s. "
                "Thêm hoặc bỏ bớt ở bảng “Văn bản được trích dẫn”.",
                code="needs_one_document",
                params={"count": len(kept)},
            )


class TargetForm(GuardedForm):
    """One document a citation may mean, and why."""


class TargetInline(PlainFieldsMixin, admin.TabularInline):
    model = CitationTarget
    form = TargetForm
    formset = TargetFormSet
    fields = ("document", "why")
    autocomplete_fields = ("document",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        related = ("citation", "document__document_type")
        return super().get_queryset(request).select_related(*related)


class WarningFilter(admin.SimpleListFilter):
    """Those that wait and that a check called wrong, as the worker last looked at them."""

    title = "máy kiểm tra"
    parameter_name = "canh-bao"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("co", "Có chỗ sai, chờ xác nhận")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        return queryset.filter(pk__in=warned_citations().order_by().values("pk"))


@admin.register(Citation)
class CitationAdmin(DecisionActionsMixin, RecordAdmin):
    form = DecisionForm
    inlines = (TargetInline,)
    list_display = ("text", "state", "target_list", "resolution", "source")
    ordering = (_WAITING_FIRST, "source", "start")
    list_filter = ("state", "resolution", "kind", WarningFilter)
    list_select_related = ("source",)
    search_fields = ("code_key",)
    search_help_text = "Gõ số ký hiệu được trích dẫn, ví dụ 24-CT/TU, hoặc trích yếu văn bản."
    fields = (
        "text",
        "context",
        "source",
        "read",
        "checks",
        "resolution",
        "state",
        "reason",
        "decided_by",
        "decided_at",
    )
    readonly_fields = (
        "text",
        "context",
        "source",
        "read",
        "checks",
        "resolution",
        "decided_by",
        "decided_at",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        in_use_ones = citations_in_use().order_by(*self.get_ordering(request))
        citations = in_use_ones.select_related("source", "decided_by")
        return citations.prefetch_related("targets__document_type")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find by the code cited, in any spelling, else by words of the document meant."""
        code = parse_code(search_term)
        if code:
            key = code_key(code.number, code.year_in_number, code.symbol)
            # Half a code finds its whole ones: 26-CT finds 26-CT/TW.
            return queryset.filter(code_key__startswith=key), False
        documents = CitationTarget._meta.get_field("document").related_model.objects
        meant = documents.containing(search_term).values("pk")
        links = CitationTarget.objects.filter(document__in=meant)
        return (queryset.filter(target_links__in=links), True) if search_term else (queryset, False)

    def confirm(self, row: Citation, by: Any, reason: str = "") -> Any:
        with followed(row.source_id, by):
            return deciding.confirm_citation(row, by, reason)

    def reject(self, row: Citation, by: Any, reason: str) -> None:
        with followed(row.source_id, by):
            deciding.reject_citation(row, by, reason)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Citations are read out of texts; an invented one would have no place in any."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A wrong one is rejected, which the next reading respects; a deleted one comes back."""
        return False

    def save_model(self, request: HttpRequest, obj: Citation, form: Any, change: bool) -> None:
        """Wait: the decision needs the documents, which are saved after this."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        # Around the lists too: what they name is what readers find behind the words.
        with followed(form.instance.source_id, request.user):
            super().save_related(request, form, formsets, change)
            self._decide_on_saved(request, form, formsets)

    def _decide_on_saved(self, request: HttpRequest, form: Any, formsets: Any) -> None:
        # The targets were loaded with the page; the lists have changed since.
        citation = Citation.objects.get(pk=form.instance.pk)
        others_listed = any(formset.has_changed() for formset in formsets)
        if others_listed and not citation.is_decided and form.cleaned_data["state"] == "proposed":
            deciding.note_targets(citation)
        elif others_listed or {"state", "reason"} & set(form.changed_data):
            # Another document is another decision, by whoever chose it.
            self.save_decision(citation, form, request.user)
        if others_listed:
            for document in citation.targets.select_related("document_type"):
                self._tell_mismatch(request, citation, document)

    def _tell_mismatch(self, request: HttpRequest, citation: Citation, document: Document) -> None:
        """Say where a document chosen by hand is not as printed; a misprint may be why."""
        day = document.issued_on.isoformat() if document.issued_on else ""
        # Half a code, printed or stored, says nothing against the whole one.
        codes = sorted([citation.code_key, document.code_key], key=len)
        parts = (
            ("số ký hiệu", not codes[1].startswith(codes[0])),
            ("ngày", bool(citation.date and day) and not day.startswith(citation.date)),
        )
        differing = " và ".join(name for name, differs in parts if differs)
        if differing:
            self.message_user(
                request,
                f"Đã lưu. Xem lại: văn bản vừa chọn, {document}, khác {differing} so với nguyên "
                f"văn “{citation.text}”. Nếu bản tin in sai thì giữ nguyên lựa chọn.",
                messages.WARNING,
            )

    @admin.display(description="văn bản")
    def target_list(self, obj: Citation) -> str:
        return "; ".join(str(document) for document in obj.targets.all())

    @admin.display(description="trong câu")
    def context(self, obj: Citation) -> str:
        """The words around it, enough to judge without opening the text."""
        start = max(0, obj.start - 200)
        return f"…{obj.source.body[start : obj.end + 200]}…"

    @admin.display(description="máy đọc được")
    def read(self, obj: Citation) -> str:
        # Stored as ISO, shown day first.
        day = "/".join(reversed(obj.date.split("-")))
        parts = (obj.type, obj.number, obj.symbol, day, obj.issuer)
        return " · ".join(part for part in parts if part)

    @admin.display(description="kiểm tra")
    def checks(self, obj: Citation) -> str:
        """What a proof-reader would say of it; guesses are called guesses."""
        rows = (
            (
                finding.grade.label,
                " (máy đoán)" if finding.basis == Basis.INFERENCE else "",
                finding.sentence,
            )
            for finding in findings_on(obj)
        )
        lines = format_html_join("", "<li><strong>{}{}</strong>: {}</li>", rows)
        return format_html("<ul>{}</ul>", lines) if lines else "Không thấy gì cần sửa."


@admin.register(Relation)
class RelationAdmin(DecisionActionsMixin, BinRecordAdmin):
    form = RelationDecisionForm
    actions = (*DecisionActionsMixin.actions, *BinRecordAdmin.actions)
    list_display = ("source", "verb", "target", "state", "decided_by", "evidence")
    list_filter = ("state", "verb")
    search_fields = ("source__search_text", "target__search_text")
    search_help_text = "Gõ số ký hiệu hoặc trích yếu của một trong hai văn bản, không cần dấu."
    autocomplete_fields = ("source", "target")
    fields = (
        "source",
        "verb",
        "target",
        "stated_on",
        "evidence",
        "state",
        "reason",
        "decided_by",
        "decided_at",
    )
    readonly_fields = ("decided_by", "decided_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        related = ("source__document_type", "target__document_type", "decided_by")
        return super().get_queryset(request).between_live().select_related(*related)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        documents = Relation._meta.get_field("source").related_model.objects
        found = documents.containing(search_term).values("pk")
        if not search_term:
            return queryset, False
        return queryset.filter(source__in=found) | queryset.filter(target__in=found), False

    def confirm(self, row: Relation, by: Any, reason: str = "") -> None:
        deciding_relations.confirm_relation(row, by, reason)

    def reject(self, row: Relation, by: Any, reason: str) -> None:
        deciding_relations.reject_relation(row, by, reason)

    def doubts(self, row: Relation) -> list[str]:
        return deciding_relations.doubts_about(row)

    def save_model(self, request: HttpRequest, obj: Relation, form: Any, change: bool) -> None:
        """Save as a decision; one left as proposed keeps only the corrected words."""
        if obj.state == Decision.PROPOSED:
            super().save_model(request, obj, form, change)
        else:
            self.save_decision(obj, form, request.user)
        if obj.state != Decision.REJECTED:
            self.tell_doubts(request, obj)
