"""Demo records: allowed where DEMO=1 only, loaded once, and enough to see every page at work."""

import hashlib
import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings

from bulletins.demo import load_demo
from bulletins.models import Bulletin, BulletinItem, ItemSubject
from documents.models import Attachment, Citation, Decision, Document, Relation, SourceText
from documents.reference import load_reference
from organizations.audience import Audience
from organizations.demo import DEMO_BODY_SLUG, RECORDS_USERNAME, DemoRefusedError
from organizations.models import Organization, User
from tests.documents.test_reference import all_rows
from tests.factories import make_document, make_document_type, make_member


@override_settings(DEMO=True)
class LoadedDemo(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load_reference()
        with override_settings(DEMO=True):
            cls.report = load_demo()

    def test_every_row_goes_in(self) -> None:
        self.assertEqual(self.report.refused, [])
        self.assertEqual(self.report.known, 0)

    def test_loading_again_changes_nothing_at_all(self) -> None:
        before = all_rows()
        again = load_demo()
        self.assertEqual((again.added, again.known), (0, self.report.added))
        self.assertEqual(all_rows(), before)

    def test_what_a_person_changed_stays_changed(self) -> None:
        document = Document.objects.get(slug="26-ct-tw-2023")
        document.title = "sửa bởi cán bộ"
        document.save()
        Document.objects.get(slug="23-ctr-tu").move_to_bin()
        Bulletin.objects.get(month=11).move_to_bin()
        BulletinItem.objects.filter(bulletin__month=3).first().move_to_bin()
        before = all_rows()
        self.assertEqual(load_demo().added, 0)
        self.assertEqual(all_rows(), before)

    def test_a_removed_relation_does_not_come_back(self) -> None:
        Relation.objects.first().move_to_bin()
        self.assertEqual(load_demo().added, 0)

    def test_every_document_would_be_accepted_from_a_form(self) -> None:
        derived = [field.name for field in Document._meta.fields if not field.editable]
        for document in Document.objects.all():
            with self.subTest(document.slug):
                document.full_clean(exclude=derived)

    def test_two_documents_with_one_code_stand_side_by_side(self) -> None:
        twins = Document.objects.with_code_key("26/cttw")
        self.assertEqual({twin.issued_on.year for twin in twins}, {2018, 2023})

    def test_invented_documents_say_that_they_are(self) -> None:
        held = Document.objects.filter(is_held=True)
        self.assertGreaterEqual(held.count(), 10)
        for document in held:
            self.assertIn("bịa ra", document.note, document.slug)
            self.assertIn("(cơ quan minh họa)", document.organization.name)

    def test_real_documents_are_cited_only(self) -> None:
        real = Document.objects.exclude(note__contains="bịa ra")
        for document in real.exclude(state=Document.State.PROPOSED):
            with self.subTest(document.slug):
                self.assertIs(document.is_held, False)
                self.assertIsNone(document.text)
                self.assertEqual(document.status, Document.Status.UNKNOWN)

    def test_every_audience_has_a_text_and_the_text_has_the_same_audience(self) -> None:
        held = Document.objects.filter(is_held=True).select_related("text")
        self.assertEqual({document.audience for document in held}, set(Audience.values))
        for document in held:
            self.assertEqual(document.text.audience, document.audience)
            self.assertEqual(
                set(document.text.audience_bodies.all()), set(document.audience_bodies.all())
            )

    def test_a_member_of_the_invented_body_sees_what_is_for_it_and_not_its_neighbour_s(
        self,
    ) -> None:
        body = Organization.objects.get(slug=DEMO_BODY_SLUG)
        seen = set(
            Document.objects.visible_to(make_member(None, body)).values_list("slug", flat=True)
        )
        self.assertLessEqual({"03-kh-du-2025", "02-kh-du-2025", "26-ct-tw-2023"}, seen)
        # For editors, for the branch below, for the neighbour.
        self.assertEqual(seen & {"07-tb-du-2025", "12-bc-du-2025", "03-kh-du-2025-2"}, set())

    def test_files_are_stored_with_their_facts(self) -> None:
        files = {file.kind: file for file in Attachment.objects.all()}
        self.assertEqual(set(files), {Attachment.Kind.PDF, Attachment.Kind.TEXT})
        for file in files.values():
            with file.file.open() as stored:
                content = stored.read()
            self.assertEqual(file.size, len(content))
            self.assertEqual(file.sha256, hashlib.sha256(content).hexdigest())
            self.assertIn("minh họa", file.text.body.lower())

    def test_texts_cite_with_every_outcome_and_some_citations_are_confirmed(self) -> None:
        outcomes = set(Citation.objects.values_list("resolution", flat=True))
        self.assertLessEqual({Citation.Resolution.ONE, Citation.Resolution.AMBIGUOUS}, outcomes)
        states = set(Citation.objects.values_list("state", flat=True))
        self.assertEqual(states, {Decision.CONFIRMED, Decision.PROPOSED})
        for citation in Citation.objects.select_related("source"):
            body = citation.source.body
            self.assertEqual(body[citation.start : citation.end], citation.text)

    def test_a_misprinted_symbol_is_left_to_a_person(self) -> None:
        misprint = Citation.objects.get(symbol="KL/TU")
        self.assertEqual(misprint.state, Decision.PROPOSED)

    def test_a_document_known_from_a_citation_only_is_a_proposal(self) -> None:
        proposed = Document.objects.get(state=Document.State.PROPOSED)
        self.assertEqual(proposed.code, "99-KH/ĐU")

    def test_decisions_name_the_demo_set_and_nobody_can_sign_in_as_it(self) -> None:
        account = User.objects.get(username=RECORDS_USERNAME)
        self.assertEqual(str(account.first_name), "Bộ dữ liệu mẫu")
        self.assertIs(account.is_active, False)
        self.assertIs(account.has_usable_password(), False)
        for model in (Relation, ItemSubject, Citation):
            decided = model.objects.filter(state=Decision.CONFIRMED)
            self.assertEqual({row.decided_by_id for row in decided}, {account.pk}, model.__name__)

    def test_bulletins_are_published_without_text(self) -> None:
        bulletins = Bulletin.objects.all()
        self.assertEqual({(b.year, b.month) for b in bulletins}, {(2022, 11), (2024, 1), (2024, 3)})
        self.assertEqual({b.state for b in bulletins}, {Bulletin.State.PUBLISHED})
        self.assertEqual(
            {b.publisher.slug for b in bulletins}, {"ban-tuyen-giao-thanh-uy-cao-bang"}
        )
        self.assertFalse(BulletinItem.objects.filter(text__isnull=False).exists())
        self.assertFalse(SourceText.objects.filter(bulletin_item__isnull=False).exists())

    def test_items_stand_in_reading_order_under_their_item(self) -> None:
        for bulletin in Bulletin.objects.all():
            items = list(bulletin.items.order_by("order"))
            self.assertEqual([item.order for item in items], list(range(1, len(items) + 1)))
            for item in items:
                if item.parent:
                    self.assertLess(item.parent.order, item.order)
                    self.assertEqual(item.parent.bulletin_id, item.bulletin_id)

    def test_irregular_labels_are_kept_as_printed(self) -> None:
        labels = list(
            BulletinItem.objects.filter(bulletin__month=11).values_list("label", flat=True)
        )
        self.assertEqual(labels.count("4.1."), 2)
        self.assertIn("4.4.4.", labels)
        march = BulletinItem.objects.filter(bulletin__month=3, parent__isnull=True)
        self.assertEqual([item.label for item in march], ["1.", "2.", "3.", "5."])

    def test_a_reader_of_the_bulletin_reaches_its_sources(self) -> None:
        body = Organization.objects.get(slug=DEMO_BODY_SLUG)
        member = make_member(None, body)
        items = BulletinItem.objects.visible_to(member).filter(subjects__isnull=False)
        self.assertEqual(items.count(), 10)
        readable = Document.objects.visible_to(member)
        for item in items:
            self.assertTrue(readable.filter(bulletin_items=item).exists(), item.title)


@pytest.mark.django_db
def test_a_registry_in_use_takes_no_demo_records(settings: object) -> None:
    settings.DEMO = False
    load_reference()
    before = all_rows()
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("load_demo")
    with pytest.raises(DemoRefusedError):
        load_demo()
    assert all_rows() == before


@pytest.mark.django_db
def test_demo_records_ask_for_reference_data_first(settings: object) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="load_reference"):
        call_command("load_demo")
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_document_whose_body_staff_binned_is_left_out_and_named(settings: object) -> None:
    settings.DEMO = True
    load_reference()
    Organization.objects.get(slug="uy-ban-thuong-vu-quoc-hoi").move_to_bin()
    out, err = io.StringIO(), io.StringIO()
    call_command("load_demo", stdout=out, stderr=err)
    assert "không nhận 1" in out.getvalue()
    assert "1210-2016-ubtvqh13" in err.getvalue()
    assert Document.objects.filter(slug="26-ct-tw-2023").exists()


@pytest.mark.django_db
def test_a_document_that_a_person_entered_first_is_not_doubled(settings: object) -> None:
    settings.DEMO = True
    load_reference()
    from_hand = make_document(
        document_type=make_document_type("Chỉ thị"),
        number="26",
        symbol="CT/TW",
        issued_on=date(2023, 11, 23),
        organization=Organization.objects.get(slug="trung-uong-dang"),
        slug="nhap-tay",
    )
    report = load_demo()
    assert any("26-CT/TW" in refusal for refusal in report.refused)
    assert list(Document.objects.filter(code_key="26/cttw", issued_year=2023)) == [from_hand]
