"""Reads measures and what became of them."""

from measures.queries.measures import (
    Plan,
    PlanRow,
    PlanStep,
    measures_for_result,
    measures_listed,
    plan_get,
    plan_row_get,
)
from measures.queries.plan_filters import PlanFilter

__all__ = [
    "Plan",
    "PlanFilter",
    "PlanRow",
    "PlanStep",
    "measures_for_result",
    "measures_listed",
    "plan_get",
    "plan_row_get",
]
