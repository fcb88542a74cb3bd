"""Periods that end too early, or lie outside the action year 2567 (1 October 2566 - 30 September 2567)."""

from datetime import date

import pytest

from measures.periods import Period
from reports.proofreading.manuscript import MeasureNote, StepNote
from reports.proofreading.rules import period
from tests.reports.proofreading.manuscripts import found, remarks

RULE = period.RULE


def step(when: Period) -> tuple[MeasureNote, ...]:
    return (MeasureNote("มาตรการที่ 1", "ประชุม", (StepNote("มาตรการที่ 1 ขั้นตอนที่ 1", when, ("กองคลัง",), "/step"),)),)


@pytest.mark.parametrize(
    "text",
    [
        "1 ต.ค. 2567 - 30 ก.ย. 2567", "๑ ต.ค. ๒๕๖๗ – ๓๐ ก.ย. ๒๕๖๗", "วันเริ่มต้น 1 ต.ค. 2567 วันสิ้นสุด 30 ก.ย. 2567",
        "ตั้งแต่วันที่ 1 ตุลาคม 2567 ถึงวันที่ 30 กันยายน 2567", "31 มี.ค. 2567 จนถึง 1 มี.ค. 67",
        "ต.ค. 2567 - ก.ย. 2567", "ระหว่างเดือนตุลาคม 2567 ถึงเดือนมกราคม 2567",
        "๑/๑๐/๒๕๖๗ ถึง ๓๐/๙/๒๕๖๗", "1/10/2567 ถึง 30/9/2567",
    ],
)  # fmt: skip
def test_end_before_start_is_an_error(text: str) -> None:
    assert [severity for severity, _ in found(RULE, text)] == ["error"]


@pytest.mark.parametrize(
    "text",
    [
        "1 ต.ค. 2566 - 30 ก.ย. 2567", "1 - 31 ต.ค. 2566", "1 ม.ค. 2567 - 1 ม.ค. 2567",
        "1 ก.พ.- 22 ก.พ. 67", "15 ธ.ค. 2566 ประชุม 1 พ.ย. 2566",
        "2 มีนาคม 2569 ถึงวันที่ 30 กันยายน 2569",
        "1 ต.ค. - 30 ก.ย. 2567", "1 ธันวาคม - 31 มกราคม 2567",
        "25 ธ.ค. - 5 ม.ค. 2567", "25 ธ.ค. - 5 ม.ค. 67", "1/10/2566 - 30/9/2567",
        "ต.ค. 2566 - ก.ย. 2567", "ต.ค. 66 ถึง ก.ย. 2567", "ตุลาคม - กันยายน 2567", "ไตรมาส 1 ถึงไตรมาส 3", "ไตรมาส 2 - 4",
        "ไตรมาส 4 ปี 2566 ถึงไตรมาส 1 ปี 2567", "ไตรมาส 4 ถึงไตรมาส 1 ของปีถัดไป",
        "ไตรมาส 4/2566 - 1/2567", "1/10/2023 - 30/9/2566",
    ],
)  # fmt: skip
def test_periods_that_run_forwards_are_left(text: str) -> None:
    assert found(RULE, text) == []


@pytest.mark.parametrize("text", ["ไตรมาส 3 ถึงไตรมาส 1", "ไตรมาสที่ ๓ - ๑"])
def test_quarters_that_run_backwards_are_a_warning(text: str) -> None:
    """They may run into the next year."""
    assert found(RULE, text) == [("warning", text)]


@pytest.mark.parametrize(
    "when",
    [
        Period(dates=(date(2023, 9, 1), date(2023, 9, 30))), Period(dates=(date(2024, 9, 1), date(2024, 10, 1))),
        Period(words="1 ก.ย. 2566 - 30 ก.ย. 2566"),
    ],
)  # fmt: skip
def test_step_outside_the_action_year_is_a_warning(when: Period) -> None:
    (remark,) = remarks(RULE, measures=step(when))

    assert (remark.severity.value, remark.place, remark.url) == ("warning", "มาตรการที่ 1 ขั้นตอนที่ 1", "/step")
    assert "อยู่นอกปีงบประมาณ 2567 (1 ตุลาคม 2566 - 30 กันยายน 2567)" in remark.text


@pytest.mark.parametrize(
    "when",
    [
        Period(dates=(date(2023, 10, 1), date(2024, 9, 30))), Period(quarters=(1, 4)),
        Period(words="ภายใน 5 วัน ทุกครั้งที่จัดซื้อจัดจ้าง"),
        Period(words="1 ต.ค. 2566 - 30 ก.ย. 2567"),
    ],
)  # fmt: skip
def test_step_in_the_action_year_is_left(when: Period) -> None:
    assert remarks(RULE, measures=step(when)) == []


def test_stored_period_backwards_is_an_error() -> None:
    (remark,) = remarks(RULE, measures=step(Period(dates=(date(2024, 9, 30), date(2024, 9, 1)))))

    assert remark.severity.value == "error"
