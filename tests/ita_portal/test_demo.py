"""The demo: five real municipalities, loaded once, never over what a person has changed."""

import io
import re
import stat
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from auditlog.models import LogEntry
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.access import municipality_get
from accounts.models import Department, Membership, Municipality, Role, User
from assessments.models import Limitation, LowestQuestion, OfficialFigure, Score
from assessments.queries import overview_get
from ita_portal.demo import NO_EVIDENCE, demo_load, demo_password, demo_people
from measures.models import Activity, Measure, ProgressReport, Status, Step
from measures.queries import plan_get
from measures.queries.activities import pictures_of
from reports.queries.home import home_rows
from tests.factories import framework
from thaitext import fiscal
from thaitext.dates import parse_date

FOLDER = settings.BASE_DIR / "fixtures/demo"
PASSWORD = "ita-demo-2568"
SLUGS = ["ban-chang", "ban-suan", "nakhon-ratchasima", "phon-phisai", "sateng-nok"]

#: What copied documents leave behind, all seen in the seeds (ITA.md section 6): other places, own names misspelt.
STRAY_NAMES = (
    "สงขลา", "ท่าช้าง", "โพธาราม", "โพธิ์ชัย", "บ้านถ้ำ", "สระเตงนอก", "เทศบาลนครราชสีมา", "นครนครนครราชสีมา",
)  # fmt: skip
#: Words of another kind of office.
FOREIGN_WORDS = ("สำนักงานฯ", "กลุ่มงานป้องกันการทุจริต", "ทุกภารกิจ")

pytestmark = pytest.mark.django_db


def loaded() -> list[str]:
    for year in (2565, 2566, 2568):
        framework(year)
    return demo_load(FOLDER, PASSWORD)


