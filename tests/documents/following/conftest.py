"""A member who follows. Models are imported within: pytest reads this file before the settings."""

import pytest


@pytest.fixture
def member(client):
    """Somebody signed in, who follows nothing yet."""
    from tests.factories import make_member

    user = make_member("nguoi-doc")
    client.force_login(user)
    return user
