"""Reads and checks a framework file (``fixtures/frameworks/<year>.yaml``)."""

import hashlib
from datetime import date
from pathlib import Path

import yaml

from accounts.errors import UserError
from assessments.framework_data import (
    CalendarStepData,
    FrameworkData,
    IndicatorData,
    InstrumentData,
    IssueData,
    QuestionData,
    SubIndicatorData,
)
from assessments.importers.framework_checks import check
from assessments.importers.yaml_nodes import Node, OnceLoader
from assessments.models import TextStatus
from assessments.specs import LevelSpec

#: The keys of the file and of the entries of its lists; another one is a slip of the pen.
KEYS = {
    "": {
        "fiscal_year", "scoreable", "note", "levels", "instruments", "indicators", "sub_indicators", "questions",
        "issues", "calendar",
    },
    "levels": {"name", "total_from", "each_from"},
    "instruments": {"code", "name", "weight", "parts"},
    "indicators": {"number", "instrument", "name", "kept", "shortfall", "remedy"},
    "sub_indicators": {"code", "indicator", "name"},
    "questions": {
        "code", "indicator", "sub_indicator", "group", "text", "text_status", "source", "finding", "remedy",
    },
    "issues": {"number", "title", "questions"},
    "calendar": {"number", "title", "actor", "start", "end", "closes_at", "own_duty", "note"},
}  # fmt: skip


def framework_hash(path: Path) -> str:
    """The hash of a framework file, by which an unchanged file is known without reading what it says."""
    return content_hash(path.read_bytes())


def content_hash(raw: bytes) -> str:
    """The SHA-256 of a file's content."""
    return hashlib.sha256(raw).hexdigest()


def framework_read(path: Path) -> FrameworkData:
    """Returns the framework that the file describes.

    Raises UserError with every fault, each with file and key: weights that do not add to 1, a question without
    an indicator, an OIT item without a sub-indicator, a code that stands twice, a reference to nothing.
    """
    raw = path.read_bytes()
    try:
        values = yaml.load(raw, Loader=OnceLoader)  # noqa: S506  # a safe loader
    except yaml.YAMLError as error:
        raise UserError(f"{path.name}: ไม่ใช่ไฟล์ YAML ที่ถูกต้อง ({error})") from error
    if not isinstance(values, dict):
        raise UserError(f"{path.name}: ต้องเป็นรายการคีย์และค่า")
    root = Node(values, path.name)
    root.check_keys(KEYS[""])
    data = _framework(root, content_hash(raw))
    if path.stem.isdecimal() and str(data.fiscal_year) != path.stem:
        root.wrong("fiscal_year", f"ปี {data.fiscal_year} ไม่ตรงกับชื่อไฟล์")
    check(data, root)
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
            for node in root.nodes("instruments", KEYS["instruments"])
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
            for node in root.nodes("indicators", KEYS["indicators"])
        ),
        sub_indicators=tuple(
            SubIndicatorData(node.text("code", required=True), node.integer("indicator"), node.text("name"))
            for node in root.nodes("sub_indicators", KEYS["sub_indicators"])
        ),
        questions=tuple(_question(node) for node in root.nodes("questions", KEYS["questions"])),
        issues=tuple(
            IssueData(node.integer("number"), node.text("title", required=True), node.codes("questions"))
            for node in root.nodes("issues", KEYS["issues"])
        ),
        levels=tuple(
            LevelSpec(
                node.text("name", required=True),
                node.decimal("total_from"),
                node.decimal("each_from") if "each_from" in node.values else None,
            )
            for node in root.nodes("levels", KEYS["levels"])
        ),
        calendar=tuple(_calendar_step(node) for node in root.nodes("calendar", KEYS["calendar"])),
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
        own_duty=node.flag("own_duty", False),
        note=node.text("note"),
    )
    if date.min < step.end < step.start:
        node.wrong("end", "วันสิ้นสุดมาก่อนวันเริ่มต้น")
    return step
