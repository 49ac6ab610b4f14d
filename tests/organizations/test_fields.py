"""What the boxes of forms take, beyond what Django's own do."""

import pytest
from django.core.exceptions import ValidationError

from organizations.fields import RecordsField
from organizations.models import Organization
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("read", ["clean", "to_python"])
@pytest.mark.parametrize("key", ["9" * 30, "-1", "abc", "\x00"])
def test_what_is_no_key_is_refused_before_the_database_is_asked(read, key):
    """Also in the hidden box that says what a form had at first, which is read by `to_python`."""
    field = RecordsField(queryset=Organization.objects.all())
    with pytest.raises(ValidationError):
        getattr(field, read)([key])


def test_keys_of_records_are_read():
    body = make.make_organization()
    field = RecordsField(queryset=Organization.objects.all())
    assert list(field.clean([str(body.pk)])) == list(field.to_python([str(body.pk)])) == [body]
