"""The worked tables of docs/scoring.md are what the program computes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from assessments.scoring import Result, Scored, evaluate
from tests.assessments.cases import BAN_SUAN_2568, SATENG_NOK, SATENG_NOK_OFFICIAL, TRAT_2564
from tests.assessments.specs import spec_2564, spec_2566, spec_2568
from thaitext.numbers import round_half_up

DOCUMENT = Path(__file__).parents[2] / "docs" / "scoring.md"


def rows(result: Result) -> list[str]:
    """The table of a result as the document prints it: place, unrounded (four decimals), computed, official, used."""
    shown: Iterable[Scored] = [*result.indicators.values(), *result.instruments.values(), result.total]
    return [
        f"| {each.place} | {cell(each.working.exact, 4)} "
        f"| {cell(each.figure.computed)} | {cell(each.figure.official)} | {cell(each.figure.used)} |"
        for each in shown
    ]


def cell(figure: Decimal | Fraction | None, places: int | None = None) -> str:
    if figure is None:
        return "–"
    return str(figure if places is None else round_half_up(figure, places))


@pytest.mark.parametrize(
    ("heading", "result"),
    [
        ("### เทศบาลเมืองสะเตงนอก 2566", evaluate(spec_2566(), SATENG_NOK, SATENG_NOK_OFFICIAL)),
        ("### เทศบาลนครบ้านสวน 2568", evaluate(spec_2568(), {}, BAN_SUAN_2568)),
        ("### ตราด 2564", evaluate(spec_2564(), {}, TRAT_2564)),
    ],
)
def test_worked_table_of_the_document_is_what_is_computed(heading: str, result: Result) -> None:
    section = DOCUMENT.read_text(encoding="utf-8").split(heading)[1].split("\n#")[0]

    table = [line for line in section.splitlines() if line.startswith("| ")][1:]

    assert table == rows(result)
    assert f"Possible levels: {', '.join(result.possible_levels)}." in section
