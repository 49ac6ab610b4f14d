"""Staff screen for documents."""

from typing import Any

from adminsortable2.admin import SortableAdminBase
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils.html import format_html

from documents.admin.alike import TITLE_CHARS, AlikeMixin
from documents.admin.codes import code_doubts
from documents.admin.filters import BodyFilter, MonthFilter, TypeFilter, YearFilter
from documents.admin.finding import FindingMixin
from documents.admin.forms import DocumentForm
from documents.admin.inlines import AttachmentInline, RelationInline
from documents.admin.pasting import PastingMixin, kept_attachment
from documents.admin.picking_up import entered_from, pick_up
from documents.admin.tasks import SEE_TASKS
from documents.admin.together import TogetherMixin
from documents.deciding.citations import register
from documents.deciding.prefilling import ASKED, prefill_asked
from documents.deciding.relations import confirm_relation, doubts_about
from documents.entering import hold_series
from documents.files.attaching import stored_or_removed
from documents.holding import refresh_held
from documents.identity import refuse_duplicate
from documents.linking.arriving import hold_texts, told_of
from documents.linking.asking import texts_asking
from documents.models import Attachment, Document, Relation
from documents.removing.deleting import OWN_RECORDS, pointers_at
from documents.removing.letting_go import hold_documents
from documents.removing.restoring import refuse_binned_body, replace_proposal
from documents.tasks import reread_texts
from documents.texts import TextChange, share_texts, store_attachment_text, store_document_text
from organizations.admin.records import BinRecordAdmin, held_sentence, save_rows
from organizations.pointers import Pointers

MOST_WARNED_OF = 5
FILE_IS_GONE = (
    "Tệp đã chọn ở ô dán không còn được giữ (quá một ngày). Văn bản đã lưu; chọn lại tệp ở mục Tệp "
    "đính kèm."
)
# What the code says; a doubt about it comes from one of these.
CODE_FIELDS = frozenset({"number", "year_in_number", "symbol", "document_type", "organization"})


