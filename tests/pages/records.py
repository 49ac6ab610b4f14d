"""The records behind the pages that the browser walks: no list empty, no state left out."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.http import QueryDict
from django.utils import timezone

from bulletins.models import Bulletin, BulletinItem, BulletinReading, Correction
from documents.following.feed import give_address
from documents.following.follows import follow, followed_in
from documents.models import Document, Relation, issue_token
from organizations.audience import Audience
from organizations.models import Organization, User
from organizations.signing_in.entry import give_link
from tests import factories as make
from tests.bulletins.desk.material import bring_in_as

WORDS = "Chỉ thị số 24-CT/TU"
WANTED = "Nghị quyết số 11-NQ/TU"
UNKNOWN = "Quyết định số 91-QĐ/TU"
SHOWN = {"audience": Audience.EVERYONE}
# Whoever works meanwhile is alive until then.
AS_LONG_AS_WALKED = timedelta(hours=1)
LONG = "về tăng cường sự lãnh đạo của cấp ủy đối với công tác thử nghiệm sổ văn bản ở cơ sở"


def make_records() -> dict[str, str]:
    """Make bodies, documents, bulletins and people; return the words that addresses are made of."""
    bodies = _bodies()
    editor = make.make_editor("bien-tap", first_name="Biên tập Mẫu")
    member = make.make_member("thanh-vien", bodies["ward"], first_name="Thành viên Mẫu")
    documents = _documents(bodies)
    # Followed before anything happens, so that there is news.
    _follow(member, documents["directive"], bodies["ward"])
    plan = _carried_out(documents["directive"], bodies)
    _cited(plan, documents)
    _published(documents, bodies["publisher"], editor)
    _withdrawn(bodies["publisher"])
    _being_read(bodies["publisher"])
    desk = _at_desk(editor, bodies["province"])
    _proposed_relation(plan, documents["replaced"])
    make.make_mistake_report(plan, reported_by=member, words="Ngày ban hành ghi sai.")
    make.make_mistake_report(
        plan, reported_by=member, handled_by=editor, words="Thiếu người ký.", answer="Đã sửa."
    )
    return {
        "directive": documents["directive"].slug,
        "plan": plan.slug,
        "wanted": documents["wanted"].slug,
        "binned": documents["binned"].slug,
        "open": str(make.make_citation(make.make_source(f"Theo {UNKNOWN}."), UNKNOWN).pk),
        "list": str(make.make_imported_list(["ngày không có thật"], sent_by=editor).pk),
        "list_done": str(make.make_imported_list(state="done", sent_by=editor).pk),
        "ward": bodies["ward"].slug,
        "province": bodies["province"].slug,
        "old": bodies["old"].slug,
        "publisher": bodies["publisher"].slug,
        "desk": desk.removesuffix("doi-chieu/"),
        "item": str(BulletinItem.objects.filter(bulletin__state="draft").earliest("order").pk),
        **_of_people(editor, member),
        **_intakes(bodies["publisher"], editor),
    }


def _bodies() -> dict[str, Organization]:
    level = Organization.Level
    centre = make.make_organization("Trung ương Mẫu", code="TW", level=level.CENTRAL)
    province = make.make_organization(
        "Tỉnh ủy Mẫu Sơn", code="TU", level=level.PROVINCE, parent=centre, is_own=True
    )
    old = make.make_organization(
        "Huyện ủy Cũ", level=level.COMMUNE, parent=province, valid_to=date(2025, 6, 30)
    )
    ward = make.make_organization("Đảng ủy phường Mẫu", parent=province)
    make.make_organization("Đảng ủy xã Chưa Làm", parent=province)
    publisher = make.make_organization("Ban Tuyên giáo Mẫu", code="BTG", parent=province)
    make.make_succession(old, ward)
    for body in (centre, province, ward):
        make.make_term(body)
    return {
        "centre": centre,
        "province": province,
        "old": old,
        "ward": ward,
        "publisher": publisher,
    }


def _documents(bodies: dict[str, Organization]) -> dict[str, Document]:
    """A directive that is held and its like of before, and a resolution that is only cited."""
    for name, code in (("Kế hoạch", "KH"), ("Quyết định", "QĐ"), ("Nghị quyết", "NQ")):
        make.make_document_type(name, party_code=code)
    province = {"organization": bodies["province"], **SHOWN}
    directive = make.make_document(
        number="24",
        symbol="CT/TU",
        title=LONG,
        text="Các cấp ủy tổ chức thực hiện. " * 12,
        status=Document.Status.IN_FORCE,
        status_basis="Điều 3 của chính văn bản",
        signer="Đồng chí Mẫu",
        signer_position="Bí thư",
        **province,
    )
    make.make_attachment(directive, name="chi-thi-24.pdf")
    replaced = make.make_document(
        number="7", symbol="CT/TU", issued_on=date(2021, 2, 1), title=LONG, **province
    )
    make.make_relation(directive, replaced, Relation.Verb.REPLACES, stated_on=date(2023, 5, 19))
    wanted = make.make_document(
        document_type=make.make_document_type("Nghị quyết"),
        number="11",
        symbol="NQ/TU",
        title=LONG,
        **province,
    )
    binned = make.make_document(number="8", symbol="CT/TU", title=LONG, **province)
    binned.move_to_bin()
    # Another with the same number: a page says so.
    make.make_document(number="24", symbol="CT/TU", issued_on=date(2017, 3, 1), **province)
    return {"directive": directive, "replaced": replaced, "wanted": wanted, "binned": binned}


def _carried_out(directive: Document, bodies: dict[str, Organization]) -> Document:
    """Have the ward and a cell below carry the directive out; return the ward's plan."""
    kind = make.make_document_type("Kế hoạch")
    central = make.make_document(organization=bodies["centre"], symbol="CT/TW", **SHOWN)
    make.make_relation(directive, central)
    source = make.make_source(f"Thực hiện {WORDS} và {WANTED}, cấp ủy lập kế hoạch.", **SHOWN)
    plan = make.make_document(
        document_type=kind,
        organization=bodies["ward"],
        symbol="KH/ĐU",
        issued_on=date(2023, 8, 2),
        title=LONG,
        text=source,
        is_held=True,
        **SHOWN,
    )
    make.make_relation(plan, directive)
    below = make.make_document(
        organization=bodies["ward"], document_type=kind, issued_on=date(2023, 9, 1), **SHOWN
    )
    make.make_relation(below, plan)
    earlier = make.make_document(
        organization=bodies["old"], document_type=kind, issued_on=date(2023, 7, 1), **SHOWN
    )
    make.make_relation(earlier, directive)
    return plan


