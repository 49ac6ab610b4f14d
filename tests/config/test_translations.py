"""The project's own Vietnamese: whole, true to the libraries it speaks for, compiled and in use."""

import gettext
import io
import re
from functools import cache
from pathlib import Path
from unittest import mock

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.urls import reverse
from django.utils.translation.trans_real import DjangoTranslation

from config import catalogue
from config.catalogue import CONTEXT_END, FORM_END, compile_po, read_po
from tests.admin_page import editor_client
from tests.config import msgids

FOLDER = catalogue.FOLDER / "vi/LC_MESSAGES"
DOMAINS = ("django", "djangojs")
LIBRARIES = (
    "django",
    "adminsortable2",
    "axes",
    "csp",
    "django_filters",
    "django_otp",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
    "whitenoise",
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")

# Sentences without Vietnamese that nobody is shown: the file, or the start of its path → why.
UNREACHABLE_FILES = {
    "django_otp/": "its screens and forms are left out; the pages of the second step are our own",
    "axes/": "its screens are left out, and organizations/throttling.py says what happened",
    "django/conf/global_settings.py": "names of languages; the site speaks one",
    "django/contrib/admin/templates/admin/login.html": "the site's own sign-in page is used",
    "django/contrib/admin/templates/admin/nav_sidebar.html": "the side bar is switched off",
    "django/contrib/admin/templates/registration/password_reset_email.html": "no mail is sent",
    "django/contrib/messages/apps.py": "an application without records",
    "django/contrib/sessions/apps.py": "an application without a screen",
    "django/views/csrf.py": "templates/403_csrf.html stands in its place",
    "django/views/generic/dates.py": "no address answers by date",
    "django/views/generic/list.py": "the lists are function views with pages of their own",
    "django/views/static.py": "serves files under DEBUG only",
    "django/views/templates/default_urlconf.html": "shown under DEBUG to a site without addresses",
    "django_filters/rest_framework/": "for a library that is not installed",
    "django_filters/templates/django_filters/rest_framework/": "for a library not installed",
}
# Kinds of fields: shown by the documentation of models (admindocs), which is not installed.
UNREACHABLE_WORDS = {
    "%(from)s-%(to)s relationship",
    "%(from)s-%(to)s relationships",
    "A JSON object",
    "Duration",
    "Positive big integer",
    "String (unlimited)",
    "Universally unique identifier",
}


def ours(domain: str) -> dict[str, str]:
    """Return the project's sentences, the header left out."""
    sentences = read_po((FOLDER / f"{domain}.po").read_text("utf-8"))
    return {key: words for key, words in sentences.items() if key}


@cache
def theirs(domain: str) -> dict[str, set[str]]:
    """Return the libraries' sentences and the files they stand in."""
    reader = {"django": msgids.of_pages, "djangojs": msgids.of_scripts}[domain]
    found: dict[str, set[str]] = {}
    for library in LIBRARIES:
        for key, file in reader(library):
            found.setdefault(key, set()).add(file)
    return found


@cache
def vietnamese_without_ours(domain: str) -> dict[str, str]:
    """Return what the site would say without the project's catalogue: singular → Vietnamese."""
    admin_scripts = Path(str(msgids.find_spec("django.contrib.admin").origin)).parent / "locale"
    # The catalogue stands in `config`, whose application brings it in as any library's does.
    moved = mock.patch.object(apps.get_app_config("config"), "path", "/nowhere")
    with override_settings(LOCALE_PATHS=[]), moved:
        places = [admin_scripts] if domain == "djangojs" else None
        words = DjangoTranslation("vi", domain=domain, localedirs=places)._catalog
    return {key[0] if isinstance(key, tuple) else key: value for key, value in words.items()}


def singular(key: str) -> str:
    return key.split(FORM_END)[0]


def is_unreachable(key: str, files: set[str]) -> bool:
    return key in UNREACHABLE_WORDS or all(
        file.startswith(tuple(UNREACHABLE_FILES)) for file in files
    )


# --- The catalogue itself --------------------------------------------------------------------


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_catalogue_is_what_its_source_compiles_to(domain):
    compiled = (FOLDER / f"{domain}.mo").read_bytes()
    assert compiled == compile_po((FOLDER / f"{domain}.po").read_text("utf-8")), "make messages"


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_sentence_still_stands_in_an_installed_library(domain):
    assert [key for key in ours(domain) if key not in theirs(domain)] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_sentence_a_person_may_meet_has_vietnamese(domain):
    known = vietnamese_without_ours(domain).keys() | {singular(key) for key in ours(domain)}
    missing = {
        key: sorted(files)
        for key, files in theirs(domain).items()
        if singular(key) not in known and not is_unreachable(key, files)
    }
    assert missing == {}


def test_every_reason_for_leaving_a_sentence_out_still_has_one():
    without = {
        key: files
        for key, files in theirs("django").items()
        if singular(key) not in vietnamese_without_ours("django") and key not in ours("django")
    }
    assert without.keys() >= UNREACHABLE_WORDS
    files = set().union(*without.values())
    idle = [name for name in UNREACHABLE_FILES if not any(f.startswith(name) for f in files)]
    assert idle == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_sentence_keeps_the_places_to_be_filled_in(domain):
    wrong = {
        key: words
        for key, words in ours(domain).items()
        if set(PLACEHOLDER.findall(words)) != set(PLACEHOLDER.findall(key.split(CONTEXT_END)[-1]))
    }
    assert wrong == {}


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_sentence_repeats_what_the_libraries_say_already(domain):
    known = vietnamese_without_ours(domain)
    assert [key for key, words in ours(domain).items() if known.get(singular(key)) == words] == []


# --- In use ----------------------------------------------------------------------------------


def test_a_short_password_is_refused_in_vietnamese():
    with pytest.raises(ValidationError) as refused:
        validate_password("ngan1")
    assert refused.value.messages == ["Mật khẩu quá ngắn, phải có ít nhất 10 ký tự."]


@pytest.mark.django_db
def test_the_scripts_of_the_staff_screens_are_handed_the_same_words():
    words = editor_client().get(reverse("admin:jsi18n")).content.decode()
    assert '"Monday": "Th\\u1ee9 Hai"' in words
    assert '"Choose a Date"' in words  # Django's own are not lost beside them.


def test_the_site_speaks_the_language_the_catalogue_is_for():
    assert settings.LANGUAGE_CODE == "vi"
    assert [Path(place) for place in settings.LOCALE_PATHS] == [catalogue.FOLDER]


# --- Reading and compiling -------------------------------------------------------------------

HEADER = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n'
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Trap: a comment and an empty line are no part of a sentence.
        ('# a comment\n\nmsgid "Sort"\nmsgstr "Sắp xếp"\n', {"Sort": "Sắp xếp"}),
        # Trap: a long sentence goes on over lines, and the first may be empty.
        ('msgid ""\n"One "\n"two"\nmsgstr "Một "\n"hai"\n', {"One two": "Một hai"}),
        # Trap: a context keeps two sentences of one wording apart.
        (
            'msgctxt "day"\nmsgid "Sun"\nmsgstr "CN"\n\nmsgid "Sun"\nmsgstr "Mặt trời"\n',
            {"day\x04Sun": "CN", "Sun": "Mặt trời"},
        ),
        # Trap: singular and plural are one key; Vietnamese has one form for both.
        (
            'msgid "%d day"\nmsgid_plural "%d days"\nmsgstr[0] "%d ngày"\n',
            {"%d day\0%d days": "%d ngày"},
        ),
        # Trap: quotes, line ends and a backslash before an n that is no line end.
        (r'msgid "a\"b\n\\n"' + '\nmsgstr "c"\n', {'a"b\n\\n': "c"}),
    ],
)
def test_a_source_is_read_as_gettext_reads_it(text, expected):
    assert read_po(text) == expected


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('msgid "Sort"\nmsgstr "Sắp xếp\n', "line 2"),  # A quote is missing.
        ("msgid 'Sort'\n", "line 1"),  # Python's quotes are not gettext's.
        ('msgid "Sort"\nmsgstr ""\n', "'Sort' has no translation"),
        ('msgid "Sort"\nmsgstr "A"\nmsgid "Sort"\nmsgstr "B"\n', "'Sort' is given twice"),
    ],
)
def test_a_faulty_source_is_refused_and_the_place_is_named(text, complaint):
    with pytest.raises(ValueError, match=complaint):
        compile_po(text)


