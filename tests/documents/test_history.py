"""Who may see a record is kept with every change."""

import pytest

from organizations.audience import Audience
from tests import factories as make

pytestmark = pytest.mark.django_db


def bodies_in_history(record) -> list[set[str]]:
    """The bodies of the audience in each version, newest first."""
    return [
        {row.organization.name for row in version.audience_bodies.all()}
        for version in record.history.all()
    ]


@pytest.mark.parametrize("make_one", [make.make_document, make.make_bulletin])
def test_a_change_of_who_may_see_a_record_is_kept(make_one):
    ward = make.make_organization("Đảng ủy phường Mẫu")
    other = make.make_organization("Đảng ủy phường Khác")
    record = make_one(audience=Audience.BODIES, audience_bodies=[ward])
    record.audience_bodies.set([other])
    versions = bodies_in_history(record)
    assert versions[0] == {"Đảng ủy phường Khác"}
    assert {"Đảng ủy phường Mẫu"} in versions
