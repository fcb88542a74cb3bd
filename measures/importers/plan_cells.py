"""What the cells of a plan's table name: indicators, an issue, questions, departments, numbers. Pure: texts in.

Texts come cleaned. Every reading raises CellError with a Thai sentence that says what is wrong and what to do.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeVar

from accounts.models import Department
from assessments.codes import question_read, quoted
from assessments.models import Indicator, Issue, Question
from measures.period_texts import UnreadablePeriod, period_read
from measures.periods import Period
from measures.queries.plan_choices import PlanChoices
from measures.text_limits import TEXT_LENGTH, TITLE_LENGTH
from measures.wording import baht_read
from thaitext.digits import to_arabic

T = TypeVar("T")

MAX_NUMBER = 9_999
#: A step's budget has at most so many digits before the point.
MAX_BAHT = Decimal(10) ** 11

_COMMAS = re.compile(r"[,;]")
_SEPARATORS = re.compile(r"[,;\n、]|\s+และ\s*")
_NUMBER = re.compile(r"(?:มาตรการ|ขั้นตอน|ข้อ)?(?:ที่)? ?([0-9]{1,9})[.)]?")
_NUMBERED = re.compile(r"(?:ตัวชี้วัด|ประเด็น)?(?:ที่)? ?([0-9]{1,3})(?:[. ].*)?", re.DOTALL)


class CellError(ValueError):
    """A cell that cannot be taken; the message is a Thai sentence with a remedy."""


class CellReader:
    """Reads the cells of one municipality's plan."""

    def __init__(self, choices: PlanChoices) -> None:
        self._choices = choices
        self._departments = {_folded(each.name): each for each in choices.departments}
        self._by_name = {each.name: each for each in choices.departments}
        self._issues = {_folded(each.title): each for each in choices.issues.values()}

    def number(self, text: str) -> int | None:
        """The number of a measure or a step; None for nothing."""
        if not text:
            return None
        found = _NUMBER.fullmatch(to_arabic(text))
        if found is None or not 1 <= int(found[1]) <= MAX_NUMBER:
            raise CellError(f"ลำดับ {quoted(text)} ใช้ไม่ได้ กรุณาใส่เลขจำนวนเต็ม 1 ถึง {MAX_NUMBER:,} หรือเว้นว่าง")
        return int(found[1])

    def title(self, text: str) -> str:
        """What a measure is called."""
        return _bounded(text, TITLE_LENGTH)

    def text(self, text: str) -> str:
        """What a step is, or how it is followed up."""
        return _bounded(text, TEXT_LENGTH)

    def indicators(self, text: str) -> tuple[Indicator, ...]:
        """Indicators by their numbers: "1, 3", "ตัวชี้วัดที่ 1"."""
        return _each(text, self._indicator)

    def issue(self, text: str) -> Issue | None:
        """An issue by its number, with or without its title, or by its title alone; None for nothing."""
        if not text:
            return None
        known = self._choices.issues
        found = self._issues.get(_folded(text)) or known.get(_number_of(text))
        if found is None:
            raise CellError(
                f"ไม่พบประเด็น {quoted(text)} ในกรอบของปีนี้ กรุณาเลือกจากรายการ หรือใส่หมายเลข {_span(known)} เพียงประเด็นเดียว"
            )
        return found

    def questions(self, text: str) -> tuple[Question, ...]:
        """Questions by their codes: "i1, e3"."""
        return _each(text, self._question)

    def departments(self, text: str) -> tuple[Department, ...]:
        """Departments by their names in the order in which they stand, one a line or between commas."""
        return tuple(dict.fromkeys(each for line in text.split("\n") for each in self._line(line)))

    def period(self, text: str) -> Period:
        """When a step is done."""
        try:
            return period_read(text)
        except UnreadablePeriod as error:
            raise CellError(str(error)) from error

    def budget(self, text: str) -> Decimal | None:
        """An amount in baht; None for nothing."""
        try:
            amount = baht_read(text)
        except ValueError as error:
            raise CellError(str(error)) from error
        if amount is not None and amount >= MAX_BAHT:
            raise CellError(f"งบประมาณ {quoted(text)} สูงเกินกว่าที่บันทึกได้ กรุณาตรวจสอบจำนวนเงิน")
        return amount

    def _indicator(self, item: str) -> Indicator:
        known = self._choices.indicators
        number = _number_of(item)
        if number not in known:
            raise CellError(
                f"ไม่พบตัวชี้วัด {quoted(item)} ในกรอบของปีนี้ กรุณาใส่หมายเลข {_span(known)} หลายตัวชี้วัดคั่นด้วยจุลภาค เช่น 1, 3"
            )
        return known[number]

    def _question(self, item: str) -> Question:
        found = self._choices.questions.get(question_read(item) or "")
        if found is None:
            raise CellError(f"ไม่พบข้อคำถาม {quoted(item)} ในกรอบของปีนี้ กรุณาใช้รหัสจากแผ่นงานคำอธิบาย คั่นด้วยจุลภาค เช่น i1, e3")
        return found

    def _line(self, line: str) -> Iterator[Department]:
        """The departments of a line. A name may have a comma in it: the whole line is looked for first."""
        if found := self._department(line):
            yield found
            return
        for item in filter(None, map(str.strip, _COMMAS.split(line))):
            found = self._department(item)
            if found is None:
                raise CellError(self._no_department(item))
            yield found

    def _department(self, name: str) -> Department | None:
        return self._by_name.get(name) or self._departments.get(_folded(name))

    def _no_department(self, item: str) -> str:
        place = self._choices.municipality.name
        near = get_close_matches(item, [each.name for each in self._choices.departments], n=1, cutoff=0.75)
        meant = f" (หมายถึง “{near[0]}” หรือไม่)" if near else ""
        return f"ไม่พบส่วนราชการ {quoted(item)} ของ{place}{meant} กรุณาใช้ชื่อจากแผ่นงานคำอธิบาย หากมีหลายส่วนราชการให้คั่นด้วยจุลภาค"


def _each(text: str, read: Callable[[str], T]) -> tuple[T, ...]:
    """What the items of a list name, each once. All that name nothing are refused together."""
    found: dict[T, None] = {}
    refused: list[str] = []
    for item in _items(text):
        try:
            found[read(item)] = None
        except CellError as error:
            refused.append(str(error))
    if refused:
        raise CellError(" ".join(refused))
    return tuple(found)


def _bounded(text: str, length: int) -> str:
    if len(text) > length:
        raise CellError(f"ข้อความยาว {len(text):,} ตัวอักษร กรุณาเขียนให้ไม่เกิน {length:,} ตัวอักษร")
    return text


def _number_of(text: str) -> int:
    """The number that a text begins with, with or without the name after it; 0 for none."""
    found = _NUMBERED.fullmatch(to_arabic(text))
    return int(found[1]) if found else 0


def _span(known: Mapping[int, object]) -> str:
    return f"{min(known)} ถึง {max(known)}" if known else "ที่มี"


def _items(text: str) -> list[str]:
    return [item for part in _SEPARATORS.split(text) if (item := part.strip())]


def _folded(text: str) -> str:
    """A name as it is compared: in Arabic digits, without blanks, whatever the case."""
    return "".join(to_arabic(text).casefold().split())
