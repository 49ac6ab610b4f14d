"""Makes one record of two, in one transaction, and parts them again.

Boundary: what a person sees and chooses is in `documents.merging.views`; who may is asked there.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from documents.deciding.citations import is_needed, register
from documents.entering import hold_series
from documents.holding import refresh_held
from documents.linking.arriving import hold_texts_of, pick_up_citations
from documents.merging.differing import bodies_of, differences, take_over
from documents.merging.pointing import REMOVED, Step, move_back, move_pointers
from documents.models import Citation, Document, Merge
from documents.removing.restoring import refuse_binned_body, replace_proposal
from documents.search.indexing import index_document
from documents.texts import share_texts
from organizations.undoing import is_as_left, put_back

# How many records one after the other were merged into the next before an address leads nowhere.
LONGEST_WAY = 10
REASON_CHARS = 100
_AUDIENCE = ("audience", "audience_bodies")


@transaction.atomic
def merge(
    kept: Document,
    gone: Document,
    by: Any,
    chosen: Mapping[str, str] | None = None,
    seen: Iterable[str] = (),
) -> Merge:
    """Give `kept` all that `gone` holds and put `gone` into the bin; its address leads to `kept`.

    `chosen` says of which facets the value of `gone` is to stay (see `differing`). `seen` are the
    moments of writing (ISO 8601) of both records as they were shown, to refuse what has changed
    since. A text comes along only where `kept` has none; else it stays with `gone`.
    Raises ValidationError, and nothing is done, where one of them is in the bin, has changed, or
    the result would be a document that is registered already.
    """
    kept, gone = _locked(kept, gone)
    if kept.pk == gone.pk or kept.is_binned or gone.is_binned:
        raise ValidationError("Một trong hai văn bản không còn trong sổ. Chưa hợp nhất gì.")
    if seen and tuple(seen) != (version(kept), version(gone)):
        raise ValidationError(
            "Có người vừa sửa một trong hai văn bản. Chưa hợp nhất gì; xem lại rồi bấm lần nữa.",
            code="changed",
        )
    chosen = chosen or {}
    if unsaid := [
        one.label for one in differences(kept, gone) if not chosen.get(one.name, one.usual)
    ]:
        raise ValidationError(f"Chưa chọn: {', '.join(unsaid)}. Chưa hợp nhất gì.")
    changed = take_over(kept, gone, chosen)
    changed |= _come_along(kept, gone)
    told = f"Hợp nhất {gone} [{gone.slug}] vào {kept}"[:REASON_CHARS]
    kept._change_reason = gone._change_reason = told
    gone.move_to_bin(by)
    kept.clean()
    kept.validate_constraints()
    kept.save()
    for column, values in changed.items():
        if column != "audience_bodies":
            # What follows from other fields is not what was chosen.
            values[1] = getattr(kept, column)
    if "audience_bodies" in changed:
        kept.audience_bodies.set(changed["audience_bodies"][1])
    steps = move_pointers(gone, kept, by)
    _settle(steps)
    _tell_texts(kept, gone)
    pick_up_citations(kept)
    return Merge.objects.create(kept=kept, gone=gone, before=changed, steps=steps, done_by=by)


@transaction.atomic
def split(
    document: Document, other: Document, by: Any, chosen: Mapping[str, Collection[int]]
) -> Merge:
    """Give `other` those rows that were taken to name `document` but mean `other`.

    Two real documents may bear one code (homonyms). `chosen` are keys of rows, by how their
    column is called (see `pointing.called`); a key that is not the document's is passed over.
    Raises ValidationError, and nothing is done, where nothing is chosen or one is in the bin.
    """
    other, document = _locked(other, document)
    if document.pk == other.pk or document.is_binned or other.is_binned:
        raise ValidationError("Một trong hai văn bản không còn trong sổ. Chưa chuyển gì.")
    steps = move_pointers(document, other, by, only=chosen)
    if not steps:
        raise ValidationError("Chưa chọn gì để chuyển.")
    _settle(steps)
    _tell_texts(other, document)
    return Merge.objects.create(kept=other, gone=document, is_split=True, steps=steps, done_by=by)


@transaction.atomic
def undo_merge(row: Merge, by: Any) -> int:
    """Part the two records of a merge again; return how much stays as it has been changed since.

    Whatever anybody has changed since then stays with the record that was kept. Raises
    ValidationError, and nothing is done, where the two cannot be parted any more.
    """
    row = Merge.objects.select_for_update().get(pk=row.pk)
    kept, gone = _locked(row.kept, row.gone)
    if row.is_undone:
        raise ValidationError("Lần hợp nhất này đã được tách lại rồi.")
    if gone.is_binned == row.is_split or kept.is_binned:
        raise ValidationError(_why_not_parted(kept))
    refuse_binned_body(gone)
    lost, bodies = _give_back(kept, gone, row.before)
    kept._change_reason = gone._change_reason = f"Tách lại {gone} [{gone.slug}]"[:REASON_CHARS]
    try:
        if not row.is_split:
            kept.save()
            # Words that name the record found nobody while it was away, and the reader proposed it.
            replace_proposal(gone, by, but=kept)
            gone.save(update_fields=["text", "is_held"])
            gone.restore()
        lost += move_back(row.steps, gone, kept, by)
        if is_needed(kept) and register(kept):
            # What a person confirmed of it since is not hidden from members again.
            lost += 1
    except IntegrityError as error:
        raise ValidationError(
            "Không tách lại được: từ đó đã có người nhập một bản ghi giống bản ghi cũ."
        ) from error
    if bodies is not None:
        kept.audience_bodies.set(bodies)
    _unsettle(row.steps)
    _tell_texts(kept, gone)
    row.note_undone(by)
    return lost


def _why_not_parted(kept: Document) -> str:
    later = kept.merged_away.filter(undone_at=None, is_split=False).select_related("kept").first()
    if later is not None:
        return (
            f"Không tách lại được: sau đó {kept} đã gộp vào {later.kept} [{later.kept.slug}]. Tách "
            "lại lần hợp nhất ấy trước."
        )
    return "Không tách lại được: một trong hai văn bản đã vào hoặc ra khỏi thùng rác từ đó."


def version(document: Document) -> str:
    """Return the moment of the document's last writing, as `merge` compares it."""
    return document.updated_at.isoformat()


