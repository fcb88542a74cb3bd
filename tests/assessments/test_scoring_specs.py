"""Framework specifications that contradict themselves are refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assessments.specs import FrameworkSpec, IndicatorSpec, InstrumentSpec, LevelSpec, SubIndicatorSpec
from tests.assessments.specs import LETTERS, framework_spec


def test_specification_refuses_weights_that_do_not_add_up_to_one() -> None:
    with pytest.raises(ValueError, match="weights"):
        FrameworkSpec(2566, (InstrumentSpec("IIT", Decimal("0.30"), ()),), LETTERS, scoreable=True)


@pytest.mark.parametrize(
    ("higher", "lower"),
    [((85, None), (95, None)), ((95, 85), (85, 95)), ((95, None), (85, 85))],
)
def test_specification_refuses_levels_that_are_not_best_first(
    higher: tuple[int, int | None], lower: tuple[int, int | None]
) -> None:
    levels = tuple(
        LevelSpec("ระดับ", Decimal(total), None if each is None else Decimal(each)) for total, each in (higher, lower)
    )

    with pytest.raises(ValueError, match="best first"):
        framework_spec(2566, levels=levels)


def test_specification_refuses_a_question_outside_every_sub_indicator() -> None:
    with pytest.raises(ValueError, match="exactly one sub-indicator"):
        IndicatorSpec(9, ("o1", "o2"), (SubIndicatorSpec("9.1", ("o1",)),))


def test_specification_refuses_parts_together_with_sub_indicators() -> None:
    indicator = IndicatorSpec(9, ("o1",), (SubIndicatorSpec("9.1", ("o1",)),))

    with pytest.raises(ValueError, match="not both"):
        InstrumentSpec("OIT", Decimal(1), (indicator,), parts=(1, 2))
