"""`manage.py generate_documents`: what is written, that it can be gone on with, when it refuses."""

import re
from collections import defaultdict
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from documents.generating import bodies, running
from documents.generating.running import Order, generate
from documents.models import Document, DocumentType, Passage, SourceText
from documents.models.document import DERIVED_FIELDS
from organizations.audience import Audience
from organizations.models import Organization, Term

pytestmark = pytest.mark.django_db

NOT_COMPARED = {"id", "created_at", "updated_at", "text_id", "organization_id", "term_id"}


@pytest.fixture(autouse=True)
def few_bodies(monkeypatch):
    """Nearly seven hundred communes would take longer than all documents."""
    monkeypatch.setattr(bodies, "COMMUNES_A_PROVINCE", 1)


def _ignore(done: int) -> None:
    pass


def _run(*arguments: str) -> str:
    out = StringIO()
    call_command("generate_documents", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def _facts() -> list[dict]:
    return [
        {name: value for name, value in row.items() if name not in NOT_COMPARED}
        | {"text": document.text.body if document.text else ""}
        for document, row in zip(
            Document.all_objects.order_by("slug").select_related("text"),
            Document.all_objects.order_by("slug").values(),
            strict=True,
        )
    ]


def test_a_trial_registry_is_filled_and_the_speed_told(settings):
    settings.DEMO = True
    told = _run("200", "--processes", "1")
    assert re.match(r"Đã ghi 200 văn bản trong [\d.]+ giây \(\d+ văn bản/giây\); đã có.*0\.", told)
    assert Document.all_objects.count() == 200
    assert Passage.objects.values("document").distinct().count() == 200
    assert Organization.objects.filter(slug__startswith="thu-tinh-uy-").count() == 27
    assert set(Document.objects.values_list("note", flat=True)) == {"sinh ra để thử"}


def test_without_index_nothing_is_written_for_search():
    generate(Order(60, seed=1, with_index=False), 1, _ignore)
    assert Document.all_objects.count() == 60
    assert Passage.objects.count() == 0


def test_every_row_is_as_saving_it_would_make_it():
    generate(Order(300, seed=4, with_index=False), 1, _ignore)
    documents = Document.all_objects.select_related("organization", "document_type", "term", "text")
    for document in documents:
        before = {name: getattr(document, name) for name in DERIVED_FIELDS}
        document.refresh_keys()
        assert {name: getattr(document, name) for name in DERIVED_FIELDS} == before
        document.clean_fields(exclude=["title"])
        document.validate_constraints()
    for source in SourceText.objects.all():
        before = (source.body, source.sha256)
        source.refresh_keys()
        assert (source.body, source.sha256) == before
        assert source.label == str(source.document)
    for body in Organization.objects.filter(slug__startswith="thu-"):
        before = (body.name, body.name_key, body.sort_key)
        body.refresh_keys()
        assert (body.name, body.name_key, body.sort_key) == before
    assert Term.objects.filter(organization__slug="thu-tinh-uy-son-la").count() == 9


def test_documents_are_of_every_sort_in_about_the_shares_meant():
    generate(Order(2_000, seed=5, with_index=False), 1, _ignore)
    documents = Document.all_objects
    shares = {name: documents.filter(audience=name).count() / 2_000 for name in Audience.values}
    assert 0.80 < shares["members"] < 0.90
    assert 0.03 < shares["everyone"] < 0.07
    assert 0.05 < shares["bodies"] < 0.11
    assert 0 < shares["editors"] < 0.04
    assert 150 < documents.filter(is_held=True).count() < 250
    proposed = documents.filter(state=Document.State.PROPOSED)
    assert 5 < proposed.count() < 40
    assert documents.filter(issued_on=None).exclude(state=Document.State.PROPOSED).count() == 0
    assert proposed.filter(issued_on=None).exists()
    assert documents.exclude(status=Document.Status.UNKNOWN).filter(status_basis="").count() == 0
    assert documents.filter(audience="bodies", audience_bodies=None).count() == 0
    assert documents.exclude(audience="bodies").exclude(audience_bodies=None).count() == 0
    texts = SourceText.objects.filter(audience="bodies")
    assert texts.exists()
    assert texts.filter(audience_bodies=None).count() == 0


def test_numbers_go_up_with_the_days_in_each_series():
    generate(Order(1_500, seed=6, with_index=False), 1, _ignore)
    series = defaultdict(list)
    for key, number, day in (
        Document.all_objects.exclude(issued_on=None)
        .order_by("number_value")
        .values_list("identity_key", "number_value", "issued_on")
    ):
        body, name, _, year, _, period = key.split("|")
        series[body, name, year, period].append((number, day))
    assert max(map(len, series.values())) > 3
    assert all(
        [day for _, day in found] == sorted(day for _, day in found) for found in series.values()
    )


def test_a_run_that_was_broken_off_is_gone_on_with_to_the_same_end(monkeypatch):
    monkeypatch.setattr(running, "BATCH_SIZE", 40)
    generate(Order(150, seed=8, with_index=False), 1, _ignore)
    whole = _facts()
    Document.audience_bodies.through.objects.all().delete()
    Document.all_objects.all().delete()
    SourceText.objects.all().delete()

    def break_off(done: int) -> None:
        if done == 80:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generate(Order(150, seed=8, with_index=False), 1, break_off)
    assert Document.all_objects.count() == 80
    heard = []
    made = generate(Order(150, seed=8, with_index=False), 1, heard.append)
    assert (made.known, made.written, heard) == (80, 70, [120, 150])
    assert _facts() == whole


def test_another_seed_gives_other_documents():
    generate(Order(30, seed=1, with_index=False), 1, _ignore)
    first = set(Document.all_objects.values_list("title", flat=True))
    Document.audience_bodies.through.objects.all().delete()
    Document.all_objects.all().delete()
    Organization.objects.filter(note__startswith="sinh ra").update(
        note="sinh ra để thử: hạt giống 2, 30 văn bản"
    )
    generate(Order(30, seed=2, with_index=False), 1, _ignore)
    assert first.isdisjoint(Document.all_objects.values_list("title", flat=True))


def test_a_real_registry_is_refused_and_stays_as_it_is(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="không chạy trên sổ thật"):
        _run("10")
    assert (Document.all_objects.count(), DocumentType.objects.count()) == (0, 0)
    _run("10", "--database-is-for-testing", "--processes", "1", "--no-index")
    assert Document.all_objects.count() == 10


def test_a_second_set_is_refused_beside_the_first(settings):
    settings.DEMO = True
    _run("10", "--processes", "1", "--no-index")
    for arguments in (["20"], ["10", "--seed", "2"]):
        with pytest.raises(CommandError, match="Sổ đã có bộ văn bản thử với --seed 1, 10 văn bản"):
            _run(*arguments, "--processes", "1")
    assert Document.all_objects.count() == 10


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["0"], "N phải từ 1"),
        (["10000000"], "N phải từ 1 đến 9999999"),
        (["5", "--processes", "0"], "--processes phải từ 1"),
    ],
)
def test_impossible_numbers_are_refused(settings, arguments, told):
    settings.DEMO = True
    with pytest.raises(CommandError, match=told):
        _run(*arguments)


@pytest.mark.django_db(transaction=True)
def test_several_processes_write_what_one_would(monkeypatch):
    monkeypatch.setattr(running, "BATCH_SIZE", 40)
    made = generate(Order(150, seed=8, with_index=False), 2, _ignore)
    assert made.written == 150
    several = _facts()
    Document.audience_bodies.through.objects.all().delete()
    Document.all_objects.all().delete()
    generate(Order(150, seed=8, with_index=False), 1, _ignore)
    assert _facts() == several
