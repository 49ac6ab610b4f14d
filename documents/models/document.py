"""One issued document: held, or only known because others cite it."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from documents import identity
from documents.citations.codes import code_key, number_value
from documents.models.addresses import addresses_taken
from documents.models.issuing import IssuedDocument
from documents.models.sources import SourceText
from documents.models.telling import DOCUMENT_TOLD, TellingModel
from documents.models.types import DocumentType
from documents.querysets import DocumentQuerySet
from documents.search import indexing
from organizations.audience import AudienceModel
from organizations.bin import BINNED, LIVE, BinModel, LiveManager
from organizations.models import Organization, Term
from organizations.text import fold, free_slug, normalize, slug

# The Party was founded on 03/02/1930; an earlier date is a slip of the pen.
FIRST_YEAR = 1930
# "24", "04", "30a" (Nghị quyết 30a/2008/NQ-CP), and the dotted numbers of 2026 such as "66.19";
# not "24-CT/TU".
NUMBER = r"^\d{1,6}([a-z]|\.\d{1,4})?$"


class Document(IssuedDocument, TellingModel, BinModel, AudienceModel):
    """A document of the registry.

    `identity_key` names it among all live ones (see `documents.identity`); `slug` is its
    public address, made once and never changed.
    """

    TOLD = DOCUMENT_TOLD

    class State(models.TextChoices):
        PROPOSED = "proposed", "Máy đề xuất, chưa ai xác nhận"
        REGISTERED = "registered", "Đã vào sổ"

    class Status(models.TextChoices):
        UNKNOWN = "unknown", "Chưa xác định"
        IN_FORCE = "in_force", "Còn hiệu lực"
        PARTLY = "partly", "Hết hiệu lực một phần"
        ENDED = "ended", "Hết hiệu lực"
        NOT_YET = "not_yet", "Chưa có hiệu lực"

    class Collective(models.TextChoices):
        """Who acted for the body, under its code and in its number series."""

        UNKNOWN = "", "Chưa rõ"
        CONGRESS = "congress", "Đại hội"
        COMMITTEE = "committee", "Ban Chấp hành"
        POLITBURO = "politburo", "Bộ Chính trị"
        SECRETARIAT = "secretariat", "Ban Bí thư"
        STANDING_COMMITTEE = "standing_committee", "Ban Thường vụ"
        STANDING_BOARD = "standing_board", "Thường trực"

    document_type = models.ForeignKey(
        DocumentType,
        verbose_name="loại văn bản",
        # A type in use is part of the documents' identity.
        on_delete=models.PROTECT,
        related_name="documents",
    )
    number = models.CharField(
        "số",
        max_length=20,
        blank=True,
        validators=[
            RegexValidator(
                NUMBER,
                "“%(value)s” không phải là số văn bản. Chỉ gõ phần số, ví dụ 24, 04 hoặc 30a.",
                code="bad_number",
            )
        ],
        help_text="Chỉ phần số, như in trên văn bản: 24, 04. Văn bản không đánh số thì để trống.",
    )
    year_in_number = models.CharField(
        "năm trong số",
        max_length=4,
        blank=True,
        validators=[
            RegexValidator(
                r"^(19|20)\d\d$", "“%(value)s” không phải là năm, ví dụ 2020.", code="bad_year"
            )
        ],
        help_text="Chỉ dùng khi số có năm, như 130/2020/NĐ-CP thì năm là 2020.",
    )
    symbol = models.CharField(
        "ký hiệu",
        max_length=60,
        blank=True,
        help_text="Phần sau số: CT/TU, NĐ-CP.",
    )
    name = models.CharField(
        "tên gọi",
        max_length=300,
        blank=True,
        help_text="Cho văn bản không có số, ví dụ: Nghị quyết Đại hội XIII của Đảng.",
    )
    title = models.TextField("trích yếu", blank=True)
    organization = models.ForeignKey(
        Organization,
        verbose_name="cơ quan ban hành",
        null=True,
        blank=True,
        # A body that has issued documents is ended by date, never deleted.
        on_delete=models.PROTECT,
        related_name="documents",
        help_text="Để trống khi chưa rõ: ký hiệu TU là của Tỉnh ủy hay Thành ủy đều có thể.",
    )
    collective = models.CharField(
        "tập thể ban hành",
        max_length=20,
        choices=Collective,
        blank=True,
        default=Collective.UNKNOWN,
    )
    issuer_printed = models.CharField("cơ quan như in trên văn bản", max_length=300, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    issued_year = models.PositiveSmallIntegerField(
        "năm ban hành",
        null=True,
        blank=True,
        help_text="Tự điền khi có ngày. Chỉ nhập khi biết năm mà không biết ngày.",
    )
    issued_month = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    term = models.ForeignKey(
        Term,
        verbose_name="nhiệm kỳ",
        null=True,
        blank=True,
        # Numbers restart with the term, so it is part of the documents' identity.
        on_delete=models.PROTECT,
        related_name="documents",
        help_text="Tự điền khi có ngày. Chỉ chọn khi biết khóa mà không biết ngày.",
    )
    signer = models.CharField("người ký", max_length=100, blank=True)
    signer_position = models.CharField("chức vụ người ký", max_length=150, blank=True)
    status = models.CharField("hiệu lực", max_length=10, choices=Status, default=Status.UNKNOWN)
    status_basis = models.CharField(
        "căn cứ về hiệu lực",
        max_length=300,
        blank=True,
        help_text="Văn bản nào nói vậy. Bắt buộc khi hiệu lực khác “Chưa xác định”.",
    )
    state = models.CharField(
        "vào sổ", max_length=10, choices=State, default=State.REGISTERED, editable=False
    )
    is_held = models.BooleanField("có văn bản", default=False, editable=False)
    text = models.OneToOneField(
        SourceText,
        verbose_name="nguồn văn",
        null=True,
        blank=True,
        editable=False,
        # The text holds citations that people decided on.
        on_delete=models.PROTECT,
        related_name="document",
    )
    distinct_note = models.CharField(
        "vì sao không trùng",
        max_length=300,
        blank=True,
        help_text=(
            "Chỉ dùng khi trùng số ký hiệu với một văn bản khác mà ngày hoặc cơ quan chưa rõ: "
            "ghi vì sao đây là hai văn bản."
        ),
    )
    note = models.TextField(
        "ghi chú", blank=True, help_text="Ai xem được văn bản thì cũng đọc được ghi chú này."
    )

    slug = models.SlugField("địa chỉ", max_length=120, unique=True, editable=False)
    identity_key = models.CharField(max_length=400, editable=False)
    code_key = models.CharField(max_length=100, blank=True, editable=False, db_index=True)
    name_key = models.CharField(max_length=300, blank=True, editable=False, db_index=True)
    number_value = models.PositiveIntegerField(null=True, editable=False)
    search_text = models.TextField(editable=False, blank=True)
    created_at = models.DateTimeField("nhập lúc", auto_now_add=True)
    updated_at = models.DateTimeField("sửa lúc", auto_now=True)

    objects = LiveManager.from_queryset(DocumentQuerySet)()
    all_objects = DocumentQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=["search_text", "issuer_then", "created_at", "updated_at"],
        m2m_fields=["audience_bodies"],
    )

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        base_manager_name = "all_objects"
        default_manager_name = "objects"
        ordering = [models.F("issued_on").desc(nulls_last=True), "-pk"]
        indexes = [
            models.Index(fields=["-issued_on", "-id"], name="document_newest_first"),
            models.Index(fields=["issued_year", "issued_month"], name="document_by_month"),
            models.Index(
                fields=["organization", "document_type", "number_value"], name="document_in_series"
            ),
            models.Index(fields=["number_value"], name="document_by_number"),
            models.Index(fields=["deleted_at"], condition=BINNED, name="document_in_bin"),
            # For counting all documents (documents/figures/): it holds all that is asked.
            models.Index(
                fields=["issued_year", "issued_month", "organization", "state"],
                condition=LIVE,
                name="document_counted_by_month",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["identity_key"],
                condition=LIVE,
                name="document_identity_once",
                violation_error_message="Văn bản này đã có trong sổ.",
            ),
            models.CheckConstraint(
                condition=~models.Q(identity_key="") & ~models.Q(slug=""),
                name="document_has_identity",
            ),
            models.CheckConstraint(
                condition=~models.Q(number="") | ~models.Q(name=""),
                name="document_has_number_or_name",
                violation_error_message="Cần có số, hoặc tên gọi nếu văn bản không đánh số.",
            ),
            models.CheckConstraint(
                condition=~models.Q(number="", symbol__gt=""),
                name="document_symbol_needs_number",
                violation_error_message="Có ký hiệu thì phải có số.",
            ),
            models.CheckConstraint(
                condition=models.Q(status="unknown") | ~models.Q(status_basis=""),
                name="document_status_has_basis",
                violation_error_message="Ghi căn cứ: văn bản nào nói về hiệu lực này.",
            ),
            models.CheckConstraint(
                condition=models.Q(issued_year__isnull=True)
                | models.Q(issued_year__range=(FIRST_YEAR, 2200)),
                name="document_year_is_plausible",
                violation_error_message=f"Năm ban hành phải từ {FIRST_YEAR}.",
            ),
            models.CheckConstraint(
                condition=models.Q(issued_on__isnull=True, issued_month__isnull=True)
                | models.Q(
                    issued_on__isnull=False, issued_month__range=(1, 12), issued_year__isnull=False
                ),
                name="document_date_and_month_agree",
            ),
            models.CheckConstraint(
                condition=models.Q(text__isnull=True) | models.Q(is_held=True),
                name="document_with_text_is_held",
            ),
        ]

    def __str__(self) -> str:
        label = self.label
        return f"{label} ({self.date_display})" if self.date_display else label

    def clean(self) -> None:
        """Refuse future dates and whatever may be a document already registered."""
        if self.issued_on and self.issued_on > timezone.localdate():
            raise ValidationError(
                {
                    "issued_on": ValidationError(
                        "Ngày ban hành %(value)s ở tương lai. Kiểm tra lại ngày, tháng, năm.",
                        code="future_date",
                        params={"value": f"{self.issued_on:%d/%m/%Y}"},
                    )
                }
            )
        # A number that is none was refused as a field; no key can be made of it.
        if self.document_type_id and (not self.number or re.match(NUMBER, self.number)):
            self.refresh_keys()
            identity.refuse_duplicate(self)

    def save(self, *args: object, **kwargs: object) -> None:
        self.refresh_keys()
        if self.slug:
            self._save(*args, **kwargs)
        else:
            self._save_at_free_address(*args, **kwargs)

    def _save_at_free_address(self, *args: object, **kwargs: object) -> None:
        """Save a new document; where another takes its address at this moment, under the next."""
        self.slug = _address_of(self)
        try:
            self._save(*args, **kwargs)
        except IntegrityError:
            if not Document.all_objects.filter(slug=self.slug).exists():
                raise
            self._save_at_free_address(*args, **kwargs)

    def _save(self, *args: object, **kwargs: object) -> None:
        update_fields = kwargs.get("update_fields")
        if update_fields is not None:
            kwargs["update_fields"] = {*update_fields, *DERIVED_FIELDS}
        with transaction.atomic():
            super().save(*args, **kwargs)
            indexing.index_document(self)

    def get_absolute_url(self) -> str:
        return reverse("documents:detail", args=[self.slug])

    def refresh_keys(self) -> None:
        """Recompute every stored value that follows from what was entered; `save` calls it."""
        self.issuer_then = identity.issuer_then(self)
        self.set_keys(identity.term_of(self), identity.series_of(self))

    def set_keys(self, term: Term | None, series: str) -> None:
        """Do so for the term and the number series given, without a query for rows in memory."""
        self.symbol = re.sub(r"\s+", "", normalize(self.symbol))
        self.name, self.title = normalize(self.name), normalize(self.title)
        for name in ("issuer_printed", "signer", "signer_position"):
            setattr(self, name, normalize(getattr(self, name)))
        if self.issued_on:
            self.issued_year, self.issued_month = self.issued_on.year, self.issued_on.month
        else:
            self.issued_month = None
        self.number_value = number_value(self.number) if self.number else None
        self.code_key = code_key(self.number, self.year_in_number, self.symbol)
        self.name_key = identity.name_key(self.name)
        self.term = term
        self.identity_key = identity.identity_key(self, series)
        self.search_text = fold(self.heading)

    @property
    def code(self) -> str:
        """Số ký hiệu: Party ``24-CT/TU``, State ``130/2020/NĐ-CP``; '' without a number."""
        if not self.number:
            return ""
        number = f"0{self.number}" if len(self.number) == 1 else self.number
        if self.year_in_number:
            return "/".join(part for part in (number, self.year_in_number, self.symbol) if part)
        if not self.symbol:
            return number
        return f"{number}-{self.symbol}" if "/" in self.symbol else f"{number}/{self.symbol}"

    @property
    def label(self) -> str:
        """How the document is called in a list: “Chỉ thị 24-CT/TU”, or its name."""
        if not self.number:
            return self.name
        return f"{self.document_type.name} {self.code}"

    @property
    def date_display(self) -> str:
        """The day as dd/mm/yyyy, else the year, else ''."""
        if self.issued_on:
            return f"{self.issued_on:%d/%m/%Y}"
        return str(self.issued_year or "")

    @property
    def is_proposed(self) -> bool:
        return self.state == self.State.PROPOSED


# Stored values that `refresh_keys` sets and that a partial save must therefore write too.
DERIVED_FIELDS = frozenset(
    (
        *(
            "symbol",
            "name",
            "title",
            "issuer_printed",
            "issued_year",
            "issued_month",
            "number_value",
            "code_key",
        ),
        *("name_key", "term", "identity_key", "search_text", "issuer_then", "updated_at"),
    )
)

# What other pages beside the documents' own are called (see `documents.urls`).
RESERVED_ADDRESSES = frozenset({"bo-loc", "so-dang-ky", "muc-luc"})


def _address_of(document: Document) -> str:
    """Return an address no document has or had: ``26-ct-tw-2023``, then ``26-ct-tw-2023-2``."""
    base = address_words(document)
    taken = RESERVED_ADDRESSES | addresses_taken(base)
    taken |= set(Document.all_objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return free_slug(base, taken)


def address_words(document: Document) -> str:
    """Return what an address says of the document, not yet told apart: ``26-ct-tw-2023``."""
    words = document.code or document.name
    year = "" if document.year_in_number else str(document.issued_year or "")
    return slug(f"{words} {year}")[:100] or "van-ban"
