"""A registry, an editor, and the desk of a bulletin just brought in.

Models are imported within each fixture: pytest reads this file before the settings are ready.
"""

import pytest


@pytest.fixture
def registry():
    """A province with its documents 24-CT/TU held and 7-KH/TU unknown; the body is our own."""
    from organizations.models import Organization
    from tests import factories as make

    for name, code in (("Chỉ thị", "CT"), ("Kế hoạch", "KH"), ("Quyết định", "QĐ")):
        make.make_document_type(name, party_code=code)
    province = make.make_organization("Tỉnh ủy Mẫu Sơn", "TU")
    Organization.objects.filter(pk=province.pk).update(is_own=True)
    document = make.make_document(
        number="24", symbol="CT/TU", organization=province, title="về phòng cháy"
    )
    return province, document


@pytest.fixture
def editor():
    from tests import factories as make

    return make.make_editor("bien-tap")


@pytest.fixture
def desk(client, editor, registry):
    """The address of the desk of a bulletin just brought in and read."""
    from tests.bulletins.desk.material import TEXT, bring_in

    client.force_login(editor)
    return bring_in(client, registry[0], TEXT)
