"""Checks of a framework that no single entry of its file can show: sums, doubles, references and gaps."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import pairwise

from assessments.framework_data import FrameworkData
from assessments.importers.yaml_nodes import Node
from thaitext.dates import FIRST_YEAR, LAST_YEAR

#: The letter of an instrument's question codes.
LETTERS = {"IIT": "i", "EIT": "e", "OIT": "o"}


def check(data: FrameworkData, root: Node) -> None:
    """Checks what no single entry can show: sums, doubles and references."""
    if not FIRST_YEAR <= data.fiscal_year <= LAST_YEAR:
        root.wrong("fiscal_year", f"ต้องเป็นปี พ.ศ. ระหว่าง {FIRST_YEAR} ถึง {LAST_YEAR}")
    if (total := sum((instrument.weight for instrument in data.instruments), Decimal())) != 1:
        root.wrong("instruments", f"น้ำหนักรวมได้ {total} ต้องรวมได้ 1")
    _check_once(root, "instruments", "code", (instrument.code for instrument in data.instruments))
    _check_once(root, "indicators", "number", (indicator.number for indicator in data.indicators))
    _check_once(root, "sub_indicators", "code", (sub.code for sub in data.sub_indicators))
    _check_once(root, "questions", "code", (question.code.lower() for question in data.questions))
    _check_once(root, "issues", "number", (issue.number for issue in data.issues))
    _check_once(root, "levels", "name", (level.name for level in data.levels))
    _check_once(root, "calendar", "number", (step.number for step in data.calendar))
    _check_references(data, root)
    _check_questions(data, root)
    _check_frame(data, root)
    if not root.errors:
        _check_levels(data, root)
        _check_codes(data, root)
        _check_whole(data, root)


def _check_references(data: FrameworkData, root: Node) -> None:
    """Checks that indicators, sub-indicators and issues refer to what the file has."""
    instruments = {instrument.code for instrument in data.instruments}
    indicators = {indicator.number for indicator in data.indicators}
    codes = {question.code for question in data.questions}
    for number, indicator in enumerate(data.indicators, 1):
        if indicator.instrument not in instruments:
            root.wrong(f"indicators[{number}].instrument", f"ไม่มีแบบวัด “{indicator.instrument}”")
    for number, sub in enumerate(data.sub_indicators, 1):
        if sub.indicator not in indicators:
            root.wrong(f"sub_indicators[{number}].indicator", f"ไม่มีตัวชี้วัดที่ {sub.indicator}")
    for number, issue in enumerate(data.issues, 1):
        for code in issue.questions:
            if code not in codes:
                root.wrong(f"issues[{number}].questions", f"ไม่มีข้อคำถาม “{code}”")


def _check_questions(data: FrameworkData, root: Node) -> None:
    """Checks that every question has its indicator; its sub-indicator too in OIT, and where the indicator has some."""
    indicators = {indicator.number: indicator.instrument for indicator in data.indicators}
    sub_indicators = {sub.code: sub.indicator for sub in data.sub_indicators}
    for number, question in enumerate(data.questions, 1):
        key = f"questions[{number}]"
        if question.indicator not in indicators:
            root.wrong(f"{key}.indicator", f"ข้อ {question.code} ไม่มีตัวชี้วัดที่ {question.indicator}")
        elif question.sub_indicator and sub_indicators.get(question.sub_indicator) != question.indicator:
            root.wrong(
                f"{key}.sub_indicator",
                f"ข้อ {question.code}: ตัวชี้วัดย่อย “{question.sub_indicator}” ไม่อยู่ในตัวชี้วัดที่ {question.indicator}",
            )
        elif not question.sub_indicator and (
            indicators[question.indicator] == "OIT" or question.indicator in sub_indicators.values()
        ):
            root.wrong(f"{key}.sub_indicator", f"ข้อ {question.code} ไม่มีตัวชี้วัดย่อย")


def _check_levels(data: FrameworkData, root: Node) -> None:
    """Checks that levels stand best first: scoring takes the first that applies."""
    for better, level in pairwise(data.levels):
        asks_more = level.each_from is not None and (better.each_from is None or level.each_from > better.each_from)
        if asks_more or level.total_from > better.total_from:
            root.wrong("levels", f"ระดับ “{level.name}” กำหนดคะแนนสูงกว่าระดับก่อนหน้า ต้องเรียงจากดีที่สุดลงมา")
    if not data.levels or data.levels[-1].total_from != 0 or data.levels[-1].each_from is not None:
        root.wrong("levels", "ระดับสุดท้ายต้องเริ่มที่ 0 เพื่อให้ทุกคะแนนมีระดับ")


def _check_frame(data: FrameworkData, root: Node) -> None:
    """Checks instruments, levels and issues beyond their types."""
    for number, instrument in enumerate(data.instruments, 1):
        if instrument.code not in LETTERS:
            root.wrong(f"instruments[{number}].code", f"ต้องเป็น {' '.join(LETTERS)}")
        if instrument.parts not in (0, 2):
            root.wrong(f"instruments[{number}].parts", "ต้องเป็น 0 หรือ 2")
    for number, issue in enumerate(data.issues, 1):
        _check_once(root, f"issues[{number}].questions", "รหัส", issue.questions)


def _check_whole(data: FrameworkData, root: Node) -> None:
    """Checks that a year with questions can be scored and written about: nothing that the rules need is left out."""
    if not (data.scoreable and data.questions):
        return
    asked = {question.indicator for question in data.questions}
    named = {question.sub_indicator for question in data.questions}
    for number, indicator in enumerate(data.indicators, 1):
        if indicator.number not in asked:
            root.wrong(f"indicators[{number}]", f"ตัวชี้วัดที่ {indicator.number} ไม่มีข้อคำถาม")
    for number, sub in enumerate(data.sub_indicators, 1):
        if sub.code not in named:
            root.wrong(f"sub_indicators[{number}]", f"ตัวชี้วัดย่อย {sub.code} ไม่มีข้อคำถาม")
    for number, indicator in enumerate(data.indicators, 1):
        _check_clauses(root, f"indicators[{number}]", f"ตัวชี้วัดที่ {indicator.number}", {
            "kept": indicator.kept, "shortfall": indicator.shortfall, "remedy": indicator.remedy,
        })  # fmt: skip
    for number, question in enumerate(data.questions, 1):
        clauses = {"finding": question.finding, "remedy": question.remedy}
        _check_clauses(root, f"questions[{number}]", f"ข้อ {question.code}", clauses)


def _check_clauses(root: Node, key: str, whose: str, clauses: Mapping[str, str]) -> None:
    for name, clause in clauses.items():
        if not clause:
            root.wrong(f"{key}.{name}", f"{whose} ขาดข้อความ")


def _check_codes(data: FrameworkData, root: Node) -> None:
    """Checks that an instrument's questions count from 1 without a gap, each under its instrument's letter."""
    instruments = {indicator.number: indicator.instrument for indicator in data.indicators}
    counts: Counter[str] = Counter()
    for number, question in enumerate(data.questions, 1):
        letter = LETTERS.get(instruments.get(question.indicator, ""), "")
        counts[letter] += 1
        if letter and question.code != f"{letter}{counts[letter]}":
            root.wrong(f"questions[{number}].code", f"“{question.code}” ต้องเป็น {letter}{counts[letter]} ตามลำดับ")


def _check_once(root: Node, key: str, attribute: str, values: Iterable[str | int]) -> None:
    for value, count in Counter(values).items():
        if count > 1:
            root.wrong(key, f"{attribute} “{value}” ซ้ำ {count} ครั้ง")