@admin.register(Document)
class DocumentAdmin(
    TogetherMixin, PastingMixin, AlikeMixin, FindingMixin, SortableAdminBase, BinRecordAdmin
):
    form = DocumentForm
    inlines = (RelationInline, AttachmentInline)
    list_display = (
        "code_or_name",
        "document_type",
        "organization",
        "date_shown",
        "short_title",
        "held_shown",
        "state",
    )
    list_select_related = ("document_type", "organization", "term")
    list_filter = (
        BodyFilter,
        "organization__level",
        TypeFilter,
        YearFilter,
        MonthFilter,
        "is_held",
        "status",
        "state",
    )
    search_fields = ("search_text",)
    search_help_text = (
        "Gõ số ký hiệu (24-CT/TU hay 24 ct tu), trích yếu hoặc cơ quan, không cần dấu."
    )
    autocomplete_fields = ("organization", "audience_bodies", "term")
    go_along = OWN_RECORDS
    parts_told = "attachments"
    fieldsets = (
        (
            "Số ký hiệu và ngày",
            {
                "fields": [
                    "document_type",
                    ("number", "symbol"),
                    "organization",
                    "issued_on",
                    "title",
                ]
            },
        ),
        ("Nội dung", {"fields": ["body"]}),
        ("Ai được xem", {"fields": ["audience", "audience_bodies"]}),
        (
            "Người ký, tập thể ban hành, hiệu lực",
            {
                "classes": ["collapse"],
                "fields": [
                    "collective",
                    "issuer_printed",
                    ("signer", "signer_position"),
                    "status",
                    "status_basis",
                ],
            },
        ),
        (
            "Khi thiếu số, thiếu ngày hoặc trùng số ký hiệu",
            {
                "classes": ["collapse"],
                "fields": ["name", "year_in_number", "issued_year", "term", "distinct_note"],
            },
        ),
        ("Ghi chú", {"classes": ["collapse"], "fields": ["note"]}),
    )

    actions = (*BinRecordAdmin.actions, "together_action", "reread_action")

    class Media:
        js = ("admin-van-kien/trung-so.js", "admin-van-kien/dan.js")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).with_names()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Fill in a new document from the citation that the list of wanted documents names."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        read = prefill_asked(request.GET.get(ASKED, ""), request.user)
        if read is None:
            return initial
        self.message_user(request, f"Máy đã điền những gì đọc được ở chỗ ghi “{read.words}”.")
        for doubt in read.doubts:
            self.message_user(request, doubt, messages.WARNING)
        return initial | read.values

    def view_on_site(self, obj: Document) -> str:
        return obj.get_absolute_url()

    def autocomplete_label(self, obj: Document) -> str:
        """Name a document among suggestions: equal codes differ by date and body."""
        title = truncatechars(obj.title, TITLE_CHARS)
        return " – ".join(part for part in (str(obj), obj.issuer_display, title) if part)

    def save_model(self, request: HttpRequest, obj: Document, form: Any, change: bool) -> None:
        """Look once more, now that nobody else can enter the same in the same moment."""
        asked = None if change else entered_from(request)
        hold_texts(obj, texts_asking(asked) if asked else ())
        hold_series([obj])
        refuse_duplicate(obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save lists, text and files, or nothing of them."""
        files = (formset for formset in formsets if formset.model is Attachment)
        rows = [row.instance for formset in files for row in formset.forms]
        with kept_attachment(request, form.instance) as (kept, text):
            new = [row for row in (*rows, kept) if row and row._state.adding]
            with stored_or_removed(new):
                super().save_related(request, form, formsets, change)
                texts = self._texts_of(formsets)
                if kept and kept.sha256 not in {row.sha256 for row in rows}:
                    kept.save()
                    texts.append((kept, text))
                self._finish(request, form, texts, change)
        if request.POST.get("kept_file") and kept is None:
            self.message_user(request, FILE_IS_GONE, messages.WARNING)

    @staticmethod
    def _texts_of(formsets: Any) -> list[tuple[Attachment, str]]:
        """Return the files just stored and the text that was read in each."""
        return [
            (row.instance, row.facts.text or "")
            for formset in formsets
            if formset.model is Attachment
            for row in formset.forms
            if row.facts and row.instance.pk
        ]

    def _finish(
        self,
        request: HttpRequest,
        form: Any,
        texts: list[tuple[Attachment, str]],
        change: bool,
    ) -> None:
        """Enter a proposed document, share and read the texts, and say what came of it."""
        document = form.instance
        was_held, is_entered = document.is_held, register(document)
        if is_entered:
            self.message_user(request, "Văn bản do máy đề xuất nay đã vào sổ.")
        if CODE_FIELDS & set(form.changed_data):
            self._tell_doubts(request, document)
        share_texts(document)
        changes = []
        if "body" in form.changed_data:
            changes.append(store_document_text(document, form.cleaned_data["body"]))
        changes += [store_attachment_text(row, text) for row, text in texts if text]
        is_held = refresh_held(document)
        self._tell(request, changes)
        if (CODE_FIELDS | {"name", "issued_on", "issued_year"}) & set(form.changed_data):
            pick_up(request, document, is_put_right=change)
        # A new one is cited by what it picked up alone.
        if change and (is_entered or (is_held and not was_held)) and (said := told_of(document)):
            self.message_user(request, said)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save relations as this editor's decisions and files with who brought them."""
        # Dragging a row to another place says nothing about whether it is true.
        stated = {id(row.instance) for row in formset.forms if set(row.changed_data) - {"order"}}

        def save(row: Any) -> None:
            if isinstance(row, Relation) and id(row) in stated:
                confirm_relation(row, request.user)
                for doubt in doubts_about(row):
                    self.message_user(request, doubt, messages.WARNING)
                return
            if isinstance(row, Attachment) and row._state.adding:
                row.uploaded_by = request.user
            row.save()

        save_rows(formset, request.user, save)

    def _tell_doubts(self, request: HttpRequest, document: Document) -> None:
        """Say what looks odd in a code just typed, and whether the bin holds the document."""
        for doubt in code_doubts(document):
            self.message_user(request, doubt, messages.WARNING)
        binned = (
            Document.all_objects.binned().with_names().filter(identity_key=document.identity_key)
        )
        for other in binned[:MOST_WARNED_OF]:
            link = reverse("admin:documents_document_change", args=[other.pk])
            sentence = format_html(
                'Văn bản này đang ở thùng rác: <a href="{}">{}</a> – Khôi phục thay vì nhập lại? '
                "Muốn khôi phục thì bỏ bản vừa nhập vào thùng rác trước.",
                link,
                other,
            )
            self.message_user(request, sentence, messages.WARNING)

    def _tell(self, request: HttpRequest, changes: list[TextChange]) -> None:
        found = sum(change.found for change in changes)
        if found:
            self.message_user(
                request, f"Tìm thấy {found} trích dẫn trong nội dung, đang chờ cán bộ xác nhận."
            )
        for change in changes:
            for citation in change.lost:
                self.message_user(
                    request,
                    f"Trích dẫn đã quyết định “{citation.text}” không còn trong nội dung mới nên "
                    "đã được gỡ.",
                    messages.WARNING,
                )

    @admin.action(description="Đọc lại trích dẫn trong nội dung", permissions=["change"])
    def reread_action(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Hand the texts of the chosen documents to the worker: many take long."""
        texts = queryset.filter(text__isnull=False).order_by().values_list("text_id", flat=True)
        source_ids = list(texts)
        if not source_ids:
            self.message_user(
                request, "Các văn bản đã chọn chưa có nội dung để đọc.", messages.WARNING
            )
            return
        reread_texts.enqueue(source_ids)
        self.message_user(request, f"Đang đọc lại {len(source_ids)} văn bản. {SEE_TASKS}")

    def pointers(self, record: Document) -> list[Pointers]:
        return pointers_at(record)

    def delete_model(self, request: HttpRequest, obj: Document) -> None:
        # Whoever confirms a citation of it holds it too: the second sees what the first did.
        hold_texts(obj)
        hold_documents([obj.pk])
        if held := self.pointers(obj):
            raise ValidationError(held_sentence(obj, held), code="held")
        super().delete_model(request, obj)
        share_texts(obj)

    def restore_model(self, request: HttpRequest, obj: Document) -> None:
        """Bring it back only where nothing that people entered since may be the same document."""
        if obj.merged_away.filter(undone_at=None, is_split=False).exists():
            # All that hung on it is with the record kept: alone it would come back empty.
            raise ValidationError(
                "Bản ghi này đã hợp nhất vào bản ghi khác. Muốn có lại thì bấm “Tách lại” ở trang "
                "“Các lần hợp nhất”.",
                code="merged",
            )
        refuse_binned_body(obj)
        hold_texts(obj)
        hold_series([obj])
        replace_proposal(obj, request.user)
        refuse_duplicate(obj)
        super().restore_model(request, obj)
        share_texts(obj)
        pick_up(request, obj)

    @admin.display(description="nội dung văn bản")
    def body(self, obj: Document) -> str:
        """The text where it can only be read; elsewhere the form's box of this name stands."""
        return obj.text.body if obj.text else ""

    @admin.display(description="số ký hiệu", ordering="number_value")
    def code_or_name(self, obj: Document) -> str:
        return obj.code or obj.name

    @admin.display(description="ngày ban hành", ordering="issued_on")
    def date_shown(self, obj: Document) -> str:
        return obj.date_display

    @admin.display(description="có văn bản", ordering="is_held")
    def held_shown(self, obj: Document) -> str:
        """In words: a red cross would call a document wrong that is only cited."""
        return "có" if obj.is_held else "chưa có"

    @admin.display(description="trích yếu")
    def short_title(self, obj: Document) -> str:
        return truncatechars(obj.title, TITLE_CHARS)
