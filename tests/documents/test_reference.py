"""Reference data: what it says, and that loading it never touches what staff did."""

import io
from datetime import date

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import TestCase

from documents.citations.types import DOCUMENT_TYPES
from documents.models import DocumentType, SeriesRule
from documents.reference import load_reference
from organizations.models import Organization, OrganizationName, Succession, Term
from organizations.text import fold
from tests.factories import make_document, make_document_type, make_organization, make_term


def all_rows() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the three apps, histories included."""
    models = [
        model
        for app in ("organizations", "documents", "bulletins")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in models
    }


class LoadedReference(TestCase):
    """Reads what one load put in."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.report = load_reference()

    def test_every_row_goes_in(self) -> None:
        self.assertEqual(self.report.refused, [])
        self.assertEqual(self.report.known, 0)
        self.assertGreater(self.report.added, 300)

    def test_loading_again_changes_nothing_at_all(self) -> None:
        before = all_rows()
        again = load_reference()
        self.assertEqual(again.added, 0)
        self.assertEqual(again.known, self.report.added)
        self.assertEqual(all_rows(), before)

    def test_every_type_of_the_party_and_of_the_reader_has_a_row(self) -> None:
        # Quy định 399-QĐ/TW of 2026, Điều 5–7: twenty-five types.
        party = [
            *("Cương lĩnh chính trị", "Điều lệ Đảng", "Chiến lược", "Nghị quyết", "Quyết định"),
            *("Chỉ thị", "Kết luận", "Quy chế", "Quy định", "Thông tri", "Hướng dẫn", "Thông báo"),
            *("Thông cáo", "Tuyên bố", "Lời kêu gọi", "Báo cáo", "Kế hoạch", "Quy hoạch"),
            *("Chương trình", "Đề án", "Phương án", "Dự án", "Tờ trình", "Công văn", "Biên bản"),
        ]
        self.assertEqual(len(party), 25)
        # A type the reader can name and the registry lacks would leave citations unresolved.
        wanted = {fold(name) for name in party} | {fold(row.name) for row in DOCUMENT_TYPES}
        present = set(DocumentType.objects.values_list("name_key", flat=True))
        self.assertEqual(wanted - present, set())

    def test_codes_of_party_and_state_are_those_of_the_rules(self) -> None:
        for name, party, state in (
            ("Quy định", "QĐ", "QyĐ"),  # one code, two types: Quyết định has it too
            ("Quyết định", "QĐ", "QĐ"),
            ("Chương trình hành động", "CTr", "CTr"),  # not CT, which is Chỉ thị
            ("Tờ trình", "TTr", "TTr"),  # not TT
            ("Thông tri", "TT", ""),  # TT of the Party…
            ("Thông tư", "", "TT"),  # …and TT of the State are two types
            ("Kết luận", "KL", ""),  # no such type in the State
            ("Công văn", "CV", ""),  # a State công văn bears no type code
            ("Tuyên bố", "", ""),  # no code seen
        ):
            with self.subTest(name):
                row = DocumentType.objects.get(name=name)
                self.assertEqual((row.party_code, row.state_code), (party, state))

    def test_action_programmes_are_numbered_with_programmes(self) -> None:
        series = {
            DocumentType.objects.get(name=name).series
            for name in ("Chương trình", "Chương trình hành động")
        }
        self.assertEqual(len(series), 1)
        regulation = DocumentType.objects.get(name="Quy định")
        self.assertNotEqual(regulation.series, DocumentType.objects.get(name="Quyết định").series)

    def test_terms_have_the_days_that_are_known(self) -> None:
        for body, label, starts_on, ends_on, is_verified in (
            # First plenum during the congress: the term begins with it.
            ("trung-uong-dang", "XIII", date(2021, 1, 31), date(2026, 1, 22), True),
            ("trung-uong-dang", "XIV", date(2026, 1, 23), None, True),
            ("trung-uong-dang", "XII", date(2016, 1, 27), date(2021, 1, 30), False),
            ("tinh-uy-cao-bang", "XIX", date(2020, 10, 27), date(2025, 9, 17), False),
            ("tinh-uy-cao-bang", "XX", date(2025, 9, 18), None, False),
            # The city committee's last term ends with the committee.
            ("thanh-uy-cao-bang", "XVIII", date(2020, 7, 1), date(2025, 6, 30), False),
        ):
            with self.subTest(f"{body} {label}"):
                term = Term.objects.get(organization__slug=body, label=label)
                self.assertEqual((term.starts_on, term.ends_on), (starts_on, ends_on))
                self.assertIs(term.is_verified, is_verified)

    def test_series_of_decisions_and_regulations_are_shared_where_they_were(self) -> None:
        for body, series, since in (
            ("trung-uong-dang", "qd", date(2021, 1, 31)),  # 41-QĐ/TW < Quyết định 56-QĐ/TW
            ("tinh-uy-cao-bang", "qd", None),  # Quy định 2150-QĐ/TU of 2019
            ("thanh-uy-cao-bang", "quy-dinh", None),  # 10-QĐ/TU of 2019, own series
        ):
            with self.subTest(body):
                rule = SeriesRule.objects.get(organization__slug=body)
                self.assertEqual(rule.document_type.name, "Quy định")
                self.assertEqual((rule.series, rule.valid_from), (series, since))

    def test_tu_is_the_code_of_two_bodies(self) -> None:
        owners = set(Organization.objects.with_code("TU").values_list("slug", flat=True))
        self.assertEqual(owners, {"tinh-uy-cao-bang", "thanh-uy-cao-bang"})

    def test_usual_spellings_name_the_body(self) -> None:
        for spelling, body in (
            ("Tỉnh uỷ Cao Bằng", "tinh-uy-cao-bang"),  # other place of the tone
            ("Ủy ban nhân dân tỉnh Cao Bằng", "ubnd-tinh-cao-bang"),
            ("Uỷ ban nhân dân thành phố Cao Bằng", "ubnd-thanh-pho-cao-bang"),
            ("HĐND Thành phố", "hdnd-thanh-pho-cao-bang"),
            ("UBMTTQ tỉnh", "uy-ban-mttq-viet-nam-tinh-cao-bang"),
            ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "uy-ban-mttq-viet-nam-tinh-cao-bang"),
        ):
            with self.subTest(spelling):
                found = Organization.objects.named(spelling).values_list("slug", flat=True)
                self.assertEqual(set(found), {body})

    def test_collectives_are_not_bodies(self) -> None:
        for collective in ("Bộ Chính trị", "Ban Bí thư", "Ban Thường vụ Tỉnh ủy"):
            self.assertFalse(Organization.objects.named(collective).exists(), collective)

    def test_the_city_committee_has_ended_and_its_heirs_are_marked_as_inferred(self) -> None:
        city = Organization.objects.get(slug="thanh-uy-cao-bang")
        self.assertEqual(city.valid_to, date(2025, 6, 30))
        heirs = city.successions.all()
        self.assertEqual(
            {heir.successor.slug for heir in heirs},
            {
                "dang-uy-phuong-thuc-phan",
                "dang-uy-phuong-nung-tri-cao",
                "dang-uy-phuong-tan-giang",
                "tinh-uy-cao-bang",
            },
        )
        self.assertEqual({heir.is_verified for heir in heirs}, {False})
        before = city.precessions.get()
        self.assertEqual(before.predecessor.slug, "thi-uy-cao-bang")
        self.assertEqual(before.since, date(2012, 9, 25))

    def test_the_new_ward_tan_giang_is_not_the_old_one(self) -> None:
        new = Organization.objects.get(slug="dang-uy-phuong-tan-giang")
        old = Organization.objects.get(slug="dang-uy-phuong-tan-giang-cu")
        self.assertEqual((old.valid_to, new.valid_from), (date(2025, 6, 30), date(2025, 7, 1)))
        self.assertEqual(Organization.objects.named("Đảng ủy phường Tân Giang").count(), 2)

    def test_whatever_is_not_verified_is_marked_and_says_why(self) -> None:
        names = DocumentType.objects.filter(is_verified=False).values_list("name", flat=True)
        self.assertLessEqual({"Thông cáo", "Quy hoạch", "Dự án"}, set(names))
        for code in ("BDVTW", "BDVTU", "BNCTU", "ThU"):
            owner = Organization.objects.with_code(code).get()
            self.assertIs(owner.codes.get(code=code).is_verified, False, code)
            self.assertIn("chưa kiểm chứng", owner.note, code)
        # Old wards: third-party data only.
        wards = Succession.objects.filter(predecessor__slug__endswith="-cu")
        self.assertEqual(wards.count(), 9)
        self.assertFalse(wards.filter(is_verified=True).exists())
        for model in (DocumentType, Organization, Term, Succession, SeriesRule):
            silent = model.objects.filter(is_verified=False, note="")
            self.assertEqual(list(silent), [], model.__name__)

    def test_no_body_is_the_registry_s_own_before_setup(self) -> None:
        self.assertIsNone(Organization.objects.own())


