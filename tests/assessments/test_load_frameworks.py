"""`load_frameworks`: the database says what the files say, once and again; a used framework keeps its structure."""

import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from auditlog.models import LogEntry
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.errors import UserError
from assessments.models import Framework, Indicator, Issue, Question, TextStatus
from assessments.queries import framework_get
from tests.factories import (
    FRAMEWORKS,
    YEARS,
    assessment,
    framework,
    framework_data,
    measure,
    municipality,
    wordings_are,
)

pytestmark = pytest.mark.django_db

REFUSED = (
    "กรอบการประเมินปี 2568 มีหน่วยงานใช้งานแล้ว จึงเปลี่ยนโครงสร้าง (แบบวัด ตัวชี้วัด ข้อคำถาม น้ำหนัก หรือระดับ) ไม่ได้ แก้ไขได้เฉพาะถ้อยคำ"
)


def load(folder: Path = FRAMEWORKS) -> str:
    output = io.StringIO()
    call_command("load_frameworks", folder=folder, stdout=output)
    return output.getvalue()


def changed(folder: Path, year: int, change: Callable[[dict[str, Any]], object]) -> Path:
    """A folder with one year's file, changed."""
    values = yaml.safe_load((FRAMEWORKS / f"{year}.yaml").read_text(encoding="utf-8"))
    change(values)
    path = folder / f"{year}.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return folder


def test_load_frameworks_stores_all_eight_years_as_their_files_say() -> None:
    said = load()

    specs = {year: framework_get(year).spec for year in YEARS}

    assert said == "กรอบการประเมิน 8 ปี เปลี่ยนแปลง 8 ปี\n"
    assert specs == {year: framework_data(year).spec for year in YEARS}


@pytest.mark.parametrize("year", [2566, 2568, 2569])
def test_load_frameworks_stores_every_word_of_a_year(year: int) -> None:
    view, data = framework(year), framework_data(year)

    questions = [
        (q.code, q.indicator.number, q.sub_indicator.code if q.sub_indicator else "", q.group, q.text, q.text_status,
         q.source, q.finding, q.remedy)
        for q in view.framework.questions.select_related("indicator", "sub_indicator")
    ]  # fmt: skip
    issues = {
        issue.number: set(issue.questions.values_list("code", flat=True)) for issue in view.framework.issues.all()
    }
    steps = [(s.number, s.title, s.actor, s.start, s.end, s.closes_at) for s in view.framework.calendar.all()]

    assert questions == [
        (q.code, q.indicator, q.sub_indicator, q.group, q.text, q.text_status, q.source, q.finding, q.remedy)
        for q in data.questions
    ]
    assert [(i.number, i.instrument.code, i.name, i.kept, i.shortfall, i.remedy) for i in view.indicators.values()] == [
        (i.number, i.instrument, i.name, i.kept, i.shortfall, i.remedy) for i in data.indicators
    ]
    assert view.instrument_names == {instrument.code: instrument.name for instrument in data.instruments}
    assert issues == {issue.number: set(issue.questions) for issue in data.issues}
    assert steps == [(s.number, s.title, s.actor, s.start, s.end, s.closes_at) for s in data.calendar]


def test_load_frameworks_again_changes_nothing() -> None:
    load()
    before = [list(model.objects.order_by("pk").values()) for model in (Framework, Indicator, Question, Issue)]
    entries = LogEntry.objects.count()

    with CaptureQueriesContext(connection) as queries:
        said = load()

    assert said == "กรอบการประเมิน 8 ปี เปลี่ยนแปลง 0 ปี\n"
    assert [list(model.objects.order_by("pk").values()) for model in (Framework, Indicator, Question, Issue)] == before
    assert LogEntry.objects.count() == entries
    assert [query["sql"] for query in queries if re.match("INSERT|UPDATE|DELETE", query["sql"])] == []


def test_load_frameworks_corrects_a_wording_of_a_used_framework_and_audits_it(tmp_path: Path) -> None:
    place = municipality()
    assessment(place, scores={"i1": "90"})
    old = framework_data(2568).questions[0].text

    def correct(values: dict[str, Any]) -> None:
        values["questions"][0] |= {"text": "ถ้อยคำที่ถูกต้อง", "text_status": "confirmed"}

    said = load(changed(tmp_path, 2568, correct))

    entry = LogEntry.objects.get_for_model(Question).get()
    assert said == "กรอบการประเมิน 1 ปี เปลี่ยนแปลง 1 ปี\n"
    assert entry.object_repr == "i1"
    assert entry.changes == {"text": [old, "ถ้อยคำที่ถูกต้อง"], "text_status": ["unconfirmed", "confirmed"]}
    assert place.assessments.get().scores.get().question.text == "ถ้อยคำที่ถูกต้อง"


def test_load_frameworks_audits_a_corrected_clause_of_an_indicator(tmp_path: Path) -> None:
    framework(2568)
    old = framework_data(2568).indicators[0].remedy

    def correct(values: dict[str, Any]) -> None:
        values["indicators"][0]["remedy"] = "ทบทวนคู่มือทุกปี"

    load(changed(tmp_path, 2568, correct))

    assert LogEntry.objects.get_for_model(Indicator).get().changes == {"remedy": [old, "ทบทวนคู่มือทุกปี"]}


