"""Bodies that issue documents, their history, and the people who use the registry."""

from organizations.models.bin_time import BinTime
from organizations.models.bodies import (
    Organization,
    OrganizationCode,
    OrganizationName,
    Succession,
)
from organizations.models.people import User
from organizations.models.reorganizations import Reorganization
from organizations.models.security import SecurityEntry
from organizations.models.signing_in import Device, SignInLink
from organizations.models.terms import Term

__all__ = [
    "BinTime",
    "Device",
    "Organization",
    "OrganizationCode",
    "OrganizationName",
    "Reorganization",
    "SecurityEntry",
    "SignInLink",
    "Succession",
    "Term",
    "User",
]
