"""A link signs one phone in once, for ninety days, and only whom it was made for."""

import copy
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organizations.models import Device, SignInLink, User
from organizations.models.people import MEMBER_GROUP
from organizations.signing_in.entry import device_name, give_link, sign_out
from tests import factories as make

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 9; SM-A105F) AppleWebKit/537.36 Chrome/120 Mobile"


@pytest.fixture
def editor():
    return make.make_editor()


@pytest.fixture
def member():
    return make.make_member("ba-tam", last_name="Nguyễn Thị", first_name="Tám")


@pytest.fixture
def phone():
    return Client(headers={"User-Agent": PHONE})


def address(person, giver) -> str:
    return reverse("accounts:enter", args=[give_link(person, giver)[1]])


def signed_in(client) -> bool:
    return client.get(reverse("accounts:devices")).status_code == 200


def test_a_link_given_by_an_editor_signs_a_phone_in(client, editor, member, phone):
    client.force_login(editor)
    given = client.post(reverse("accounts:give", args=[member.pk]))
    shown = re.search(r"http://testserver(/vao/[\w-]+/)", given.content.decode())
    assert "data:image/svg+xml" in given.content.decode()
    assert "no-store" in given["Cache-Control"]
    asked = phone.get(shown[1])
    assert "Nguyễn Thị Tám" in asked.content.decode()
    assert not signed_in(phone), "looking at a link must not use it"
    entered = phone.post(shown[1], follow=True)
    assert "Điện thoại Android" in entered.content.decode()
    assert phone.get(reverse("accounts:devices")).context["user"] == member
    left = phone.session.get_expiry_age()
    assert timedelta(days=89) < timedelta(seconds=left) <= timedelta(days=91)


def test_a_browser_is_let_in_and_no_other_site_is_told_the_address(editor, member):
    """With no-referrer a browser sends `Origin: null`, which is refused as another site's."""
    browser = Client(enforce_csrf_checks=True)
    link = address(member, editor)
    asked = browser.get(link)
    assert asked["Referrer-Policy"] == "same-origin"
    token = {"csrfmiddlewaretoken": asked.context["csrf_token"]}
    origin = {"Origin": "http://testserver"}
    assert browser.post(link, token, headers=origin).status_code == 302
    assert signed_in(browser)


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True, headers={"User-Agent": PHONE})


def press(browser, link, asked, cookies=None):
    """Press “Đăng nhập” on the page that was `asked` for, with the cookies of that moment."""
    if cookies is not None:
        browser.cookies = copy.deepcopy(cookies)
    return browser.post(link, {"csrfmiddlewaretoken": asked.context["csrf_token"]}, follow=True)


def test_a_second_press_whose_first_answer_was_lost_ends_signed_in(editor, member, browser):
    link = address(member, editor)
    asked = browser.get(link)
    before = copy.deepcopy(browser.cookies)
    press(browser, link, asked)
    first = browser.session.session_key
    answer = press(browser, link, asked, before)
    assert answer.redirect_chain == [("/", 302)]
    assert "Đã đăng nhập trên máy này" in answer.content.decode()
    assert browser.session.session_key == first
    assert signed_in(browser)
    assert Device.objects.count() == 1


def test_a_second_press_after_the_first_answer_came_is_led_on(editor, member, browser):
    link = address(member, editor)
    asked = browser.get(link)
    press(browser, link, asked)
    # The token of the page still shown is no longer the browser's.
    assert press(browser, link, asked).redirect_chain == [("/", 302)]
    assert signed_in(browser)
    # No other link is opened without one.
    other = address(make.make_member("ong-bay"), editor)
    assert press(browser, other, asked).status_code == 403


@pytest.mark.parametrize("what", ["another browser", "later", "signed out"])
def test_nobody_else_and_nothing_later_is_let_in_by_it(editor, member, browser, what):
    link = address(member, editor)
    asked = browser.get(link)
    before = copy.deepcopy(browser.cookies)
    press(browser, link, asked)
    if what == "another browser":
        browser = Client(enforce_csrf_checks=True)
        asked, before = browser.get("/dang-nhap/"), None
    elif what == "later":
        SignInLink.objects.update(used_at=timezone.now() - timedelta(minutes=2))
    else:
        sign_out(Device.objects.get())
    answer = press(browser, link, asked, before)
    assert answer.status_code == 404
    assert not signed_in(browser)


def test_a_link_opens_once(editor, member, phone):
    link = address(member, editor)
    assert phone.post(link).status_code == 302
    second = Client().post(link)
    assert second.status_code == 404
    assert "chỉ dùng được một lần" in second.content.decode()
    assert "Tám" not in second.content.decode()
    assert Device.objects.count() == 1


