"""Loads the frameworks of ``fixtures/frameworks/``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.console import PortalCommand
from accounts.errors import UserError
from assessments.framework_data import FrameworkData
from assessments.importers.framework_file import framework_hash, framework_read
from assessments.models import Framework
from assessments.verbs.frameworks import framework_store


class Command(PortalCommand):
    help = "โหลดกรอบการประเมินของแต่ละปี (ทำซ้ำได้)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "fixtures/frameworks")

    def handle(self, *args: Any, **options: Any) -> None:
        files = sorted(options["folder"].glob("*.yaml"))
        if not files:
            raise UserError(f"ไม่พบไฟล์กรอบการประเมิน (*.yaml) ในโฟลเดอร์ {options['folder']}")
        known = set(Framework.objects.values_list("source_hash", flat=True))
        # Nothing is stored unless every file that is new is right, and no year is refused.
        changed: list[FrameworkData] = []
        faults: list[str] = []
        for path in files:
            if framework_hash(path) not in known:
                try:
                    changed.append(framework_read(path))
                except UserError as error:
                    faults += error.messages
        if faults:
            raise UserError(*faults)
        with transaction.atomic():
            for data in changed:
                framework_store(data=data)
        self.stdout.write(f"กรอบการประเมิน {len(files)} ปี เปลี่ยนแปลง {len(changed)} ปี")
