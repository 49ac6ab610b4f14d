"""Monthly bulletins, their items, and the documents each item is about."""

from django.db import models, transaction
from django.urls import reverse
from simple_history.models import HistoricalRecords

from bulletins import searching
from bulletins.corrections import Correction as Correction
from bulletins.corrections import CorrectionChange as CorrectionChange
from bulletins.intakes import Intake as Intake
from bulletins.progress import BulletinReading as BulletinReading
from bulletins.querysets import BulletinItemQuerySet, BulletinQuerySet
from bulletins.telling import BULLETIN_TOLD, SUBJECT_TOLD
from documents.models import Citation, DecisionModel, Document, SourceText
from documents.models.passages import PassageModel
from documents.models.telling import TellingModel
from organizations.audience import AudienceModel
from organizations.bin import LIVE, BinModel, LiveManager
from organizations.models import Organization
from organizations.text import fold, normalize

DEFAULT_TITLE = "Tài liệu phục vụ sinh hoạt chi bộ"
DEFAULT_MARKING = "SỬ DỤNG VÀ BẢO QUẢN TRONG NỘI BỘ CỦA ĐẢNG"


class Bulletin(TellingModel, BinModel, AudienceModel):
    """The material for cell meetings that one body publishes for one month."""

    TOLD = BULLETIN_TOLD

    class State(models.TextChoices):
        DRAFT = "draft", "Bản thảo"
        PUBLISHED = "published", "Đã phát hành"
        WITHDRAWN = "withdrawn", "Đã thu hồi"

    publisher = models.ForeignKey(
        Organization,
        verbose_name="nơi phát hành",
        # A publisher of bulletins is ended by date, never deleted.
        on_delete=models.PROTECT,
        related_name="bulletins",
    )
    year = models.PositiveSmallIntegerField("năm")
    month = models.PositiveSmallIntegerField("tháng")
    title = models.CharField("tên", max_length=200, default=DEFAULT_TITLE)
    marking = models.CharField(
        "chỉ dẫn lưu hành",
        max_length=200,
        blank=True,
        default=DEFAULT_MARKING,
        help_text="Chỉ dẫn phạm vi lưu hành, không phải độ mật.",
    )
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.DRAFT)
    withdrawn_on = models.DateField("ngày thu hồi", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField("lý do thu hồi", max_length=300, blank=True, editable=False)
    text_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    note = models.TextField("ghi chú", blank=True)

    objects = LiveManager.from_queryset(BulletinQuerySet)()
    all_objects = BulletinQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=["audience_bodies"])

    class Meta:
        verbose_name = "bản tin"
        verbose_name_plural = "bản tin"
        base_manager_name = "all_objects"
        default_manager_name = "objects"
        ordering = ["-year", "-month", "publisher"]
        constraints = [
            models.UniqueConstraint(
                fields=["publisher", "year", "month"],
                condition=LIVE,
                name="bulletin_once_per_month",
                violation_error_message="Nơi này đã có bản tin của tháng đó.",
            ),
            models.CheckConstraint(
                condition=models.Q(month__range=(1, 12)),
                name="bulletin_month_exists",
                violation_error_message="Tháng phải từ 1 đến 12.",
            ),
            models.CheckConstraint(
                condition=models.Q(year__range=(1930, 2200)),
                name="bulletin_year_is_plausible",
                violation_error_message="Năm của bản tin phải từ 1930.",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    ~models.Q(withdrawn_reason=""), state="withdrawn", withdrawn_on__isnull=False
                )
                | models.Q(
                    ~models.Q(state="withdrawn"), withdrawn_on__isnull=True, withdrawn_reason=""
                ),
                name="bulletin_withdrawn_with_reason",
                violation_error_message="Thu hồi bản tin ở trang đọc của nó, có ghi lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"Bản tin tháng {self.month}/{self.year} – {self.publisher}"

    def get_absolute_url(self) -> str:
        return reverse("bulletins:detail", args=[self.publisher.slug, self.year, self.month])


class BulletinItem(BinModel):
    """A numbered piece of a bulletin. It owns the text from its heading to the next item's."""

    class Kind(models.TextChoices):
        FRONT = "front", "Phần đầu, mục lục"
        DOCUMENT = "document", "Giới thiệu văn bản"
        TOPIC = "topic", "Chuyên đề"
        NEWS = "news", "Tin hoạt động"
        SECTION = "section", "Tiểu mục"

    class Unreviewed(models.TextChoices):
        """What an import put onto a published bulletin and no editor has looked at yet."""

        NOTHING = "nothing", "không còn gì"
        TEXT = "text", "nội dung"
        TITLE = "title", "tên mục"
        ITEM = "item", "cả mục"
        # The new text lacks it: members keep it until an editor has looked, then it is binned.
        GONE = "gone", "mục bị bỏ"

    bulletin = models.ForeignKey(
        Bulletin,
        verbose_name="bản tin",
        # Items go to the bin with their bulletin, never with a cascade.
        on_delete=models.PROTECT,
        related_name="items",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name="thuộc mục",
        null=True,
        blank=True,
        # As above.
        on_delete=models.PROTECT,
        related_name="children",
    )
    order = models.PositiveIntegerField("thứ tự", default=0)
    label = models.CharField(
        "số mục như in",
        max_length=30,
        blank=True,
        help_text="Như in trong bản tin, có thể trùng hoặc nhảy số.",
    )
    kind = models.CharField("loại mục", max_length=10, choices=Kind)
    title = models.TextField("tên mục", blank=True)
    title_key = models.TextField(editable=False, blank=True)
    # How an import words the title of an item that members read; theirs until an editor has looked.
    new_title = models.TextField("tên mục mới nhập", editable=False, blank=True)
    text = models.OneToOneField(
        SourceText,
        verbose_name="nguồn văn",
        null=True,
        blank=True,
        editable=False,
        # The text holds citations that people decided on.
        on_delete=models.PROTECT,
        related_name="bulletin_item",
    )
    unreviewed = models.CharField(
        "chờ cán bộ xem",
        max_length=10,
        choices=Unreviewed,
        default=Unreviewed.NOTHING,
        editable=False,
    )
    subjects = models.ManyToManyField(
        Document,
        through="bulletins.ItemSubject",
        related_name="bulletin_items",
        verbose_name="văn bản được giới thiệu",
    )

    objects = LiveManager.from_queryset(BulletinItemQuerySet)()
    all_objects = BulletinItemQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["title_key"])

    class Meta:
        verbose_name = "mục bản tin"
        verbose_name_plural = "mục bản tin"
        base_manager_name = "all_objects"
        default_manager_name = "objects"
        ordering = ["bulletin", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="bulletinitem_not_its_own_parent",
                violation_error_message="Một mục không thể thuộc chính nó.",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="front") | ~models.Q(title=""),
                name="bulletinitem_has_title",
                violation_error_message="Mục cần có tên.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.shown_title}".strip()

    def save(self, *args: object, **kwargs: object) -> None:
        self.title = normalize(self.title)
        self.title_key = fold(self.title)
        with transaction.atomic():
            super().save(*args, **kwargs)
            searching.index_item(self)

    @property
    def is_text_shown(self) -> bool:
        """Whether its text, as far as this item goes, is for the bulletin's readers."""
        held_back = (self.Unreviewed.TEXT, self.Unreviewed.ITEM)
        return self.unreviewed not in held_back

    @property
    def title_in_text(self) -> str:
        """The title that stands in its text, which readers may not have yet."""
        return self.new_title or self.title

    @property
    def shown_title(self) -> str:
        """The item's name; front matter mostly has none and is called by its kind."""
        return self.title or self.get_kind_display()


