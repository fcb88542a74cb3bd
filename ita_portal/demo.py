"""Loads the demo: five real municipalities from ``fixtures/demo/``, with fictional people."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Department, Kind, Membership, Municipality, Role, User
from accounts.verbs import departments_ensure, membership_grant, municipality_create, person_create
from assessments.codes import Place, place_read
from assessments.models import Issue
from assessments.queries import FrameworkView, framework_get
from assessments.verbs.assessments import assessment_ensure
from assessments.verbs.limitations import limitation_edit
from assessments.verbs.scores import lowest_question_state, scores_import
from ita_portal.env import kept_secret
from ita_portal.sample_pictures import sample_picture
from measures.models import Measure, Status
from measures.periods import Cycle, Period
from measures.verbs.activities import activity_create, activity_picture_upload
from measures.verbs.measures import StepData, measure_create
from measures.verbs.progress import progress_record
from thaitext.dates import parse_date
from thaitext.hours import parse_hour

#: Letters and digits that nobody mistakes for one another.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"

#: Why the demo's reports of what is done have no evidence: the seeds print none.
NO_EVIDENCE = "รายงานที่หน่วยงานเผยแพร่ไม่ได้แนบหลักฐานรายขั้นตอน"


def demo_password(folder: Path) -> str:
    """The password of the demo's people, made once for each data folder and printed at the start."""
    return kept_secret(
        folder / "secrets/demo-password", lambda: "ita-" + "".join(secrets.choice(LETTERS) for _ in range(8))
    )


def demo_load(folder: Path, password: str) -> list[str]:
    """Loads what is not there yet and returns the slugs of the new municipalities.

    A municipality or person that exists is left as it is, whatever was changed since.
    """
    loaded = []
    for path in sorted(folder.glob("*.yaml")):
        data = _read(path)
        with transaction.atomic():
            if "municipality" not in data:
                _people(data["people"], None, {}, password)
            elif not Municipality.objects.filter(slug=data["municipality"]["slug"]).exists():
                _municipality(data, password)
                loaded.append(data["municipality"]["slug"])
    return loaded


def _municipality(data: Mapping[str, Any], password: str) -> None:
    about = data["municipality"]
    municipality = municipality_create(
        slug=about["slug"],
        name=about["name"],
        kind=Kind(about["kind"]),
        district=about["district"],
        province=about["province"],
    )
    departments = departments_ensure(municipality=municipality, names=data["departments"])
    _people(data["people"], municipality, departments, password)
    for year in data["assessments"]:
        _assessment(municipality, year)
    for year in data["measures"]:
        _measures(municipality, departments, year)
    for activity in data.get("activities", []):
        _activity(municipality, activity)


def _people(
    people: list[Mapping[str, str]],
    municipality: Municipality | None,
    departments: Mapping[str, Department],
    password: str,
) -> None:
    for person in people:
        if User.objects.filter(username=person["username"]).exists():
            continue
        user = person_create(
            username=person["username"],
            password=password,
            title=person["title"],
            first_name=person["first_name"],
            last_name=person["last_name"],
        )
        membership_grant(
            user=user,
            role=Role(person["role"]),
            municipality=municipality,
            province=person.get("province", ""),
            position=person["position"],
            department=departments[person["department"]] if "department" in person else None,
        )


def _assessment(municipality: Municipality, data: Mapping[str, Any]) -> None:
    framework = framework_get(data["fiscal_year"])
    figures: dict[Place, Decimal | None] = {}
    for key, score in {**data.get("official", {}), **data.get("scores", {})}.items():
        code, _, part = key.partition("/")
        figures[place_read(code, part, framework.spec)] = Decimal(score)
    scores_import(municipality=municipality, fiscal_year=data["fiscal_year"], figures=figures, by=None)
    assessment = assessment_ensure(municipality=municipality, fiscal_year=data["fiscal_year"])
    for number, lowest in data.get("lowest", {}).items():
        lowest_question_state(
            assessment=assessment,
            indicator=framework.indicators[number],
            question=framework.questions[lowest["question"]],
            value=Decimal(lowest["score"]) if "score" in lowest else None,
        )
    issues = _issues(framework)
    for number, text in data.get("limitations", {}).items():
        limitation_edit(assessment=assessment, issue=issues[number], text=text, version=0, by=None)


