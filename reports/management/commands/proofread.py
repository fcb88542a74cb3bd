"""Proofreads a document: what must be mended before it may be submitted."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from accounts.console import PortalCommand, add_municipality_year, municipality_named
from reports.documents.registry import KINDS, kind_get
from reports.proofreading import Remark, Severity, proofread
from reports.proofreading.wording import SEVERITIES, counted


class Command(PortalCommand):
    help = "ตรวจทานเอกสารก่อนส่งให้ผู้บริหาร (รหัสออกเป็น 1 เมื่อมีข้อผิดพลาดที่ต้องแก้)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", metavar="KIND", help=" ".join(KINDS))
        add_municipality_year(parser)
        parser.add_argument("--json", action="store_true", help="พิมพ์เป็น JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        kind = kind_get(options["kind"])
        municipality = municipality_named(options["municipality"])
        remarks = proofread(municipality, kind.kind, options["fiscal_year"])
        if options["json"]:
            self.stdout.write(_json(remarks))
        else:
            self.stdout.write(f"{kind.name} {municipality.name} ปีงบประมาณ {options['fiscal_year']}")
            self.stdout.writelines(_lines(remarks))
        if any(remark.severity is Severity.ERROR for remark in remarks):
            sys.exit(1)


def _json(remarks: Sequence[Remark]) -> str:
    rows = [
        {
            "rule": remark.rule,
            "severity": remark.severity.value,
            "place": remark.place,
            "text": remark.text,
            "fix": remark.fix,
        }
        for remark in remarks
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _lines(remarks: Sequence[Remark]) -> list[str]:
    lines = [f"{counted(remarks)}\n"]
    for remark in remarks:
        lines.append(f"{SEVERITIES[remark.severity].name} [{remark.rule}] {remark.place}\n    {remark.text}\n")
        if remark.fix:
            lines.append(f"    แก้เป็น: {remark.fix}\n")
    return lines
