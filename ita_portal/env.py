"""Reads the environment: typed, with a sentence that says which setting is missing or wrong."""

import secrets
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environ import Env

BASE_DIR = Path(__file__).resolve().parent.parent


def required(env: Env, name: str, meaning: str) -> None:
    """Stops the start with a sentence when the setting `name` is missing."""
    if not str(env.str(name, default="")).strip():
        raise ImproperlyConfigured(f"The setting {name} is missing: {meaning}. Set it in the environment.")


def data_dir(env: Env) -> Path:
    """The folder of everything a running portal writes (``PORTAL_DATA_DIR``, default ``var/``), made if missing."""
    folder = Path(env.str("PORTAL_DATA_DIR", default="") or BASE_DIR / "var").expanduser().resolve()
    for part in ("media", "queue/messages", "queue/control", "secrets", "log"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "secrets").chmod(0o700)
    return folder


def generated_secret(path: Path, length: int) -> str:
    """Returns the secret kept in `path`; makes it on the first start, readable by the owner alone.

    Two processes may start at once: the file appears whole or not at all, and the loser reads the winner's.
    """
    if not path.exists():
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(length), encoding="ascii")
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text(encoding="ascii").strip()