def test_the_standard_library_reads_what_was_compiled():
    source = (
        f'{HEADER}\nmsgid "đ sorts after z"\nmsgstr "đ"\n\nmsgid "zebra"\nmsgstr "ngựa vằn"\n\n'
        'msgctxt "day"\nmsgid "Sun"\nmsgstr "CN"\n\n'
        'msgid "%d day"\nmsgid_plural "%d days"\nmsgstr[0] "%d ngày"\n'
    )
    words = gettext.GNUTranslations(io.BytesIO(compile_po(source)))
    assert words.gettext("đ sorts after z") == "đ"
    assert words.gettext("zebra") == "ngựa vằn"
    assert words.pgettext("day", "Sun") == "CN"
    assert words.ngettext("%d day", "%d days", 3) == "%d ngày"
    assert words.gettext("Sun") == "Sun"


def test_compiling_a_folder_writes_each_catalogue_beside_its_source(tmp_path):
    place = tmp_path / "vi/LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "django.po").write_text(HEADER, "utf-8")
    assert catalogue.compile_all(tmp_path) == [place / "django.mo"]
    assert (place / "django.mo").read_bytes() == compile_po(HEADER)


# --- Finding sentences -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('from django.utils.translation import gettext as _\n_("Save")', ["Save"]),
        # Trap: any other name, and the lazy kind.
        ('from django.utils.translation import gettext_lazy as say\nsay("Save")', ["Save"]),
        ('ngettext_lazy("%d day", "%d days", "days")', ["%d day\0%d days"]),
        ('pgettext("day", "Sun")', ["day\x04Sun"]),
        ('npgettext("a", "b", "c", n)', ["a\x04b\0c"]),
        # Traps: a variable, an empty string, and a function that only looks alike.
        ("_(name)", []),
        ('gettext("")', []),
        ('get("Save")', []),
    ],
)
def test_sentences_are_found_in_python(source, expected):
    assert [key for key, _file in msgids.in_python(source, "a.py")] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("gettext(u'Save') XXX _('x')", ["Save"]),
        ('ngettext("%s day", "%s days", n)', ["%s day\0%s days"]),
        (r"""gettext('Today\'s')""", ["Today's"]),
        ("pgettext('day', 'Sun')", ["day\x04Sun"]),
        # Trap: a call with a variable, as interpolate() is given.
        ("gettext(word)", []),
    ],
)
def test_sentences_are_found_in_scripts_and_templates(source, expected):
    assert [key for key, _file in msgids.in_calls(source, "a.js")] == expected
