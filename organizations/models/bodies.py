"""Bodies that own a code and a number series, with their names, codes and successors over time."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from organizations.bin import BinModel, LiveManager
from organizations.querysets import OrganizationQuerySet, code_key
from organizations.text import fold, free_slug, normalize, slug, sort_key


class PeriodModel(models.Model):
    """Something true from one day to another, both included; an empty day is unknown or open."""

    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến ngày", null=True, blank=True)
    is_verified = models.BooleanField(
        "đã kiểm chứng", default=True, help_text="Bỏ chọn khi chưa thấy văn bản gốc chứng minh."
    )

    class Meta:
        abstract = True

    def overlaps(self, other: "PeriodModel") -> bool:
        """Whether both are true on some day, as far as their days are known."""
        return all(
            not (one.valid_to and two.valid_from and one.valid_to < two.valid_from)
            for one, two in ((self, other), (other, self))
        )


def period_constraint(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(valid_from__isnull=True)
        | models.Q(valid_to__isnull=True)
        | models.Q(valid_to__gte=models.F("valid_from")),
        name=name,
        violation_error_message="“Đến ngày” phải bằng hoặc sau “Từ ngày”.",
    )


class Organization(BinModel, PeriodModel):
    """A body with a code and number series of its own: Trung ương Đảng, Tỉnh ủy Cao Bằng…

    Collectives (Bộ Chính trị, Ban Thường vụ…) act for a body under its code and are not
    organizations themselves.
    """

    # Documents were issued by it, reorganisations name it: in the bin it takes no room.
    IS_EMPTIED = False

    class Kind(models.TextChoices):
        COMMITTEE = "committee", "Cấp ủy"
        PARTY_OFFICE = "party_office", "Cơ quan tham mưu, giúp việc của cấp ủy"
        STEERING = "steering", "Ban chỉ đạo"
        COUNCIL = "council", "Quốc hội, hội đồng nhân dân"
        GOVERNMENT = "government", "Cơ quan hành chính nhà nước"
        FRONT = "front", "Mặt trận Tổ quốc và đoàn thể"

    class Level(models.IntegerChoices):
        CENTRAL = 1, "Trung ương"
        PROVINCE = 2, "Cấp tỉnh"
        DISTRICT = 3, "Cấp huyện (đến 30/6/2025)"
        COMMUNE = 4, "Cấp xã, phường"
        CELL = 5, "Chi bộ"

    class System(models.TextChoices):
        PARTY = "party", "Đảng (số theo nhiệm kỳ)"
        STATE = "state", "Nhà nước (số theo năm)"

    name = models.CharField("tên", max_length=200)
    slug = models.SlugField("địa chỉ", max_length=120, unique=True, editable=False)
    kind = models.CharField("loại hình", max_length=20, choices=Kind)
    level = models.PositiveSmallIntegerField("cấp", choices=Level)
    system = models.CharField("thể thức", max_length=10, choices=System, default=System.PARTY)
    parent = models.ForeignKey(
        "self",
        verbose_name="cấp trên trực tiếp",
        null=True,
        blank=True,
        # Bodies below would lose their place, and with it who may read what.
        on_delete=models.PROTECT,
        related_name="children",
    )
    is_own = models.BooleanField("là cơ quan của sổ này", default=False, editable=False)
    note = models.TextField("ghi chú", blank=True)
    name_key = models.CharField(max_length=200, editable=False, db_index=True)
    sort_key = models.CharField(max_length=1200, editable=False, default="")

    objects = LiveManager.from_queryset(OrganizationQuerySet)()
    all_objects = OrganizationQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["name_key", "sort_key"])

    class Meta:
        verbose_name = "cơ quan ban hành"
        verbose_name_plural = "cơ quan ban hành"
        base_manager_name = "all_objects"
        default_manager_name = "objects"
        ordering = ["level", "sort_key", "pk"]
        constraints = [
            period_constraint("organization_period_in_order"),
            models.UniqueConstraint(
                fields=["is_own"],
                condition=models.Q(is_own=True),
                name="organization_only_one_own",
                violation_error_message="Sổ này chỉ thuộc về một cơ quan.",
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="organization_not_its_own_parent",
                violation_error_message="Một cơ quan không thể là cấp trên của chính nó.",
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="organization_has_name",
                violation_error_message="Cơ quan cần có tên.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.refresh_keys()
        if not self.slug:
            self.slug = _free_slug(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("organizations:detail", args=[self.slug])

    def refresh_keys(self) -> None:
        """Recompute what follows from the name; `save` calls it, writing in bulk must."""
        self.name = normalize(self.name)
        self.name_key = fold(self.name)
        self.sort_key = sort_key(self.name)

    @property
    def has_ended(self) -> bool:
        """Whether the body no longer exists today."""
        return self.valid_to is not None and self.valid_to < timezone.localdate()


# What other pages beside the bodies' own are called (see `organizations.urls`).
RESERVED_ADDRESSES = frozenset({"sap-xep"})


def _free_slug(name: str) -> str:
    """Return an address no body has or had, so that old links never lead to another body."""
    base = slug(name)[:100] or "co-quan"
    taken = RESERVED_ADDRESSES | set(
        Organization.all_objects.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    return free_slug(base, taken)


class OrganizationCode(PeriodModel):
    """A code a body writes after the slash: TW, TU, UBND."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField("mã", max_length=20)
    code_key = models.CharField(max_length=20, editable=False, db_index=True)

    history = HistoricalRecords(excluded_fields=["code_key"])

    class Meta:
        verbose_name = "mã cơ quan"
        verbose_name_plural = "mã cơ quan"
        ordering = ["organization", "pk"]
        constraints = [
            period_constraint("organizationcode_period_in_order"),
            models.UniqueConstraint(
                fields=["organization", "code_key"],
                name="organizationcode_once_per_organization",
                violation_error_message="Cơ quan này đã có mã đó.",
            ),
            models.CheckConstraint(
                condition=~models.Q(code_key=""),
                name="organizationcode_has_letters",
                violation_error_message="Mã phải có chữ hoặc số, ví dụ TU.",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: object, **kwargs: object) -> None:
        self.refresh_keys()
        super().save(*args, **kwargs)

    def refresh_keys(self) -> None:
        """Recompute what follows from the code; `save` calls it, writing in bulk must."""
        self.code = normalize(self.code)
        self.code_key = code_key(self.code)


class OrganizationName(PeriodModel):
    """A name by which a body is or was called."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", "Tên chính thức"
        SHORT = "short", "Tên gọi tắt"
        ABBREVIATION = "abbreviation", "Chữ viết tắt"

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="names")
    name = models.CharField("tên", max_length=200)
    kind = models.CharField("loại tên", max_length=20, choices=Kind, default=Kind.OFFICIAL)
    name_key = models.CharField(max_length=200, editable=False, db_index=True)

    history = HistoricalRecords(excluded_fields=["name_key"])

    class Meta:
        verbose_name = "tên cơ quan"
        verbose_name_plural = "tên cơ quan"
        ordering = ["organization", "pk"]
        constraints = [
            period_constraint("organizationname_period_in_order"),
            models.UniqueConstraint(
                fields=["organization", "name_key", "kind"],
                name="organizationname_once_per_organization",
                violation_error_message="Cơ quan này đã có tên gọi đó.",
            ),
            models.CheckConstraint(
                condition=~models.Q(name_key=""),
                name="organizationname_has_letters",
                violation_error_message="Tên gọi không được để trống.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.refresh_keys()
        super().save(*args, **kwargs)

    def refresh_keys(self) -> None:
        """Recompute what follows from the name; `save` calls it, writing in bulk must."""
        self.name = normalize(self.name)
        self.name_key = fold(self.name)


class Succession(models.Model):
    """One body takes the place of another; bodies merge and split, so both sides may have many."""

    predecessor = models.ForeignKey(
        Organization,
        verbose_name="cơ quan cũ",
        # The line of succession is part of the record of both bodies.
        on_delete=models.PROTECT,
        related_name="successions",
    )
    successor = models.ForeignKey(
        Organization,
        verbose_name="nay là",
        # As above.
        on_delete=models.PROTECT,
        related_name="precessions",
    )
    since = models.DateField("từ ngày", null=True, blank=True)
    is_verified = models.BooleanField("đã kiểm chứng", default=True)
    note = models.CharField("căn cứ, ghi chú", max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = "cơ quan kế thừa"
        verbose_name_plural = "cơ quan kế thừa"
        ordering = ["predecessor", "successor"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                name="succession_once",
                violation_error_message="Quan hệ kế thừa này đã được ghi.",
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="succession_between_two",
                violation_error_message="Một cơ quan không thể kế thừa chính nó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
