"""Writes the year's workbook of scores, to fill in and bring back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from accounts.console import PortalCommand, add_municipality_year, municipality_named
from accounts.errors import UserError
from assessments.exporters.score_xlsx import score_workbook
from assessments.queries import score_sheet_get


class Command(PortalCommand):
    help = "จัดทำแบบกรอกคะแนนของปีเป็นไฟล์ Excel พร้อมคะแนนที่บันทึกไว้"

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_municipality_year(parser)
        parser.add_argument("--output", required=True, type=Path, metavar="FILE.xlsx")

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = municipality_named(options["municipality"])
        content = score_workbook(score_sheet_get(municipality, options["fiscal_year"]))
        output: Path = options["output"]
        try:
            output.write_bytes(content)
        except OSError as error:
            raise UserError(f"เขียนไฟล์ {output} ไม่ได้ ({error.strerror}) กรุณาตรวจสอบโฟลเดอร์") from error
        self.stdout.write(
            f"แบบกรอกคะแนน {municipality.name} ปีงบประมาณ {options['fiscal_year']} → {output} ({len(content):,} ไบต์)"
        )
