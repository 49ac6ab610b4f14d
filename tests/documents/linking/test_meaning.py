"""Citations by name and short forms: what they mean, why, and when they stay open."""

from datetime import date

import pytest

from documents.linking.writing import link_citations, link_texts
from documents.models import Citation, Document
from tests import factories as make

pytestmark = pytest.mark.django_db

Resolution = Citation.Resolution


@pytest.fixture
def bodies():
    central = make.make_organization("Trung ương Đảng", code="TW", level=1)
    make.make_term(central, "XIII", date(2021, 1, 31), date(2026, 1, 22))
    province = make.make_organization("Tỉnh ủy Mẫu Sơn", code="TU", level=2, parent=central)
    city = make.make_organization("Thành ủy Mẫu Sơn", code="TU", level=3, parent=province)
    make.make_document_type("Nghị quyết", party_code="NQ")
    make.make_document_type("Chỉ thị", party_code="CT")
    make.make_document_type("Luật", series="luat")
    return {"central": central, "province": province, "city": city}


def resolution(name, body, **fields):
    fields = {"document_type": make.make_document_type("Nghị quyết"), "issued_on": None, **fields}
    return make.make_document(name=name, organization=body, **fields)


def read(bodies, body):
    source = make.make_source(body, publisher=bodies["city"], published_on=date(2024, 3, 31))
    link_citations(source)
    return list(Citation.objects.filter(source=source).order_by("start"))


def targets(citation):
    return list(citation.targets.order_by("pk"))


# --- Names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wording",
    [
        "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng",
        "Nghị quyết Đại hội XIII của Đảng",
        "nghị quyết Đại hội Đảng toàn quốc lần thứ XIII",
    ],
)
def test_a_congress_is_known_by_any_of_its_names(bodies, wording):
    meant = resolution("Nghị quyết Đại hội XIII của Đảng", bodies["central"])
    resolution("Nghị quyết Đại hội XII của Đảng", bodies["central"])
    assert targets(read(bodies, f"Thực hiện {wording}.")[0]) == [meant]


def test_the_congress_of_each_body_is_another(bodies):
    province = resolution(
        "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Mẫu Sơn lần thứ XIX", bodies["province"]
    )
    city = resolution(
        "Nghị quyết Đại hội đại biểu Đảng bộ thành phố Mẫu Sơn lần thứ XIX", bodies["city"]
    )
    first, second = read(
        bodies,
        "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIX và Nghị quyết Đại hội Đảng bộ Thành phố "
        "khóa XIX, nhiệm kỳ 2020 - 2025.",
    )
    assert (targets(first), targets(second)) == ([province], [city])


def test_one_citation_of_two_terms_means_both_papers(bodies):
    papers = [
        resolution(f"Nghị quyết Trung ương 4 khóa {term}", bodies["central"])
        for term in ("XI", "XII")
    ]
    citation = read(bodies, "Thực hiện Nghị quyết Trung ương 4 (khóa XI, XII).")[0]
    assert targets(citation) == papers
    assert citation.resolution == Resolution.SEVERAL


def test_a_missing_term_of_two_leaves_the_citation_open(bodies):
    known = resolution("Nghị quyết Trung ương 4 khóa XI", bodies["central"])
    citation = read(bodies, "Thực hiện Nghị quyết Trung ương 4 (khóa XI, XII).")[0]
    assert targets(citation) == [known]
    assert citation.resolution == Resolution.AMBIGUOUS


def test_a_congress_without_number_is_the_one_the_text_names_elsewhere(bodies):
    meant = resolution("Nghị quyết Đại hội Đảng bộ thành phố Mẫu Sơn lần thứ XVIII", bodies["city"])
    resolution("Nghị quyết Đại hội Đảng bộ thành phố Mẫu Sơn lần thứ XVII", bodies["city"])
    bare, _ = read(
        bodies,
        "Thực hiện Nghị quyết Đại hội Đảng bộ Thành phố. Nêu rõ tại Nghị quyết Đại hội Đảng bộ "
        "Thành phố lần thứ XVIII.",
    )
    link = bare.target_links.get()
    assert link.document == meant
    assert "cùng bản văn ghi rõ “XVIII”" in link.why


