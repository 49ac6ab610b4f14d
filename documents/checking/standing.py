"""Checks of a document's standing: replaced, of an ended body, not registered, several that fit."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import QuerySet

from documents.checking.finding import Basis, Check, Finding, Grade
from documents.checking.material import Material, Mention
from documents.checking.phrases import sentence_around
from documents.models import Citation, Decision, Document, Relation
from organizations.models import Organization, Succession
from organizations.text import fold

_ENDS_THE_OTHER = {Relation.Verb.REPLACES: "thay thế", Relation.Verb.REPEALS: "bãi bỏ"}


def cited_after_replaced(material: Material) -> Iterator[Finding]:
    """A confirmed relation says the document was replaced or repealed before the text was written.

    To cite it may be right (history, the act of replacing), so it is a notice; nothing is
    said where the same sentence names the new document, or in that document's own text.
    """
    cited = [document.pk for document, _ in material.groups()]
    ended: dict[int, list[Relation]] = {}
    relations = ending_relations(cited).select_related("source__document_type")
    for relation in relations if cited else ():
        ended.setdefault(relation.target_id, []).append(relation)
    for document, mentions in material.groups():
        for relation in ended.get(document.pk, ()):
            found = [m for m in mentions if _cites_the_ended(m, relation, material)]
            if found:
                yield _replaced_finding(found, relation)


def ending_relations(documents: Iterable[int]) -> QuerySet[Relation]:
    """Return the confirmed relations by which others replaced or repealed these documents."""
    return Relation.objects.filter(
        state=Decision.CONFIRMED, verb__in=_ENDS_THE_OTHER, target__in=list(documents)
    )


def _ended_on(relation: Relation) -> date | None:
    return relation.stated_on or relation.source.issued_on


def _cites_the_ended(mention: Mention, relation: Relation, material: Material) -> bool:
    day, written = _ended_on(relation), mention.source.published_on
    if day is None or written is None or day >= written:
        return False
    if relation.source.text_id == mention.source.pk:
        return False
    citation = mention.citation
    start, end = sentence_around(mention.source.body, citation.start, citation.end)
    return not any(
        other.document == relation.source
        and other.source == mention.source
        and start <= other.citation.start < end
        for other in material.mentions
    )


def _replaced_finding(found: list[Mention], relation: Relation) -> Finding:
    first, day = found[0], _ended_on(relation)
    return Finding(
        Check.CITED_AFTER_REPLACED,
        Grade.NOTICE,
        first.citation,
        f"{first.words}: đã bị {relation.source.label} {_ENDS_THE_OTHER[relation.verb]} từ ngày "
        f"{day:%d/%m/%Y}, trước ngày {first.source.published_on:%d/%m/%Y} của bản văn này. Kiểm "
        "tra xem có phải dẫn văn bản mới không.",
        Basis.FACT,
        (relation.source, *(mention.citation for mention in found[1:])),
    )


def body_ended(material: Material) -> Iterator[Finding]:
    """The issuing body had ended: before the document's own date, or before the text's.

    A document dated after its body's last day has a wrong date or a wrong body. That a body
    has ended since says nothing of the effect of what it issued. One notice a body.
    """
    ended: dict[int, list[Mention]] = {}
    for mention in material.mentions:
        body = mention.body
        if body is None or body.valid_to is None:
            continue
        if _issued_after(mention, body.valid_to):
            yield _issued_too_late(mention, body)
        elif mention.source.published_on and mention.source.published_on > body.valid_to:
            ended.setdefault(body.pk, []).append(mention)
    heirs = _successors(ended)
    for pk, mentions in ended.items():
        yield _body_has_ended(mentions, heirs.get(pk, []))


def _issued_after(mention: Mention, last_day: date) -> bool:
    registered = mention.document.issued_on if mention.document else None
    day = mention.issued_on or registered
    return day is not None and day > last_day


def _issued_too_late(mention: Mention, body: Organization) -> Finding:
    sure = body.is_verified
    doubt = "" if sure else " (ngày này chưa kiểm chứng)"
    return Finding(
        Check.BODY_ENDED,
        Grade.ERROR if sure else Grade.NOTICE,
        mention.citation,
        f"{mention.words}: văn bản ghi ngày sau khi {body} kết thúc hoạt động "
        f"{body.valid_to:%d/%m/%Y}{doubt}. Kiểm tra lại ngày và cơ quan ban hành.",
        Basis.FACT if sure else Basis.INFERENCE,
        mention.documents,
        facts=(str(body.pk), body.valid_to.isoformat(), mention.citation.date),
    )


def _successors(bodies: dict[int, list[Mention]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    links = Succession.objects.filter(predecessor__in=bodies).select_related("successor")
    for link in links if bodies else ():
        found.setdefault(link.predecessor_id, []).append(str(link.successor))
    return found


def _body_has_ended(mentions: list[Mention], heirs: list[str]) -> Finding:
    first = mentions[0]
    body = first.body
    now = f" (nay là {', '.join(heirs)})" if heirs else ""
    return Finding(
        Check.BODY_ENDED,
        Grade.NOTICE,
        first.citation,
        f"{first.words}: {body} đã kết thúc hoạt động {body.valid_to:%d/%m/%Y}{now}. Hiệu lực của "
        "văn bản không vì thế mà thay đổi; xem có cần ghi rõ cơ quan nay là gì.",
        Basis.FACT,
        tuple(mention.citation for mention in mentions[1:]),
    )


def not_registered(material: Material) -> Iterator[Finding]:
    """Nothing registered is known for it, or only what a machine proposed. One a document."""
    open_ones: dict[tuple[str, ...], list[Mention]] = {}
    for mention in material.mentions:
        if any(not document.is_proposed for document in mention.documents):
            continue
        open_ones.setdefault(_named(mention), []).append(mention)
    for mentions in open_ones.values():
        first = mentions[0]
        why = (
            "máy mới đề xuất vào sổ, chưa ai xác nhận. Đúng văn bản ấy thì xác nhận, không thì "
            "chọn văn bản khác"
            if first.documents
            else "chưa gắn với văn bản nào trong sổ. Có rồi thì chọn đúng văn bản, chưa có thì nhập"
        )
        yield Finding(
            Check.NOT_REGISTERED,
            Grade.NOTICE,
            first.citation,
            f"{first.words}: {why}.",
            Basis.FACT,
            (*first.documents, *(mention.citation for mention in mentions[1:])),
        )


def _named(mention: Mention) -> tuple[str, ...]:
    """What open citations of one document share: the proposals, else the code, else the words."""
    if mention.documents:
        return ("document", *(str(document.pk) for document in mention.documents))
    citation = mention.citation
    if citation.code_key:
        return ("code", citation.code_key, fold(citation.type), citation.date)
    return ("words", fold(citation.text))


def several_fit(material: Material) -> Iterator[Finding]:
    """Two or more documents fit and nothing in the words chooses between them."""
    for mention in material.mentions:
        if mention.citation.resolution != Citation.Resolution.AMBIGUOUS:
            continue
        listed = "; ".join(_told_apart(document) for document in mention.documents)
        yield Finding(
            Check.SEVERAL_FIT,
            Grade.NOTICE,
            mention.citation,
            f"{mention.words}: có {len(mention.documents)} văn bản cùng khớp: {listed}. Ghi thêm "
            "ngày và cơ quan ban hành, hoặc chọn một văn bản.",
            Basis.FACT,
            mention.documents,
        )


def _told_apart(document: Document) -> str:
    return f"{document} – {document.issuer_display}"
