"""Loads the demo municipalities and says who can log in."""

from typing import Any

from django.conf import settings

from accounts.console import PortalCommand
from ita_portal.demo import demo_load, demo_password, demo_people


class Command(PortalCommand):
    help = "โหลดข้อมูลตัวอย่าง 5 หน่วยงาน (ทำซ้ำได้ ไม่ทับข้อมูลที่แก้ไขแล้ว)"

    def handle(self, *args: Any, **options: Any) -> None:
        password = demo_password(settings.DATA_DIR)
        demo_load(settings.BASE_DIR / "fixtures/demo", password)
        self.stdout.write(f"ผู้ใช้ตัวอย่าง (รหัสผ่าน {password})")
        for username, description in demo_people():
            self.stdout.write(f"  {username:<30} {description}")