def _cited(plan: Document, documents: dict[str, Document]) -> None:
    source = plan.text
    make.make_citation(source, WORDS, documents["directive"], state="confirmed")
    make.make_citation(source, WANTED, documents["wanted"], state="confirmed")


def _published(documents: dict[str, Document], publisher: Organization, editor: User) -> None:
    """Two published bulletins, the later with a text, a cited document and a correction."""
    make.make_bulletin(publisher, month=2, **SHOWN)
    make.make_bulletin(publisher, year=2023, month=12, **SHOWN)
    bulletin = make.make_bulletin(publisher, marking="LƯU HÀNH NỘI BỘ", **SHOWN)
    item = make.make_item(bulletin, documents["directive"], title="Mục có văn bản")
    item.text = make.make_source(f"Mục có văn bản\nĐọc {WORDS} và {WANTED} ở chi bộ.", **SHOWN)
    item.save()
    make.make_citation(item.text, WORDS, documents["directive"], state="confirmed")
    make.make_citation(item.text, WANTED, documents["wanted"], state="confirmed")
    news = {"kind": "news", "parent": item, "title": "Chi bộ trồng cây"}
    make.make_item(bulletin, label="1.1.", **news)
    Correction.objects.create(
        bulletin=bulletin, made_on=date(2024, 4, 2), made_by=editor, note="Sửa ngày."
    )


def _withdrawn(publisher: Organization) -> None:
    make.make_bulletin(
        publisher,
        month=1,
        state=Bulletin.State.WITHDRAWN,
        withdrawn_on=date(2024, 2, 1),
        withdrawn_reason="In sai.",
        **SHOWN,
    )


def _being_read(publisher: Organization) -> None:
    """A draft of which the worker has read one item of two."""
    bulletin = make.make_bulletin(publisher, month=4, state=Bulletin.State.DRAFT)
    now, later = timezone.now(), timezone.now() + AS_LONG_AS_WALKED
    read = {"items": 2, "items_read": 1, "citations": 9, "citations_read": 4}
    BulletinReading.objects.create(
        bulletin=bulletin, asked_at=now, runner=uuid4(), alive_at=later, **read
    )


def _at_desk(editor: User, province: Organization) -> str:
    """Bring a bulletin in and have its citations read; return the address of its desk."""
    address, _ = bring_in_as(editor, province)
    return address


def _proposed_relation(plan: Document, replaced: Document) -> None:
    source = make.make_source("Kế hoạch này thay thế Chỉ thị số 7-CT/TU.")
    citation = make.make_citation(source, "Chỉ thị số 7-CT/TU", replaced)
    make.make_relation(
        plan,
        replaced,
        Relation.Verb.REPLACES,
        state="proposed",
        citation=citation,
        evidence=source.body,
    )


def _follow(member: User, directive: Document, ward: Organization) -> None:
    for asked in (f"van-ban={directive.slug}", f"co-quan={ward.slug}", "danh-sach=q%3Dmau"):
        follow(member, followed_in(QueryDict(asked), member))


def _of_people(editor: User, member: User) -> dict[str, str]:
    """A token, a feed and links of a member, one of them unused."""
    issue_token(member, "Cổng thông tin")
    give_address(member)
    make.make_phone(make.make_editor("hai-buoc", first_name="Hai Bước"))
    reader = make.make_member("doc-gia", first_name="Độc giả Mẫu")
    _, secret = give_link(reader, editor)
    return {"member": str(member.pk), "secret": secret}


def _intakes(publisher: Organization, editor: User) -> dict[str, str]:
    """Return the keys of files sent in: read just now, waiting, given up."""
    now = timezone.now()
    later, long_ago = now + AS_LONG_AS_WALKED, now - timedelta(hours=3)
    states: dict[str, dict[str, Any]] = {
        "reading": {
            "runner": uuid4(),
            "alive_at": later,
            "stage": "pages",
            "pages": 40,
            "pages_read": 12,
        },
        "waiting": {"alive_at": later},
        "failed": {"runner": uuid4(), "alive_at": long_ago, "asked_at": long_ago, "tries": 9},
    }
    sent = {"sent_by": editor}
    return {
        f"intake_{state}": str(make.make_intake(publisher, month=5 + place, **sent, **fields).pk)
        for place, (state, fields) in enumerate(states.items())
    }
