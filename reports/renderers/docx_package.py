"""A Word file as a package: parts, what refers to what, and the same bytes for the same content."""

import hashlib
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"


@dataclass(slots=True)
class Package:
    """Gathers the parts of a Word file. Each is added once; `bytes` may then be asked for."""

    parts: dict[str, bytes] = field(default_factory=dict)  # name → content
    types: dict[str, str] = field(default_factory=dict)  # name → media type
    relations: list[tuple[str, str]] = field(default_factory=list)  # of the document: kind, target
    pictures: dict[str, str] = field(default_factory=dict)  # SHA-256 → relation

    def add(self, kind: str, content: str, *, number: int | None = None) -> str:
        """Adds a part that the document refers to; one of several has a number. Returns the relation's name."""
        target = f"{kind}{number or ''}.xml"
        self.parts[f"word/{target}"] = content.encode()
        self.types[f"word/{target}"] = f"{_WORD}.{kind}+xml"
        return self._related(kind, target)

    def add_picture(self, data: bytes, media_type: str) -> str:
        """Adds a picture, the same one once. Returns the relation's name."""
        key = hashlib.sha256(data).hexdigest()
        if key not in self.pictures:
            ending = media_type.removeprefix("image/")
            target = f"media/image{len(self.pictures) + 1}.{ending}"
            self.parts[f"word/{target}"] = data
            self.pictures[key] = self._related("image", target)
        return self.pictures[key]

    def bytes(self, document: str, *, title: str, author: str) -> bytes:
        """Returns the file. No time stands in it, and no program's name."""
        parts = {
            "[Content_Types].xml": self._content_types().encode(),
            "_rels/.rels": _relations(
                [
                    (f"{_OFFICE}/officeDocument", "word/document.xml"),
                    (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                ]
            ).encode(),
            "docProps/core.xml": _properties(title, author).encode(),
            "word/document.xml": document.encode(),
            "word/_rels/document.xml.rels": _relations(
                [(f"{_OFFICE}/{kind}", target) for kind, target in self.relations]
            ).encode(),
            **self.parts,
        }
        file = BytesIO()
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(ZipInfo(name, _ZIP_EPOCH), content, ZIP_DEFLATED)
        return file.getvalue()

    def _related(self, kind: str, target: str) -> str:
        self.relations.append((kind, target))
        return f"rId{len(self.relations)}"

    def _content_types(self) -> str:
        types = {"word/document.xml": f"{_WORD}.document.main+xml", "docProps/core.xml": _CORE, **self.types}
        overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
        return (
            f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="{_RELATIONS}"/>'
            '<Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
            f"{overrides}</Types>"
        )


def _relations(targets: list[tuple[str, str]]) -> str:
    written = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'


def _properties(title: str, author: str) -> str:
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        "<dc:language>th-TH</dc:language></cp:coreProperties>"
    )