def _measures(municipality: Municipality, departments: Mapping[str, Department], data: Mapping[str, Any]) -> None:
    framework = framework_get(data["action_year"] - 1)
    issues = _issues(framework)
    for order, item in enumerate(data["items"], 1):
        measure = measure_create(
            municipality=municipality,
            action_year=data["action_year"],
            title=item["title"],
            indicators=[framework.indicators[number] for number in item.get("indicators", [])],
            issue=issues[item["issue"]] if "issue" in item else None,
            questions=[framework.questions[code] for code in item.get("questions", [])],
            steps=[_step(step, departments) for step in item["steps"]],
            order=order,
        )
        _reports(measure, item["steps"])


def _issues(framework: FrameworkView) -> dict[int, Issue]:
    return {issue.number: issue for issue in framework.framework.issues.all()}


def _step(data: Mapping[str, Any], departments: Mapping[str, Department]) -> StepData:
    return StepData(
        text=data["text"],
        departments=[departments[name] for name in data["departments"]],
        when=_when(data),
        supervision=data.get("supervision", ""),
    )


def _when(data: Mapping[str, Any]) -> Period:
    if "quarters" in data:
        first, last = data["quarters"]
        return Period(quarters=(first, last))
    if "rhythm" in data:
        return Period(words=data["rhythm"])
    dates = None
    if "dates" in data:
        start, end = map(parse_date, data["dates"])
        dates = start, end
    cycle = Cycle(data["cycle"]) if "cycle" in data else None
    return Period(dates=dates, cycle=cycle, cycle_day=data.get("cycle_day"))


def _reports(measure: Measure, steps: list[Mapping[str, Any]]) -> None:
    for step, data in zip(measure.steps.all(), steps, strict=True):
        for report in data.get("reports", []):
            progress_record(
                step=step,
                date=parse_date(report["date"]),
                status=Status(report["status"]),
                due=parse_date(report["due"]) if "due" in report else None,
                summary=report["summary"],
                outcome=report.get("outcome", ""),
                percent=report.get("percent"),
                reason=NO_EVIDENCE if report["status"] == Status.DONE else "",
                by=None,
            )


def _activity(municipality: Municipality, data: Mapping[str, Any]) -> None:
    """A meeting; its pictures, if it has any, are drawn and say that they are samples."""
    activity = activity_create(
        municipality=municipality,
        fiscal_year=data["fiscal_year"],
        title=data["title"],
        starts=timezone.make_aware(datetime.combine(parse_date(data["date"]), parse_hour(data["hour"]))),
        place=data["place"],
        attendees=data.get("attendees", ""),
        text=data["text"],
        by=None,
    )
    for number, caption in enumerate(data.get("pictures", []), 1):
        name = f"ภาพตัวอย่าง-{number}.png"
        activity_picture_upload(activity=activity, caption=caption, file=sample_picture(number), name=name, by=None)


def demo_people() -> list[tuple[str, str]]:
    """The demo's user names with role and place, by municipality."""
    memberships = Membership.objects.filter(user__username__in=_demo_usernames()).select_related("user", "municipality")
    return [
        (each.user.username, f"{each.get_role_display()} {each.municipality or 'จังหวัด' + each.province}")
        for each in memberships.order_by("pk")
    ]


def _demo_usernames() -> list[str]:
    return [
        person["username"]
        for path in sorted((settings.BASE_DIR / "fixtures/demo").glob("*.yaml"))
        for person in _read(path)["people"]
    ]


def _read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 both are safe
    return data
