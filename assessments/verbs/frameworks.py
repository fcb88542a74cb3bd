"""Writes frameworks."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from accounts.errors import UserError
from assessments.framework_data import FrameworkData
from assessments.models import Framework, Indicator, Instrument, Question, SubIndicator
from assessments.queries import framework_get


@transaction.atomic
def framework_store(*, data: FrameworkData) -> None:
    """Stores a year's framework, and with it a new revision: whoever loads files leaves out those that did not change.

    A framework that an assessment uses keeps its structure: a corrected wording is stored and audited, a changed
    structure is refused with a UserError.
    """
    framework = Framework.objects.filter(pk=data.fiscal_year).first()
    if framework and framework.assessments.exists() and framework_get(data.fiscal_year).spec != data.spec:
        raise UserError(
            f"กรอบการประเมินปี {data.fiscal_year} มีหน่วยงานใช้งานแล้ว จึงเปลี่ยนโครงสร้าง "
            "(แบบวัด ตัวชี้วัด ข้อคำถาม น้ำหนัก หรือระดับ) ไม่ได้ แก้ไขได้เฉพาะถ้อยคำ"
        )
    framework, _ = Framework.objects.update_or_create(
        pk=data.fiscal_year,
        defaults={
            "scoreable": data.scoreable, "note": data.note,
            "source_hash": data.source_hash, "revision": uuid.uuid4(),
        },
    )  # fmt: skip
    _store_questions(framework, data)
    _sync(framework.levels, "name", {
        level.name: {"order": order, "total_from": level.total_from, "each_from": level.each_from}
        for order, level in enumerate(data.levels, 1)
    })  # fmt: skip
    _sync(framework.calendar, "number", {
        step.number: {
            "title": step.title, "actor": step.actor, "start": step.start, "end": step.end,
            "closes_at": step.closes_at, "own_duty": step.own_duty, "note": step.note,
        }
        for step in data.calendar
    })  # fmt: skip


def _store_questions(framework: Framework, data: FrameworkData) -> None:
    """Stores instruments, indicators, sub-indicators, questions and issues, each under the one before."""
    instruments: Mapping[str, Instrument] = _sync(framework.instruments, "code", {
        each.code: {"name": each.name, "weight": each.weight, "parts": each.parts, "order": order}
        for order, each in enumerate(data.instruments, 1)
    })  # fmt: skip
    indicators: Mapping[int, Indicator] = _sync(framework.indicators, "number", {
        each.number: {
            "instrument": instruments[each.instrument], "name": each.name,
            "kept": each.kept, "shortfall": each.shortfall, "remedy": each.remedy,
        }
        for each in data.indicators
    })  # fmt: skip
    sub_indicators: dict[str, SubIndicator] = {}
    for indicator in indicators.values():
        sub_indicators |= _sync(indicator.sub_indicators, "code", {
            each.code: {"name": each.name, "order": order}
            for order, each in enumerate(data.sub_indicators, 1)
            if each.indicator == indicator.number
        })  # fmt: skip
    questions: Mapping[str, Question] = _sync(framework.questions, "code", {
        each.code: {
            "indicator": indicators[each.indicator], "sub_indicator": sub_indicators.get(each.sub_indicator),
            "order": order, "text": each.text, "text_status": each.text_status, "group": each.group,
            "source": each.source, "finding": each.finding, "remedy": each.remedy,
        }
        for order, each in enumerate(data.questions, 1)
    })  # fmt: skip
    issues = _sync(framework.issues, "number", {each.number: {"title": each.title} for each in data.issues})
    for issue in data.issues:
        issues[issue.number].questions.set(questions[code] for code in issue.questions)


def _sync(manager: Any, key: str, rows: Mapping[Any, Mapping[str, Any]]) -> dict[Any, Any]:
    """Makes the related rows equal to `rows` by `key`: adds, changes what differs (audited), removes the rest."""
    present = {getattr(row, key): row for row in manager.all()}
    for value in present.keys() - rows.keys():
        row = present.pop(value)
        try:
            row.delete()
        except ProtectedError as error:
            raise UserError(f"ลบ “{row}” ออกจากกรอบการประเมินไม่ได้ เพราะมีคะแนนหรือมาตรการอ้างถึงอยู่ กรุณาคงไว้ในไฟล์") from error
    missing = []
    for value, fields in rows.items():
        row = present.get(value)
        if row is None:
            missing.append(manager.model(**{manager.field.name: manager.instance, key: value, **fields}))
        elif any(getattr(row, name) != new for name, new in fields.items()):
            for name, new in fields.items():
                setattr(row, name, new)
            row.save()
    return present | {getattr(row, key): row for row in manager.bulk_create(missing)}
