"""Renders a document into a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from accounts.console import PortalCommand, add_municipality_year, municipality_named
from accounts.errors import UserError
from reports.documents.registry import KINDS, kind_get
from reports.renderers.registry import FORMATS, format_get


class Command(PortalCommand):
    help = "จัดทำเอกสารเป็นไฟล์"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", metavar="KIND", help=" ".join(KINDS))
        add_municipality_year(parser)
        parser.add_argument("--format", required=True, choices=list(FORMATS))
        parser.add_argument("--digits", choices=["thai", "arabic"], default="thai", help="ระบบเลข (ค่าปกติ: thai)")
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        kind = kind_get(options["kind"])
        municipality = municipality_named(options["municipality"])
        document = kind.build(municipality, options["fiscal_year"])
        content = format_get(options["format"]).render(document, digits=options["digits"])
        output: Path = options["output"]
        try:
            output.write_bytes(content)
        except OSError as error:
            raise UserError(f"เขียนไฟล์ {output} ไม่ได้ ({error.strerror}) กรุณาตรวจสอบโฟลเดอร์") from error
        self.stdout.write(f"{kind.name} {municipality.name} → {output} ({len(content):,} ไบต์)")
