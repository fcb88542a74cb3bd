"""Forms of suggested measures: who is responsible, and each step as it is to be."""

from collections.abc import Collection
from typing import Any

from django import forms

from accounts.models import Department
from assessments.forms import LinesField, bare_helper
from measures.forms.plan import TOO_LONG
from measures.forms.steps import QUARTERS
from measures.periods import Period
from measures.queries.carrying import Carriable
from measures.suggestions import SuggestedStep, usual_department
from measures.text_limits import TEXT_LENGTH
from measures.verbs.measures import StepData

NOBODY = ("", "– ระบุภายหลัง –")
UNKNOWN_DEPARTMENT = "ส่วนราชการที่เลือกไม่อยู่ในหน่วยงานนี้ กรุณาเลือกใหม่"


class DepartmentForm(forms.Form):
    """Which department is responsible for each step of a suggestion; the usual one is chosen beforehand."""

    department = forms.TypedChoiceField(
        label="ผู้รับผิดชอบ",
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": UNKNOWN_DEPARTMENT},
    )
    helper = bare_helper()

    def __init__(self, *args: Any, departments: Collection[Department], indicator: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {each.pk: each for each in departments}
        usual = usual_department(indicator, [each.name for each in departments])
        self.fields["department"].choices = [NOBODY, *((each.pk, each.name) for each in departments)]  # type: ignore[attr-defined]
        self.fields["department"].initial = next((each.pk for each in departments if each.name == usual), None)

    @property
    def chosen(self) -> list[Department]:
        """The department, in a list; empty where it is to be named later. The form is valid."""
        number = self.cleaned_data["department"]
        return [] if number is None else [self.units[number]]


class SuggestedStepForm(DepartmentForm):
    """A step of a suggestion, to be changed or left out before the measure is made."""

    keep = forms.BooleanField(label="ใช้ขั้นตอนนี้", required=False, initial=True)
    text = LinesField(
        label="ขั้นตอนและวิธีการ",
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": TOO_LONG},
    )
    first_quarter = forms.TypedChoiceField(label="ตั้งแต่ไตรมาส", choices=QUARTERS, coerce=int)
    last_quarter = forms.TypedChoiceField(label="ถึงไตรมาส", choices=QUARTERS, coerce=int)
    supervision = LinesField(
        label="แนวทางการกำกับติดตาม",
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": TOO_LONG},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("keep"):
            self.errors.clear()
            return cleaned
        if not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", "กรุณาระบุขั้นตอนและวิธีการ หรือนำเครื่องหมาย “ใช้ขั้นตอนนี้” ออก")
        first, last = cleaned.get("first_quarter"), cleaned.get("last_quarter")
        if first and last and last < first:
            self.add_error("last_quarter", f"ไตรมาส {last} อยู่ก่อนไตรมาสเริ่มต้น {first} กรุณาเลือกใหม่")
        return cleaned

    @property
    def told(self) -> StepData | None:
        """The step as it is to be; None where it is left out. The form is valid."""
        cleaned = self.cleaned_data
        if not cleaned["keep"]:
            return None
        when = Period(quarters=(cleaned["first_quarter"], cleaned["last_quarter"]))
        return StepData(cleaned["text"], self.chosen, when, supervision=cleaned["supervision"])


def suggested_initial(step: SuggestedStep) -> dict[str, object]:
    """What the form of a suggested step begins with."""
    first, last = step.quarters
    return {"text": step.text, "first_quarter": first, "last_quarter": last, "supervision": step.supervision}


class CarryForm(forms.Form):
    """Which of last year's measures are to be carried forward: all that can be, until a person says otherwise."""

    measures = forms.TypedMultipleChoiceField(
        label="มาตรการที่ยกมา",
        coerce=int,
        error_messages={
            "required": "กรุณาเลือกมาตรการที่ต้องการยกมาอย่างน้อยหนึ่งรายการ",
            "invalid_choice": "มาตรการที่เลือกบางรายการยกมาไม่ได้ กรุณาตรวจสอบรายการล่าสุด แล้วเลือกอีกครั้ง",
        },
    )

    def __init__(self, *args: Any, listed: Collection[Carriable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listed = listed
        numbers = [each.measure.pk for each in listed if each.can_be_carried]
        self.fields["measures"].choices = [(number, number) for number in numbers]  # type: ignore[attr-defined]
        self.fields["measures"].initial = numbers

    @property
    def rows(self) -> list[tuple[Carriable, bool]]:
        """Last year's measures, each with whether it is chosen."""
        chosen = {str(number) for number in self["measures"].value() or ()}
        return [(each, str(each.measure.pk) in chosen) for each in self.listed]
