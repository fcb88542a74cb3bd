"""A document's content as text: what is frozen when it is submitted, and hashed to tell whether it is still the same.

The text is JSON with sorted keys, so the same content gives the same text, whatever machine it stands on: a picture is
named by the SHA-256 of its bytes, not by its path. It says all that a renderer needs; `document_load` is the exact
inverse. Knows no framework and no database.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from reports import content
from reports.content import Document, Picture

#: The form of the text; a later one that reads otherwise counts on.
VERSION = 1

#: Every part of a document, by the name that stands in the text.
_TYPES: Mapping[str, type] = {
    name: each
    for name, each in vars(content).items()
    if isinstance(each, type) and is_dataclass(each) and each.__module__ == content.__name__
}


class SnapshotError(ValueError):
    """A text is no snapshot, or a picture is not the one that it names. The message, in English, says which."""


def document_dump(document: Document) -> str:
    """Returns the content as text. Reads every picture; raises SnapshotError for one that cannot be read.

    Defaults are written too: what they will be one day must not change what was frozen.
    """
    return json.dumps(
        {"version": VERSION, "document": _plain(document)},
        ensure_ascii=False,
        allow_nan=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def document_load(text: str, *, pictures: Callable[[str], Path]) -> Document:
    """Returns the document of a text; `pictures` says where the picture with a SHA-256 is kept.

    A field that came into being after the text was written gets its default. Raises SnapshotError for a text that
    `document_dump` has not written, and for a picture that is missing or changed.
    """
    try:
        read = json.loads(text)
        if read["version"] != VERSION:
            raise SnapshotError(f"version {read['version']} of a snapshot is not known")
        document = _made(read["document"], pictures)
    except (ArithmeticError, KeyError, TypeError, ValueError) as error:
        raise error if isinstance(error, SnapshotError) else SnapshotError(f"no snapshot: {error!r}") from error
    if not isinstance(document, Document):
        raise SnapshotError("no snapshot of a document")
    return document


def document_hash(document: Document) -> str:
    """The SHA-256 of the content in hexadecimal digits. Raises SnapshotError as `document_dump` does."""
    return text_hash(document_dump(document))


def text_hash(text: str) -> str:
    """The SHA-256 of a text in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def picture_hash(path: Path) -> str:
    """The SHA-256 of a picture's bytes. Raises SnapshotError for one that cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SnapshotError(f"the picture {path.name} cannot be read") from error


def document_pictures(document: Document) -> dict[str, Path]:
    """Where the pictures of a document are now, by the SHA-256 that the text names them by."""
    return {picture_hash(path): path for path in dict.fromkeys(picture.path for picture in _pictures(document))}


def _plain(value: Any) -> Any:
    """A part of a document as JSON has it: lists for tuples, a named object for all else."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return {"": "Decimal", "is": str(value)}
    if not is_dataclass(value):
        return value
    said = {
        field.name: picture_hash(given) if isinstance(given := getattr(value, field.name), Path) else _plain(given)
        for field in fields(value)
    }
    return {"": type(value).__name__, **said}


def _made(value: Any, pictures: Callable[[str], Path]) -> Any:
    """What `_plain` has made plain."""
    if isinstance(value, list):
        return tuple(_made(each, pictures) for each in value)
    if not isinstance(value, dict):
        return value
    name, said = value[""], {key: given for key, given in value.items() if key}
    if name == "Decimal":
        return Decimal(said["is"])
    given = {key: _made(each, pictures) for key, each in said.items()}
    if _TYPES[name] is Picture:
        given["path"] = _found(given["path"], pictures)
    return _TYPES[name](**given)


def _found(digest: str, pictures: Callable[[str], Path]) -> Path:
    path = pictures(digest)
    if picture_hash(path) != digest:
        raise SnapshotError(f"the picture {path.name} was changed")
    return path


def _pictures(value: Any) -> Iterator[Picture]:
    """The pictures of a part of a document, wherever they stand."""
    if isinstance(value, Picture):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _pictures(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _pictures(getattr(value, field.name))
