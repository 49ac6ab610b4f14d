"""Checks of dates: against other citations, the registry and the text's own day."""

from collections import Counter
from collections.abc import Iterator

from documents.checking.finding import Basis, Check, Finding, Grade
from documents.checking.material import Material, Mention
from documents.citations.dates import no_such_day as day_that_is_none
from documents.citations.skeleton import Skeleton
from documents.models import Document


def date_disagrees(material: Material) -> Iterator[Finding]:
    """A document is dated otherwise than in the registry or elsewhere in these texts.

    Numbers do not repeat within a term (Party) or a year (State), so one of two dates of one
    document is wrong. A person's date in the registry outweighs what is printed; without
    one the date printed most often is held against the others.
    """
    for document, mentions in material.groups():
        dated = [mention for mention in mentions if mention.citation.date]
        registered = _registered_date(document)
        usual = registered or _most_printed(dated)
        holds_it = [mention.citation for mention in dated if _agree(mention.citation.date, usual)]
        for mention in dated:
            if _agree(mention.citation.date, usual):
                continue
            known = "trong sổ" if registered else "chỗ khác trong cùng bản văn"
            yield Finding(
                Check.DATE_DISAGREES,
                Grade.ERROR,
                mention.citation,
                f"{mention.words}: ghi ngày {_day_first(mention.citation.date)}, nhưng {known} "
                f"{document.label} có ngày {_day_first(usual)}. Một trong hai ngày sai: đối chiếu "
                "với bản gốc.",
                Basis.FACT,
                (document, *holds_it),
                facts=(document.code_key or document.name_key, mention.citation.date, usual),
            )


def homonym_disagrees(material: Material) -> Iterator[Finding]:
    """No registered document fits, but one of the same number differs by its day or its body.

    The resolver does not join them, for they may be two documents. An error where they
    cannot be: same named body, same year. Else a notice: only the year differs, or only
    the body.
    """
    for mention in material.mentions:
        if not mention.may_be_another:
            continue
        for document in material.homonyms.get(mention.citation.code_key, ()):
            own = mention.document
            # Of two proposals the later one is held against the earlier, not both ways.
            if own and (own.pk == document.pk or (document.is_proposed and own.pk < document.pk)):
                continue
            if document.issued_on == mention.issued_on:
                yield from _other_body(mention, document)
            elif document.issued_on:
                yield from _other_day(mention, document)


def _other_day(mention: Mention, document: Document) -> Iterator[Finding]:
    day, known, body = mention.issued_on, document.issued_on, mention.body
    one_year = day.year == known.year
    if body and document.organization_id not in (None, body.pk):
        return
    if not one_year and (day.day, day.month) != (known.day, known.month):
        return
    sure = one_year and body is not None and body.pk == document.organization_id
    yield Finding(
        Check.DATE_DISAGREES,
        Grade.ERROR if sure else Grade.NOTICE,
        mention.citation,
        f"{mention.words}: ghi ngày {day:%d/%m/%Y}, nhưng {document.label} ngày "
        f"{document.date_display} ({document.issuer_display}) cùng số ký hiệu, chỉ khác "
        f"{'ngày' if one_year else 'năm'}. Nếu là một văn bản thì một trong hai ngày sai: đối "
        "chiếu với bản gốc.",
        Basis.FACT if sure else Basis.INFERENCE,
        (document,),
        facts=(document.code_key, day.isoformat(), known.isoformat()),
    )


def _other_body(mention: Mention, document: Document) -> Iterator[Finding]:
    body = mention.body
    if body is None or document.organization_id in (None, body.pk):
        return
    yield Finding(
        Check.ISSUER_WORDING,
        Grade.NOTICE,
        mention.citation,
        f"{mention.words}: ghi của {body}, nhưng {document.label} cùng số, cùng ngày "
        f"{document.date_display} là của {document.organization}. Đối chiếu cơ quan ban hành với "
        "bản gốc.",
        Basis.INFERENCE,
        (document,),
    )


def _registered_date(document: Document) -> str:
    """Return the ISO day (or year) a person registered; '' for a machine's proposal."""
    if document.is_proposed:
        return ""
    return document.issued_on.isoformat() if document.issued_on else str(document.issued_year or "")


def _most_printed(mentions: list[Mention]) -> str:
    """Return the whole date printed most often, the first of equals; '' when none is."""
    printed = Counter(m.citation.date for m in mentions if m.issued_on)
    return printed.most_common(1)[0][0] if printed else ""


def _agree(printed: str, known: str) -> bool:
    """Whether two ISO dates can be one: a year alone agrees with each of its days."""
    return known.startswith(printed) or printed.startswith(known)


def _day_first(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def no_such_day(material: Material) -> Iterator[Finding]:
    """A day is printed that no calendar has, so it is wrong whatever the document is."""
    for mention in material.mentions:
        if mention.citation.date:
            continue
        words = Skeleton(mention.citation.text)
        place = day_that_is_none(words.text)
        if place is None:
            continue
        known = mention.document.date_display if mention.document else ""
        yield Finding(
            Check.NO_SUCH_DAY,
            Grade.ERROR,
            mention.citation,
            f"{mention.words}: “{words.printed(*place)}” không có trong lịch"
            f"{f'; trong sổ {mention.document.label} có ngày {known}' if known else ''}. "
            "Đối chiếu với bản gốc.",
            Basis.FACT,
            mention.documents,
            # Whatever the registry has, or comes to have, of the document.
            facts=(words.printed(*place),),
        )


def dated_after_text(material: Material) -> Iterator[Finding]:
    """A text cannot cite what was issued after it: one of the two dates is wrong."""
    for mention in material.mentions:
        written, printed = mention.source.published_on, mention.citation.date
        if not written or not printed or printed <= written.isoformat():
            continue
        yield Finding(
            Check.DATED_AFTER_TEXT,
            Grade.ERROR,
            mention.citation,
            f"{mention.words}: ghi ngày {_day_first(printed)}, sau ngày {written:%d/%m/%Y} của "
            f"chính bản văn này ({mention.source}). Kiểm tra lại ngày của văn bản được trích dẫn.",
            Basis.FACT,
            mention.documents,
            facts=(printed, written.isoformat()),
        )
