"""Reads measures and what became of them."""

from measures.queries.measures import Plan, PlanStep, measures_for_result, measures_listed, plan_get

__all__ = ["Plan", "PlanStep", "measures_for_result", "measures_listed", "plan_get"]
