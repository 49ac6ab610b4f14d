"""Places in a text that name a document: evidence, kept word for word."""

import re
from collections.abc import Iterable

from django.db import models
from simple_history.models import HistoricalRecords

from documents.models.decisions import DecisionModel
from documents.models.document import Document
from documents.models.sources import SourceText
from documents.querysets import CitationQuerySet

# The public addresses in what `name_documents` writes.
_ADDRESS = re.compile(r"\[([^\[\]]+)\]")


class Way(models.TextChoices):
    """How the machine came from the words to the one document it says they mean."""

    CODE_AND_DAY = "code-and-day", "đúng số ký hiệu và ngày"
    CODE_AND_PERIOD = "code-and-period", "đúng số ký hiệu, cùng năm hoặc cùng nhiệm kỳ"
    CODE = "code", "chỉ có số ký hiệu để đối chiếu"
    OTHER_DAY = "other-day", "đúng số ký hiệu, ngày ghi khác trong sổ"
    INSTEAD = "instead", "ký hiệu không khớp cơ quan, lấy văn bản cùng số cùng ngày"
    NAME = "name", "đúng tên gọi"
    NAME_COMPLETED = "name-completed", "tên gọi ghi thiếu, bổ sung từ cùng bản văn"
    DECLARED = "declared", "bản văn tự gọi tắt"
    SHORT_IN_TEXT = "short-in-text", "chỉ có số, cùng bản văn có chỗ ghi đủ"
    SHORT_IN_REGISTRY = "short-in-registry", "chỉ có số, trong sổ chỉ một văn bản có số này"


class Citation(DecisionModel):
    """One place in one source text that names a document, with what was read in it as printed."""

    class Kind(models.TextChoices):
        FULL = "full", "Có số ký hiệu"
        SHORT = "short", "Chỉ có số"
        NAMED = "named", "Gọi theo tên"

    class Origin(models.TextChoices):
        MACHINE = "machine", "Máy đọc"
        PERSON = "person", "Người đánh dấu"

    class Resolution(models.TextChoices):
        """How many registered documents the words can mean."""

        NONE = "none", "Chưa có trong sổ"
        ONE = "one", "Một văn bản"
        SEVERAL = "several", "Nhiều văn bản cùng được nêu"
        AMBIGUOUS = "ambiguous", "Nhiều văn bản khớp"

    source = models.ForeignKey(
        SourceText, verbose_name="nguồn văn", on_delete=models.CASCADE, related_name="citations"
    )
    start = models.PositiveIntegerField("từ ký tự")
    end = models.PositiveIntegerField("đến ký tự")
    text = models.TextField("nguyên văn")
    kind = models.CharField("dạng", max_length=10, choices=Kind)
    type = models.CharField("loại ghi trong câu", max_length=100, blank=True)
    type_code = models.CharField("mã loại", max_length=20, blank=True)
    number = models.CharField("số", max_length=20, blank=True)
    year_in_number = models.CharField("năm trong số", max_length=4, blank=True)
    symbol = models.CharField("ký hiệu", max_length=60, blank=True)
    code_key = models.CharField(max_length=100, blank=True, editable=False, db_index=True)
    date = models.CharField("ngày ghi trong câu", max_length=10, blank=True)
    issuer = models.CharField("cơ quan ghi trong câu", max_length=300, blank=True)
    rule = models.CharField("quy tắc đọc", max_length=60, blank=True)
    # The value of `Way` by which the machine came to what it meant; '' where it meant nothing for
    # certain, or was not asked so yet. A decision leaves it: what people say of it is counted.
    way = models.CharField("cách tìm ra văn bản", max_length=20, blank=True, editable=False)
    origin = models.CharField("ai tìm ra", max_length=10, choices=Origin, default=Origin.MACHINE)
    resolution = models.CharField(
        "đối chiếu", max_length=10, choices=Resolution, default=Resolution.NONE
    )
    targets = models.ManyToManyField(
        Document,
        through="documents.CitationTarget",
        related_name="cited_in",
        verbose_name="văn bản",
    )
    # The targets in words, as they stood at this row's last writing. The history keeps rows,
    # not lists of targets: through this column it tells which document was meant, and which
    # before, without a row of history for every guess of the machine. In no form; yet the
    # page of the history leaves out what is not editable.
    named_documents = models.TextField("văn bản được hiểu là", blank=True)

    objects = CitationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(DecisionModel.Meta):
        verbose_name = "trích dẫn"
        verbose_name_plural = "trích dẫn"
        ordering = ["source", "start"]
        constraints = [
            *DecisionModel.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")),
                name="citation_span_in_order",
                violation_error_message="Trích dẫn phải có ít nhất một ký tự.",
            ),
            # What a person rejected stays on record where other words are a citation by now.
            models.UniqueConstraint(
                fields=["source", "start"],
                condition=~models.Q(state="rejected"),
                name="citation_once_per_place",
                violation_error_message="Chỗ này đã được đánh dấu là một trích dẫn.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def state_told(self) -> str:
        """Its state in words; what a person marked was proposed by no machine."""
        is_marked = self.origin == self.Origin.PERSON and not self.is_decided
        return self.Origin.PERSON.label if is_marked else self.get_state_display()

    @property
    def date_told(self) -> str:
        """The date as it was read, in words: "ngày 19/05/2023", "năm 2023"; '' for none."""
        if not self.date:
            return ""
        what = {4: "năm", 7: "tháng"}.get(len(self.date), "ngày")
        return f"{what} {'/'.join(reversed(self.date.split('-')))}"


def name_documents(documents: Iterable[Document]) -> str:
    """Return documents in words for `Citation.named_documents`; '' for none.

    Each as its label, date and public address: ``Chỉ thị 24-CT/TU (19/05/2023)
    [24-ct-tu-2023]``. The address never changes, whatever is corrected in the label later.
    """
    return "; ".join(f"{document} [{document.slug}]" for document in documents)


def named_slugs(told: str) -> list[str]:
    """Return the public addresses in what `name_documents` wrote."""
    return _ADDRESS.findall(told)


class CitationTarget(models.Model):
    """A document a citation names, or may name, and why it is thought so."""

    citation = models.ForeignKey(Citation, on_delete=models.CASCADE, related_name="target_links")
    document = models.ForeignKey(
        Document,
        verbose_name="văn bản",
        # What others cite cannot be deleted.
        on_delete=models.PROTECT,
        related_name="citation_links",
    )
    why = models.CharField("vì sao", max_length=300, blank=True)
    # As `Citation.way`; '' where a person listed the document.
    way = models.CharField("cách tìm ra văn bản", max_length=20, blank=True, editable=False)

    class Meta:
        verbose_name = "văn bản được trích dẫn"
        verbose_name_plural = "văn bản được trích dẫn"
        ordering = ["citation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["citation", "document"],
                name="citationtarget_once",
                violation_error_message="Văn bản này đã gắn với trích dẫn.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.citation} → {self.document}"
