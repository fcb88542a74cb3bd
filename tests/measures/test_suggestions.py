"""The measure that is drafted for a weak point: title, steps, quarters, the usual department."""

from datetime import date

import pytest

from measures.suggestions import Suggestion, open_quarter, suggest, usual_department


def drafted(instrument: str = "IIT", **changes: object) -> Suggestion:
    told: dict[str, object] = {
        "instrument": instrument,
        "weak_point": "ข้อ i5",
        "remedies": ["สุ่มตรวจการจัดซื้อจัดจ้าง", "เปิดเผยแผนงบประมาณ"],
        "name": "การใช้งบประมาณ",
    }
    return suggest(**told | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("remedies", "title"),
    [
        (["สุ่มตรวจ", "เปิดเผยแผน"], "สุ่มตรวจ"),
        (["", "เปิดเผยแผน"], "เปิดเผยแผน"),
        ([""], "ยกระดับการใช้งบประมาณ"),
        ([], "ยกระดับการใช้งบประมาณ"),
    ],
)
def test_title_is_the_closest_remedy(remedies: list[str], title: str) -> None:
    assert drafted(remedies=remedies).title == title


@pytest.mark.parametrize(
    ("instrument", "quarters"),
    [
        ("IIT", [(1, 1), (1, 2), (2, 3), (3, 4)]),
        ("EIT", [(1, 1), (1, 2), (2, 3), (3, 4)]),
        ("OIT", [(1, 1), (1, 2), (3, 3), (4, 4)]),
    ],
)
def test_each_instrument_has_its_steps_with_supervision(instrument: str, quarters: list[tuple[int, int]]) -> None:
    steps = drafted(instrument).steps

    assert [step.quarters for step in steps] == quarters
    assert all(step.text and step.supervision for step in steps)
    assert "ข้อ i5" in steps[0].text
    assert "รายงานผล" in steps[-1].text


def test_instruments_have_steps_of_their_own() -> None:
    texts = [step.text for instrument in ("IIT", "EIT", "OIT") for step in drafted(instrument).steps]

    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("from_quarter", "quarters"),
    [
        (2, [(2, 2), (2, 2), (2, 3), (3, 4)]),
        (3, [(3, 3), (3, 3), (3, 3), (3, 4)]),
        (4, [(4, 4), (4, 4), (4, 4), (4, 4)]),
    ],
)
def test_no_step_lies_in_a_quarter_that_has_passed(from_quarter: int, quarters: list[tuple[int, int]]) -> None:
    steps = drafted(from_quarter=from_quarter).steps

    assert [step.quarters for step in steps] == quarters


@pytest.mark.parametrize(
    ("today", "quarter"),
    [
        (date(2025, 9, 30), 1),
        (date(2025, 10, 1), 1),
        (date(2026, 1, 1), 2),
        (date(2026, 9, 30), 4),
        (date(2026, 10, 1), 1),
    ],
    ids=["before the year", "its first day", "second quarter", "its last day", "after the year"],
)
def test_open_quarter_is_that_of_today_within_the_year(today: date, quarter: int) -> None:
    assert open_quarter(2569, today) == quarter


@pytest.mark.parametrize(
    ("number", "names", "usual"),
    [
        (2, ["สำนักปลัดเทศบาล", "กองคลัง"], "กองคลัง"),
        (4, ["กองคลัง", "งานพัสดุ"], "งานพัสดุ"),
        (9, ["กองช่าง", "สำนักปลัดเทศบาล"], "สำนักปลัดเทศบาล"),
        (9, ["กองช่าง"], None),
        (1, [], None),
        (11, ["กองคลัง"], None),
    ],
)
def test_usual_department_is_told_by_its_name(number: int, names: list[str], usual: str | None) -> None:
    assert usual_department(number, names) == usual
