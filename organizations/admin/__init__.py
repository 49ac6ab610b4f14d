"""Staff screens for bodies and accounts."""

from organizations.admin.accounts import AccountAdmin
from organizations.admin.bodies import OrganizationAdmin

__all__ = ["AccountAdmin", "OrganizationAdmin"]
