"""Forms of scores and findings."""

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from assessments.importers.score_csv import MAX_BYTES
from assessments.models import FINDING_LENGTH, Indicator, Question
from thaitext.numbers import UnreadableNumber, read_score_text


def bare_helper() -> FormHelper:
    """Fields alone: the template writes the form element and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


class ScoreField(forms.CharField):
    """A score 0–100 as people type it, in both digit systems; empty is None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        """A stored score as it was typed, without zeros that the database adds."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        try:
            return read_score_text(text)
        except UnreadableNumber as error:
            hint = f" (หมายถึง {error.suggestion} หรือไม่)" if error.suggestion else ""
            raise forms.ValidationError(f"{error.reason}{hint}") from error


class QuestionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django has no generics at run time
    """A question by its code and wording."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} {obj.text}"


class FindingForm(forms.Form):
    """A person's wording of an analysis, with the draft and the version that the person saw."""

    text = forms.CharField(
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


class ScoreImportForm(forms.Form):
    """A CSV of scores."""

    file = forms.FileField(
        label="ไฟล์ CSV",
        help_text="คอลัมน์ code,part,score ไม่เกิน 1 MB รองรับ UTF-8 และ Windows-874 เลขไทยหรืออารบิก",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": "กรุณาเลือกไฟล์ CSV", "empty": "ไฟล์นี้ว่างเปล่า กรุณาเลือกไฟล์ที่มีคะแนน"},
    )
    helper = bare_helper()

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError("ไฟล์ใหญ่เกิน 1 MB กรุณาตรวจสอบว่าเป็นไฟล์คะแนน")
        return file