class StaffEdits(TestCase):
    """Staff changed something between two loads."""

    @classmethod
    def setUpTestData(cls) -> None:
        load_reference()

    def assert_nothing_comes_back(self) -> None:
        before = all_rows()
        self.assertEqual(load_reference().added, 0)
        self.assertEqual(all_rows(), before)

    def test_an_edited_row_stays_edited(self) -> None:
        body = Organization.objects.get(slug="tinh-uy-cao-bang")
        body.note = "Ghi chú của cán bộ"
        body.valid_from = date(1930, 4, 1)
        body.save()
        Term.objects.filter(organization=body, label="XIX").update(is_verified=True)
        self.assert_nothing_comes_back()
        body.refresh_from_db()
        self.assertEqual(body.note, "Ghi chú của cán bộ")

    def test_a_renamed_row_does_not_come_twice(self) -> None:
        kind = DocumentType.objects.get(name="Thông tri")
        kind.name = "Thông tri của Đảng"
        kind.save()
        body = Organization.objects.get(slug="uy-ban-mttq-viet-nam-tinh-cao-bang")
        body.name = "Mặt trận Tổ quốc tỉnh Cao Bằng"
        body.save()
        name = OrganizationName.objects.get(organization__slug="tinh-uy-cao-bang", name="Tỉnh ủy")
        name.name = "Tỉnh uỷ tỉnh Cao Bằng"
        name.save()
        term = Term.objects.get(label="XX")
        term.label = "20"
        term.save()
        self.assert_nothing_comes_back()

    def test_a_rule_follows_its_type_through_a_renaming(self) -> None:
        kind = DocumentType.objects.get(name="Quy định")
        kind.name = "Quy định của Đảng"
        kind.save()
        SeriesRule.objects.get(organization__slug="tinh-uy-cao-bang").delete()
        SeriesRule.history.filter(organization__slug="tinh-uy-cao-bang").delete()
        self.assertEqual(load_reference().added, 1)
        rule = SeriesRule.objects.get(organization__slug="tinh-uy-cao-bang")
        self.assertEqual(rule.document_type, kind)

    def test_a_deleted_row_stays_deleted(self) -> None:
        DocumentType.objects.get(name="Thư công").delete()
        OrganizationName.objects.get(name="TW Đảng").delete()
        self.assert_nothing_comes_back()

    def test_a_binned_body_stays_in_the_bin(self) -> None:
        body = Organization.objects.get(slug="bo-giao-duc-va-dao-tao")
        body.move_to_bin()
        body.codes.get().delete()
        self.assert_nothing_comes_back()
        self.assertFalse(Organization.objects.filter(slug="bo-giao-duc-va-dao-tao").exists())

    def test_a_missing_row_of_a_later_version_is_added_alone(self) -> None:
        name = OrganizationName.objects.get(name="TW Đảng")
        name.delete()
        OrganizationName.history.filter(name="TW Đảng").delete()
        self.assertEqual(load_reference().added, 1)
        self.assertTrue(OrganizationName.objects.filter(name="TW Đảng").exists())