def test_a_congress_without_number_and_without_help_is_left_open(bodies):
    for term in ("XVII", "XVIII"):
        resolution(f"Nghị quyết Đại hội Đảng bộ thành phố Mẫu Sơn lần thứ {term}", bodies["city"])
    citation = read(bodies, "Thực hiện Nghị quyết Đại hội Đảng bộ Thành phố.")[0]
    assert citation.resolution == Resolution.AMBIGUOUS


def test_a_law_is_known_by_its_name_and_year(bodies):
    law = {"document_type": make.make_document_type("Luật")}
    meant = resolution("Luật Cư trú năm 2020", None, **law)
    resolution("Luật Cư trú năm 2006", None, **law)
    assert targets(read(bodies, "Theo Luật cư trú năm 2020 thì được đăng ký.")[0]) == [meant]


def test_an_unregistered_name_makes_no_document(bodies):
    citation = read(bodies, "Thực hiện Nghị quyết Đại hội XIII của Đảng.")[0]
    assert citation.resolution == Resolution.NONE
    assert not Document.objects.exists()


def test_two_names_of_one_congress_are_one_document(bodies):
    first = resolution("Nghị quyết Đại hội XIII của Đảng", bodies["central"])
    second = Document(
        document_type=first.document_type,
        organization=bodies["central"],
        name="Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng",
    )
    second.refresh_keys()
    assert second.identity_key == first.identity_key


# --- Short forms ------------------------------------------------------------------------------


def directive(bodies, number, day, symbol="CT/TW", **fields):
    return make.make_document(
        organization=bodies["central"], number=number, symbol=symbol, issued_on=day, **fields
    )


def test_a_short_form_means_the_one_document_the_text_cites_in_full(bodies):
    meant = directive(bodies, "5", date(2016, 5, 15))
    directive(bodies, "5", date(2021, 6, 1))
    _, short = read(
        bodies,
        "Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị. Chi bộ học Chỉ thị 05 của Bộ "
        "Chính trị.",
    )
    assert targets(short) == [meant]
    assert "trong cùng bản văn" in short.target_links.get().why


def test_a_declared_short_name_means_what_it_was_declared_for(bodies):
    meant = resolution("Nghị quyết Trung ương 5 khóa X", bodies["central"])
    _, declared, later = read(
        bodies,
        "Nghị quyết Trung ương 5 khóa X về phương thức lãnh đạo (Nghị quyết 15). Chi bộ thực hiện "
        "Nghị quyết 15.",
    )
    assert targets(declared) == targets(later) == [meant]
    assert "gọi tắt" in later.target_links.get().why


def test_a_short_form_of_another_item_of_the_bulletin_is_understood(bodies):
    meant = directive(bodies, "35", date(2019, 5, 30))
    heading = make.make_source("Chỉ thị số 35-CT/TW, ngày 30/5/2019 của Bộ Chính trị.")
    later = make.make_source("Chi bộ thảo luận Chỉ thị 35.")
    link_texts([heading, later])
    assert targets(later.citations.get()) == [meant]


def test_else_the_one_registered_document_is_meant(bodies):
    meant = directive(bodies, "5", date(2016, 5, 15))
    short = read(bodies, "Chi bộ học Chỉ thị 05 của Bộ Chính trị.")[0]
    assert targets(short) == [meant]
    assert "duy nhất trong sổ" in short.target_links.get().why


def test_two_registered_documents_are_both_listed(bodies):
    directive(bodies, "5", date(2016, 5, 15))
    directive(bodies, "5", date(2022, 6, 1))
    short = read(bodies, "Chi bộ học Chỉ thị 05 của Bộ Chính trị.")[0]
    assert short.resolution == Resolution.AMBIGUOUS
    assert short.targets.count() == 2


@pytest.mark.parametrize(
    "other",
    [
        {"number": "6"},  # another number
        {"day": date(2024, 5, 1)},  # after the text
        {"symbol": "CT/TU", "body": "city"},  # another body than the one named
        {"collective": "secretariat"},  # another collective than the one named
    ],
)
def test_what_does_not_agree_is_not_meant(bodies, other):
    body = bodies[other.pop("body", "central")]
    day = other.pop("day", date(2016, 5, 15))
    make.make_document(
        **{"organization": body, "number": "5", "symbol": "CT/TW", "issued_on": day, **other}
    )
    short = read(bodies, "Chi bộ học Chỉ thị 05 của Bộ Chính trị.")[0]
    assert short.resolution == Resolution.NONE
