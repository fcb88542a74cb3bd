"""The real frameworks of ``fixtures/frameworks/``: their structure, and the clauses of the drafting rules."""

import re
import unicodedata
from collections import Counter
from decimal import Decimal

import pytest

from assessments.framework_data import FrameworkData
from tests.factories import FRAMEWORKS, YEARS, framework_data

WHOLE_YEARS = (2566, 2567, 2568)
LETTERS = [("AA", 95), ("A", 85), ("B", 75), ("C", 65), ("D", 55), ("E", 50), ("F", 0)]


def questions_by_letter(data: FrameworkData) -> dict[str, int]:
    return dict(Counter(question.code[0] for question in data.questions))


def clauses(data: FrameworkData) -> list[str]:
    """All prose of ours in a framework."""
    return [
        *(text for indicator in data.indicators for text in (indicator.kept, indicator.shortfall, indicator.remedy)),
        *(text for question in data.questions for text in (question.finding, question.remedy)),
    ]


def test_folder_holds_the_eight_years_and_nothing_else() -> None:
    names = sorted(path.name for path in FRAMEWORKS.iterdir())

    assert names == [f"{year}.yaml" for year in range(2562, 2570)]


@pytest.mark.parametrize(
    ("year", "counts"),
    [
        (2562, {}),
        (2563, {}),
        (2564, {}),
        (2565, {}),
        (2566, {"i": 30, "e": 15, "o": 43}),
        (2567, {"i": 15, "e": 9, "o": 35}),
        (2568, {"i": 15, "e": 9, "o": 28}),
        (2569, {"o": 26}),
    ],
)
def test_year_has_its_questions(year: int, counts: dict[str, int]) -> None:
    """ITA.md section 1: 2566 has 30 + 15 + 43 = 88 questions, 2567 has 15 + 9 + 35 = 59, 2568 has 15 + 9 + 28 = 52."""
    data = framework_data(year)

    numbers = {letter: [q.code for q in data.questions if q.code[0] == letter] for letter in counts}

    assert questions_by_letter(data) == counts
    assert numbers == {letter: [f"{letter}{nth}" for nth in range(1, counts[letter] + 1)] for letter in counts}
    assert data.scoreable is (year != 2569)


@pytest.mark.parametrize("year", YEARS)
def test_year_has_three_instruments_and_ten_indicators(year: int) -> None:
    data = framework_data(year)

    instruments = [(each.code, each.weight) for each in data.instruments]
    indicators = [(each.number, each.instrument) for each in data.indicators]

    assert instruments == [("IIT", Decimal("0.30")), ("EIT", Decimal("0.30")), ("OIT", Decimal("0.40"))]
    assert indicators == [
        *((number, "IIT") for number in (1, 2, 3, 4, 5)),
        *((number, "EIT") for number in (6, 7, 8)),
        *((number, "OIT") for number in (9, 10)),
    ]


@pytest.mark.parametrize("year", YEARS)
def test_year_has_the_levels_of_its_time(year: int) -> None:
    """ITA.md section 3: letters by the total alone until 2565, from 2566 names that also ask for four scores."""
    levels = [(level.name, level.total_from, level.each_from) for level in framework_data(year).levels]

    assert levels == (
        [(name, Decimal(bound), None) for name, bound in LETTERS]
        if year <= 2565
        else [
            ("ผ่านดีเยี่ยม", Decimal(95), Decimal(95)),
            ("ผ่านดี", Decimal(85), Decimal(85)),
            ("ผ่าน", Decimal(85), None),
            ("ต้องปรับปรุง", Decimal(70), None),
            ("ต้องปรับปรุงโดยด่วน", Decimal(0), None),
        ]
    )


