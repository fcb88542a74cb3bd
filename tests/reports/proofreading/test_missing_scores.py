"""Scores that the document has not."""

from reports.proofreading.rules import missing_scores
from tests.factories import every_score, framework_data
from tests.reports.proofreading.manuscripts import remarks, scored

RULE = missing_scores.RULE


def test_missing_indicators_are_one_warning() -> None:
    read = scored({}, {f"indicator-{number}": "90" for number in range(1, 9)})

    (remark,) = RULE(read)

    assert remark.severity.value == "warning"
    assert remark.text.startswith("ยังไม่มีคะแนนของตัวชี้วัดที่ 9 และ 10 ")


def test_undecided_level_is_a_hint() -> None:
    read = scored({}, {f"indicator-{number}": "95.02" for number in range(1, 11)})

    (remark,) = RULE(read)

    assert remark.severity.value == "hint"
    assert remark.text.endswith("ระดับที่เป็นไปได้คือ ผ่านดีเยี่ยม หรือ ผ่านดี")


def test_missing_questions_are_a_hint() -> None:
    scores = {cell: str(value) for cell, value in every_score(framework_data(2568).spec).items() if cell[0] != "o4"}
    read = scored(scores, {"indicator-9": "100"})

    (remark,) = RULE(read)

    assert (remark.severity.value, remark.text) == ("hint", "ยังไม่มีคะแนนรายข้อของข้อ o4")


def test_complete_scores_and_documents_without_scores_are_left() -> None:
    scores = {cell: str(value) for cell, value in every_score(framework_data(2568).spec).items()}

    assert list(RULE(scored(scores, {}))) == []
    assert remarks(RULE) == []
