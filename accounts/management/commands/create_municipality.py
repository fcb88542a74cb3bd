"""Registers a municipality from the command line."""

from argparse import ArgumentParser
from typing import Any

from accounts.console import PortalCommand
from accounts.names import kind_read
from accounts.verbs import municipality_create


class Command(PortalCommand):
    help = "ลงทะเบียนหน่วยงาน"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="ชื่อในที่อยู่เว็บ เช่น ban-suan")
        parser.add_argument("--name", required=True, help="ชื่อเต็มหรือชื่อเฉพาะ เช่น เทศบาลนครบ้านสวน หรือ บ้านสวน")
        parser.add_argument("--kind", required=True, help="นคร เมือง ตำบล อบต. หรือ อบจ.")
        parser.add_argument("--province", required=True, help="จังหวัด")
        parser.add_argument("--district", default="", help="อำเภอ")

    def handle(self, *args: Any, **options: Any) -> None:
        municipality = municipality_create(
            slug=options["slug"],
            name=options["name"],
            kind=kind_read(options["kind"]),
            province=options["province"],
            district=options["district"],
        )
        self.stdout.write(f"ลงทะเบียน{municipality.name} แล้ว ({municipality.slug})")