def test_whoever_is_signed_in_and_opens_it_again_is_told_that_no_code_is_needed(
    editor, member, phone
):
    link = address(member, editor)
    phone.post(link)
    again = phone.get(link).content.decode()
    assert "Máy này đã đăng nhập" in again
    assert "cấp mã mới" not in again


@pytest.mark.parametrize("why", ["over", "replaced", "closed", "demo", "unknown"])
def test_a_link_that_is_no_longer_good_opens_nothing(editor, member, phone, why, settings):
    link = address(member, editor)
    if why == "over":
        SignInLink.objects.update(expires_at=timezone.now())
    elif why == "replaced":
        give_link(member, editor)
    elif why == "closed":
        User.objects.filter(pk=member.pk).update(is_active=False)
    elif why == "demo":
        User.objects.filter(pk=member.pk).update(is_demo=True)
    else:
        link = reverse("accounts:enter", args=["khong-co-that"])
    assert phone.get(link).status_code == 404
    assert phone.post(link).status_code == 404
    assert not signed_in(phone)


def test_the_secret_is_kept_nowhere(editor, member):
    link, secret = give_link(member, editor)
    assert secret not in str(SignInLink.objects.values_list().get(pk=link.pk))
    assert link.secret_hash != secret


def test_whoever_came_by_a_link_may_set_a_password_without_the_old_one(editor, member, phone):
    phone.post(address(member, editor))
    new = "mat-khau-moi-2026-x"
    form = reverse("password_change")
    assert "old_password" not in phone.get(form).context["form"].fields
    phone.post(form, {"new_password1": new, "new_password2": new})
    typed = {"username": "ba-tam", "password": new}
    other = Client()
    assert other.post(reverse("login"), typed).status_code == 302
    assert signed_in(other)
    assert "old_password" in phone.get(form).context["form"].fields, "only once"
    # The phone stays signed in and can still be signed out from elsewhere.
    assert signed_in(phone)
    device = Device.objects.get()
    phone.post(reverse("accounts:end_own", args=[device.public_id]))
    assert not signed_in(phone)


def test_a_link_opens_no_more_than_its_giver_could_give_today(editor, member, phone):
    """An editor keeps the link of a member who then becomes an editor too."""
    link = address(member, editor)
    member.groups.add(editor.groups.get())
    assert phone.post(link).status_code == 404
    other = make.make_member()
    link = address(other, editor)
    User.objects.filter(pk=editor.pk).update(is_active=False)
    assert phone.post(link).status_code == 404
    assert not signed_in(phone)


def test_the_list_of_devices_is_true(editor, member, phone):
    phone.post(address(member, editor))
    phone.post(address(member, editor))
    (left,) = Device.objects.signed_in()
    assert left == Device.objects.first(), "two links on one phone are one device"
    tablet = Client(headers={"User-Agent": "iPad"})
    tablet.post(address(member, editor))
    assert Device.objects.signed_in().count() == 2
    new = "mat-khau-moi-2026-y"
    tablet.post(reverse("password_change"), {"new_password1": new, "new_password2": new})
    assert [device.name for device in Device.objects.signed_in()] == ["iPad"]
    assert not signed_in(phone), "a new password signs the others out"
    tablet.post(reverse("logout"))
    assert not Device.objects.signed_in().exists()


def test_the_admin_sets_passwords_on_the_same_page(client, editor):
    client.force_login(editor)
    assert client.get("/quan-tri/password_change/").url == reverse("password_change")


def test_a_link_and_a_device_are_good_to_the_end_of_a_day(editor, member, phone):
    link, _ = give_link(member, editor)
    phone.post(address(member, editor))
    for end in (link.expires_at, Device.objects.get().expires_at):
        assert f"{timezone.localtime(end):%H:%M}" == "23:59"


def test_whoever_came_by_password_is_asked_for_it(member):
    client = Client()
    client.force_login(member)
    assert "old_password" in client.get(reverse("password_change")).context["form"].fields


def test_an_editor_signs_a_lost_phone_out(client, editor, member, phone):
    phone.post(address(member, editor))
    assert signed_in(phone)
    client.force_login(editor)
    page = client.get(reverse("accounts:person", args=[member.pk]))
    assert "Điện thoại Android" in page.content.decode()
    device = Device.objects.get()
    client.post(reverse("accounts:end_device", args=[member.pk, device.public_id]))
    assert not signed_in(phone)
    assert "đã đăng xuất từ xa" in client.get(page.request["PATH_INFO"]).content.decode()


def test_nobody_ends_the_devices_of_others(editor, member, phone):
    phone.post(address(member, editor))
    other = Client()
    other.force_login(make.make_member())
    device = Device.objects.get()
    ended = reverse("accounts:end_own", args=[device.public_id])
    assert other.post(ended).status_code == 404
    wrong = reverse("accounts:end_device", args=[member.pk, device.public_id])
    assert other.post(wrong).status_code == 403
    assert signed_in(phone)


