"""What a person said an item is about goes along with its words when items are joined or parted.

What is only proposed stays behind: the next reading proposes anew.
"""

from collections.abc import Iterable

from bulletins.models import BulletinItem, ItemSubject
from bulletins.structure import heading_end
from documents.models import CitationTarget, Decision

_DECISION = ("state", "decided_by_id", "decided_at", "reason", "citation_id")


def hand_over_subjects(item: BulletinItem, to: BulletinItem) -> tuple[list[int], list[list[int]]]:
    """Let what a person decided `item` is about be said of `to`, which its text goes to.

    Returns the keys of the links that moved, and the pairs that exchanged what was decided: the
    other item has a link to the same document already, which nobody had confirmed.
    """
    there = {link.document_id: link for link in to.subject_links.all()}
    decided = list(item.subject_links.exclude(state=Decision.PROPOSED))
    moved = [link for link in decided if link.document_id not in there]
    give_subjects(moved, to)
    confirmed = [link for link in decided if link.state == Decision.CONFIRMED]
    pairs = [
        (link, there[link.document_id])
        for link in confirmed
        if link.document_id in there and there[link.document_id].state != Decision.CONFIRMED
    ]
    exchange_subjects(pairs)
    return [link.pk for link in moved], [[one.pk, other.pk] for one, other in pairs]


def give_subjects(links: Iterable[ItemSubject], item: BulletinItem) -> None:
    """Say of `item` what was said of another one; the history of each link tells it."""
    for link in links:
        link.item = item
        link.save()


def exchange_subjects(pairs: Iterable[tuple[ItemSubject, ItemSubject]]) -> None:
    """Let two links to one document each say what the other said; done twice, all is as before."""
    for one, other in pairs:
        for name in _DECISION:
            former = getattr(one, name)
            setattr(one, name, getattr(other, name))
            setattr(other, name, former)
        one.save()
        other.save()


def exchanged(keys: Iterable[list[int]]) -> list[tuple[ItemSubject, ItemSubject]]:
    """Return the links of these pairs of keys, without a pair of which one is gone by now."""
    pairs = [tuple(pair) for pair in keys]
    links = ItemSubject.objects.in_bulk([key for pair in pairs for key in pair])
    return [(links[one], links[other]) for one, other in pairs if {one, other} <= links.keys()]


def divide_subjects(first: BulletinItem, rest: BulletinItem) -> None:
    """Give `rest`, cut from `first`, the decided subjects whose citation tells what it is about.

    One in a heading tells more than one in running text, and of two that tell as much the former
    item keeps it, as it does what no citation names (a person chose it from a list).
    """
    links = list(first.subject_links.exclude(state=Decision.PROPOSED))
    if links:
        kept, gone = _named_in(first), _named_in(rest)
        given = [
            link for link in links if gone.get(link.document_id, 0) > kept.get(link.document_id, 0)
        ]
        give_subjects(given, rest)


def _named_in(item: BulletinItem) -> dict[int, int]:
    """Return by document how well an item's citations say that it is about it: heading 2, text 1.

    What a person rejected names nothing.
    """
    if item.text is None:
        return {}
    heading = heading_end(item.text.body, item.title_in_text)
    named = CitationTarget.objects.filter(citation__source=item.text)
    places = named.exclude(citation__state=Decision.REJECTED)
    found: dict[int, int] = {}
    for document, start in places.values_list("document_id", "citation__start"):
        found[document] = max(found.get(document, 0), 2 if start < heading else 1)
    return found
