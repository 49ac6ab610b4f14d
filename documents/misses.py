"""Keeps searches that found nothing, so that staff see what people look for in vain."""

import logging
import re
from collections.abc import Callable
from typing import Any

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from documents.models.misses import MAX_CHARS, SearchMiss
from documents.search.parts import Query
from organizations.secrecy import find_secrecy_mark
from organizations.text import fold, normalize

logger = logging.getLogger(__name__)

# A visitor needs no account to search; what strangers type must not fill the disk.
MOST_KEPT = 5_000
# Of a mark typed among other words the guard of whole texts knows nothing. "Bí mật nhà nước" is
# what many a public document is about.
_SECRET = re.compile(r"(?<!bí )\bmật\b|\b(?:tuyet|toi) mat\b", re.IGNORECASE)

# "M Ậ T", letter by letter; and what is left of "tốimật", "T Ố I M Ậ T" without what sets it apart.
_LETTERS_APART = re.compile(r"(?<!\w)m[\W_]+a[\W_]+t(?!\w)")
_NO_LETTERS = re.compile(r"[\W_]+")
_GLUED = re.compile(r"(?:tuyet|toi)mat")


# Whether a reader's query finds something else than documents.
Answers = Callable[[Any, Query], bool]

_elsewhere: list[Answers] = []


def answered_too_by(answers: Answers) -> None:
    """Let an upper layer say that a search found something of its own; once is enough."""
    if answers not in _elsewhere:
        _elsewhere.append(answers)


def keep_miss(query: Query, reader: Any) -> None:
    """Count what was typed among the searches without a hit; spellings that fold alike are one.

    Not kept: what found something of an upper layer, what has no letter or digit, and whatever
    may bear a secrecy mark. Of more than 200 characters the first are kept; of more than 5,000
    rows the one asked longest ago goes. While the database is busy nothing is kept: a search is
    answered all the same.
    """
    words = normalize(query.text)
    key = fold(words)[: 2 * MAX_CHARS]
    if not any(char.isalnum() for char in key) or _is_secret(words):
        return
    if any(answers(reader, query) for answers in _elsewhere):
        return
    try:
        with transaction.atomic():
            _count(words[:MAX_CHARS], key)
    except OperationalError:
        logger.warning("a search without a hit was not counted: the database is busy")


def _is_secret(words: str) -> bool:
    key = fold(words)
    spelled_apart = _LETTERS_APART.search(key) or _GLUED.search(_NO_LETTERS.sub("", key))
    is_marked = find_secrecy_mark(words) or _SECRET.search(words) or _SECRET.search(key)
    return bool(spelled_apart or is_marked)


def _count(words: str, key: str) -> None:
    today = timezone.localdate()
    asked = SearchMiss.objects.filter(words_key=key)
    if asked.update(times=F("times") + 1, last_on=today):
        return
    if SearchMiss.objects.count() >= MOST_KEPT:
        SearchMiss.objects.order_by("last_on", "times", "pk")[0].delete()
    # Whoever asks the same at the same moment has made the row: then there is nothing to add.
    SearchMiss.objects.get_or_create(
        words_key=key, defaults={"words": words, "first_on": today, "last_on": today}
    )
