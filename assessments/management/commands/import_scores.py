"""Imports a workbook or a CSV of scores."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from accounts.console import PortalCommand, add_municipality_year, municipality_named
from accounts.errors import UserError
from assessments.importers.score_file import scores_file_read
from assessments.queries import framework_get
from assessments.verbs.scores import scores_import


class Command(PortalCommand):
    help = "นำเข้าคะแนนจากแบบกรอก (.xlsx) หรือไฟล์ CSV (คอลัมน์ code,part,score) ทั้งไฟล์หรือไม่นำเข้าเลย"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="ไฟล์ .xlsx หรือ .csv")
        add_municipality_year(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        municipality = municipality_named(options["municipality"])
        framework = framework_get(options["fiscal_year"])
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise UserError(f"เปิดไฟล์ {path} ไม่ได้ ({error.strerror}) กรุณาตรวจสอบชื่อไฟล์") from error
        reading = scores_file_read(raw, framework=framework, municipality=municipality)
        outcome = scores_import(
            municipality=municipality, fiscal_year=options["fiscal_year"], figures=reading.sound(), by=None
        )
        for remark in reading.remarks:
            self.stdout.write(f"ข้อสังเกต {remark}")
        self.stdout.write(
            f"{municipality.name} ปีงบประมาณ {options['fiscal_year']}: "
            f"เพิ่ม {outcome.added} รายการ แก้ไข {outcome.changed} รายการ เท่าเดิม {outcome.same} รายการ"
        )
