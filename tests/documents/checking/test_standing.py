"""Documents that were replaced, whose body has ended, that nobody registered, that several fit."""

from datetime import date

import pytest

from documents.checking import Basis, Check, Grade, check_texts
from documents.models import Decision, Document, Relation
from tests import factories as make
from tests.documents.checking.reading import found_by, grades, read_text

pytestmark = pytest.mark.django_db
Verb = Relation.Verb


@pytest.fixture
def replaced(register):
    """A directive and the one that replaced it on 10/01/2024."""
    old = register("Chỉ thị", "12", "CT/TU", date(2022, 3, 1))
    new = register("Chỉ thị", "40", "CT/TU", date(2024, 1, 10))
    return old, new


@pytest.mark.parametrize(("verb", "word"), [(Verb.REPLACES, "thay thế"), (Verb.REPEALS, "bãi bỏ")])
def test_a_document_cited_after_it_was_replaced_is_told(replaced, verb, word):
    old, new = replaced
    make.make_relation(new, old, verb)
    source = read_text("Tiếp tục thực hiện Chỉ thị số 12-CT/TU.", old)
    (finding,) = found_by(Check.CITED_AFTER_REPLACED, source)
    assert (finding.grade, finding.basis) == (Grade.NOTICE, Basis.FACT)
    assert f"đã bị Chỉ thị 40-CT/TU {word} từ ngày 10/01/2024" in finding.sentence
    assert finding.related == (new,)


def test_the_day_the_relation_states_outweighs_the_date_of_the_new_document(replaced):
    old, new = replaced
    make.make_relation(new, old, Verb.REPLACES, stated_on=date(2024, 6, 1))
    source = read_text("Thực hiện Chỉ thị số 12-CT/TU.", old)
    assert found_by(Check.CITED_AFTER_REPLACED, source) == []


@pytest.mark.parametrize(
    ("relation", "text"),
    [
        # Nobody confirmed it, or somebody rejected it.
        ({"state": Decision.PROPOSED}, {}),
        ({"state": Decision.REJECTED}, {}),
        # To amend is not to end.
        ({"verb": Verb.AMENDS}, {}),
        # The text was written before.
        ({}, {"published_on": date(2023, 12, 31)}),
        # Nobody knows when the text was written.
        ({}, {"published_on": None}),
    ],
)
def test_what_does_not_end_the_document_is_not_told(replaced, relation, text):
    old, new = replaced
    make.make_relation(new, old, **{"verb": Verb.REPLACES, **relation})
    source = read_text("Thực hiện Chỉ thị số 12-CT/TU.", old, **text)
    assert found_by(Check.CITED_AFTER_REPLACED, source) == []


@pytest.mark.parametrize(
    ("body", "count"),
    [
        # The sentence that tells of the replacement knows of it.
        ("Chỉ thị số 40-CT/TU thay thế Chỉ thị số 12-CT/TU.", 0),
        # In another sentence it may have been overlooked.
        ("Học Chỉ thị số 40-CT/TU. Vẫn làm theo Chỉ thị số 12-CT/TU.", 1),
    ],
)
def test_a_sentence_that_names_both_is_not_told(replaced, body, count):
    old, new = replaced
    make.make_relation(new, old, Verb.REPLACES)
    source = read_text(body, new, old)
    assert len(found_by(Check.CITED_AFTER_REPLACED, source)) == count


def test_the_new_documents_own_text_may_name_the_old_one(replaced):
    old, new = replaced
    make.make_relation(new, old, Verb.REPLACES, stated_on=date(2024, 1, 1))
    new.text = read_text("Bãi bỏ Chỉ thị số 12-CT/TU.", old, published_on=new.issued_on)
    new.is_held = True
    new.save()
    assert found_by(Check.CITED_AFTER_REPLACED, new.text) == []


# --- bodies that have ended ------------------------------------------------------------------


@pytest.fixture
def ended(bodies):
    bodies.city.valid_to = date(2023, 6, 30)
    bodies.city.save()
    make.make_succession(bodies.city, bodies.province)
    return bodies.city


def test_a_document_dated_after_its_bodys_last_day_is_an_error(ended, register):
    document = register("Kế hoạch", "5", "KH/TU", date(2023, 7, 1), "city")
    (finding,) = found_by(Check.BODY_ENDED, read_text("Kế hoạch số 05-KH/TU.", document))
    assert (finding.grade, finding.basis) == (Grade.ERROR, Basis.FACT)
    assert "sau khi Thành ủy Mẫu Sơn kết thúc hoạt động 30/06/2023" in finding.sentence