def kept_slugs(slugs: Iterable[str]) -> dict[str, str]:
    """Return by the address of each record that was merged away that of the one now kept."""
    ways = {slug: slug for slug in slugs}
    for _ in range(LONGEST_WAY):
        found = dict(
            Merge.objects.filter(
                undone_at=None,
                is_split=False,
                gone__deleted_at__isnull=False,
                gone__slug__in=set(ways.values()),
            ).values_list("gone__slug", "kept__slug")
        )
        if not found:
            break
        ways = {slug: found.get(to, to) for slug, to in ways.items()}
    return {slug: to for slug, to in ways.items() if slug != to}


def _locked(*documents: Document) -> tuple[Document, Document]:
    """Lock what both records, in one order, and all that their saving reads anew; read afresh."""
    by_key = {document.pk: document for document in documents}
    hold_texts_of(by_key.values())
    hold_series(by_key.values())
    rows = Document.all_objects.select_for_update(of=("self",)).filter(pk__in=by_key)
    held = {row.pk: row for row in rows.order_by("pk")}
    one, other = (held[document.pk] for document in documents)
    return one, other


def _come_along(kept: Document, gone: Document) -> dict[str, list[Any]]:
    """Give `kept` the text of `gone` where it has none, and what is so of either of them."""
    changed: dict[str, list[Any]] = {}
    if gone.text_id and not kept.text_id:
        text = gone.text
        gone.text = None
        gone.save(update_fields=["text"])
        kept.text, kept.is_held = text, True
        changed["text_id"] = [None, text.pk]
    if kept.is_proposed and not gone.is_proposed:
        kept.state = gone.state
        changed["state"] = [Document.State.PROPOSED, gone.state]
    return changed


def _give_back(
    kept: Document, gone: Document, before: Mapping[str, list[Any]]
) -> tuple[int, list[int] | None]:
    """Put the fields back, unsaved, and the text.

    Returns how many have other values by now, and the bodies that the audience is to be of again;
    None where they stay. Who may see the document goes back whole or not at all.
    """
    is_audience_as_left = all(_is_as_left(kept, before, name) for name in _AUDIENCE)
    bodies = None
    if is_audience_as_left and "audience_bodies" in before:
        bodies = before["audience_bodies"][0]
    own = {column: pair for column, pair in before.items() if column not in _AUDIENCE}
    if is_audience_as_left and "audience" in before:
        own["audience"] = before["audience"]
    changed = put_back(kept, own)
    if "text_id" in own and "text_id" not in changed:
        gone.text_id, gone.is_held = own["text_id"][1], True
    lost = len(changed) + ("audience" in before and not is_audience_as_left)
    return lost, bodies


def _is_as_left(kept: Document, before: Mapping[str, list[Any]], column: str) -> bool:
    """Whether a column still holds what the merge put there, or was left alone by it."""
    if column not in before:
        return True
    _, new = before[column]
    if column == "audience_bodies":
        return bodies_of(kept) == new
    return is_as_left(kept, {column: new})


def _settle(steps: Iterable[Step]) -> None:
    """Say of citations that could mean either record that they now mean one.

    Each such step keeps what was said before in its `resolution`.
    """
    for step, citation in _of_one_target(steps):
        step["resolution"] = citation.resolution
        citation.resolution = Citation.Resolution.ONE
        citation.save(update_fields=["resolution"])


def _unsettle(steps: Iterable[Step]) -> None:
    for step in steps:
        if "resolution" in step:
            Citation.objects.filter(
                pk=step["values"]["citation_id"], resolution=Citation.Resolution.ONE
            ).update(resolution=step["resolution"])


def _of_one_target(steps: Iterable[Step]) -> list[tuple[Step, Citation]]:
    removed = {
        step["values"]["citation_id"]: step
        for step in steps
        if step["act"] == REMOVED and step["model"] == "documents.CitationTarget"
    }
    several = (Citation.Resolution.SEVERAL, Citation.Resolution.AMBIGUOUS)
    citations = Citation.objects.filter(pk__in=removed, resolution__in=several)
    return [
        (removed[citation.pk], citation)
        for citation in citations.prefetch_related("targets")
        if len(citation.targets.all()) == 1
    ]


def _tell_texts(kept: Document, gone: Document) -> None:
    """Let the texts bear what their owners are now, and the index find them there.

    Files may have moved, so whether a document is held is asked anew.
    """
    for document in (kept, gone):
        refresh_held(document)
        share_texts(document)
        index_document(document)
