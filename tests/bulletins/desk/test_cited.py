"""A document that is only cited enters the registry from its card."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from bulletins.models import Bulletin
from bulletins.publishing import share_texts
from documents.models import BackgroundTask, Citation, Document
from tests import factories as make
from tests.bulletins.desk.material import TEXT, bring_in_as, card_of, press, refusals, told
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

# The words tell a code that its issuer cannot sign, so nothing is proposed of it by itself.
DOUBTFUL = "Chỉ thị số 31-CT/TW, ngày 05/6/2023 của Tỉnh ủy Mẫu Sơn"
BULLETIN = TEXT + f"\nThực hiện {DOUBTFUL} về việc trồng rừng trong tỉnh. Nêu lại Chỉ thị 31.\n"


@pytest.fixture
def desk(client, editor, registry):
    make.make_organization("Ban Chấp hành Trung ương Đảng", "TW", level=1)
    address, client.cookies = remembered(bring_in_as, editor, registry[0], BULLETIN)
    return address


def address(desk, card):
    return f"{desk}{card.citation.pk}/vao-so/"


def filled(client, desk, **changed):
    """What the form sends when an editor changes only these of its fields."""
    card = card_of(DOUBTFUL)
    page = client.get(address(desk, card))
    form = page.context["form"]
    sent = {bound.html_name: bound.value() for bound in form}
    sent = {name: getattr(value, "pk", value) for name, value in sent.items()}
    sent["issued_on"] = form["issued_on"].value().strftime("%d/%m/%Y")
    sent = {name: "" if value is None else value for name, value in sent.items()}
    return {**sent, "seen": card.seen, **changed}


def test_the_form_is_filled_with_what_was_read_and_says_what_is_doubtful(client, desk, registry):
    card = card_of(DOUBTFUL)
    assert (
        not card.meant
        and address(desk, card) in client.get(desk, {"chon": card.citation.pk}).content.decode()
    )
    page = client.get(address(desk, card))
    values = page.context["form"].initial
    assert (values["number"], values["symbol"], f"{values['issued_on']:%d/%m/%Y}") == (
        *("31", "CT/TW"),
        "05/06/2023",
    )
    assert values["document_type"].name == "Chỉ thị"
    assert values["title"] == "về việc trồng rừng trong tỉnh"
    assert any("không khớp" in doubt for doubt in page.context["doubts"])
    assert any("Trích yếu lấy từ câu" in doubt for doubt in page.context["doubts"])


def test_what_is_sent_is_registered_as_only_cited_and_the_citation_confirmed(
    client, desk, registry, editor
):
    sent = filled(client, desk, symbol="CT/TU", organization=registry[0].pk)
    response = client.post(address(desk, card_of(DOUBTFUL)), sent, follow=True)
    document = Document.objects.get(number="31")
    assert (document.state, document.is_held, document.organization) == (
        *("registered", False),
        registry[0],
    )
    citation = card_of(DOUBTFUL).citation
    assert (citation.state, citation.decided_by) == ("confirmed", editor)
    assert [link.document for link in card_of(DOUBTFUL).meant] == [document]
    # What waited for it elsewhere finds it, undecided.
    short = Citation.objects.get(text="Chỉ thị 31")
    assert list(short.targets.all()) == [document] and short.state == "proposed"
    assert "1 trích dẫn khác cũng chỉ văn bản này" in told(response)
    assert response.context["card"].is_open


def test_what_the_machine_has_entered_is_not_offered_to_be_entered_again(client, desk):
    card = card_of("Kế hoạch số 7-KH/TU")
    page = client.get(desk, {"chon": card.citation.pk}).content.decode()
    assert address(desk, card) not in page
    assert reverse("admin:documents_document_change", args=[card.meant[0].document.pk]) in page


def test_one_the_registry_has_is_offered_and_not_entered_twice(client, desk, registry):
    known = make.make_document(number="31", symbol="CT/TU", organization=registry[0])
    sent = filled(client, desk, symbol="CT/TU", organization=registry[0].pk)
    response = client.post(address(desk, card_of(DOUBTFUL)), sent)
    assert response.status_code == 400
    assert response.context["form"].alike == [known]
    assert f'value="{known.slug}"' in response.content.decode()
    assert Document.objects.filter(number="31").count() == 1
    press(client, desk, card_of(DOUBTFUL), **{"van-ban": known.slug})
    assert [link.document for link in card_of(DOUBTFUL).meant] == [known]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"number": "31-CT"}, "number"),
        ({"issued_on": "31/02/2023"}, "issued_on"),
        ({"document_type": ""}, "document_type"),
        ({"title": "TỐI MẬT"}, "__all__"),
        ({"distinct_note": "MẬT"}, "__all__"),
        ({"number": "", "symbol": "", "name": ""}, "__all__"),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_is_entered(client, desk, changed, field):
    before = Document.objects.count()
    response = client.post(address(desk, card_of(DOUBTFUL)), filled(client, desk, **changed))
    assert response.status_code == 400
    assert field in response.context["form"].errors
    assert Document.objects.count() == before
    assert card_of(DOUBTFUL).is_open


def test_a_refused_secret_is_not_sent_back(client, desk):
    words = "Lời lẽ riêng"
    sent = filled(client, desk, distinct_note="TUYỆT MẬT", title=words)
    page = client.post(address(desk, card_of(DOUBTFUL)), sent).content.decode()
    assert "mang dấu “TUYỆT MẬT”" in page
    assert words not in page and 'value="TUYỆT MẬT"' not in page
    # What is no secret comes back to be put right.
    sent |= {"distinct_note": "", "number": "x"}
    assert words in client.post(address(desk, card_of(DOUBTFUL)), sent).content.decode()


def test_on_a_published_bulletin_the_words_of_a_correction_are_asked_for_before_all_is_filled(
    client, desk, registry
):
    sent = filled(client, desk, symbol="CT/TU", organization=registry[0].pk)
    bulletin = Bulletin.objects.get()
    Bulletin.objects.update(state="published")
    share_texts(bulletin)
    place = address(desk, card_of(DOUBTFUL))
    response = client.get(place, follow=True)
    assert response.redirect_chain == [(f"{desk}#loi-dinh-chinh", 302)]
    assert "ghi lời đính chính vào ô dưới đây trước" in told(response)
    # Of a form that was filled before the words went missing nothing is lost.
    response = client.post(place, {**sent, "seen": card_of(DOUBTFUL).seen})
    assert response.status_code == 400
    assert "Ghi lời đính chính" in refusals(response)
    assert response.context["form"]["symbol"].value() == "CT/TU"
    client.post(f"{desk}dinh-chinh/", {"dinh-chinh": "Ghi thêm văn bản."})
    assert client.get(place).status_code == 200
    client.post(place, {**sent, "seen": card_of(DOUBTFUL).seen})
    assert Document.objects.get(number="31").is_proposed is False


def test_what_another_decided_meanwhile_stays_and_nothing_is_entered(client, desk, registry):
    sent = filled(client, desk, symbol="CT/TU", organization=registry[0].pk)
    card = card_of(DOUBTFUL)
    Citation.objects.filter(pk=card.citation.pk).update(resolution="ambiguous")
    response = client.post(address(desk, card), sent)
    assert response.status_code == 400
    assert "Chưa ghi gì" in refusals(response)
    assert response.context["form"]["symbol"].value() == "CT/TU"
    press(client, desk, card_of(DOUBTFUL), viec="loai", reason="bản tin in sai")
    response = client.post(address(desk, card), sent)
    assert response.status_code == 400
    assert response.context["form"]["symbol"].value() == "CT/TU"
    assert not Document.objects.filter(number="31").exists()
    response = client.get(address(desk, card), follow=True)
    assert "không còn chờ quyết định" in told(response)


def test_words_without_a_number_become_the_name(client, desk):
    words = "chi bộ đọc"
    client.post(f"{desk}danh-dau/", {"chu": words})
    page = client.get(address(desk, card_of(words)))
    assert page.context["form"].initial["name"] == words


@pytest.mark.django_db(transaction=True)
def test_killed_behind_the_decision_the_worker_resolves_what_waited(
    client, desk, registry, monkeypatch
):
    def killed(*_):
        raise SystemExit

    sent = filled(client, desk, symbol="CT/TU", organization=registry[0].pk)
    monkeypatch.setattr("documents.tasks.pick_up", killed)
    with pytest.raises(SystemExit):
        client.post(address(desk, card_of(DOUBTFUL)), sent)
    monkeypatch.undo()
    document, short = Document.objects.get(number="31"), Citation.objects.get(text="Chỉ thị 31")
    assert card_of(DOUBTFUL).citation.state == "confirmed" and not short.targets.exists()
    # A minute later.
    BackgroundTask.objects.filter(status="READY").update(run_after=timezone.now())
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert list(short.targets.all()) == [document]


def test_what_was_picked_up_at_once_is_not_left_to_the_worker(client, desk, registry):
    sent = filled(client, desk, symbol="CT/TU", organization=registry[0].pk)
    response = client.post(address(desk, card_of(DOUBTFUL)), sent, follow=True)
    assert "1 trích dẫn khác cũng chỉ văn bản này" in told(response)
    assert not BackgroundTask.objects.filter(task_path__endswith="pick_up_citations_of").exists()


def test_a_refused_form_still_says_what_its_editor_saw(client, desk):
    card = card_of(DOUBTFUL)
    sent = filled(client, desk, document_type="")
    Citation.objects.filter(pk=card.citation.pk).update(resolution="ambiguous")
    page = client.post(address(desk, card), sent)
    assert page.status_code == 400
    seen = f'name="seen" value="{card.seen}"'
    assert seen in page.content.decode()
    assert card_of(DOUBTFUL).seen not in page.content.decode()
