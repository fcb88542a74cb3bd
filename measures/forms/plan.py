"""Forms of the plan: what is looked for in it, and a measure with what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from assessments.forms import REOPEN, LinesField, bare_helper
from assessments.models import Indicator, Issue, Question
from assessments.queries import FrameworkView
from measures.models import Measure, Status
from measures.queries import Plan, PlanFilter
from measures.text_limits import TITLE_LENGTH

TOO_LONG = "กรุณาเขียนให้ไม่เกิน %(limit_value)d ตัวอักษร ขณะนี้มี %(show_value)d ตัวอักษร"
UNKNOWN = "{}ที่เลือกไม่อยู่ในกรอบของปีนี้ กรุณาเลือกใหม่"


class PlanFilterForm(forms.Form):
    """What a person looks for in the plan; offers only what occurs in it. What is not understood looks for nothing."""

    text = forms.CharField(
        label="ค้นหา", required=False, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    indicator = forms.TypedChoiceField(label="ตัวชี้วัด", required=False, coerce=int, empty_value=None)
    issue = forms.TypedChoiceField(label="ประเด็น", required=False, coerce=int, empty_value=None)
    department = forms.TypedChoiceField(label="ส่วนราชการ", required=False, coerce=int, empty_value=None)
    status = forms.TypedChoiceField(label="สถานะ", required=False, coerce=Status, empty_value=None)
    late = forms.BooleanField(label="เฉพาะที่เกินกำหนด", required=False)
    helper = bare_helper()

    def __init__(self, data: Mapping[str, Any], *, plan: Plan) -> None:
        super().__init__(data)
        measures = [measure for measure, _ in plan.measures]
        self._offer("indicator", {each.number: str(each) for one in measures for each in one.indicators.all()})
        self._offer("issue", {one.issue.number: str(one.issue) for one in measures if one.issue})
        departments = {each for step in plan.steps for each in step.departments}
        ordered = sorted(departments, key=lambda each: (each.order, each.name))
        self.fields["department"].choices = [("", "ทั้งหมด"), *((each.pk, each.name) for each in ordered)]  # type: ignore[attr-defined]
        self.fields["status"].choices = [("", "ทั้งหมด"), *Status.choices]  # type: ignore[attr-defined]

    def _offer(self, name: str, choices: Mapping[int, str]) -> None:
        self.fields[name].choices = [("", "ทั้งหมด"), *sorted(choices.items())]  # type: ignore[attr-defined]

    @property
    def sought(self) -> PlanFilter:
        """What is looked for."""
        self.full_clean()
        cleaned = self.cleaned_data
        return PlanFilter(**{name: cleaned[name] for name in self.fields if cleaned.get(name)})

    def address_without(self, *names: str) -> str:
        """The query of an address that looks for the same but for `names` and the page, ready for more."""
        query = QueryDict(mutable=True)
        for name in self.fields:
            if name not in names and (value := self.data.get(name)):
                query[name] = value
        return f"?{query.urlencode()}&" if query else "?"


@dataclass(frozen=True, slots=True)
class Answerable:
    """An indicator that a measure can answer, with its questions; each with whether it is chosen."""

    indicator: Indicator
    chosen: bool
    questions: Sequence[tuple[Question, bool]]

    @property
    def chosen_questions(self) -> int:
        return sum(chosen for _, chosen in self.questions)


class MeasureForm(forms.Form):
    """What a measure is called and what it answers. Indicators and issues go by number, questions by code."""

    title = LinesField(
        label="มาตรการ/โครงการ/กิจกรรม",
        max_length=TITLE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "กรุณาระบุชื่อมาตรการ/โครงการ/กิจกรรม", "max_length": TOO_LONG},
    )
    indicators = forms.TypedMultipleChoiceField(
        label="ตัวชี้วัด", coerce=int, required=False, error_messages={"invalid_choice": UNKNOWN.format("ตัวชี้วัด")}
    )
    issue = forms.TypedChoiceField(
        label="ประเด็น",
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": UNKNOWN.format("ประเด็น")},
    )
    questions = forms.MultipleChoiceField(
        label="ข้อคำถามที่มุ่งยกระดับ", required=False, error_messages={"invalid_choice": UNKNOWN.format("ข้อคำถาม")}
    )
    helper = bare_helper()

    def __init__(self, *args: Any, framework: FrameworkView, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.framework = framework
        self.issues = {issue.number: issue for issue in framework.framework.issues.all()}
        self.fields["indicators"].choices = [(number, each) for number, each in framework.indicators.items()]  # type: ignore[attr-defined]
        self.fields["questions"].choices = [(code, code) for code in framework.questions]  # type: ignore[attr-defined]
        issues = [(number, str(issue)) for number, issue in self.issues.items()]
        self.fields["issue"].choices = [("", "– ไม่ระบุ –"), *issues]  # type: ignore[attr-defined]

    def clean_indicators(self) -> list[Indicator]:
        return [self.framework.indicators[number] for number in self.cleaned_data["indicators"]]

    def clean_issue(self) -> Issue | None:
        number = self.cleaned_data["issue"]
        return None if number is None else self.issues[number]

    def clean_questions(self) -> list[Question]:
        return [self.framework.questions[code] for code in self.cleaned_data["questions"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        answered = {"indicators", "issue"} & self.errors.keys() or cleaned.get("indicators") or cleaned.get("issue")
        if not answered:
            self.add_error("indicators", "กรุณาเลือกตัวชี้วัดหรือประเด็นที่มาตรการนี้ตอบ อย่างน้อยหนึ่งเรื่อง")
        return cleaned

    @property
    def answers(self) -> dict[str, Any]:
        """What the form says, once it is valid, as the verbs take it."""
        return {name: self.cleaned_data[name] for name in ("title", "indicators", "issue", "questions")}

    @property
    def answerable(self) -> list[Answerable]:
        """The indicators with their questions, for the page."""
        numbers = {str(number) for number in self["indicators"].value() or ()}
        codes = {*(self["questions"].value() or ())}
        return [
            Answerable(
                indicator,
                str(number) in numbers,
                [(question, question.code in codes) for question in self.framework.questions_of(indicator)],
            )
            for number, indicator in self.framework.indicators.items()
        ]


class VersionForm(forms.Form):
    """The version of a measure that the person saw."""

    version = forms.IntegerField(min_value=0, error_messages={"required": REOPEN, "invalid": REOPEN})


class MoveForm(forms.Form):
    """A button that moves a row upon the version that the person saw: "up-3", "down-3"."""

    move = forms.RegexField(r"\A(up|down)-[0-9]{1,9}\Z")

    @property
    def moved(self) -> dict[str, Any]:
        """What the button says, as the verbs take it; the form is valid."""
        direction, _, version = self.cleaned_data["move"].partition("-")
        return {"up": direction == "up", "version": int(version)}


def measure_initial(measure: Measure) -> dict[str, object]:
    """What the form of a stored measure begins with."""
    return {
        "title": measure.title,
        "indicators": [indicator.number for indicator in measure.indicators.all()],
        "issue": measure.issue.number if measure.issue else None,
        "questions": [question.code for question in measure.questions.all()],
    }
