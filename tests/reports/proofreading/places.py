"""A municipality with something to read in every document."""

import datetime as dt

from django.utils import timezone

from accounts.models import Municipality, Role, User
from assessments.queries import overview_get
from assessments.verbs.findings import finding_edit
from assessments.verbs.limitations import limitation_edit
from measures.models import Activity, Status
from measures.periods import Period
from measures.verbs.activities import activity_create
from measures.verbs.measures import StepData, measure_create
from measures.verbs.progress import progress_record
from tests.factories import assessment, department, framework, member, municipality

DOUBLED = "เป็นไปตามเป็นไปตามแผน"
MENDED = "เป็นไปตามแผน"


def furnished(slug: str = "ban-suan", count: int = 1) -> Municipality:
    """Ban Suan, 2568: everything that people type says `DOUBLED`, `count` times."""
    own = municipality(slug)
    year = assessment(own, 2568, {f"indicator-{number}": "90" for number in range(1, 11)})
    officer = member(own, Role.INTEGRITY_OFFICER)
    view = framework(2568)
    findings = overview_get(own, 2568).findings[:count]
    for finding in findings:
        finding_edit(
            assessment=year, indicator=finding.indicator, text=f"การทำงาน{DOUBLED}", draft=finding.draft.analysis,
            version=0, by=officer,
        )  # fmt: skip
    for issue in view.framework.issues.order_by("number")[:count]:
        limitation_edit(assessment=year, issue=issue, text=f"ข้อจำกัด{DOUBLED}", version=0, by=officer)
    for number in range(1, count + 1):
        _measure(own, officer, number)
        _activity(own, officer, number)
    return own


def _measure(own: Municipality, officer: User, number: int) -> None:
    step = StepData(
        f"ขั้นตอน {number} {DOUBLED}", [department(own)], Period(words=f"ระยะเวลา {number} {DOUBLED}"),
        supervision=f"กำกับ {number} {DOUBLED}",
    )  # fmt: skip
    measure = measure_create(
        municipality=own, action_year=2569, title=f"มาตรการ {number} {DOUBLED}", steps=[step],
        indicators=[framework(2568).indicators[number]],
    )  # fmt: skip
    progress_record(
        step=measure.steps.get(), date=timezone.localdate(), status=Status.DONE, by=officer, reason="เก็บไว้ที่หน่วยงาน",
        summary=f"สรุปผล {number} {DOUBLED}", outcome=f"ผลลัพธ์ {number} {DOUBLED}",
    )  # fmt: skip


def _activity(own: Municipality, officer: User, number: int) -> Activity:
    return activity_create(
        municipality=own, fiscal_year=2569, title=f"ประชุม {number} {DOUBLED}",
        place=f"ห้อง {number} {DOUBLED}", by=officer,
        starts=dt.datetime(2026, 3, 2, 10, tzinfo=timezone.get_current_timezone()), text=f"มติ {number} {DOUBLED}",
        attendees=f"- ผู้เข้าร่วม {number} {DOUBLED}",
    )  # fmt: skip
