"""``manage.py check`` says what is wrong with a set-up before a visitor meets it."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.checks import CheckMessage, run_checks
from pytest_django import Settings

from reports.renderers.pdf_needs import FONT_PACKAGE, LIBRARY_PACKAGES
from tests.ita_portal.manage import manage


def ours() -> list[str]:
    """The ids of the portal's own findings."""
    found: list[CheckMessage] = run_checks()
    return [each.id for each in found if each.id and each.id.startswith("portal.")]


@pytest.mark.parametrize(
    ("https", "proxies", "found"),
    [(True, None, ["portal.E001"]), (True, 0, []), (True, 1, []), (False, None, [])],
)
def test_check_asks_for_the_proxies_where_https_would_redirect_for_ever(
    settings: Settings, https: bool, proxies: int | None, found: list[str]
) -> None:
    settings.HTTPS, settings.TRUSTED_PROXIES = https, proxies

    assert ours() == found


def test_command_under_hosts_alone_stops_and_says_what_to_set(tmp_path: Path) -> None:
    run = manage(tmp_path, "migrate", PORTAL_ALLOWED_HOSTS="portal.example.go.th")

    assert (run.returncode, run.stdout) == (1, "")
    assert "(portal.E001)" in run.stderr
    assert "Set PORTAL_TRUSTED_PROXIES=1 behind one proxy" in run.stderr


def test_check_misses_static_files_that_were_not_collected(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    before = ours()
    (tmp_path / "staticfiles.json").write_text(
        '{"version": "1.1", "hash": "", "paths": {"css/portal.css": "css/portal.1.css"}}'
    )
    settings.STORAGES = dict(settings.STORAGES)  # a new storage, which reads the list

    assert (before, ours()) == (["portal.E002"], [])
    assert staticfiles_storage.url("css/portal.css") == "/static/css/portal.1.css"


def test_check_warns_where_libraries_and_fonts_of_the_pdf_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ita_portal.checks.LIBRARIES", ("no-such-library",))
    monkeypatch.setattr("ita_portal.checks.FONT", "No Such Font")

    assert ours() == ["portal.W001", "portal.W002"]


def test_make_run_installs_what_the_check_asks_for(settings: Settings) -> None:
    (line,) = re.findall("^RUN_PACKAGES := (.*)$", (settings.BASE_DIR / "Makefile").read_text(), re.MULTILINE)

    assert {FONT_PACKAGE, *LIBRARY_PACKAGES.split()} - set(line.split()) == set()


def test_check_warns_of_the_font_where_nothing_knows_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)

    assert ours() == ["portal.W002"]
