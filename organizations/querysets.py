"""Questions asked of bodies: by code, by name, up the tree, on a day."""

from datetime import date
from typing import Any, Self

from django.db import connections, models

from organizations.bin import BinQuerySet
from organizations.text import fold


def valid_on(day: date) -> models.Q:
    """Condition: the period valid_from–valid_to (both days included, open ends) holds `day`."""
    begun = models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=day)
    not_ended = models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day)
    return begun & not_ended


# Of names (see `organizations.naming`): official, verified, given up while the body went on.
FORMER_NAME = models.Q(kind="official", is_verified=True, valid_to__isnull=False) & (
    models.Q(organization__valid_to__isnull=True)
    | models.Q(valid_to__lt=models.F("organization__valid_to"))
)


class OrganizationQuerySet(BinQuerySet):
    def with_code(self, code: str) -> Self:
        """Bodies that own `code` in any spelling (``TU``, ``tu``) or have owned it."""
        return self.filter(codes__code_key=code_key(code))

    def named(self, name: str) -> Self:
        """Bodies whose present, short or former name is `name`, tones and case aside."""
        return self.filter(names__name_key=fold(name))

    def existing_on(self, day: date) -> Self:
        return self.filter(valid_on(day))

    def with_cells_counted(self) -> Self:
        """Leave out cells that hang below a committee; of each body `cells` are how many.

        A province has thousands. One below nobody in use, or below another cell, is not left out.
        """
        cell = self.model.Level.CELL
        below = models.Q(parent__level__lt=cell, parent__deleted_at__isnull=True)
        live = models.Q(children__level=cell, children__deleted_at__isnull=True)
        counted = self.annotate(cells=models.Count("children", filter=live))
        return counted.exclude(models.Q(level=cell) & below)

    def own(self) -> Any:
        """The body this registry belongs to, or None before `manage.py setup`."""
        return self.filter(is_own=True).first()


def code_key(code: str) -> str:
    """Return the form in which organization codes are compared: ``TƯ`` and ``tu`` are ``tu``."""
    return "".join(char for char in fold(code) if char.isalnum())


# Each body is looked up by its key: joined, PostgreSQL read all bodies once for each step upwards.
# The last row is NULL, above the highest.
_ABOVE = """
WITH RECURSIVE above(id) AS (
    SELECT mine.organization_id FROM organizations_user_organizations mine
    WHERE mine.user_id = %s AND (
        SELECT body.deleted_at IS NULL FROM organizations_organization body
        WHERE body.id = mine.organization_id
    )
    UNION
    SELECT (SELECT body.parent_id FROM organizations_organization body WHERE body.id = above.id)
    FROM above WHERE above.id IS NOT NULL
)
"""
_REACH = f"{_ABOVE} SELECT id FROM above WHERE id IS NOT NULL"
# A row for each body above, one with NULL at the end. The right is that of `User.is_editor`,
# given to the person or to a group of theirs.
_ACCOUNT = f"""
{_ABOVE}
SELECT person.*, above.id AS body_above, EXISTS (
    SELECT 1 FROM (
        SELECT own.permission_id FROM organizations_user_user_permissions own
        WHERE own.user_id = %s
        UNION ALL
        SELECT given.permission_id FROM organizations_user_groups mine
        JOIN auth_group_permissions given ON given.group_id = mine.group_id
        WHERE mine.user_id = %s
    ) has WHERE has.permission_id IN (
        SELECT permission.id FROM auth_permission permission
        JOIN django_content_type kind ON kind.id = permission.content_type_id
        WHERE kind.app_label = 'organizations' AND permission.codename = 'edit_registry'
    )
) AS has_edit_right
FROM organizations_user person LEFT JOIN above ON true WHERE person.id = %s
"""


def reach_of(accounts: models.Manager[Any], person: int) -> frozenset[int]:
    """Return the ids of the bodies an account belongs to and of all above them, in one query."""
    with connections[accounts.db].cursor() as cursor:
        cursor.execute(_REACH, [person])
        return frozenset(row[0] for row in cursor.fetchall())


def account_with_rights(accounts: models.Manager[Any], person: int) -> Any:
    """Return the account with this id, its right to edit and its reach known; None without one.

    One query for what every page asks of whoever is signed in; asked one by one it is three.
    """
    rows = list(accounts.raw(_ACCOUNT, [person] * 4))
    if not rows:
        return None
    account = rows[0]
    account.has_edit_right = bool(account.has_edit_right)
    account.reach = frozenset(row.body_above for row in rows if row.body_above is not None)
    return account