def fixture(slug: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((FOLDER / f"{slug}.yaml").read_text(encoding="utf-8"))
    return data


def items(slug: str) -> list[dict[str, Any]]:
    """The measures in a municipality's file."""
    return [item for year in fixture(slug)["measures"] for item in year["items"]]


def words(data: Any) -> Iterator[str]:
    """Every text value of a file."""
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from words(value)
        case list():
            for value in data:
                yield from words(value)


def places() -> dict[str, Municipality]:
    return {place.slug: place for place in Municipality.objects.all()}


def everything() -> list[list[Any]]:
    """Every row of the demo with its values."""
    models: tuple[Any, ...] = (
        User,
        Membership,
        Municipality,
        Department,
        Score,
        OfficialFigure,
        LowestQuestion,
        Limitation,
        Measure,
        Step,
        ProgressReport,
    )
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_demo_loads_all_that_its_files_say() -> None:
    """Counted by hand in the seeds: of 002 and 000 a first step of indicator 10 holds two acts, here a step each."""
    new = loaded()

    found = places()
    counts = {
        slug: (
            place.departments.count(),
            OfficialFigure.objects.filter(assessment__municipality=place).count(),
            Score.objects.filter(assessment__municipality=place).count(),
            LowestQuestion.objects.filter(assessment__municipality=place).count(),
            Limitation.objects.filter(assessment__municipality=place).count(),
            place.measures.count(),
            Step.objects.filter(measure__municipality=place).count(),
            ProgressReport.objects.filter(step__measure__municipality=place).count(),
        )
        for slug, place in found.items()
    }
    assert new == SLUGS
    assert counts == {
        "ban-chang": (4, 0, 0, 0, 0, 3, 10, 11),
        "ban-suan": (6, 10, 0, 8, 0, 18, 22, 0),
        "nakhon-ratchasima": (5, 0, 0, 0, 0, 10, 63, 63),
        "phon-phisai": (4, 8, 0, 3, 0, 19, 24, 0),
        "sateng-nok": (8, 11, 91, 0, 1, 23, 44, 0),
    }
    assert {slug: place.name for slug, place in found.items()} == {
        slug: fixture(slug)["municipality"]["name"] for slug in SLUGS
    }
    assert {slug: [(each.title, [step.text for step in each.steps.all()]) for each in place.measures.all()]
            for slug, place in found.items()} == {
        slug: [(item["title"], [step["text"] for step in item["steps"]]) for item in items(slug)] for slug in SLUGS
    }  # fmt: skip
    assert [step.text for step in Step.objects.all() if not step.period or not step.departments.exists()] == []


@pytest.mark.parametrize(
    ("slug", "measures", "steps"),
    [
        ("nakhon-ratchasima", (4, 1, 1, 1, 1, 1, 1), (17, 8, 7, 5, 6, 8, 12)),
        ("sateng-nok", (4, 1, 3, 3, 2, 4, 6), (9, 3, 5, 7, 3, 9, 8)),
    ],
)
def test_every_issue_has_the_steps_of_its_seed(slug: str, measures: tuple[int, ...], steps: tuple[int, ...]) -> None:
    found = items(slug)

    counted = Counter(item["issue"] for item in found)
    counted_steps = Counter(item["issue"] for item in found for _ in item["steps"])

    assert tuple(counted[number] for number in range(1, 8)) == measures
    assert tuple(counted_steps[number] for number in range(1, 8)) == steps


@pytest.mark.parametrize(
    ("slug", "steps"),
    [
        ("ban-chang", {(2,): 2, (5,): 3, (6, 7, 8): 5}),
        ("ban-suan", {(1,): 2, (2,): 2, (3,): 2, (4,): 2, (5,): 1, (6,): 2, (7,): 2, (8,): 3, (9,): 2, (10,): 4}),
        ("phon-phisai", {(1,): 2, (2,): 2, (3,): 2, (4,): 2, (5,): 3, (6,): 2, (7,): 2, (8,): 3, (9,): 2, (10,): 4}),
    ],
)
def test_every_indicator_has_the_steps_of_its_seed(slug: str, steps: dict[tuple[int, ...], int]) -> None:
    found = items(slug)

    counted = Counter(tuple(item["indicators"]) for item in found for _ in item["steps"])

    assert counted == steps


@pytest.mark.parametrize(("slug", "action_year"), [("nakhon-ratchasima", 2567), ("ban-chang", 2566)])
def test_steps_that_a_seed_reports_are_done_with_result_and_outcome(slug: str, action_year: int) -> None:
    loaded()

    steps = plan_get(places()[slug], action_year, today=date(2026, 1, 1)).steps

    assert {step.standing.status for step in steps} == {Status.DONE}
    assert [step.step.text for step in steps if not step.reports] == []
    reports = [report for step in steps for report in step.reports]
    assert {report.reason for report in reports} == {NO_EVIDENCE}
    assert [report for report in reports if not report.summary or not report.outcome] == []
    assert len({report.summary for report in reports}) == len({report.outcome for report in reports}) == len(reports)


def test_limitations_are_those_of_the_seed() -> None:
    """Seed 001, part 3: issue 2 has one, the six others have none."""
    loaded()

    found = Limitation.objects.select_related("issue", "assessment__municipality")

    assert [(each.assessment.municipality.slug, each.issue.number, each.version) for each in found] == [
        ("sateng-nok", 2, 1)
    ]
    assert [each.text for each in found if "E-Service" not in each.text] == []


def test_every_weak_question_of_a_seed_has_its_measure() -> None:
    """Seed 001 answers all its scores below 85: 15 of IIT, 9 of EIT (e10, e11 and e12 in part 2), 3 of OIT."""
    loaded()
    (scores,) = [year["scores"] for year in fixture("sateng-nok")["assessments"]]
    weak = {key.partition("/")[0] for key, score in scores.items() if Decimal(score) < 85}

    answered = places()["sateng-nok"].measures.values_list("questions__code", flat=True)

    assert {code for code in answered if code} == weak
    assert Counter(code[0] for code in weak) == {"i": 15, "e": 9, "o": 3}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_files_name_no_other_place_and_keep_the_ways_of_the_house(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    others = {
        re.sub("^เทศบาล(นคร|เมือง|ตำบล)", "", fixture(slug)["municipality"]["name"])
        for slug in SLUGS
        if slug != path.stem
    }

    values = list(words(yaml.safe_load(text)))

    assert len(others) == len(SLUGS) - (path.stem in SLUGS)
    assert [name for name in (*others, *STRAY_NAMES) if name in text] == []
    assert [value for value in values if any(each in value for each in FOREIGN_WORDS)] == []
    assert [value for value in values if re.search("[๐-๙]", value)] == []
    assert [value for value in values if re.search(r"([\u0e01-\u0e4e]{6,}) ?\1", value)] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_days_of_a_file_lie_in_their_year_and_run_forwards(slug: str) -> None:
    years = fixture(slug)["measures"]

    found = [
        (year["action_year"], [parse_date(day) for day in days])
        for year in years
        for item in year["items"]
        for step in item["steps"]
        for days in (step.get("dates", []), *([report["date"]] for report in step.get("reports", [])))
    ]

    assert [days for _, days in found if days != sorted(days)] == []
    assert [
        days
        for year, days in found
        if days and not fiscal.bounds(year)[0] <= days[0] <= days[-1] <= fiscal.bounds(year)[1]
    ] == []


def test_demo_scores_as_the_seeds_print() -> None:
    """phon-phisai has no OIT: its total may be as low as 0.30 · 99.75 + 0.30 · 99.35 + 0.40 · 0 = 59.73.

    IIT = (99.79 + 98.96 + 100 + 100 + 100) / 5 = 99.75, EIT = (99.20 + 99.31 + 99.54) / 3 = 99.35.
    """
    loaded()

    years = (("sateng-nok", 2566), ("ban-suan", 2568), ("phon-phisai", 2568))
    results = {slug: overview_get(places()[slug], year).result for slug, year in years}

    assert {slug: (result.total.figure.used, result.possible_levels) for slug, result in results.items()} == {
        "sateng-nok": (Decimal("83.72"), ("ต้องปรับปรุง",)),
        "ban-suan": (Decimal("98.12"), ("ผ่านดีเยี่ยม", "ผ่านดี")),
        "phon-phisai": (None, ("ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน", "ต้องปรับปรุง", "ต้องปรับปรุงโดยด่วน")),
    }
    assert [result.warnings for result in results.values()] == [(), (), ()]


def test_demo_people_log_in_and_see_their_own() -> None:
    loaded()

    people = demo_people()
    users = {name: User.objects.get(username=name) for name, _ in people}

    memberships = Membership.objects.values_list("municipality__slug", "role", "province")
    departments = Membership.objects.filter(user__username__startswith="nakhon-ratchasima.")
    assert sorted(memberships, key=str) == sorted(
        [
            *((slug, role, "") for slug in SLUGS for role in ("executive", "integrity_officer", "staff")),
            ("nakhon-ratchasima", "staff", ""),
            (None, "overseer", "ยะลา"),
        ],
        key=str,
    )
    assert {each.user.username: each.department and each.department.name for each in departments} == {
        "nakhon-ratchasima.staff": "กองยุทธศาสตร์และงบประมาณ",
        "nakhon-ratchasima.staff2": "สำนักคลัง",
        "nakhon-ratchasima.officer": "กองการเจ้าหน้าที่",
        "nakhon-ratchasima.executive": None,
    }
    assert len(people) == 17
    assert people[0] == ("ban-chang.staff", "เจ้าหน้าที่ เทศบาลตำบลบ้านฉาง")
    assert ("overseer.yala", "ผู้กำกับ จังหวัดยะลา") in people
    assert [name for name, user in users.items() if not user.check_password(PASSWORD)] == []
    assert [each.slug for each in Municipality.objects.visible_to(users["overseer.yala"])] == ["sateng-nok"]
    assert municipality_get(users["ban-suan.officer"], "ban-suan", roles={Role.INTEGRITY_OFFICER}).slug == "ban-suan"


def test_demo_again_changes_nothing_not_even_what_a_person_has_changed() -> None:
    loaded()
    own = Municipality.objects.get(slug="ban-suan")
    OfficialFigure.objects.filter(assessment__municipality=own, key="indicator-1").update(value=Decimal(77))
    own.measures.filter(order=1).delete()
    User.objects.filter(username="ban-suan.staff").update(first_name="สมศรี")
    before, entries = everything(), LogEntry.objects.count()

    again = demo_load(FOLDER, "another-password")

    assert again == []
    assert everything() == before
    assert LogEntry.objects.count() == entries


def test_demo_reports_both_rounds_of_the_six_and_the_twelve_months() -> None:
    """Seed 004: the second row of IIT is reported after six and after twelve months."""
    loaded()

    (step,) = Step.objects.filter(measure__municipality=places()["ban-chang"], cycle="half_yearly")

    assert [(each.due, each.summary) for each in step.reports.order_by("due")] == [
        (date(2023, 3, 31), "มอบหมายผู้รับผิดชอบแล้ว และรายงานผลรอบ 6 เดือน"),
        (date(2023, 9, 30), "รายงานผลรอบ 12 เดือนแล้ว"),
    ]


def test_demo_has_the_meeting_of_its_seed_and_an_example_with_drawn_pictures() -> None:
    """Seed 002: 25 March 2568, 10.00. The second activity is ours, and says so, as its pictures do."""
    loaded()

    activities = list(Activity.objects.order_by("starts"))

    assert [each.municipality.slug for each in activities] == ["phon-phisai"] * 2
    assert [f"{timezone.localtime(each.starts):%Y-%m-%d %H:%M}" for each in activities] == [
        "2025-03-25 10:00", "2025-04-24 13:30",
    ]  # fmt: skip
    assert [each.title.startswith("ตัวอย่าง") for each in activities] == [False, True]
    assert [[each.caption.partition("ที่")[0] for each in pictures_of(activity)] for activity in activities] == [
        [], ["ภาพตัวอย่าง"] * 4,
    ]  # fmt: skip


def test_demo_password_is_made_once_for_a_folder(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name / "secrets").mkdir(parents=True)

    first, again, second = (demo_password(tmp_path / name) for name in ("first", "first", "second"))

    path = tmp_path / "first/secrets/demo-password"
    assert first == again != second
    assert len(first) == len("ita-") + 8
    assert stat.filemode(path.stat().st_mode) == "-rw-------"


def test_demo_password_is_one_for_two_starts_at_once(tmp_path: Path) -> None:
    (tmp_path / "secrets").mkdir()

    with ThreadPoolExecutor(8) as pool:
        passwords = set(pool.map(demo_password, [tmp_path] * 32))

    assert passwords == {(tmp_path / "secrets/demo-password").read_text()}


def test_demo_years_can_be_reached_where_only_measures_are_known() -> None:
    """The measures of 2566 and 2567 answer the results of 2565 and 2566."""
    loaded()
    superuser = User.objects.create_superuser("superuser")

    rows = home_rows(superuser, Municipality.objects.all(), {})

    assert {row.municipality.slug: row.years for row in rows} == {
        "ban-chang": [2565],
        "ban-suan": [2568],
        "nakhon-ratchasima": [2566],
        "phon-phisai": [2568],
        "sateng-nok": [2566],
    }


def test_load_demo_prints_who_can_log_in() -> None:
    for year in (2565, 2566, 2568):
        framework(year)
    output = io.StringIO()

    call_command("load_demo", stdout=output)
    call_command("load_demo", stdout=output)

    lines = output.getvalue().splitlines()
    password = demo_password(settings.DATA_DIR)
    assert lines[:18] == lines[18:]
    assert lines[0] == f"ผู้ใช้ตัวอย่าง (รหัสผ่าน {password})"
    assert lines[1] == f"  {'ban-chang.staff':<30} เจ้าหน้าที่ เทศบาลตำบลบ้านฉาง"
    assert User.objects.get(username="ban-suan.executive").check_password(password)


def test_load_demo_before_the_frameworks_says_so_and_stores_no_half_municipality() -> None:
    with pytest.raises(CommandError) as caught:
        call_command("load_demo", stdout=io.StringIO())

    assert str(caught.value) == (
        "ไม่มีกรอบการประเมินของปีงบประมาณ 2565 (ยังไม่ได้โหลดกรอบการประเมิน (load_frameworks)) กรุณาตรวจสอบปี พ.ศ."
    )
    assert not Municipality.objects.exists()
    assert not User.objects.exists()
