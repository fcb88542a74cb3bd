"""A plan as a workbook: taken away whole, read back the same, and every fault with its sheet and cell."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.errors import UserError
from accounts.models import Municipality
from assessments.exporters.score_xlsx import score_workbook
from assessments.queries import score_sheet_get
from measures.exporters.measure_xlsx import GUIDE, PLAN, SPARE_ROWS
from measures.importers.measure_columns import Field
from measures.models import Measure
from measures.periods import Cycle, Period
from measures.queries import plan_get
from measures.verbs.measures import StepData, measure_create
from tests.assessments.workbooks import replaced, with_parts
from tests.factories import department, framework, municipality
from tests.measures.plans import (
    HEAD_ROW,
    changed,
    columns,
    compared,
    counts,
    opened,
    own,
    read,
    saved,
    shown,
    table,
    taken,
    values,
)
from thaitext.words import clean

pytestmark = pytest.mark.django_db

QUARTERS = Period(quarters=(1, 4))
HALF_YEAR = Period(dates=(date(2025, 10, 1), date(2026, 3, 31)))
NEW = {Field.TITLE: "สุ่มตรวจ", Field.INDICATORS: "1", Field.TEXT: "ตั้งคณะทำงาน", Field.PERIOD: "ไตรมาส 1 - 4"}


@pytest.fixture
def place() -> Municipality:
    framework(2568)
    return municipality()


@pytest.fixture
def plan(place: Municipality) -> Measure:
    """A measure with two steps, and one that answers an issue and has none."""
    view = framework(2568)
    units = [department(place, "กองคลัง"), department(place, "กองช่าง")]
    first = measure_create(
        municipality=place, action_year=2569, title="สุ่มตรวจการให้บริการ",
        indicators=[view.indicators[3], view.indicators[1]], questions=[view.questions["e1"], view.questions["i2"]],
        steps=[
            StepData("- ตั้งคณะทำงาน", units, HALF_YEAR, "รายงานนายก", Decimal("12500.50")),
            StepData("ตรวจ\nและสรุปผล", [], Period(words="ทุกเดือน")),
        ],
    )  # fmt: skip
    issue = view.framework.issues.get(number=2)
    measure_create(municipality=place, action_year=2569, title="=เผยแพร่", issue=issue)
    return first


def test_workbook_has_a_row_a_step_and_the_measure_on_the_first(place: Municipality, plan: Measure) -> None:
    assert values(taken(place)) == [
        {
            "มาตรการที่": 1, "มาตรการ/โครงการ/กิจกรรม": "สุ่มตรวจการให้บริการ", "ตัวชี้วัด": "1, 3", "ข้อคำถาม": "i2, e1",
            "ขั้นตอนที่": 1, "ขั้นตอนและวิธีการ": "'- ตั้งคณะทำงาน", "ผู้รับผิดชอบ": "กองคลัง, กองช่าง",
            "ระยะเวลา": "1 ตุลาคม 2568 - 31 มีนาคม 2569", "แนวทางการกำกับติดตาม": "รายงานนายก",
            "งบประมาณ (บาท)": 12500.5,
        },
        {"มาตรการที่": 1, "ขั้นตอนที่": 2, "ขั้นตอนและวิธีการ": "ตรวจ\nและสรุปผล", "ระยะเวลา": "“ทุกเดือน”"},
        {
            "มาตรการที่": 2, "มาตรการ/โครงการ/กิจกรรม": "'=เผยแพร่",
            "ประเด็น": str(framework(2568).framework.issues.get(number=2)),
        },
    ]  # fmt: skip


def test_workbook_is_read_back_as_the_same(place: Municipality, plan: Measure) -> None:
    found = compared(place, taken(place))

    assert counts(found) == {"เพิ่ม": 0, "แก้ไข": 0, "เท่าเดิม": 4, "คงไว้": 0}
    assert (found.preview.faults, found.preview.remarks) == ((), ())


def test_workbook_saved_anew_by_another_program_is_read_back_as_the_same(place: Municipality, plan: Measure) -> None:
    book, _ = opened(taken(place))

    assert counts(compared(place, saved(book)))["เท่าเดิม"] == 4


def test_workbook_of_the_same_plan_has_the_same_bytes(place: Municipality, plan: Measure) -> None:
    assert taken(place) == taken(place)


def test_workbook_lists_what_cells_may_name(place: Municipality, plan: Measure) -> None:
    book, sheet = opened(taken(place))

    guide = [[cell for cell in row if cell is not None] for row in book[GUIDE].iter_rows(values_only=True)]
    assert ["รหัสแบบกรอก", "ita-measures/2569/ban-suan/1"] in guide
    assert ["1.", "กองคลัง"] in guide
    assert ["10", framework(2568).indicators[10].name] in guide
    assert ["i1", framework(2568).questions["i1"].text] in guide
    lists = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    letters = columns(sheet)
    offered = book[GUIDE][
        lists[f"{letters[Field.DEPARTMENTS]}5:{letters[Field.DEPARTMENTS]}5000"].partition("!")[2].replace("$", "")
    ]
    assert [cell.value for (cell,) in offered] == [each.name for each in place.departments.all()]


def test_workbook_prints_on_landscape_pages_without_its_keys(place: Municipality, plan: Measure) -> None:
    _, sheet = opened(taken(place))

    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.print_title_rows) == (
        "landscape",
        1,
        "$4:$4",
    )
    assert columns(sheet)[Field.KEY] == "L"
    assert sheet.print_area == "'แผน'!$A$1:$K$7"


def test_workbook_without_measures_is_a_form_to_fill_in(place: Municipality) -> None:
    raw = taken(place)
    _, sheet = opened(raw)

    assert values(raw) == []
    assert sheet.max_row == HEAD_ROW + SPARE_ROWS
    found = compared(place, changed(raw, {(2, field): value for field, value in NEW.items()}))
    assert counts(found) == {"เพิ่ม": 2, "แก้ไข": 0, "เท่าเดิม": 0, "คงไว้": 0}


def refused(place: Municipality, raw: bytes, action_year: int = 2569) -> str:
    with pytest.raises(UserError) as caught:
        read(place, raw, action_year)
    return str(caught.value)


def test_workbook_of_something_else_is_refused(place: Municipality, plan: Measure) -> None:
    framework(2567)
    other = municipality("ban-chang", proper_name="บ้านฉาง")
    raw = taken(place)

    assert "เป็นของปีงบประมาณ 2569 แต่กำลังนำเข้าปีงบประมาณ 2568" in refused(place, raw, 2568)
    assert "เป็นของหน่วยงาน ban-suan ไม่ใช่ของเทศบาลเมืองบ้านฉาง" in refused(other, raw)
    older = with_parts(raw, {"xl/worksheets/sheet1.xml": replaced("ban-suan/1<", "ban-suan/0<")})
    assert "แบบกรอกนี้เป็นรุ่นเก่า" in refused(place, older)
    scores = score_workbook(score_sheet_get(place, 2568))
    assert refused(place, scores) == "ไฟล์นี้เป็นแบบกรอกคะแนน ไม่ใช่แบบกรอกแผนมาตรการ กรุณานำเข้าที่หน้านำเข้าคะแนน"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"%PDF-1.7", "ไฟล์นี้ไม่ใช่สมุดงาน Excel"),
        (b"PK", "สมุดงานนี้ชำรุด"),
        (b"x" * (1024 * 1024 + 1), "ไฟล์ใหญ่เกิน 1 MB"),
        (table([["ชื่อ", "ค่า"], ["ก", 1]]), "ไม่พบตารางแผนมาตรการในสมุดงาน"),
        (table([[*NEW]]), "ไฟล์ไม่มีมาตรการแม้แต่รายการเดียว"),
    ],
)
def test_file_without_a_plan_is_refused(raw: bytes, sentence: str, place: Municipality) -> None:
    assert sentence in refused(place, raw)


def test_sheet_that_is_not_read_is_named(place: Municipality) -> None:
    book, _ = opened(own(NEW))
    book.create_sheet("บันทึก")["A1"] = "ประชุมวันจันทร์"

    assert compared(place, saved(book)).preview.remarks == ("แผ่นงาน บันทึก: ไม่ได้อ่าน เพราะไม่พบหัวคอลัมน์ของแผน",)


# ---- any plan, any workbook --------------------------------------------------------------------------------------

_texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(
    lambda text: bool(clean(text))
)
_days = st.dates(date(2025, 1, 1), date(2026, 12, 31))
_periods = st.one_of(
    st.tuples(_days, _days).map(lambda pair: Period(dates=(min(pair), max(pair)))),
    st.just(QUARTERS),
    st.sampled_from(Cycle).map(lambda cycle: Period(cycle=cycle)),
    st.sampled_from(["ตลอดปี", "ทุกเดือน", "1 ต.ค. 2568", "=ก", "“ก”"]).map(lambda words: Period(words=words)),
)
_steps = st.builds(
    StepData,
    text=_texts,
    departments=st.just(()),
    when=_periods,
    supervision=st.one_of(st.just(""), _texts),
    budget=st.one_of(st.none(), st.decimals(0, 99_999_999_999, places=2)),
)
_units = st.lists(st.integers(0, 2), unique=True)
_measures = st.lists(
    st.tuples(_texts, st.sets(st.integers(1, 10), min_size=1), st.lists(st.tuples(_steps, _units), max_size=3)),
    max_size=3,
    unique_by=lambda drawn: drawn[0],
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans=_measures)
def test_any_plan_is_read_back_as_the_same(
    plans: list[tuple[str, set[int], list[tuple[StepData, list[int]]]]], place: Municipality
) -> None:
    view = framework(2568)
    units = [department(place, name) for name in ("กองคลัง", "กองช่าง, งานโยธา", "=กองกิจการ")]
    Measure.objects.all().delete()
    for title, numbers, steps in plans:
        measure_create(
            municipality=place, action_year=2569, title=title, indicators=[view.indicators[n] for n in numbers],
            steps=[replace(step, departments=[units[n] for n in who]) for step, who in steps],
        )  # fmt: skip
    rows = sum(1 + len(steps) for _, _, steps in plans)

    found = compared(place, taken(place)) if plans else None

    assert found is None or (shown(found), found.preview.faults, counts(found)["เท่าเดิม"]) == ([], (), rows)


_cells = st.one_of(
    st.none(),
    st.integers(-5, 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - a workbook's days have no zone
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40),
    st.sampled_from(
        ["=A1", "m1.0/s1", "m9999999999.1", "ไตรมาส 9", "1, 3", "กองคลัง", "i1", "31/02/2569", "๐", "ประเด็นที่ 1"]
    ),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.dictionaries(st.tuples(st.integers(0, 5), st.sampled_from(Field)), _cells, min_size=1, max_size=12))
def test_mangled_workbook_ends_in_a_preview_or_in_a_sentence(
    changes: dict[tuple[int, Field], object], place: Municipality, plan: Measure
) -> None:
    before = [(each.pk, each.version, each.title) for each, _ in plan_get(place, 2569).measures]
    raw = changed(taken(place), changes)

    with suppress(UserError):
        compared(place, raw)

    assert [(each.pk, each.version, each.title) for each, _ in plan_get(place, 2569).measures] == before


def test_sheets_name_is_the_plans(place: Municipality) -> None:
    book, _ = opened(taken(place))

    assert book.sheetnames == [PLAN, GUIDE]
