"""Reads and checks a framework file (``fixtures/frameworks/<year>.yaml``)."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from accounts.errors import UserError
from assessments.framework_data import (
    CalendarStepData,
    FrameworkData,
    IndicatorData,
    InstrumentData,
    IssueData,
    LevelData,
    QuestionData,
    SubIndicatorData,
)
from assessments.models import TextStatus
from thaitext.dates import UnreadableDate, parse_date

BANGKOK = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Node:
    """A mapping in the file with its place. Reads values by key and notes what is wrong, with file and key."""

    values: dict[str, Any]
    place: str
    errors: list[str] = field(default_factory=list)

    def wrong(self, key: str, sentence: str) -> None:
        self.errors.append(f"{self.place}.{key}: {sentence}")

    def text(self, key: str, *, required: bool = False) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str) or (required and not value.strip()):
            self.wrong(key, "ต้องเป็นข้อความ" if not isinstance(value, str) else "ขาดข้อความ")
            return ""
        return value.strip()

    def integer(self, key: str, default: int | None = None) -> int:
        value = self.values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            self.wrong(key, "ต้องเป็นจำนวนเต็ม")
            return 0
        return value

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.wrong(key, "ต้องเป็น true หรือ false")
        return bool(value)

    def decimal(self, key: str) -> Decimal:
        value = self.values.get(key)
        try:
            # Written in quotes: YAML's own numbers are binary fractions.
            return Decimal(value) if isinstance(value, str) else Decimal("NaN")
        except InvalidOperation:
            return Decimal("NaN")
        finally:
            if not isinstance(value, str) or not value.replace(".", "", 1).isdecimal():
                self.wrong(key, 'ต้องเป็นตัวเลขในเครื่องหมายคำพูด เช่น "0.30"')

    def day(self, key: str) -> date:
        """A date of the Buddhist Era: ``"2569-03-31"``."""
        return self._date(key, self.text(key, required=True)) or date.min

    def moment(self, key: str) -> datetime | None:
        """A date and an hour in Bangkok: ``"2569-03-31 17:00"``; None where there is none."""
        day, _, hour = self.text(key).partition(" ")
        found = self._date(key, day)
        if found is None:
            return None
        try:
            return datetime.combine(found, time.fromisoformat(hour), BANGKOK)
        except ValueError:
            self.wrong(key, f"เวลา “{hour}” ใช้ไม่ได้ ต้องเป็นชั่วโมงและนาที เช่น 17:00")
            return None

    def _date(self, key: str, text: str) -> date | None:
        try:
            return parse_date(text) if text else None
        except UnreadableDate as error:
            self.wrong(key, error.reason)
            return None

    def nodes(self, key: str) -> "list[Node]":
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.wrong(key, "ต้องเป็นรายการ")
            return []
        return [Node(item, f"{self.place}.{key}[{number}]", self.errors) for number, item in enumerate(value, 1)]

    def codes(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.wrong(key, "ต้องเป็นรายการรหัสข้อคำถาม")
            return ()
        return tuple(value)


def framework_hash(path: Path) -> str:
    """The SHA-256 of a framework file, by which an unchanged file is known without reading it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def framework_read(path: Path) -> FrameworkData:
    """Returns the framework that the file describes.

    Raises UserError with every fault, each with file and key: weights that do not add to 1, a question without
    an indicator, an OIT item without a sub-indicator, a code that stands twice, a reference to nothing.
    """
    raw = path.read_bytes()
    try:
        values = yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 both are safe
    except yaml.YAMLError as error:
        raise UserError(f"{path.name}: ไม่ใช่ไฟล์ YAML ที่ถูกต้อง ({error})") from error
    if not isinstance(values, dict):
        raise UserError(f"{path.name}: ต้องเป็นรายการคีย์และค่า")
    root = Node(values, path.name)
    data = _framework(root, framework_hash(path))
    _check(data, root)
    if root.errors:
        raise UserError(*root.errors)
    return data


