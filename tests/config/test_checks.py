"""The site does not start without its style sheets; what must run before is not stopped."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from config.checks import check_static_files, reasons_not_to_serve

# As the site's own, but that it does not compress: that takes long and tells nothing here.
HASHED = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"


@pytest.fixture
def collected(settings, tmp_path: Path) -> Callable[..., None]:
    """Collect every file, then forget those named."""
    settings.STATIC_ROOT = tmp_path
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": HASHED}}
    settings.STORAGES = storages
    call_command("collectstatic", interactive=False, verbosity=0)
    written = tmp_path / "staticfiles.json"

    def forget(*left_out: str) -> None:
        manifest = json.loads(written.read_text())
        for name in left_out:
            del manifest["paths"][name]
        written.write_text(json.dumps(manifest))
        # What was collected is read when the storage is made.
        settings.STORAGES = {**storages}

    return forget


def test_missing_static_files_are_an_error_that_names_the_remedy(collected, tmp_path):
    (tmp_path / "staticfiles.json").write_text('{"version": "1.1", "paths": {}}')
    collected()
    (found,) = check_static_files()
    assert found.id == "config.E001"
    assert "collectstatic" in found.hint
    assert [reason.partition(":")[0] for reason in reasons_not_to_serve()] == ["config.E001"]


def test_one_file_that_came_with_an_update_is_missed_by_name(collected):
    collected("van-kien.css")
    (found,) = check_static_files()
    assert "Thiếu 1 tệp tĩnh" in found.msg
    assert "van-kien.css" in found.msg


def test_with_every_file_collected_nothing_keeps_the_site_from_serving(collected):
    collected()
    assert check_static_files() == []
    assert reasons_not_to_serve() == []


def test_a_picture_of_the_guide_is_missed_by_the_name_it_is_collected_as(collected):
    collected("huong-dan/trang-dau.jpg")
    (found,) = check_static_files()
    assert "huong-dan/trang-dau.jpg" in found.msg


def test_plain_file_names_need_no_collecting():
    # The suite's own storage, and that of DEBUG.
    assert check_static_files() == []


@pytest.mark.django_db
def test_commands_that_come_before_are_not_stopped(collected, tmp_path):
    (tmp_path / "staticfiles.json").write_text('{"version": "1.1", "paths": {}}')
    collected()
    assert [found.id for found in run_checks()] == []
    call_command("migrate", verbosity=0)
    with pytest.raises(CommandError, match=r"config\.E001"):
        call_command("check", deploy=True, stderr=io.StringIO(), stdout=io.StringIO())
