"""Reads the environment: typed, with a sentence that says which setting is missing or wrong.

No sentence repeats a value: an address may hold a password.
"""

import secrets
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import TypeVar, overload

from django.core.exceptions import ImproperlyConfigured
from environ import Env

BASE_DIR = Path(__file__).resolve().parent.parent
TRUE, FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0")

T = TypeVar("T")


def required(env: Env, name: str, meaning: str) -> None:
    """Stops the start with a sentence when the setting `name` is missing."""
    if not _text(env, name):
        raise ImproperlyConfigured(f"The setting {name} is missing: {meaning}. Set it in the environment.")


def flag(env: Env, name: str, *, default: bool) -> bool:
    """Yes or no; anything else stops the start."""
    text = _text(env, name).lower() or str(default).lower()
    if text not in TRUE + FALSE:
        raise _wrong(name, "true or false")
    return text in TRUE


@overload
def count(env: Env, name: str) -> int | None: ...
@overload
def count(env: Env, name: str, *, default: int) -> int: ...
def count(env: Env, name: str, *, default: int | None = None) -> int | None:
    """A whole number from 0, `default` where it is not set."""
    text = _text(env, name)
    if text and not (text.isascii() and text.isdigit()):
        raise _wrong(name, "a whole number from 0")
    return int(text) if text else default


def choice(env: Env, name: str, *, choices: Collection[str], default: str) -> str:
    """One of `choices`, which are written in capitals."""
    text = _text(env, name).upper() or default
    if text not in choices:
        raise _wrong(name, f"one of {', '.join(choices)}")
    return text


def address(env: Env, name: str, *, schemes: Collection[str], default: str, parse: Callable[[str], T]) -> T:
    """What `parse` makes of an address that begins with one of `schemes`."""
    text = _text(env, name) or default
    wrong = _wrong(name, f"an address that begins with {' or '.join(f'{scheme}://' for scheme in schemes)}")
    scheme, separator, _ = text.partition("://")
    if not separator or scheme not in schemes:
        raise wrong
    try:
        return parse(text)
    except ValueError:  # a port that is no number; its own message would show the address
        raise wrong from None


def data_dir(env: Env) -> Path:
    """The folder of everything a running portal writes (``PORTAL_DATA_DIR``, default ``var/``), made if missing."""
    folder = Path(env.str("PORTAL_DATA_DIR", default="") or BASE_DIR / "var").expanduser().resolve()
    try:
        for part in ("media", "uploads", "queue/messages", "queue/control", "secrets", "log"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        (folder / "secrets").chmod(0o700)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The folder of PORTAL_DATA_DIR cannot be written ({error.strerror}): name another, or make it writable."
        ) from error
    return folder


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """Returns the secret kept in `path`; makes it on the first start, readable by the owner alone.

    Two processes may start at once: the file appears whole or not at all, and the loser reads the winner's.
    """
    if not path.exists():
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(make(), encoding="ascii")
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text(encoding="ascii").strip()


def _text(env: Env, name: str) -> str:
    return str(env.str(name, default="")).strip()


def _wrong(name: str, expected: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"The setting {name} is wrong: it must be {expected}. Correct it in the environment.")
