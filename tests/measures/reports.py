"""Reports of a step as tests make, send and read them."""

import re
from datetime import date
from html import unescape
from typing import Protocol

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Municipality, User
from measures.models import Evidence, ProgressReport, Status, Step
from measures.verbs.evidence import evidence_add_link
from measures.verbs.progress import progress_record
from tests.measures.files import PDF

#: A report that is taken on the 25th of March 2569.
WELL = {
    "date": "๒๕ มี.ค. ๒๕๖๙", "due": "2026-03-31", "status": "done", "summary": "จัดประชุมแล้ว",
    "outcome": "บุคลากรเข้าใจหลักเกณฑ์", "percent": "๕๐%", "reason": "บันทึกไว้ในแฟ้ม",
}  # fmt: skip


def address(step: Step) -> str:
    return reverse("step_page", args=["ban-suan", 2569, step.pk])


def correction(report: ProgressReport) -> str:
    return reverse("progress_correct", args=["ban-suan", 2569, report.step_id, report.pk])


def file(name: str = "คำสั่ง.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def link(place: Municipality, caption: str = "ประกาศ") -> Evidence:
    return evidence_add_link(municipality=place, caption=caption, url="https://a.go.th/", by=None)


def reported(step: Step, staff: User | None = None, **more: object) -> ProgressReport:
    summary = f"ประชุมครั้งที่ {step.reports.count() + 1}" if staff else ""
    said: dict[str, object] = {"date": date(2026, 3, 20), "status": Status.IN_PROGRESS, "summary": summary} | more
    return progress_record(step=step, by=staff, **said)  # type: ignore[arg-type]  # a test's own words


class Answer(Protocol):
    """What the test's client returns."""

    @property
    def content(self) -> bytes: ...


def words(response: Answer) -> str:
    return unescape(response.content.decode())


def errors(response: Answer) -> list[str]:
    """The lines of the summary of errors."""
    summary = words(response).split("กรุณาแก้ไขก่อนส่งอีกครั้ง")[1].split("</ul>")[0]
    return [" ".join(line.split()) for line in re.findall(r">\s*([^<>]*\S[^<>]*?)\s*</(?:a|li)>", summary)]
