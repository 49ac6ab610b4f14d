"""Tell in Vietnamese what an import found: the lines a command prints."""

from collections import Counter

from django.urls import reverse

from bulletins.importing import ImportSummary
from bulletins.models import Bulletin, BulletinItem
from documents.checking import Grade, check_texts
from documents.models import Citation, Decision
from organizations.text import normalize

Kind = BulletinItem.Kind
TITLE_CHARS = 70


def summary_lines(summary: ImportSummary) -> list[str]:
    """Return the report of one import, a line an element."""
    if not summary.is_new:
        return [f"{summary.bulletin}: không có gì mới."]
    return [
        f"{summary.bulletin}",
        *_item_lines(summary),
        *_citation_lines(summary),
        f"Quan hệ đề xuất: {len(summary.relations.proposed)}",
        *_finding_lines(summary),
        *summary.notices,
    ]


def next_steps(summary: ImportSummary) -> list[str]:
    """Return what a person does after an import that was kept; addresses begin after the host."""
    bulletin = summary.bulletin
    change = reverse("admin:bulletins_bulletin_change", args=[bulletin.pk])
    if bulletin.state == Bulletin.State.DRAFT:
        state = "Bản tin đang là bản thảo, chỉ người biên tập thấy. Sửa và phát hành tại"
    else:
        state = "Bản tin đã phát hành. Sửa tại"
    lines = [f"{state} {change}", f"Trang đọc: {bulletin.get_absolute_url()}"]
    if bulletin.items.waiting_for_review().exists():
        lines.append(
            "Phần vừa nhập chỉ cán bộ biên tập thấy, cho đến khi có người bấm "
            "“Đã xem, cho đọc” ở trang đọc."
        )
    waiting = [c for c in summary.links.citations if c.state == Decision.PROPOSED]
    if waiting:
        lines.append(f"Trích dẫn chờ người xác nhận: {len(waiting)}")
    return lines


def _item_lines(summary: ImportSummary) -> list[str]:
    items = [item for item in summary.items if item.kind != Kind.FRONT]
    top = [item for item in items if item.parent is None]
    below = Counter(item.kind for item in items if item.parent is not None)
    subjects = {subject.item_id: subject.document for subject in summary.subjects}
    lines = [
        f"Mục lớn: {len(top)}; tin: {below[Kind.NEWS]}; chuyên đề nhỏ: {below[Kind.TOPIC]}; "
        f"tiểu mục: {below[Kind.SECTION]}"
    ]
    for item in items:
        if item.kind == Kind.SECTION:
            continue
        indent = "  " if item.parent is None else "    "
        subject = subjects.get(item.pk)
        about = f" → {subject}" if subject else ""
        lines.append(f"{indent}{item.label} [{item.get_kind_display()}] {_short(item)}{about}")
    return lines


def _short(item: BulletinItem) -> str:
    title = item.title_in_text
    return title if len(title) <= TITLE_CHARS else f"{title[:TITLE_CHARS].rstrip()}…"


def _citation_lines(summary: ImportSummary) -> list[str]:
    links = summary.links
    kinds = Counter(citation.kind for citation in links.citations)
    full = [c for c in links.citations if c.kind == Citation.Kind.FULL]
    by_resolution = Counter(citation.resolution for citation in full)
    unresolved = [c for c in full if c.resolution != Citation.Resolution.ONE]
    return [
        f"Trích dẫn có số ký hiệu: {len(full)} (một văn bản: {by_resolution['one']}, "
        f"nhiều khả năng: {by_resolution['ambiguous']}, chưa rõ: {by_resolution['none']}); "
        f"chỉ có số: {kinds['short']}; gọi theo tên: {kinds['named']}",
        f"Văn bản mới ghi nhận, chỉ được trích dẫn: {len(links.registered)}",
        *[f"Cần xem: “{normalize(c.text)}” – {c.get_resolution_display()}" for c in unresolved],
    ]


def _finding_lines(summary: ImportSummary) -> list[str]:
    """Every error with the item it stands in; notices, which are many, counted by kind."""
    items = {item.text_id: item for item in summary.items if item.text}
    findings = check_texts([item.text for item in items.values()])
    errors = [finding for finding in findings if finding.grade == Grade.ERROR]
    notices = Counter(
        finding.check_id.label for finding in findings if finding.grade == Grade.NOTICE
    )
    return [
        *[f"LỖI ở {_place(items[e.citation.source_id])}: {e.sentence}" for e in errors],
        *[f"Lưu ý – {label}: {count}" for label, count in notices.most_common()],
    ]


def _place(item: BulletinItem) -> str:
    return f"mục {item.label}" if item.label else "phần đầu"
