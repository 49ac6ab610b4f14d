"""Of whom the second step is required."""

from typing import Any

from django.conf import settings


def is_required_of(person: Any) -> bool:
    """Whether the registry demands a second step: of editors and administrators, by a setting."""
    return settings.REQUIRE_SECOND_STEP and person.is_editor
