"""A body and an editor whose lists are brought in; the worker is run by hand."""

import pytest


@pytest.fixture
def editor(db):
    from tests import factories as make  # Only here: the settings must be ready first.

    return make.make_editor("bien-tap")


@pytest.fixture
def body(db):
    """Tỉnh ủy Mẫu, which writes TU, with the types Chỉ thị and Kế hoạch."""
    from tests import factories as make  # Only here: the settings must be ready first.

    make.make_document_type("Chỉ thị")
    make.make_document_type("Kế hoạch")
    return make.make_organization("Tỉnh ủy Mẫu", code="TU", level=2)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Files lie in a folder of this test's own."""
    settings.DATA_DIR = tmp_path
    return tmp_path
