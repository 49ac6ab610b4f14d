"""Questions asked of bodies: by code, by name, up the tree, on a day."""

from datetime import date
from typing import Any, Self

from django.db import connection, models

from organizations.bin import BinQuerySet
from organizations.text import fold


def valid_on(day: date) -> models.Q:
    """Condition: the period valid_from–valid_to (both days included, open ends) holds `day`."""
    begun = models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=day)
    not_ended = models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day)
    return begun & not_ended


class OrganizationQuerySet(BinQuerySet):
    def with_code(self, code: str) -> Self:
        """Bodies that own `code` in any spelling (``TU``, ``tu``) or have owned it."""
        return self.filter(codes__code_key=code_key(code))

    def named(self, name: str) -> Self:
        """Bodies whose present, short or former name is `name`, tones and case aside."""
        return self.filter(names__name_key=fold(name))

    def existing_on(self, day: date) -> Self:
        return self.filter(valid_on(day))

    def own(self) -> Any:
        """The body this registry belongs to, or None before `manage.py setup`."""
        return self.filter(is_own=True).first()


def code_key(code: str) -> str:
    """Return the form in which organization codes are compared: ``TƯ`` and ``tu`` are ``tu``."""
    return "".join(char for char in fold(code) if char.isalnum())


_REACH = """
WITH RECURSIVE above(id, parent_id) AS (
    SELECT body.id, body.parent_id FROM organizations_organization body
    JOIN organizations_user_organizations mine ON mine.organization_id = body.id
    WHERE mine.user_id = %s AND body.deleted_at IS NULL
    UNION
    SELECT body.id, body.parent_id FROM organizations_organization body
    JOIN above ON body.id = above.parent_id
)
SELECT id FROM above
"""


def reach_of(person: int) -> frozenset[int]:
    """Return the ids of the bodies an account belongs to and of all above them, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_REACH, [person])
        return frozenset(row[0] for row in cursor.fetchall())
