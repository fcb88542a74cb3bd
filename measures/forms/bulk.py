"""Forms that change several steps at once."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from accounts.models import User
from assessments.forms import bare_helper
from measures.forms.steps import StepForm
from measures.queries.measures import PlanStep
from measures.verbs.handover import MAX_PICKED

_PICKED = re.compile(r"(?P<step>[0-9]{1,18})-(?P<version>[0-9]{1,9})", re.ASCII)


class PickedField(forms.Field):
    """Steps that were ticked, each upon the version of its measure that the person saw: "9001-3"."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {
        "required": "กรุณาเลือกอย่างน้อยหนึ่งขั้นตอน",
        "unreadable": "หน้านี้ไม่สมบูรณ์ กรุณาเปิดหน้านี้ใหม่แล้วเลือกอีกครั้ง",
        "too_many": f"เปลี่ยนได้ครั้งละไม่เกิน {MAX_PICKED} ขั้นตอน กรุณาแบ่งทำหลายครั้ง",
    }

    def to_python(self, value: Any) -> dict[int, int]:
        """The steps' keys with the versions."""
        values: Sequence[str] = value or []
        if len(values) > MAX_PICKED:
            raise forms.ValidationError(self.error_messages["too_many"])
        found = [_PICKED.fullmatch(each) for each in values]
        if None in found:
            raise forms.ValidationError(self.error_messages["unreadable"])
        return {int(each["step"]): int(each["version"]) for each in found if each}


class PickedForm(forms.Form):
    """Steps that were ticked."""

    picked = PickedField(label="ขั้นตอน")

    def is_picked(self, step: PlanStep) -> bool:
        """Whether the tick box of a step is ticked: what was sent, and before that all."""
        if not self.is_bound:
            return True
        return any(value.startswith(f"{step.step.pk}-") for value in self["picked"].value() or ())


class GiverForm(forms.Form):
    """Whose steps are to be handed on; the people who have any, as they are said."""

    giver = forms.TypedChoiceField(label="ผู้ที่มีขั้นตอนอยู่", coerce=int, error_messages={"required": "กรุณาเลือกผู้ที่มีขั้นตอนอยู่"})
    helper = bare_helper()

    def __init__(self, *args: Any, people: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["giver"].choices = [("", "– เลือก –"), *people.items()]  # type: ignore[attr-defined]


class HandOverForm(PickedForm):
    """To whom the ticked steps go."""

    taker = forms.TypedChoiceField(
        label="มอบให้",
        coerce=int,
        help_text="ผู้ที่จะได้รับการแจ้งเตือนและรายงานผลแทน",
        error_messages={
            "required": "กรุณาเลือกผู้รับมอบหมายคนใหม่",
            "invalid_choice": "ผู้ที่เลือกรายงานผลในหน่วยงานนี้ไม่ได้ กรุณาเลือกใหม่",
        },
    )
    helper = bare_helper()
    field_order = ("picked", "taker")

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        names = [(pk, person.get_full_name()) for pk, person in self.people.items()]
        self.fields["taker"].choices = [("", "– เลือก –"), *names]  # type: ignore[attr-defined]

    def clean_taker(self) -> User:
        return self.people[self.cleaned_data["taker"]]


class DatesForm(PickedForm, StepForm):
    """The period of the ticked steps, said as in the form of one step; nothing else of a step is asked."""

    text = departments = supervision = budget = assignee = version = None  # type: ignore[assignment]
    field_order = ("picked",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super(StepForm, self).__init__(*args, **kwargs)  # without the choices of the fields that are not here

    def is_picked(self, step: PlanStep) -> bool:
        """Nothing is ticked before the person does."""
        return self.is_bound and super().is_picked(step)


class UnitForm(forms.Form):
    """The department whose steps are shown; what is not understood shows all."""

    department = forms.TypedChoiceField(label="ส่วนราชการ", coerce=int, empty_value=None, required=False)
    helper = bare_helper()

    def __init__(self, data: Mapping[str, Any], *, steps: Sequence[PlanStep]) -> None:
        super().__init__(data)
        units = {each for step in steps for each in step.departments}
        ordered = sorted(units, key=lambda each: (each.order, each.name))
        self.fields["department"].choices = [("", "ทั้งหมด"), *((each.pk, each.name) for each in ordered)]  # type: ignore[attr-defined]

    def found(self, steps: Sequence[PlanStep]) -> list[PlanStep]:
        """Those of the steps that are shown."""
        self.full_clean()
        wanted = self.cleaned_data.get("department")
        return [step for step in steps if wanted is None or any(each.pk == wanted for each in step.departments)]
