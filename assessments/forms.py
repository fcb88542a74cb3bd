"""Forms of scores and findings."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from assessments.codes import CodeError, Place, score_checked, score_read
from assessments.models import FINDING_LENGTH, Indicator, Question, ScoreAct, State
from assessments.queries.limitations import IssueLimitation
from assessments.scoring import FrameworkSpec
from thaitext.numbers import UnreadableNumber, plain_score
from thaitext.words import clean

REOPEN = "หน้านี้ไม่สมบูรณ์ กรุณาเปิดหน้านี้ใหม่แล้วกรอกอีกครั้ง"
ALL_OR_NOTHING = "กรุณากรอก 100 หากมีการเปิดเผยข้อมูล หรือ 0 หากไม่มี"


def bare_helper() -> FormHelper:
    """Fields alone: the template writes the form element and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class ScoreField(forms.CharField):
    """A score 0–100 as people type it, in both digit systems; empty is None.

    `all_or_nothing` where it is of an item that is there or not: what cannot be read is answered by 100 or 0 then.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    all_or_nothing = False

    def to_python(self, value: Any) -> str:
        """Without NUL characters, which no keyboard types and no database takes."""
        return str(super().to_python(value)).replace("\x00", "")

    def prepare_value(self, value: Any) -> Any:
        """A stored score as it was typed, without zeros that the database adds."""
        return plain_score(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        try:
            return score_read(text)
        except UnreadableNumber as error:
            raise forms.ValidationError(ALL_OR_NOTHING if self.all_or_nothing else str(error)) from error


class LinesField(forms.CharField):
    """A text of several lines. Browsers send each line's end as two characters and count it as one, as we do.

    NUL characters, which no keyboard types and no database takes, are left out.
    """

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\x00", "")


class QuestionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django has no generics at run time
    """A question by its code and wording."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} {obj.text}"


class FindingForm(forms.Form):
    """A person's wording of an analysis, with the draft and the version that the person saw."""

    text = LinesField(
        label="ผลการวิเคราะห์",
        max_length=FINDING_LENGTH,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "กรุณาเขียนผลการวิเคราะห์ หรือกด “ใช้ร่างของระบบ”"},
    )
    draft = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    helper = bare_helper()


class LowestQuestionForm(forms.Form):
    """Which question of the indicator is the lowest, where the questions' scores are not known."""

    question = QuestionField(
        Question.objects.none(), label="ข้อคำถามที่ได้คะแนนน้อยที่สุด", required=False, empty_label="– ยังไม่ระบุ –"
    )
    value = ScoreField(label="คะแนนของข้อนี้", required=False, help_text="เว้นว่างได้หากไม่ทราบ")
    helper = bare_helper()

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["question"]
        assert isinstance(field, QuestionField)  # noqa: S101 tells mypy what the class body says
        field.queryset = indicator.questions.all()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("question") is None and cleaned.get("value") is not None:
            self.add_error("question", "กรุณาเลือกข้อคำถามของคะแนนนี้")
        return cleaned


class ChoiceForm(forms.Form):
    """Which text stands: the person's or the rules' draft, with the draft and the version that the person saw."""

    choice = forms.ChoiceField(choices=[("keep", "คงข้อความที่แก้ไขไว้"), ("draft", "ใช้ร่างของระบบ")])
    draft = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)