class EnteredBefore(TestCase):
    """The registry was in use before the reference data came."""

    def test_a_body_entered_by_hand_is_kept_and_completed(self) -> None:
        body = make_organization("Tỉnh ủy Cao Bằng", code="", note="nhập tay")
        load_reference()
        body.refresh_from_db()
        self.assertEqual(body.note, "nhập tay")
        self.assertEqual([code.code for code in body.codes.all()], ["TU"])
        self.assertEqual(Organization.objects.filter(slug="tinh-uy-cao-bang").count(), 1)

    def test_a_type_entered_in_another_spelling_is_the_same_type(self) -> None:
        make_document_type("CHỈ THỊ", series="ct")
        load_reference()
        self.assertEqual(DocumentType.objects.filter(name_key="chi thi").count(), 1)

    def test_a_term_that_contradicts_theirs_is_left_out_and_named(self) -> None:
        body = make_organization("Tỉnh ủy Cao Bằng")
        make_term(body, "thứ mười chín", date(2020, 11, 1), date(2025, 9, 10))
        report = load_reference()
        self.assertEqual(len(report.refused), 1)
        self.assertIn("Khóa XIX (2020–2025)", report.refused[0])
        self.assertIn("chồng lên", report.refused[0])
        labels = {term.label for term in body.terms.all()}
        self.assertEqual(labels, {"thứ mười chín", "XX"})

    def test_documents_get_the_term_that_came(self) -> None:
        body = make_organization("Thành ủy Cao Bằng", code="TU")
        document = make_document(organization=body, number="24", symbol="CT/TU")
        self.assertTrue(document.identity_key.endswith("nam-2023"))
        load_reference()
        document.refresh_from_db()
        self.assertTrue(document.identity_key.endswith("khoa-xviii"))
        self.assertEqual(document.term.label, "XVIII")

    def test_terms_that_would_make_two_documents_one_are_left_out_and_named(self) -> None:
        body = make_organization("Thành ủy Cao Bằng", code="TU")
        for year in (2022, 2023):
            make_document(
                organization=body, number="24", symbol="CT/TU", issued_on=date(year, 5, 19)
            )
        report = load_reference()
        self.assertIn("Thành ủy Cao Bằng", report.refused[0])
        self.assertFalse(body.terms.exists())
        self.assertEqual(
            {d.identity_key.split("|")[-1] for d in body.documents.all()}, {"nam-2022", "nam-2023"}
        )
        # Other bodies got theirs.
        self.assertTrue(Term.objects.filter(label="XIII").exists())


@pytest.mark.django_db
def test_the_command_says_in_one_line_what_it_did() -> None:
    out = io.StringIO()
    call_command("load_reference", stdout=out)
    call_command("load_reference", stdout=out)
    first, second = out.getvalue().splitlines()
    assert first.startswith("Dữ liệu tham chiếu: thêm ")
    assert second.startswith("Dữ liệu tham chiếu: thêm 0, giữ nguyên ")


@pytest.mark.django_db
def test_the_command_names_what_it_did_not_take() -> None:
    make_term(make_organization("Tỉnh ủy Cao Bằng"), "19", date(2020, 11, 1), date(2025, 9, 10))
    out, err = io.StringIO(), io.StringIO()
    call_command("load_reference", stdout=out, stderr=err)
    assert "không nhận 1" in out.getvalue()
    assert "Không nhận nhiệm kỳ “Khóa XIX (2020–2025)”" in err.getvalue()
