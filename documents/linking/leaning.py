"""Which places of texts that belong together may mean something else once one citation is decided.

A citation is completed by others of its number, a short form leans on the full one, a declared one
on what it stands for, and names on other names. Whatever shares none of that stays as it is.
"""

from collections.abc import Collection, Iterable, Sequence

from documents.linking.places import Place
from documents.models import Citation


def leaning_on(citation: Citation, places: Sequence[Place]) -> list[Place]:
    """Return those of `places` whose meaning may change once `citation` is `opened` again.

    As `hanging_together`; of a name all of them, since it may have meant anything before.
    """
    if citation.kind == Citation.Kind.NAMED:
        # The documents of a name have numbers that are not printed in it.
        return list(places)
    return hanging_together(citation, places)


def hanging_together(citation: Citation, places: Sequence[Place]) -> list[Place]:
    """Return those of `places`, in their order, whose meaning hangs together with `citation`.

    `places` are all of the texts that are read as one. The documents that the citation names are
    asked for as they are stored. Rather too many than too few: all names, and whatever is joined
    to the citation by numbers, printed or of documents that people said were meant, or by being
    declared a short form.
    """
    numbers = {_bare(one) for one in (citation.number, *_numbers_named(citation)) if one}
    found = {
        index
        for index, place in enumerate(places)
        if place.reading.kind == Citation.Kind.NAMED or _overlap(citation, place)
    }
    grown = True
    while grown:
        numbers |= {number for index in found for number in _numbers(places[index])}
        starts = {(places[i].source.pk, start) for i in found for start in places[i].stands_for}
        declared = {_declared(places[index]) for index in found}
        more = {
            index
            for index, place in enumerate(places)
            if index not in found and _is_joined(place, numbers, starts, declared)
        }
        found |= more
        grown = bool(more)
    return [place for index, place in enumerate(places) if index in found]


def starts_of(places: Iterable[Place]) -> set[tuple[int, int]]:
    """Return by text and character where these places begin."""
    return {(place.source.pk, place.reading.start) for place in places}


def _overlap(citation: Citation, place: Place) -> bool:
    is_same_text = place.source.pk == citation.source_id
    reading = place.reading
    return is_same_text and reading.start < citation.end and citation.start < reading.end


def _is_joined(
    place: Place,
    numbers: Collection[str],
    starts: Collection[tuple[int, int]],
    declared: Collection[tuple[int, int] | None],
) -> bool:
    is_declared = any((place.source.pk, start) in declared for start in place.stands_for)
    return is_declared or _declared(place) in starts or not numbers.isdisjoint(_numbers(place))


def _declared(place: Place) -> tuple[int, int] | None:
    """Return where that stands which the text declares this place to be short for."""
    alias = place.reading.alias_of
    return (place.source.pk, alias[0]) if alias else None


def _numbers(place: Place) -> set[str]:
    printed = {_bare(place.reading.number)} if place.reading.number else set()
    return printed | {_bare(one.number) for one in place.decided or () if one.number}


def _numbers_named(citation: Citation) -> list[str]:
    return list(citation.targets.exclude(number="").values_list("number", flat=True))


def _bare(number: str | None) -> str:
    return (number or "").lower().lstrip("0")