def _framework(root: Node, source_hash: str) -> FrameworkData:
    return FrameworkData(
        fiscal_year=root.integer("fiscal_year"),
        scoreable=root.flag("scoreable"),
        note=root.text("note"),
        source_hash=source_hash,
        instruments=tuple(
            InstrumentData(
                node.text("code", required=True),
                node.text("name", required=True),
                node.decimal("weight"),
                node.integer("parts", 0),
            )
            for node in root.nodes("instruments")
        ),
        indicators=tuple(
            IndicatorData(
                node.integer("number"),
                node.text("instrument", required=True),
                node.text("name", required=True),
                node.text("kept"),
                node.text("shortfall"),
                node.text("remedy"),
            )
            for node in root.nodes("indicators")
        ),
        sub_indicators=tuple(
            SubIndicatorData(node.text("code", required=True), node.integer("indicator"), node.text("name"))
            for node in root.nodes("sub_indicators")
        ),
        questions=tuple(_question(node) for node in root.nodes("questions")),
        issues=tuple(
            IssueData(node.integer("number"), node.text("title", required=True), node.codes("questions"))
            for node in root.nodes("issues")
        ),
        levels=tuple(
            LevelData(
                node.text("name", required=True),
                node.decimal("total_from"),
                node.decimal("each_from") if "each_from" in node.values else None,
            )
            for node in root.nodes("levels")
        ),
        calendar=tuple(_calendar_step(node) for node in root.nodes("calendar")),
    )


def _question(node: Node) -> QuestionData:
    status = node.text("text_status", required=True)
    if status not in TextStatus.values:
        node.wrong("text_status", f"ต้องเป็น {' '.join(TextStatus.values)}")
    return QuestionData(
        code=node.text("code", required=True),
        indicator=node.integer("indicator"),
        sub_indicator=node.text("sub_indicator"),
        group=node.text("group"),
        text=node.text("text", required=True),
        text_status=status,
        source=node.text("source"),
        finding=node.text("finding"),
        remedy=node.text("remedy"),
    )


def _calendar_step(node: Node) -> CalendarStepData:
    step = CalendarStepData(
        number=node.integer("number"),
        title=node.text("title", required=True),
        actor=node.text("actor", required=True),
        start=node.day("start"),
        end=node.day("end"),
        closes_at=node.moment("closes_at"),
        own_duty=node.flag("own_duty"),
        note=node.text("note"),
    )
    if date.min < step.end < step.start:
        node.wrong("end", "วันสิ้นสุดมาก่อนวันเริ่มต้น")
    return step


def _check(data: FrameworkData, root: Node) -> None:
    """Checks what no single entry can show: sums, doubles and references."""
    if not 2400 <= data.fiscal_year <= 2700:
        root.wrong("fiscal_year", "ต้องเป็นปี พ.ศ. ระหว่าง 2400 ถึง 2700")
    if (total := sum((instrument.weight for instrument in data.instruments), Decimal())) != 1:
        root.wrong("instruments", f"น้ำหนักรวมได้ {total} ต้องรวมได้ 1")
    _check_once(root, "instruments", "code", (instrument.code for instrument in data.instruments))
    _check_once(root, "indicators", "number", (indicator.number for indicator in data.indicators))
    _check_once(root, "sub_indicators", "code", (sub.code for sub in data.sub_indicators))
    _check_once(root, "questions", "code", (question.code for question in data.questions))
    _check_once(root, "issues", "number", (issue.number for issue in data.issues))
    _check_once(root, "levels", "name", (level.name for level in data.levels))
    _check_once(root, "calendar", "number", (step.number for step in data.calendar))
    _check_references(data, root)
    _check_questions(data, root)
    if not root.errors:
        _check_levels(data, root)


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
    """Checks that every question has its indicator, and its sub-indicator where the indicator has some."""
    indicators = {indicator.number for indicator in data.indicators}
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
        elif not question.sub_indicator and question.indicator in sub_indicators.values():
            root.wrong(f"{key}.sub_indicator", f"ข้อ {question.code} ไม่มีตัวชี้วัดย่อย")


def _check_levels(data: FrameworkData, root: Node) -> None:
    """Checks that levels stand best first: scoring takes the first that applies."""
    for better, level in pairwise(data.levels):
        asks_more = level.each_from is not None and (better.each_from is None or level.each_from > better.each_from)
        if asks_more or level.total_from > better.total_from:
            root.wrong("levels", f"ระดับ “{level.name}” กำหนดคะแนนสูงกว่าระดับก่อนหน้า ต้องเรียงจากดีที่สุดลงมา")


def _check_once(root: Node, key: str, attribute: str, values: Iterable[str | int]) -> None:
    for value, count in Counter(values).items():
        if count > 1:
            root.wrong(key, f"{attribute} “{value}” ซ้ำ {count} ครั้ง")