@pytest.mark.parametrize(
    ("year", "items"),
    [
        (2566, {"9.1": 10, "9.2": 8, "9.3": 4, "9.4": 4, "9.5": 4, "10.1": 8, "10.2": 5}),
        (2567, {"9.1": 6, "9.2": 7, "9.3": 4, "9.4": 4, "9.5": 4, "10.1": 6, "10.2": 4}),
        (2568, {"9.1": 4, "9.2": 7, "9.3": 2, "9.4": 3, "9.5": 4, "10.1": 4, "10.2": 4}),
    ],
)
def test_items_are_shared_out_to_their_sub_indicators(year: int, items: dict[str, int]) -> None:
    """ITA.md section 1, "OIT sub-indicators"."""
    spec = framework_data(year).spec

    shared_out = {
        sub.code: len(sub.questions)
        for instrument in spec.instruments
        for indicator in instrument.indicators
        for sub in indicator.sub_indicators
    }

    assert shared_out == items


@pytest.mark.parametrize("year", WHOLE_YEARS)
def test_only_eit_has_parts(year: int) -> None:
    parts = {instrument.code: instrument.parts for instrument in framework_data(year).spec.instruments}

    assert parts == {"IIT": (), "EIT": (1, 2), "OIT": ()}


def test_issue_map_of_2566_has_every_pair_of_the_reference() -> None:
    """Seed 001 lists 17 + 16 + 14 + 8 + 13 + 14 + 20 = 102 pairs of issue and question; o4 and o19 stand under none."""
    issues = framework_data(2566).issues

    pairs = [(issue.number, code) for issue in issues for code in issue.questions]
    named = {code for _, code in pairs}

    assert [issue.number for issue in issues] == [1, 2, 3, 4, 5, 6, 7]
    assert [len(issue.questions) for issue in issues] == [17, 16, 14, 8, 13, 14, 20]
    assert len(pairs) == len(set(pairs)) == 102
    assert {question.code for question in framework_data(2566).questions} - named == {"o4", "o19"}


@pytest.mark.parametrize("year", WHOLE_YEARS)
def test_each_question_has_a_finding_and_a_remedy_of_its_own(year: int) -> None:
    questions = framework_data(year).questions

    findings = {question.finding for question in questions}
    remedies = {question.remedy for question in questions}

    assert "" not in findings | remedies
    assert len(findings) == len(remedies) == len(questions)
    assert not findings & remedies


@pytest.mark.parametrize("year", YEARS)
def test_each_indicator_has_its_clauses(year: int) -> None:
    """Official figures can be entered in every year, 2569 too, and then these clauses are printed."""
    data = framework_data(year)

    for name in ("kept", "shortfall", "remedy"):
        texts = {getattr(indicator, name) for indicator in data.indicators}

        assert "" not in texts, name
        assert len(texts) == 10, name


@pytest.mark.parametrize("year", YEARS)
def test_clauses_are_clean_thai_with_arabic_digits(year: int) -> None:
    """A clause is the middle of a sentence: no full stop, no space at its ends, nothing that a document would turn."""
    for text in clauses(framework_data(year)):
        assert text == unicodedata.normalize("NFC", text)
        assert not re.search("[๐-๙]", text), text
        assert not re.search(r"[\u200b-\u200f\ufeff]|เเ|ํา| {2}|\n", text), text
        assert text == text.strip(" .")


def test_calendar_of_2569_has_the_duties_of_a_municipality() -> None:
    """ITA.md section 5: register 2-31 March, OIT until 30 June 17:00, appeal 1-7 August 17:00."""
    steps = framework_data(2569).calendar

    duties = [(str(step.start), str(step.end), step.closes_at and f"{step.closes_at:%d %H:%M %z}") for step in steps
              if step.own_duty]  # fmt: skip

    assert [step.number for step in steps] == list(range(1, 13))
    assert duties == [
        ("2026-03-02", "2026-03-31", "31 17:00 +0700"),
        ("2026-03-02", "2026-06-30", "30 17:00 +0700"),
        ("2026-08-01", "2026-08-07", "07 17:00 +0700"),
    ]
