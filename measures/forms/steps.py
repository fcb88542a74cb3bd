"""Forms of a step: what is done, by whom, and when, in one of four ways."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.models import Department, Municipality, User
from assessments.forms import REOPEN, LinesField, bare_helper
from measures.forms.fields import Radios, ThaiDateField
from measures.forms.plan import TOO_LONG
from measures.models import Step
from measures.periods import Cycle, Period
from measures.queries.reporters import people_of
from measures.text_limits import TEXT_LENGTH, WORDS_LENGTH
from measures.verbs.measures import StepData
from measures.wording import CANNOT_REPORT, baht, baht_read
from thaitext.dates import format_date

#: Boxes to choose departments in: in all, at least empty, and in sight from the beginning.
BOXES, SPARE_BOXES, BOXES_IN_SIGHT = 6, 3, 2

QUARTERS = [(number, f"ไตรมาส {number}") for number in (1, 2, 3, 4)]


class BahtField(forms.CharField):
    """An amount in baht as people type it: 12,500, ๑๒๕๐๐.๕๐ บาท. Empty is None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        """A stored amount with its thousands; what somebody typed stays as it is."""
        return baht(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        try:
            return baht_read(super().clean(value))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class StepForm(forms.Form):
    """A step. The fields of the ways that were not chosen are not read."""

    WAYS = {
        "dates": ("start", "end"),
        "quarters": ("first_quarter", "last_quarter"),
        "cycle": ("cycle", "cycle_day", "cycle_start", "cycle_end"),
        "words": ("words",),
    }

    text = LinesField(
        label="ขั้นตอนและวิธีการ",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "กรุณาระบุขั้นตอนและวิธีการ", "max_length": TOO_LONG},
    )
    departments = forms.TypedMultipleChoiceField(
        label="ผู้รับผิดชอบ",
        coerce=int,
        required=False,
        error_messages={"invalid_choice": "ส่วนราชการที่เลือกไม่อยู่ในหน่วยงานนี้ กรุณาเลือกใหม่"},
    )
    way = forms.ChoiceField(
        label="ระยะเวลา",
        choices=[("dates", "ระบุวันที่"), ("quarters", "ระบุไตรมาส"), ("cycle", "ทำเป็นรอบ"), ("words", "เขียนเป็นข้อความ")],
        widget=Radios,
        error_messages={"required": "กรุณาเลือกวิธีระบุระยะเวลา"},
    )
    start = ThaiDateField(label="วันเริ่มต้น", required=False)
    end = ThaiDateField(label="วันสิ้นสุด", required=False)
    first_quarter = forms.TypedChoiceField(
        label="ตั้งแต่ไตรมาส", choices=[("", "– เลือก –"), *QUARTERS], coerce=int, empty_value=None, required=False
    )
    last_quarter = forms.TypedChoiceField(
        label="ถึงไตรมาส", choices=[("", "ไตรมาสเดียว"), *QUARTERS], coerce=int, empty_value=None, required=False
    )
    cycle = forms.TypedChoiceField(
        label="รอบ", choices=[("", "– เลือก –"), *Cycle.choices()], coerce=Cycle, empty_value=None, required=False
    )
    cycle_day = forms.IntegerField(
        label="ภายในวันที่ของเดือน",
        help_text="เฉพาะรอบทุกเดือน เว้นว่างหมายถึงวันสิ้นเดือน",
        min_value=1,
        max_value=31,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": "กรุณากรอกวันที่ของเดือนเป็นตัวเลข 1 ถึง 31",
            "min_value": "วันที่ของเดือนต้องอยู่ระหว่าง 1 ถึง 31",
            "max_value": "วันที่ของเดือนต้องอยู่ระหว่าง 1 ถึง 31",
        },
    )
    cycle_start = ThaiDateField(
        label="ตั้งแต่วันที่", required=False, help_text="เว้นว่างทั้งสองวันหมายถึงทั้งปีงบประมาณ หากเริ่มกลางปี กรุณาระบุ เช่น 01/04/2569"
    )
    cycle_end = ThaiDateField(label="ถึงวันที่", required=False, help_text="วัน/เดือน/ปี พ.ศ. เช่น 30/09/2569")
    words = forms.CharField(
        label="ข้อความ",
        max_length=WORDS_LENGTH,
        required=False,
        help_text="เช่น ตลอดปีงบประมาณ ครบกำหนดเมื่อสิ้นปีงบประมาณ",
        error_messages={"max_length": TOO_LONG},
    )
    outside = forms.BooleanField(label="ยืนยันว่าตั้งใจให้อยู่นอกปีงบประมาณ", required=False)
    supervision = LinesField(
        label="แนวทางการกำกับติดตาม",
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="ใครติดตาม อย่างไร และรายงานต่อใคร",
        error_messages={"max_length": TOO_LONG},
    )
    budget = BahtField(label="งบประมาณ (บาท)", required=False, help_text="เว้นว่างหากไม่ใช้งบประมาณ")
    assignee = forms.TypedChoiceField(
        label="ผู้รับมอบหมาย",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="ผู้ที่จะได้รับการแจ้งเตือนและรายงานผล",
        error_messages={"invalid_choice": "ผู้ที่เลือกรายงานผลในหน่วยงานนี้ไม่ได้ กรุณาเลือกใหม่"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": REOPEN, "invalid": REOPEN})
    helper = bare_helper()

    def __init__(self, *args: Any, municipality: Municipality, step: Step | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {each.pk: each for each in municipality.departments.all()}
        people = people_of(municipality)
        asked = {person.pk: person.get_full_name() for person in people}
        if step and step.assignee and step.assignee not in people:  # who has the step now keeps it
            people.append(step.assignee)
            asked[step.assignee.pk] = f"{step.assignee.get_full_name()} ({CANNOT_REPORT})"
        self.people = {person.pk: person for person in people}
        self.fields["departments"].choices = [(pk, each.name) for pk, each in self.units.items()]  # type: ignore[attr-defined]
        self.fields["assignee"].choices = [("", "– ไม่ระบุ –"), *asked.items()]  # type: ignore[attr-defined]

    def clean_departments(self) -> list[Department]:
        return [self.units[pk] for pk in self.cleaned_data["departments"]]

    def clean_assignee(self) -> User | None:
        return self.people.get(self.cleaned_data["assignee"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        way = cleaned.get("way")
        for other in self.WAYS.keys() - {way}:
            for name in self.WAYS[other]:
                self.errors.pop(name, None)
        if way and not self.errors.keys() & {*self.WAYS[way]}:
            self._read_period(way, cleaned)
        return cleaned

    def _read_period(self, way: str, cleaned: dict[str, Any]) -> None:
        match way:
            case "dates":
                self._read_dates(cleaned)
            case "quarters":
                self._read_quarters(cleaned)
            case "cycle":
                self._read_cycle(cleaned)
            case _:
                self._needed("words", "กรุณาเขียนระยะเวลา เช่น ตลอดปีงบประมาณ")
                cleaned["when"] = Period(words=cleaned.get("words", ""))

    def _read_dates(self, cleaned: dict[str, Any]) -> None:
        self._needed("start", "กรุณาระบุวันเริ่มต้น เช่น 01/10/2568")
        self._needed("end", "กรุณาระบุวันสิ้นสุด เช่น 30/09/2569")
        if days := self._days("start", "end"):
            cleaned["when"] = Period(dates=days)

    def _days(self, first: str, last: str) -> tuple[date, date] | None:
        """The days of two fields; None unless both are there and in their order."""
        start, end = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if not start or not end:
            return None
        if end < start:
            days = f"{format_date(end, 'short_month')} อยู่ก่อนวันเริ่มต้น {format_date(start, 'short_month')}"
            self.add_error(last, f"วันสิ้นสุด {days} กรุณาตรวจสอบวัน เดือน และปี")
            return None
        return start, end

    def _read_quarters(self, cleaned: dict[str, Any]) -> None:
        self._needed("first_quarter", "กรุณาเลือกไตรมาสเริ่มต้น")
        first = cleaned.get("first_quarter")
        last = cleaned.get("last_quarter") or first
        if first and last and last < first:
            self.add_error("last_quarter", f"ไตรมาส {last} อยู่ก่อนไตรมาสเริ่มต้น {first} กรุณาเลือกใหม่")
        elif first and last:
            cleaned["when"] = Period(quarters=(first, last))

    def _read_cycle(self, cleaned: dict[str, Any]) -> None:
        self._needed("cycle", "กรุณาเลือกรอบ")
        cycle, day = cleaned.get("cycle"), cleaned.get("cycle_day")
        if cycle and day and cycle is not Cycle.MONTHLY:
            self.add_error("cycle_day", "วันที่ของเดือนใช้กับรอบทุกเดือนเท่านั้น กรุณาลบออกหรือเลือกรอบทุกเดือน")
        if cleaned.get("cycle_start"):
            self._needed("cycle_end", "กรุณาระบุวันสิ้นสุดของรอบด้วย เช่น 30/09/2569 หรือเว้นว่างทั้งสองวัน")
        elif cleaned.get("cycle_end"):
            self._needed("cycle_start", "กรุณาระบุวันเริ่มต้นของรอบด้วย เช่น 01/04/2569 หรือเว้นว่างทั้งสองวัน")
        cleaned["when"] = Period(dates=self._days("cycle_start", "cycle_end"), cycle=cycle, cycle_day=day)

    def _needed(self, name: str, sentence: str) -> None:
        if not self.cleaned_data.get(name):
            self.add_error(name, sentence)

    @property
    def told(self) -> dict[str, Any]:
        """What the form says, once it is valid, as the verbs take it."""
        cleaned = self.cleaned_data
        names = ("text", "departments", "when", "supervision", "budget", "assignee")
        return {
            "data": StepData(**{name: cleaned[name] for name in names}),
            "version": cleaned["version"],
            "outside_confirmed": cleaned["outside"],
        }

    @property
    def department_boxes(self) -> tuple[list[int | None], list[int | None]]:
        """The departments chosen so far in their order, then empty boxes: those in sight, and those folded away."""
        chosen: list[int | None] = [int(pk) for pk in self["departments"].value() or () if str(pk).isdecimal()]
        boxes = [*chosen, *[None] * min(max(SPARE_BOXES, BOXES - len(chosen)), len(self.units) - len(chosen))]
        in_sight = max(len(chosen), BOXES_IN_SIGHT)
        return boxes[:in_sight], boxes[in_sight:]

    @property
    def asks_outside(self) -> bool:
        """Whether the page asks if days outside the action year are meant."""
        return bool(self.errors.get("outside")) or bool(self["outside"].value())


def departments_sent(data: QueryDict) -> QueryDict:
    """What a form of steps sent, without the boxes that were left empty and departments that were chosen twice."""
    sent = data.copy()
    for name in [name for name in sent if name.endswith("departments")]:
        sent.setlist(name, list(dict.fromkeys(value for value in sent.getlist(name) if value)))
    return sent


def step_initial(step: Step, departments: Sequence[Department]) -> dict[str, object]:
    """What the form of a stored step begins with."""
    when = step.when
    start, end = when.dates or (None, None)
    first, last = when.quarters or (None, None)
    is_cycle = when.cycle is not None
    return {
        "text": step.text,
        "departments": [department.pk for department in departments],
        "way": "cycle" if is_cycle else "dates" if start else "quarters" if first else "words",
        "start": None if is_cycle else start,
        "end": None if is_cycle else end,
        "first_quarter": first,
        "last_quarter": None if last == first else last,
        "cycle": when.cycle,
        "cycle_day": when.cycle_day,
        "cycle_start": start if is_cycle else None,
        "cycle_end": end if is_cycle else None,
        "words": when.words,
        "supervision": step.supervision,
        "budget": step.budget,
        "assignee": step.assignee_id,
    }