class LimitationForm(forms.Form):
    """The limitations of a year, a text an issue; each with the text and the version that the person saw."""

    helper = bare_helper()

    def __init__(self, *args: Any, limitations: Iterable[IssueLimitation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limitations = {each.issue.number: each for each in limitations}
        for number, each in self.limitations.items():
            self.fields[f"text-{number}"] = LinesField(
                label=str(each.issue),
                initial=each.text,
                required=False,
                max_length=FINDING_LENGTH,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            self.fields[f"seen-{number}"] = LinesField(required=False, widget=forms.HiddenInput)
            self.fields[f"version-{number}"] = forms.IntegerField(
                label=str(each.issue),
                widget=forms.HiddenInput,
                error_messages={"required": REOPEN, "invalid": REOPEN},
            )

    @property
    def changed(self) -> list[int]:
        """The issues whose text is not the one that the person saw."""
        data = self.cleaned_data
        return [n for n in self.limitations if clean(data[f"text-{n}"]) != clean(data[f"seen-{n}"])]


class LostScoresField(forms.Field):
    """Scores as they were typed, any number of them; those that nobody could have stored are left out."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[Decimal | None]:
        scores = []
        for text in value or ():
            with suppress(UnreadableNumber):
                scores.append(score_read(text))
        return scores


class CellForm(forms.Form):
    """One cell of the grid: what a person typed, upon the version that the person saw.

    `lost` repeats what the page sent for the cell before without getting an answer: it may be stored or not.
    """

    value = ScoreField(required=False)
    version = forms.IntegerField(min_value=0, error_messages={"required": REOPEN, "invalid": REOPEN})
    lost = LostScoresField(required=False)

    def __init__(self, data: Mapping[str, Any], *, place: Place, spec: FrameworkSpec) -> None:
        super().__init__(data)
        self.place, self.spec = place, spec
        value = self.fields["value"]
        assert isinstance(value, ScoreField)  # noqa: S101 tells mypy what the class body says
        value.all_or_nothing = isinstance(place, tuple) and place[0].startswith("o")

    def clean_value(self) -> Decimal | None:
        value: Decimal | None = self.cleaned_data["value"]
        try:
            return value if value is None else score_checked(self.place, value, self.spec)
        except CodeError as error:
            raise forms.ValidationError(str(error)) from error

    @property
    def fault(self) -> str:
        """What is wrong, in one sentence."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class CommentForm(forms.Form):
    """A remark on a figure."""

    text = LinesField(
        label="ความเห็น",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "กรุณาเขียนความเห็นก่อนบันทึก"},
    )
    helper = bare_helper()


class ReasonForm(forms.Form):
    """Why figures are given back, or opened again where they are approved."""

    reason = LinesField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "กรุณาระบุเหตุผล เพื่อให้เจ้าหน้าที่ทราบว่าต้องแก้ไขสิ่งใด"},
    )
    helper = bare_helper()

    def __init__(self, data: Mapping[str, Any] | None = None, *, state: State) -> None:
        super().__init__(data)
        self.fields["reason"].label = "เหตุผลที่เปิดให้แก้ไข" if state == State.APPROVED else "เหตุผลที่ส่งคืน"


class ScoreFileForm(forms.Form):
    """A workbook or a CSV of scores."""

    file = forms.FileField(
        label="ไฟล์ Excel หรือ CSV",
        help_text="ไม่เกิน 1 MB เลขไทยหรืออารบิก",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": "กรุณาเลือกไฟล์", "empty": "ไฟล์นี้ว่างเปล่า กรุณาเลือกไฟล์ที่มีคะแนน"},
    )
    helper = bare_helper()


class ScoreTextForm(forms.Form):
    """Text copied from the result page of ITAS, or a table of codes and scores."""

    text = LinesField(
        label="ข้อความที่คัดลอกมา",
        strip=False,
        help_text="เช่น i1 97.82 บรรทัดละข้อ ลำดับใดก็ได้ เลขไทยหรืออารบิก",
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        error_messages={"required": "กรุณาวางข้อความที่มีรหัสและคะแนน"},
    )
    helper = bare_helper()


class ApplyForm(forms.Form):
    """What a preview showed, sent back to be stored: the payload of `assessments.score_previews`.

    `cleaned_data` has the figures and the versions that the person saw, both by place.
    """

    figures = forms.CharField(max_length=50_000)
    kind = forms.TypedChoiceField(
        choices=[(kind, kind.label) for kind in (ScoreAct.Kind.IMPORT, ScoreAct.Kind.PASTE)], coerce=ScoreAct.Kind
    )

    def __init__(self, data: Mapping[str, Any], *, places: Mapping[str, Place], spec: FrameworkSpec) -> None:
        super().__init__(data)
        self.places, self.spec = places, spec

    def clean_figures(self) -> dict[Place, Decimal | None]:
        figures: dict[Place, Decimal | None] = {}
        self.cleaned_data["versions"] = versions = {}
        try:
            for key, text, version in _rows_of(self.cleaned_data["figures"]):
                place = self.places[key]
                value = None if text is None else score_read(text)
                figures[place] = value if value is None else score_checked(place, value, self.spec)
                versions[place] = int(version)
        # CodeError, UnreadableNumber and what json raises are ValueErrors.
        except (TypeError, ValueError, KeyError, OverflowError, RecursionError) as error:
            raise forms.ValidationError(REOPEN) from error
        return figures


def _rows_of(text: str) -> list[Any]:
    """The JSON list in the text; a ValueError where there is none."""
    rows = json.loads(text)
    if not isinstance(rows, list):
        raise ValueError("no list")  # as for any other text that no preview has sent
    return rows
