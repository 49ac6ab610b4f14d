"""No box of the desk keeps a secrecy mark: what is typed there stays in the history."""

import pytest
from django.core.exceptions import ValidationError

from bulletins.desk.access import REFUSED
from bulletins.desk.deciding import refuse_unfit
from bulletins.desk.forms import RejectForm
from bulletins.desk.outline_views import ItemForm
from documents.deciding.relation_views import ReasonForm
from tests import factories as make

SECRET = "TUYỆT MẬT"


@pytest.mark.parametrize("form", [RejectForm, ReasonForm])
def test_a_reason_that_bears_a_mark_is_refused_and_another_kept(form):
    refused = form({"reason": SECRET})
    assert refused.errors.as_data()["reason"][0].code == "secret"
    assert form({"reason": "câu nói về mật độ dân số"}).is_valid()


@pytest.mark.parametrize("name", ["title", "label"])
def test_the_name_of_an_item_may_bear_none_and_is_not_sent_back(name):
    form = ItemForm({"kind": "topic", "title": "Chuyên đề", "label": "1.", name: SECRET})
    assert not form.is_valid()
    assert form.non_field_errors().as_data()[0].code == "secret"
    assert form[name].value() != SECRET


@pytest.mark.django_db
def test_why_a_bulletin_is_published_in_spite_of_errors_may_bear_none():
    with pytest.raises(ValidationError) as refused:
        refuse_unfit(make.make_bulletin(state="draft"), "", SECRET)
    assert refused.value.code == "secret"


@pytest.mark.django_db
def test_words_pasted_to_be_marked_are_neither_told_back_nor_kept(client, desk):
    """They are not in the bulletin, and what is told then quotes them."""
    words = f"{SECRET}\nLời riêng của tài liệu"
    response = client.post(f"{desk}danh-dau/", {"chu": words})
    kept = client.session[REFUSED]
    assert "mang dấu" in kept["said"] and kept["typed"] == ""
    assert "Lời riêng" not in kept["said"]
    assert "Lời riêng" not in client.get(response.url).content.decode()
