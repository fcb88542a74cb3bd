"""Manuscripts of a few lines, and what a rule finds in them."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from assessments.scoring import evaluate
from reports.proofreading.manuscript import FindingNote, Manuscript, Names, Passage, Target, Typed
from reports.proofreading.remark import Remark, Rule
from tests.factories import framework_data

OWN = Names("เทศบาลเมือง", "สะเตงนอก", "ยะลา", "เมืองยะลา", ("กองคลัง", "งานนิติการ"))


def passage(text: str, place: str = "มาตรการที่ 1") -> Passage:
    """A text that a person typed."""
    return Passage(text, place, "/page", Typed(Target.MEASURE, 7, "title", 3))


def manuscript(*texts: str, **fields: Any) -> Manuscript:
    """What a person typed, in a document on the result of 2566 of Sateng Nok unless `fields` say otherwise."""
    start = Manuscript(own=OWN, result_year=2566, passages=tuple(passage(text) for text in texts))
    return replace(start, **fields)


def remarks(rule: Rule, *texts: str, **fields: Any) -> list[Remark]:
    return list(rule(manuscript(*texts, **fields)))


def found(rule: Rule, text: str, **fields: Any) -> list[tuple[str, str]]:
    """What the rule remarks on in a text: how grave it is, and the stretch."""
    return [
        (remark.severity.value, remark.excerpt.found if remark.excerpt else "")
        for remark in remarks(rule, text, **fields)
    ]


def scored(
    scores: Mapping[Any, str], official: Mapping[str, str], fiscal_year: int = 2568, **fields: Any
) -> Manuscript:
    """A manuscript of a year with these figures."""
    spec = framework_data(fiscal_year).spec
    result = evaluate(
        spec,
        {cell: Decimal(score) for cell, score in scores.items()},
        {key: Decimal(score) for key, score in official.items()},
    )
    questions = {question.code: question.text for question in framework_data(fiscal_year).questions}
    return replace(
        Manuscript(own=OWN, result_year=fiscal_year), spec=spec, result=result, questions=questions, **fields
    )


def with_finding(read: Manuscript, number: int, text: str) -> Manuscript:
    """The manuscript with a person's wording of an indicator's finding."""
    assert read.result is not None
    words = Passage(text, f"ผลการวิเคราะห์ ตัวชี้วัดที่ {number}", "/finding", Typed(Target.FINDING, number, "text", 1))
    cells = {cell: value for cell, value in read.result.questions.items() if read.indicator_of(cell[0]) == number}
    note = FindingNote(number, words, read.result.indicators[number].figure.used, cells)
    return replace(read, passages=(*read.passages, words), findings=(*read.findings, note))


def told(rule: Rule, read: Manuscript) -> list[tuple[str, str]]:
    """What the rule remarks on in a manuscript, as `found` tells it."""
    return [(each.severity.value, each.excerpt.found if each.excerpt else "") for each in rule(read)]
