"""An editor who sends files in, and the folder where these wait.

Models are imported within each fixture: pytest reads this file before the settings are ready.
"""

import pytest


@pytest.fixture(autouse=True)
def folder(client, editor, settings, tmp_path):
    """The folder where files wait; an editor is signed in."""
    from bulletins.staging import FOLDER

    settings.DATA_DIR = tmp_path
    client.force_login(editor)
    return tmp_path / FOLDER


@pytest.fixture
def page(client, registry):
    """The address of the page of a PDF just sent in."""
    from tests.bulletins.desk.intakes.sending import send

    return send(client, registry[0]).url