def test_an_unverified_last_day_is_no_proof(ended, register):
    ended.is_verified = False
    ended.save()
    document = register("Kế hoạch", "5", "KH/TU", date(2023, 7, 1), "city")
    (finding,) = found_by(Check.BODY_ENDED, read_text("Kế hoạch số 05-KH/TU.", document))
    assert (finding.grade, finding.basis) == (Grade.NOTICE, Basis.INFERENCE)
    assert "chưa kiểm chứng" in finding.sentence


def test_the_issuer_in_the_words_counts_while_the_document_is_open(bodies, ended):
    source = read_text(
        "Kế hoạch số 05-KH/TU, ngày 01/8/2023 của Thành ủy.", publisher=bodies.office
    )
    assert grades(found_by(Check.BODY_ENDED, source)) == [Grade.ERROR]


def test_that_a_body_has_ended_since_is_one_notice_and_says_nothing_of_effect(ended, register):
    first = register("Kế hoạch", "5", "KH/TU", date(2023, 6, 30), "city")
    second = register("Kế hoạch", "4", "KH/TU", date(2022, 6, 30), "city")
    before = {row.pk: row.status for row in Document.objects.all()}
    source = read_text("Kế hoạch số 05-KH/TU; Kế hoạch số 04-KH/TU.", first, second)
    (finding,) = found_by(Check.BODY_ENDED, source)
    assert (finding.grade, len(finding.related)) == (Grade.NOTICE, 1)
    assert "(nay là Tỉnh ủy Mẫu Sơn)" in finding.sentence
    assert "Hiệu lực của văn bản không vì thế mà thay đổi" in finding.sentence
    assert {row.pk: row.status for row in Document.objects.all()} == before


def test_a_body_that_still_worked_then_is_not_told(ended, register):
    document = register("Kế hoạch", "5", "KH/TU", date(2022, 6, 30), "city")
    source = read_text("Kế hoạch số 05-KH/TU.", document, published_on=date(2023, 6, 30))
    assert found_by(Check.BODY_ENDED, source) == []


# --- not registered, several fit -------------------------------------------------------------


def test_what_nobody_registered_is_told_once_a_document(register):
    proposed = register("Chỉ thị", "12", "CT/TU", date(2022, 3, 1), state=Document.State.PROPOSED)
    source = read_text(
        "Chỉ thị số 12-CT/TU. Chỉ thị số 12-CT/TU. Kế hoạch số 9-KH/TU. Kế hoạch số 9-KH/TU.",
        proposed,
        proposed,
    )
    findings = found_by(Check.NOT_REGISTERED, source)
    assert grades(findings) == [Grade.NOTICE, Grade.NOTICE]
    assert "máy mới đề xuất vào sổ, chưa ai xác nhận" in findings[0].sentence
    assert "chưa gắn với văn bản nào" in findings[1].sentence
    # The card that says so lies open already.
    assert "Mở trích dẫn" not in findings[0].sentence + findings[1].sentence
    assert [len(finding.related) for finding in findings] == [2, 1]


def test_a_registered_document_is_not_told(register):
    document = register("Chỉ thị", "12", "CT/TU", date(2022, 3, 1))
    assert check_texts([read_text("Chỉ thị số 12-CT/TU.", document)]) == []


def test_a_document_in_the_bin_is_as_good_as_none(register):
    document = register("Chỉ thị", "12", "CT/TU", date(2022, 3, 1))
    source = read_text("Chỉ thị số 12-CT/TU.", document)
    document.move_to_bin()
    assert grades(found_by(Check.NOT_REGISTERED, source)) == [Grade.NOTICE]


def test_a_named_document_that_is_open_is_told_by_its_words():
    source = read_text(
        "Thực hiện Nghị quyết Đại hội XIII của Đảng. Học Nghị quyết Đại hội XIII của Đảng."
    )
    (finding,) = check_texts([source])
    assert finding.check_id == Check.NOT_REGISTERED
    assert len(finding.related) == 1


def test_a_rejected_citation_is_left_out():
    source = read_text("Chỉ thị số 12-CT/TU, ngày 01/4/2030.")
    citation = source.citations.get()
    citation.set_decision(Decision.REJECTED, by=make.make_editor())
    citation.save()
    assert check_texts([source]) == []


def test_several_that_fit_are_listed_with_what_tells_them_apart(register):
    one = register("Chỉ thị", "26", "CT/TW", date(2018, 11, 9), "centre")
    other = register("Chỉ thị", "26", "CT/TW", date(2023, 11, 23), "centre")
    (finding,) = check_texts([read_text("Chỉ thị số 26-CT/TW.", (one, other))])
    assert (finding.check_id, finding.grade) == (Check.SEVERAL_FIT, Grade.NOTICE)
    assert "Chỉ thị 26-CT/TW (09/11/2018) – Trung ương Đảng" in finding.sentence
    assert "Chỉ thị 26-CT/TW (23/11/2023) – Trung ương Đảng" in finding.sentence
    assert finding.related == (one, other)
