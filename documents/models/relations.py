"""Claims about two documents: one carries out, amends, replaces… the other."""

from django.db import models
from simple_history.models import HistoricalRecords

from documents.models.citations import Citation
from documents.models.decisions import DecisionModel
from documents.models.document import Document
from documents.models.telling import RELATION_TOLD, TellingModel
from documents.querysets import RelationQuerySet
from organizations.bin import LIVE, BinModel, LiveManager


class Relation(TellingModel, DecisionModel, BinModel):
    """`source` → `target` with a verb. Only what is stated in words is a fact."""

    TOLD = RELATION_TOLD

    class Verb(models.TextChoices):
        IMPLEMENTS = "implements", "Thực hiện"
        CONTINUES = "continues", "Tiếp tục thực hiện"
        STUDIES = "studies", "Quán triệt"
        GUIDES = "guides", "Hướng dẫn"
        SPECIFIES = "specifies", "Cụ thể hóa"
        REVIEWS = "reviews", "Sơ kết, tổng kết"
        BASED_ON = "based_on", "Căn cứ"
        CALLS_FOR = "calls_for", "Yêu cầu thực hiện"
        LINKED_WITH = "linked_with", "Gắn với"
        AMENDS = "amends", "Sửa đổi, bổ sung"
        REPLACES = "replaces", "Thay thế"
        REPEALS = "repeals", "Bãi bỏ"
        CORRECTS = "corrects", "Đính chính"
        REFERS_TO = "refers_to", "Dẫn chiếu"

    class Origin(models.TextChoices):
        MACHINE = "machine", "Máy đọc"
        PERSON = "person", "Người nêu"

    REVERSE_LABELS = {
        Verb.IMPLEMENTS: "Được thực hiện bởi",
        Verb.CONTINUES: "Được tiếp tục thực hiện bởi",
        Verb.STUDIES: "Được quán triệt bởi",
        Verb.GUIDES: "Được hướng dẫn bởi",
        Verb.SPECIFIES: "Được cụ thể hóa bởi",
        Verb.REVIEWS: "Được sơ kết, tổng kết bởi",
        Verb.BASED_ON: "Là căn cứ của",
        Verb.CALLS_FOR: "Được yêu cầu thực hiện bởi",
        Verb.LINKED_WITH: "Được gắn với",
        Verb.AMENDS: "Được sửa đổi, bổ sung bởi",
        Verb.REPLACES: "Bị thay thế bởi",
        Verb.REPEALS: "Bị bãi bỏ bởi",
        Verb.CORRECTS: "Được đính chính bởi",
        Verb.REFERS_TO: "Được dẫn chiếu bởi",
    }

    # By these another document says that this one no longer stands as it was issued.
    CHANGING = frozenset({Verb.AMENDS, Verb.REPLACES, Verb.REPEALS, Verb.CORRECTS})
    # By these a document is itself an act of carrying out the other (see docs/overviews.md). Not
    # among them: a report looks back (reviews), a ground is no task (based_on), a call obliges
    # others (calls_for), and what amends or replaces a document stands beside it, not below.
    CARRYING_OUT = (Verb.IMPLEMENTS, Verb.CONTINUES, Verb.STUDIES, Verb.GUIDES, Verb.SPECIFIES)

    source = models.ForeignKey(
        Document,
        verbose_name="văn bản",
        # What stands in a relation goes to the bin, not out of the database.
        on_delete=models.PROTECT,
        related_name="relations",
    )
    verb = models.CharField("quan hệ", max_length=20, choices=Verb)
    target = models.ForeignKey(
        Document,
        verbose_name="văn bản liên quan",
        # As above.
        on_delete=models.PROTECT,
        related_name="reverse_relations",
    )
    stated_on = models.DateField("từ ngày", null=True, blank=True)
    evidence = models.TextField("câu chứng minh", blank=True)
    citation = models.ForeignKey(
        Citation,
        verbose_name="trích dẫn làm chứng",
        null=True,
        blank=True,
        editable=False,
        # The evidence sentence stays when the text is read anew.
        on_delete=models.SET_NULL,
        related_name="relations",
    )
    origin = models.CharField(
        "ai nêu", max_length=10, choices=Origin, default=Origin.PERSON, editable=False
    )
    # Of what was read in a text: the rule that read it, and the words that say it, as printed.
    rule = models.CharField("quy tắc đọc", max_length=60, blank=True, editable=False)
    cue = models.CharField("chữ nêu quan hệ", max_length=240, blank=True, editable=False)
    order = models.PositiveIntegerField("thứ tự", default=0)

    objects = LiveManager.from_queryset(RelationQuerySet)()
    all_objects = RelationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(DecisionModel.Meta):
        verbose_name = "quan hệ giữa hai văn bản"
        verbose_name_plural = "quan hệ giữa các văn bản"
        base_manager_name = "all_objects"
        default_manager_name = "objects"
        ordering = ["order", "verb", "pk"]
        constraints = [
            *DecisionModel.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")),
                name="relation_between_two_documents",
                violation_error_message="Một văn bản không thể có quan hệ với chính nó.",
            ),
            models.UniqueConstraint(
                fields=["source", "verb", "target"],
                condition=LIVE,
                name="relation_stated_once",
                violation_error_message="Quan hệ này đã được ghi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} – {self.get_verb_display()} – {self.target}"

    @property
    def reverse_label(self) -> str:
        """The verb as seen from the target: “Được thực hiện bởi”."""
        return self.REVERSE_LABELS[self.Verb(self.verb)]
