"""A page of the staff site that was opened before another's save overwrites nothing of it."""

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse

from documents.models import SearchMiss
from organizations.models import User
from tests import factories as make
from tests.admin_page import administrator_client, client_of, errors_of, filled

pytestmark = pytest.mark.django_db


def page_of(record):
    names = record._meta
    return reverse(f"admin:{names.app_label}_{names.model_name}_change", args=[record.pk])


def test_every_form_that_changes_a_record_knows_what_it_was_opened_with():
    request = RequestFactory().get("/")
    request.user = make.make_administrator()
    screens = [one for one in admin.site._registry.values() if one.has_change_permission(request)]
    assert len(screens) > 8
    forms = {one.model.__name__: one.form for one in screens}
    assert [name for name, form in forms.items() if "version" not in form.base_fields] == []


def test_rights_that_were_taken_are_not_given_back_by_an_older_page():
    person = make.make_editor("nghi-viec")
    first, second = administrator_client(), administrator_client()
    older = second.get(page_of(person))
    closing = filled(first.get(page_of(person)), is_active=None, groups=[])
    assert first.post(page_of(person), closing).status_code == 302
    answer = second.post(page_of(person), filled(older, full_name="Nguyễn Thị Mẫu"))
    assert "Trong lúc bạn mở trang này" in errors_of(answer)
    person = User.objects.get(pk=person.pk)
    assert not person.is_active and not person.groups.exists() and not person.get_full_name()


def test_signing_in_meanwhile_is_no_change_of_the_account():
    person = make.make_member("ba-tam")
    client, versions = administrator_client(), User.history.filter(id=person.pk).count()
    older = client.get(page_of(person))
    sent = {"username": "ba-tam", "password": make.PASSWORD}
    assert Client().post(reverse("login"), sent).status_code == 302
    person.refresh_from_db()
    assert person.last_login and User.history.filter(id=person.pk).count() == versions
    answer = client.post(page_of(person), filled(older, full_name="Nguyễn Thị Mẫu"))
    assert answer.status_code == 302
    assert User.history.filter(id=person.pk).count() > versions


def test_the_note_of_a_search_without_a_hit_is_not_wiped_out_by_an_older_page():
    Client().get(reverse("documents:list"), {"q": "zyxwvu kkk", "danh_sach": "1"})
    miss = SearchMiss.objects.get()
    first, second = (client_of(make.make_editor(name)) for name in ("mot", "hai"))
    older = second.get(page_of(miss))
    noted = filled(first.get(page_of(miss)), note="của người thứ nhất")
    assert first.post(page_of(miss), noted).status_code == 302
    answer = second.post(page_of(miss), filled(older, is_handled="on"))
    assert "“của người thứ nhất”" in errors_of(answer)
    miss.refresh_from_db()
    assert (miss.note, miss.is_handled) == ("của người thứ nhất", False)
    again = filled(second.get(page_of(miss)), is_handled="on")
    assert second.post(page_of(miss), again).status_code == 302
