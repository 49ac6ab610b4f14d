"""Whether known documents are found: ``python -m tests.benchmarks.bench_search_known``.

Every demo document with a code, and a sample of the generated ones, is looked for in each of
the ways people would write it down (`search_forms`): code, date, title words. Found means
that the first hit is the document, or one that shares every value typed. Prints a score for
each form and what was missed; fails below 98 in 100 on either set.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

from tests.benchmarks.search_setting import SEED, member, sample, start, table

# isort: split
from django.http import HttpRequest, QueryDict

from documents.generating.bodies import SLUG_PREFIX
from documents.listing.filters import DocumentFilter
from documents.models import Document
from organizations.models import User
from tests.benchmarks.search_forms import Form, forms_of
from tests.benchmarks.timing import report

LEAST_SHARE = 0.98
LEAST_FORMS = 12
# No form may be missed so often that only the others carry it.
LEAST_OF_A_FORM = 0.95
SAMPLE = 2_000
MOST_MISSES_SHOWN = 60


def first_hit(user: User, query: str) -> Document | None:
    """Return the first document of the list for this query; None when it is refused or empty."""
    request = HttpRequest()
    request.user = user
    asked = QueryDict(mutable=True)
    asked["q"] = query
    documents: Any = Document.objects.visible_to(user).with_names()
    filters = DocumentFilter(asked, queryset=documents, request=request)
    if not filters.is_valid():
        return None
    keys = filters.hits.records(filters.order, 0, 1)
    return documents.get(pk=keys[0]) if keys else None


def score(title: str, user: User, documents: Sequence[Document]) -> bool:
    """Print how often each form found the document; return whether that suffices."""
    asked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    misses: list[tuple[Form, Document, Document | None]] = []
    few = 0
    for document in documents:
        forms = list(forms_of(document))
        few += len(forms) < LEAST_FORMS
        for form in forms:
            hit = first_hit(user, form.query)
            asked[form.name] += 1
            if hit and form.is_met_by(hit, document):
                found[form.name] += 1
            else:
                misses.append((form, document, hit))
    for form, document, hit in misses[:MOST_MISSES_SHOWN]:
        print(f"missed, {form.name}: {form.query} | {document.slug} | {hit.slug if hit else '-'}")
    rows = [
        (name, count, found[name], f"{found[name] / count:.1%}") for name, count in asked.items()
    ]
    table((title, "asked", "first", ""), rows)
    share = found.total() / max(1, asked.total())
    poor = [name for name, count in asked.items() if found[name] / count < LEAST_OF_A_FORM]
    return report(
        f"{title}: {len(documents):,} documents ({few} with fewer than {LEAST_FORMS} forms), "
        f"{found.total():,} of {asked.total():,} found first: {share:.2%}",
        share >= LEAST_SHARE and bool(documents) and not few and not poor,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=SAMPLE, metavar="N")
    size = parser.parse_args().sample
    start()
    user = member()
    coded = Document.objects.visible_to(user).with_names().exclude(symbol="")
    demo = list(coded.exclude(slug__startswith=SLUG_PREFIX))
    good = score("demo documents", user, demo)
    drawn = [one for one in sample(user, size, random.Random(SEED)) if one.symbol]
    return 0 if score("generated documents", user, drawn) and good else 1


if __name__ == "__main__":
    sys.exit(main())
