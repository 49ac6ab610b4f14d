"""Checks of words: one document's issuer and title are told differently in different places."""

from collections.abc import Iterator

from documents.checking.finding import Basis, Check, Finding, Grade
from documents.checking.material import Material, Mention
from documents.checking.phrases import Title, first_difference, registered_title, title_after
from documents.models import Citation, Document
from documents.resolving.issuers import Issuer
from organizations.text import fold


def issuer_wording(material: Material) -> Iterator[Finding]:
    """“của Tỉnh ủy” here and “của Ban Thường vụ Tỉnh uỷ” there, or otherwise in the registry.

    Compared by whom the words mean, so “BTV Tỉnh uỷ” and a place added are no difference.
    One finding for each wording that differs, with all citations that name an issuer.
    """
    for document, mentions in material.groups():
        named = [mention for mention in mentions if mention.issuer_printed]
        registered = _registered_issuer(document)
        if not named:
            continue
        usual, where = registered or (_issuer(named[0]), named[0].issuer_printed)
        told: dict[str, list[Mention]] = {}
        for mention in named:
            if _differ(_issuer(mention), usual):
                told.setdefault(_key(mention), []).append(mention)
        for found in told.values():
            places = found + [mention for mention in named if mention not in found]
            yield _issuer_finding(document, places, where, registered is not None)


# Whom an issuer means: body, collective, folded words (which count while the body is open).
_Meaning = tuple[int | None, str, str]


def _issuer(mention: Mention) -> _Meaning:
    issuer = mention.issuer or Issuer()
    body = issuer.organization
    return (body.pk if body else None, issuer.collective, fold(mention.issuer_printed))


def name_others(one: Mention, other: Mention) -> bool:
    """Whether two citations that name an issuer mean two: a fuller wording of one is no other."""
    return _differ(_issuer(one), _issuer(other))


def _key(mention: Mention) -> str:
    body, collective, words = _issuer(mention)
    return f"{body}|{collective}" if body else words


def _registered_issuer(document: Document) -> tuple[_Meaning, str] | None:
    """Return what a person registered; None while body or collective is not known."""
    if document.is_proposed or not document.organization or not document.collective:
        return None
    body = document.organization
    words = f"{document.get_collective_display()} – {body}"
    return (body.pk, document.collective, fold(words)), document.issuer_printed or words


def _differ(one: _Meaning, other: _Meaning) -> bool:
    if one[0] and other[0]:
        return one[:2] != other[:2]
    shorter, longer = sorted((one[2], other[2]), key=len)
    return not f"{longer} ".startswith(f"{shorter} ")


def _issuer_finding(
    document: Document, found: list[Mention], usual: str, is_registered: bool
) -> Finding:
    first = found[0]
    known = "trong sổ" if is_registered else "chỗ khác trong cùng bản văn"
    return Finding(
        Check.ISSUER_WORDING,
        Grade.NOTICE,
        first.citation,
        f"{first.words}: cơ quan ban hành ghi là “{first.issuer_printed}”, {known} là “{usual}”. "
        "Ghi thống nhất theo bản gốc.",
        Basis.INFERENCE,
        (document, *(mention.citation for mention in found[1:])),
    )


def title_wording(material: Material) -> Iterator[Finding]:
    """The title after a citation differs from the registered one, or from the first one here.

    Tones, capitals and punctuation do not count, nor a title cut short. Where a title ends
    in running text is a guess, so this is an inference. One finding a citation.
    """
    for document, mentions in material.groups():
        titled = [(mention, title) for mention in mentions if (title := _title(mention))]
        registered = None if document.is_proposed else registered_title(document.title)
        if not titled:
            continue
        usual = registered or titled[0][1]
        for mention, title in titled:
            at = first_difference(title, usual)
            if at is not None:
                reference = document if registered else titled[0][0].citation
                yield _title_finding(mention, title, usual, at, reference)


def _title(mention: Mention) -> Title | None:
    if mention.citation.kind == Citation.Kind.NAMED:
        return None
    return title_after(mention.source.body, mention.citation.end)


def _title_finding(
    mention: Mention, title: Title, usual: Title, at: int, reference: Document | Citation
) -> Finding:
    known = "trong sổ" if isinstance(reference, Document) else "chỗ khác"
    return Finding(
        Check.TITLE_WORDING,
        Grade.NOTICE,
        mention.citation,
        f"{mention.words}: trích yếu ghi “{title.excerpt(at)}”, {known} ghi “{usual.excerpt(at)}”. "
        "Đối chiếu trích yếu với bản gốc.",
        Basis.INFERENCE,
        (reference,),
    )
