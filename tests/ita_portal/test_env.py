"""The environment: read with types; what is missing stops the start by its name; secrets are made once."""

import secrets
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from environ import Env

from ita_portal.env import data_dir, kept_secret, required
from tests.ita_portal.manage import HOST, manage

QUEUE = """
from ita_portal.celery import app
with app.connection_for_read() as connection, connection.SimpleQueue("celery") as queue:
    print(connection.info()["transport"], queue.qsize())
"""


def make() -> str:
    """A new secret."""
    return secrets.token_urlsafe(50)


def mode(path: Path) -> str:
    return stat.filemode(path.stat().st_mode)


@pytest.mark.parametrize("value", [None, "", "  "])
def test_required_stops_with_the_name_of_what_is_missing(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    if value is None:
        monkeypatch.delenv("PORTAL_ALLOWED_HOSTS", raising=False)
    else:
        monkeypatch.setenv("PORTAL_ALLOWED_HOSTS", value)

    with pytest.raises(ImproperlyConfigured) as caught:
        required(Env(), "PORTAL_ALLOWED_HOSTS", "the host names")

    assert str(caught.value) == (
        "The setting PORTAL_ALLOWED_HOSTS is missing: the host names. Set it in the environment."
    )


def test_start_without_debug_and_without_hosts_stops_with_the_sentence(tmp_path: Path) -> None:
    run = manage(tmp_path, "check", DEBUG="false")

    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == (
        "manage.py: The setting PORTAL_ALLOWED_HOSTS is missing: "
        "the host names under which the portal is reached. Set it in the environment.\n"
    )


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PORTAL_URL", "ita.example.go.th", "an address that begins with https:// or http://"),
        (
            "EMAIL_URL",
            "mail.example.go.th",
            "an address that begins with smtp:// or smtp+tls:// or smtp+ssl:// or filemail:// or consolemail://",
        ),
        ("DATABASE_URL", "foo", "an address that begins with postgresql:// or postgres:// or sqlite://"),
        ("DATABASE_URL", "mysql://host/name", "an address that begins with postgresql:// or postgres:// or sqlite://"),
        (
            "DATABASE_URL",
            "postgres://user:secret@host:port/name",
            "an address that begins with postgresql:// or postgres:// or sqlite://",
        ),
        ("CACHE_URL", "foo", "an address that begins with redis:// or rediss:// or dbcache://"),
        ("CELERY_BROKER_URL", "foo", "an address that begins with redis:// or rediss:// or filesystem://"),
        ("PORTAL_TRUSTED_PROXIES", "two", "a whole number from 0"),
        ("PORTAL_TRUSTED_PROXIES", "-1", "a whole number from 0"),
        ("PORTAL_TRUSTED_PROXIES", "²", "a whole number from 0"),
        ("PORTAL_HTTPS", "2", "true or false"),
        ("DEBUG", "maybe", "true or false"),
        ("PORTAL_LOG_LEVEL", "loud", "one of DEBUG, INFO, WARNING, ERROR, CRITICAL"),
    ],
)
def test_start_with_a_wrong_value_stops_with_the_settings_name_and_hides_the_value(
    tmp_path: Path, name: str, value: str, expected: str
) -> None:
    run = manage(tmp_path, "check", **HOST | {name: value})

    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == (
        f"manage.py: The setting {name} is wrong: it must be {expected}. Correct it in the environment.\n"
    )


@pytest.mark.parametrize(
    "environment",
    [
        {"DATABASE_URL": "postgres://user:p%40ss@host:5432/name"},
        {"CACHE_URL": "redis://host:6379/1", "CELERY_BROKER_URL": "rediss://host:6379/0"},
        {"PORTAL_HTTPS": "No", "PORTAL_TRUSTED_PROXIES": "", "PORTAL_LOG_LEVEL": "warning", "DEBUG": "off"},
    ],
)
def test_start_takes_what_the_settings_page_names(tmp_path: Path, environment: dict[str, str]) -> None:
    run = manage(tmp_path, "diffsettings", **HOST | environment)

    assert (run.returncode, run.stderr) == (0, "")


def test_folder_queue_is_reached_without_a_warning(tmp_path: Path) -> None:
    """One message waits in the folder. Without a host in the address, kombu logs a warning."""
    (tmp_path / "queue/messages").mkdir(parents=True)
    (tmp_path / "queue/messages/1_celery.celery.msg").write_text("{}")

    run = manage(tmp_path, "shell", "-v", "0", "-c", QUEUE, **HOST)

    assert (run.returncode, run.stdout, run.stderr) == (0, "filesystem 1\n", "")


def test_two_portals_have_two_keys_and_each_keeps_its_own(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"

    runs = [manage(folder, "check", **HOST) for folder in (first, second)]
    keys = [(folder / "secrets/secret-key").read_text() for folder in (first, second)]
    runs.append(manage(first, "check", **HOST))

    assert [run.returncode for run in runs] == [0, 0, 0]
    assert len(set(keys)) == 2
    assert min(map(len, keys)) >= 50
    assert (first / "secrets/secret-key").read_text() == keys[0]
    assert mode(first / "secrets/secret-key") == "-rw-------"
    assert mode(first / "secrets") == "drwx------"


def test_kept_secret_is_one_for_all_who_ask_at_once(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"

    with ThreadPoolExecutor(8) as pool:
        kept = set(pool.map(lambda _: kept_secret(path, make), range(32)))

    assert kept == {path.read_text()}
    assert [each.name for each in tmp_path.iterdir()] == ["secret-key"]
    assert mode(path) == "-rw-------"


def test_kept_secret_keeps_what_an_operator_put_there(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    path.write_text("chosen by the operator\n")

    assert kept_secret(path, make) == "chosen by the operator"


def test_data_dir_makes_the_folders_of_a_portal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PORTAL_DATA_DIR", str(tmp_path / "new" / "พอร์ทัล"))

    folder = data_dir(Env())

    assert folder == tmp_path / "new" / "พอร์ทัล"
    assert sorted(str(each.relative_to(folder)) for each in folder.rglob("*")) == [
        "log", "media", "queue", "queue/control", "queue/messages", "secrets", "uploads",
    ]  # fmt: skip
    assert mode(folder / "secrets") == "drwx------"


def test_data_dir_is_var_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PORTAL_DATA_DIR", "")
    monkeypatch.setattr("ita_portal.env.BASE_DIR", tmp_path)

    assert data_dir(Env()) == tmp_path / "var"