# --- To whom ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "by_editor", "by_administrator"),
    [
        (make.make_member, 200, 200),
        (make.make_editor, 404, 200),
        (make.make_administrator, 404, 404),
    ],
)
def test_no_link_leads_to_more_rights_than_its_giver_has(
    client, editor, person, by_editor, by_administrator
):
    target = person()
    for giver, status in ((editor, by_editor), (make.make_administrator(), by_administrator)):
        client.force_login(giver)
        for name in ("accounts:person", "accounts:give"):
            asked = reverse(name, args=[target.pk])
            ask = client.post if name == "accounts:give" else client.get
            assert ask(asked).status_code == status, (giver, name)
        listed = client.get(reverse("accounts:people"), {"q": target.username}).content.decode()
        assert (f"/thanh-vien/{target.pk}/" in listed) is (status == 200)


def test_members_and_visitors_hand_out_nothing(client, member):
    for asked in ("accounts:person", "accounts:give"):
        assert client.post(reverse(asked, args=[member.pk])).status_code in (403, 405)
    client.force_login(make.make_member())
    assert client.post(reverse("accounts:give", args=[member.pk])).status_code == 403
    assert not SignInLink.objects.exists()


def test_a_new_member_is_made_by_name_and_body(client, editor):
    body = make.make_organization("Đảng ủy phường Mẫu")
    client.force_login(editor)
    form = reverse("accounts:new_member")
    typed = {"full_name": "  Lê  Văn Đức ", "body": "đảng uỷ phường mẫu"}
    for username, insisting in (("le-van-duc", {}), ("le-van-duc-2", {"namesakes": "1"})):
        told = client.post(form, typed | insisting, follow=True)
        assert "Đã thêm Lê Văn Đức." in told.content.decode()
        made = User.objects.get(username=username)
        assert (made.last_name, made.first_name) == ("Lê Văn", "Đức")
        assert list(made.organizations.all()) == [body]
        assert [group.name for group in made.groups.all()] == [MEMBER_GROUP]
        assert not made.has_usable_password()
        assert not made.is_editor


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"full_name": ""}, "Ghi họ và tên"),
        ({"full_name": "!!!"}, "phải có chữ"),
        ({"full_name": "Lê Đức", "body": "Đảng ủy xã Không Có"}, "chưa có tổ chức nào tên"),
        ({"full_name": "Lê Đức", "body": "phường"}, "Đảng ủy phường Hai; Đảng ủy phường Một"),
    ],
)
def test_a_member_that_is_not_clear_is_not_made(client, editor, typed, said):
    make.make_organization("Đảng ủy phường Hai")
    make.make_organization("Đảng ủy phường Một")
    client.force_login(editor)
    before = User.objects.count()
    response = client.post(reverse("accounts:new_member"), typed)
    assert response.status_code == 400
    assert said in response.content.decode()
    assert User.objects.count() == before


def test_members_stand_in_vietnamese_order_and_are_found_without_tones(client, editor):
    for given, family in (("Đức", "Lê"), ("Dung", "Trần"), ("Ân", "Vũ"), ("An", "Vũ")):
        make.make_member(first_name=given, last_name=family)
    client.force_login(editor)
    rows = client.get(reverse("accounts:people")).context["page"].object_list
    assert [row.first_name for row in rows] == ["An", "Ân", "Dung", "Đức"]
    found = client.get(reverse("accounts:people"), {"q": "le duc"}).context["page"].object_list
    assert [row.first_name for row in found] == ["Đức"]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (PHONE, "Điện thoại Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)", "iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "Máy tính Windows"),
        ("<script>", "Thiết bị khác"),
    ],
)
def test_a_device_is_called_by_a_name_people_know(agent, name):
    assert device_name(agent) == name


@pytest.mark.parametrize(
    ("agent", "chat"),
    [
        (f"{PHONE} Zalo android/12100555 ZaloTheme/light ZaloLanguage/vi", "Zalo"),
        (f"{PHONE} [FB_IAB/Orca-Android;FBAV/400.0.0.1;]", "Facebook"),
        (PHONE, ""),
    ],
)
def test_within_a_chat_program_the_way_to_the_browser_is_told_first(editor, member, agent, chat):
    """There the link would be used up for a window that nobody opens again."""
    page = Client(headers={"User-Agent": agent}).get(address(member, editor)).content.decode()
    assert (f"đang mở ngay trong {chat}." in page) is bool(chat)
    assert ("Mở bằng trình duyệt" in page) is bool(chat)
    assert '<button type="submit">Đăng nhập</button>' in page
