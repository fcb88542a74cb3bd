"""Reads how a year was handed on, step by step, and what changed since it was given back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import models

from assessments.models import ScoreChange, State, StateChange
from assessments.queries.sheets import ScoreSheet, SheetCell


class Act(models.TextChoices):
    """What a person does with a year as a whole. Two acts end in a draft: which it was, the state before tells."""

    SUBMIT = "submit", "ส่งให้ผู้บริหารพิจารณา"
    APPROVE = "approve", "อนุมัติ"
    RETURN = "return", "ส่งคืนให้แก้ไข"
    REOPEN = "reopen", "เปิดให้แก้ไขอีกครั้ง"

    @classmethod
    def of(cls, state: str, before: str | None) -> "Act":
        """The act that led from the state `before` (None at the beginning) to `state`."""
        if state == State.DRAFT:
            return cls.REOPEN if before == State.APPROVED else cls.RETURN
        return cls.SUBMIT if state == State.SUBMITTED else cls.APPROVE


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the year's history, with its reason; `missing` cells were confirmed to have no score."""

    act: Act
    reason: str
    missing: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure that is not what it was when the year was given back."""

    cell: SheetCell
    before: Decimal | None


def steps_of(states: Sequence[StateChange]) -> list[Step]:
    """The acts behind `states_listed`, in its order: the latest first."""
    before = [*(each.state for each in states), None][1:]
    return [
        Step(Act.of(each.state, state), each.reason, each.missing, each.by.get_full_name(), each.at)
        for each, state in zip(states, before, strict=True)
    ]


def given_back(steps: Sequence[Step]) -> Step | None:
    """The last time that the year was given back or opened again."""
    return next((step for step in steps if step.act in (Act.RETURN, Act.REOPEN)), None)


def revisions_listed(sheet: ScoreSheet, since: datetime) -> list[Revision]:
    """The figures that stand otherwise than they did at the moment, in the framework's order. One query."""
    changes = ScoreChange.objects.filter(assessment=sheet.assessment, act__at__gt=since).order_by("version")
    then: dict[str, Decimal | None] = {}
    for place, before in changes.values_list("place", "before"):
        then.setdefault(place, before)
    return [Revision(cell, then[key]) for key, cell in sheet.cells.items() if key in then and then[key] != cell.value]
