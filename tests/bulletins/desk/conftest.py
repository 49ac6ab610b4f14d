"""A registry, an editor, and the desk of a bulletin just brought in.

Models are imported within each fixture: pytest reads this file before the settings are ready.
"""

import pytest


@pytest.fixture
def registry():
    """A province with its documents 24-CT/TU held and 7-KH/TU unknown; the body is our own."""
    from tests.bulletins.desk.material import make_registry
    from tests.remembering import remembered

    return remembered(make_registry)


@pytest.fixture
def editor():
    from tests.factories import make_editor
    from tests.remembering import remembered

    return remembered(make_editor, "bien-tap")


@pytest.fixture
def desk(client, editor, registry):
    """The address of the desk of a bulletin just brought in and read."""
    from tests.bulletins.desk.material import bring_in_as
    from tests.remembering import remembered

    address, client.cookies = remembered(bring_in_as, editor, registry[0])
    return address