class ItemSubject(TellingModel, DecisionModel):
    """An item is about a document: proposed by the reader or stated by an editor."""

    TOLD = SUBJECT_TOLD

    item = models.ForeignKey(
        BulletinItem,
        verbose_name="mục",
        on_delete=models.CASCADE,
        related_name="subject_links",
    )
    document = models.ForeignKey(
        Document,
        verbose_name="văn bản được giới thiệu",
        # A bulletin's source cannot be deleted from under it.
        on_delete=models.PROTECT,
        related_name="subject_links",
    )
    citation = models.ForeignKey(
        Citation,
        null=True,
        blank=True,
        editable=False,
        # The link stays when the text is read anew.
        on_delete=models.SET_NULL,
        related_name="+",
    )

    history = HistoricalRecords()

    class Meta(DecisionModel.Meta):
        verbose_name = "văn bản được giới thiệu"
        verbose_name_plural = "văn bản được giới thiệu"
        ordering = ["item", "pk"]
        constraints = [
            *DecisionModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["item", "document"],
                name="itemsubject_once",
                violation_error_message="Mục này đã gắn với văn bản đó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} → {self.document}"


class ItemPassage(PassageModel):
    """A passage of a bulletin item: its title, and its text unless that names private people."""

    item = models.ForeignKey(BulletinItem, on_delete=models.CASCADE, related_name="passages")

    class Meta(PassageModel.Meta):
        verbose_name = "đoạn để tìm"
        verbose_name_plural = "đoạn để tìm"

    def __str__(self) -> str:
        return f"{self.position}"
