"""Tells people what is due, now."""

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from accounts.console import PortalCommand
from accounts.errors import UserError
from measures.digests import SATURDAY
from measures.verbs.digests import reminders_send
from thaitext.dates import UnreadableDate, format_date, parse_date


class Command(PortalCommand):
    help = "แจ้งเตือนขั้นตอนที่ใกล้หรือเกินกำหนด (ทำซ้ำได้ ไม่แจ้งซ้ำ)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--day", metavar="DAY", help="วันที่ เช่น 2569-03-25 (ค่าเริ่มต้นคือวันนี้)")

    def handle(self, *args: Any, day: str | None, **options: Any) -> None:
        today = timezone.localdate()
        try:
            wanted = parse_date(day) if day else today
        except UnreadableDate as error:
            raise UserError(f"--day: {error.reason}") from error
        if wanted > today:
            raise UserError(f"วันที่ {format_date(wanted)} ยังมาไม่ถึง กรุณาระบุวันนี้หรือวันก่อนหน้า")
        sent = reminders_send(day=wanted)
        if wanted.weekday() >= SATURDAY:
            self.stdout.write(f"{format_date(wanted)} เป็นวันหยุดสุดสัปดาห์ จะแจ้งเตือนในวันจันทร์")
        self.stdout.write(
            f"{format_date(wanted)}: แจ้งเตือน {sent.digests} คน {sent.reminders} รายการ "
            f"ส่งอีเมล {sent.mails} ฉบับ ส่งไม่สำเร็จ {sent.refused} ฉบับ"
        )
