"""“Việc tôi vừa làm” on the first page of the staff tells what was done outside its forms too."""

import pytest
from django.urls import reverse

from bulletins.models import Bulletin
from documents.models import Decision, ImportedList, Merge
from organizations.models import Reorganization
from tests import factories as make
from tests.bulletins.desk.material import bring_in, bulletin_sheet, make_registry, press
from tests.organizations.reorganizing.test_pages import PAGE as REORGANIZE
from tests.organizations.reorganizing.test_pages import typed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client):
    person = make.make_editor("bien-tap")
    client.force_login(person)
    return person


def done(client):
    """What stands in the list, newest first: words, name, where it leads."""
    rows = client.get(reverse("admin:index")).context["done"]
    return [(f"{row['verb']} {row['kind']}", row["label"], row["url"]) for row in rows]


def page_of(record):
    names = record._meta
    return reverse(f"admin:{names.app_label}_{names.model_name}_change", args=[record.pk])


def test_many_decisions_on_one_bulletin_are_one_line_and_publishing_it_is_another(client):
    desk = bring_in(client, make_registry()[0])
    bulletin, publish = Bulletin.objects.get(), desk.replace("doi-chieu/", "phat-hanh/")
    # What is refused was not done.
    client.post(publish, {"seen": bulletin_sheet().wrong_seen})
    for card in bulletin_sheet().cards:
        press(client, desk, card, viec="loai", reason="nhầm")
    shown = [
        ("Duyệt trích dẫn của bản tin", str(bulletin), page_of(bulletin)),
        ("Nhập bản tin", str(bulletin), page_of(bulletin)),
    ]
    assert done(client) == shown
    client.post(publish, {"seen": bulletin_sheet().wrong_seen})
    assert done(client)[0] == ("Phát hành bản tin", str(bulletin), page_of(bulletin))


def test_a_merge_and_taking_it_back(client):
    kept = make.make_document(number="24", symbol="CT/TU", title="về học tập")
    gone = make.make_document(number="42", symbol="CT/TU", title="về học tập")
    address = f"{reverse('documents:merge', args=[kept.slug])}?voi={gone.slug}"
    form = client.get(address).context["form"]
    client.post(address, {name: form[name].value() for name in form.fields})
    client.post(reverse("documents:undo_merge", args=[Merge.objects.get().pk]))
    kept.refresh_from_db()
    assert done(client) == [
        ("Hoàn tác hợp nhất văn bản", str(kept), page_of(kept)),
        ("Hợp nhất văn bản", str(kept), page_of(kept)),
    ]


def test_a_list_written_to_the_registry_leads_to_its_page(client, editor):
    imported = make.make_imported_list()
    client.post(reverse("importing:do", args=[imported.pk]), {"cach": "tot"})
    page = reverse("importing:show", args=[imported.pk])
    assert done(client) == [("Ghi vào sổ danh sách nhập", "danh-sach.xlsx", page)]
    # Somebody else pressed first: nothing more was done.
    client.post(reverse("importing:do", args=[imported.pk]), {"cach": "tot"})
    assert len(done(client)) == 1
    ImportedList.objects.update(state=ImportedList.State.DONE)
    client.post(reverse("importing:take_back", args=[imported.pk]))
    assert done(client)[0] == ("Hoàn tác danh sách nhập", "danh-sach.xlsx", page)
    # What is done once more moves up.
    ImportedList.objects.update(state=ImportedList.State.PLANNED)
    client.post(reverse("importing:do", args=[imported.pk]), {"cach": "tot"})
    assert [words.split()[0] for words, _, _ in done(client)] == ["Ghi", "Hoàn"]


def test_a_reorganisation_leads_to_its_place_among_those_done(client):
    make.make_organization("Đảng ủy phường Bắc")
    make.make_organization("Đảng ủy phường Nam")
    shown = client.post(REORGANIZE, typed())
    client.post(REORGANIZE, {**typed(), "seen": shown.context["plan"].mark, "lam": "1"})
    row = Reorganization.objects.get()
    place = f"{reverse('organizations:reorganizations')}#lan-{row.pk}"
    assert [url for _, _, url in done(client)] == [place]


def test_decided_relations_answered_reports_codes_given_and_records_restored(client):
    make.make_relation(state=Decision.PROPOSED)
    key = client.get(reverse("documents:relations")).context["groups"][0].proposals[0].key
    client.post(reverse("documents:decide_relations"), {"mot": key})
    report = make.make_mistake_report()
    client.post(reverse("documents:handle_report"), {"bao": report.pk, "xong": "1"})
    member = make.make_member("doc-gia")
    client.post(reverse("accounts:give", args=[member.pk]))
    document = make.make_document(number="9", symbol="CT/TU")
    document.move_to_bin(member)
    changes = reverse("admin:documents_document_changelist")
    sent = {"action": "restore_selected", "_selected_action": [document.pk]}
    client.post(f"{changes}?thung-rac=co", sent)
    assert [words for words, _, _ in done(client)] == [
        "Khôi phục văn bản",
        "Cấp mã đăng nhập cho tài khoản",
        "Xử lý báo sai sót về văn bản",
        "Ghi “đã xác nhận” cho quan hệ giữa hai văn bản",
    ]


def test_nobody_sees_what_others_did(client):
    imported = make.make_imported_list()
    client.post(reverse("importing:do", args=[imported.pk]), {"cach": "tot"})
    client.force_login(make.make_editor())
    assert done(client) == []