@pytest.mark.parametrize(
    "change",
    [
        lambda values: values["questions"].pop(14),
        lambda values: values["questions"][0].update(indicator=2),
        lambda values: values["questions"].append({**values["questions"][-1], "code": "o29"}),
        lambda values: values["instruments"][1].update(parts=0),
        lambda values: (values["instruments"][0].update(weight="0.20"), values["instruments"][1].update(weight="0.40")),
        lambda values: values["levels"][0].update(total_from="96"),
        lambda values: values.update(scoreable=False),
    ],
    ids=["fewer questions", "another indicator", "more questions", "parts", "weights", "levels", "scoreable"],
)
def test_load_frameworks_refuses_another_structure_of_a_used_framework(
    tmp_path: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    assessment(municipality())

    with pytest.raises(CommandError) as caught:
        load(changed(tmp_path, 2568, change))

    assert str(caught.value) == REFUSED
    assert framework_get(2568).spec == framework_data(2568).spec
    assert Framework.objects.get(pk=2568).source_hash == framework_data(2568).source_hash


def test_load_frameworks_changes_the_structure_of_a_framework_that_nobody_uses(tmp_path: Path) -> None:
    framework(2568)

    load(changed(tmp_path, 2568, lambda values: values["questions"].pop()))

    assert len(framework_get(2568).questions) == 51
    assert LogEntry.objects.get_for_model(Question).get().object_repr == "o28"


def test_load_frameworks_stores_nothing_when_one_file_is_wrong(tmp_path: Path) -> None:
    shutil.copy(FRAMEWORKS / "2567.yaml", tmp_path)
    folder = changed(tmp_path, 2568, lambda values: values["questions"][0].update(indicator=11))

    with pytest.raises(CommandError) as caught:
        load(folder)

    assert str(caught.value) == "2568.yaml.questions[1].indicator: ข้อ i1 ไม่มีตัวชี้วัดที่ 11"
    assert not Framework.objects.exists()


def test_load_frameworks_stores_nothing_when_one_year_is_refused(tmp_path: Path) -> None:
    assessment(municipality())
    shutil.copy(FRAMEWORKS / "2567.yaml", tmp_path)
    folder = changed(tmp_path, 2568, lambda values: values["questions"].pop())

    with pytest.raises(CommandError) as caught:
        load(folder)

    assert str(caught.value) == REFUSED
    assert list(Framework.objects.values_list("pk", flat=True)) == [2568]


def test_load_frameworks_says_the_faults_of_all_files_at_once(tmp_path: Path) -> None:
    changed(tmp_path, 2567, lambda values: values["questions"][0].update(indicator=11))
    changed(tmp_path, 2568, lambda values: values["questions"][1].update(indicator=12))

    with pytest.raises(CommandError) as caught:
        load(tmp_path)

    assert str(caught.value).splitlines() == [
        "2567.yaml.questions[1].indicator: ข้อ i1 ไม่มีตัวชี้วัดที่ 11",
        "2568.yaml.questions[2].indicator: ข้อ i2 ไม่มีตัวชี้วัดที่ 12",
    ]


def test_load_frameworks_refuses_to_drop_an_issue_that_a_measure_answers(tmp_path: Path) -> None:
    place = municipality()
    issue = framework(2566).framework.issues.get(number=7)
    measure(place, action_year=2567, issue=issue)

    with pytest.raises(CommandError) as caught:
        load(changed(tmp_path, 2566, lambda values: values["issues"].pop()))

    assert str(caught.value) == (
        "ลบ “ประเด็นที่ 7 กลไกและมาตรการในการแก้ไขและป้องกันการทุจริตภายในหน่วยงาน” ออกจากกรอบการประเมินไม่ได้ "
        "เพราะมีคะแนนหรือมาตรการอ้างถึงอยู่ กรุณาคงไว้ในไฟล์"
    )
    assert Issue.objects.filter(pk=issue.pk).exists()


def test_load_frameworks_of_an_empty_folder_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        load(tmp_path)

    assert str(caught.value) == f"ไม่พบไฟล์กรอบการประเมิน (*.yaml) ในโฟลเดอร์ {tmp_path}"


@pytest.mark.parametrize("year", [2565, 2566, 2568])
def test_framework_get_takes_one_query_after_the_first(
    year: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    framework(year)

    with django_assert_num_queries(1):
        view = framework_get(year)
        questions = [view.questions_of(indicator) for indicator in view.indicators.values()]

    assert sum(len(each) for each in questions) == len(view.questions)


def test_framework_get_reads_again_what_was_stored_again() -> None:
    before = framework(2568)
    wordings_are(TextStatus.UNCONFIRMED)

    after = framework_get(2568)

    assert {each.text_status for each in after.questions.values()} == {TextStatus.UNCONFIRMED}
    assert after.framework.revision != before.framework.revision


def test_framework_get_of_an_unknown_year_says_which_there_are() -> None:
    with pytest.raises(UserError) as empty:
        framework_get(2568)
    framework(2566)
    framework(2568)
    with pytest.raises(UserError) as unknown:
        framework_get(2025)

    assert str(empty.value) == (
        "ไม่มีกรอบการประเมินของปีงบประมาณ 2568 (ยังไม่ได้โหลดกรอบการประเมิน (load_frameworks)) กรุณาตรวจสอบปี พ.ศ."
    )
    assert str(unknown.value) == ("ไม่มีกรอบการประเมินของปีงบประมาณ 2025 (มีกรอบของปี 2566–2568) กรุณาตรวจสอบปี พ.ศ.")
