"""The demo: five real municipalities, loaded once, never over what a person has changed."""

import io
import stat
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from auditlog.models import LogEntry
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.access import municipality_get
from accounts.models import Department, Membership, Municipality, Role, User
from assessments.models import LowestQuestion, OfficialFigure, Score
from assessments.queries import overview_get
from ita_portal.demo import demo_load, demo_password, demo_people
from measures.models import Measure, Step
from reports.queries import home_rows
from tests.factories import framework

FOLDER = settings.BASE_DIR / "fixtures/demo"
PASSWORD = "ita-demo-2568"
SLUGS = ["ban-chang", "ban-suan", "nakhon-ratchasima", "phon-phisai", "sateng-nok"]

pytestmark = pytest.mark.django_db


def loaded() -> list[str]:
    for year in (2565, 2566, 2568):
        framework(year)
    return demo_load(FOLDER, PASSWORD)


def fixture(slug: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((FOLDER / f"{slug}.yaml").read_text(encoding="utf-8"))
    return data


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
        Measure,
        Step,
    )
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_demo_loads_all_that_its_files_say() -> None:
    new = loaded()

    found = places()
    counts = {
        slug: (
            place.departments.count(),
            OfficialFigure.objects.filter(assessment__municipality=place).count(),
            Score.objects.filter(assessment__municipality=place).count(),
            LowestQuestion.objects.filter(assessment__municipality=place).count(),
            place.measures.count(),
            Step.objects.filter(measure__municipality=place).count(),
        )
        for slug, place in found.items()
    }
    items = {slug: [item for year in fixture(slug)["measures"] for item in year["items"]] for slug in SLUGS}
    assert new == SLUGS
    assert counts == {
        "ban-chang": (4, 0, 0, 0, 3, 10),
        "ban-suan": (6, 10, 0, 8, 18, 22),
        "nakhon-ratchasima": (5, 0, 0, 0, 10, 63),
        "phon-phisai": (4, 8, 0, 3, 19, 24),
        "sateng-nok": (8, 11, 91, 0, 22, 44),
    }
    assert {slug: place.name for slug, place in found.items()} == {
        slug: fixture(slug)["municipality"]["name"] for slug in SLUGS
    }
    assert {slug: [(each.title, [step.text for step in each.steps.all()]) for each in place.measures.all()]
            for slug, place in found.items()} == {
        slug: [(item["title"], [step["text"] for step in item["steps"]]) for item in items[slug]] for slug in SLUGS
    }  # fmt: skip
    assert [step.text for step in Step.objects.all() if not step.period or not step.departments.exists()] == []


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
    assert sorted(memberships, key=str) == sorted(
        [
            *((slug, role, "") for slug in SLUGS for role in ("executive", "integrity_officer", "staff")),
            (None, "overseer", "ยะลา"),
        ],
        key=str,
    )
    assert len(people) == 16
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

    rows = home_rows(superuser, Municipality.objects.all())

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
    assert lines[:17] == lines[17:]
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
