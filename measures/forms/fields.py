"""Fields that read what Thai officials type and send: days in the Buddhist Era, per cents, several files."""

from datetime import date
from typing import Any

from django import forms

from thaitext.dates import BUDDHIST_ERA_OFFSET, UnreadableDate, parse_date
from thaitext.numbers import UnreadableNumber, read_score_text


class ThaiDateField(forms.CharField):
    """A day as people type it: 25/03/2569, ๒๕ มี.ค. ๒๕๖๙, 2569-03-25; shown as 25/03/2569. Empty is None.

    Django's own date field would read 2569 as a year of the Common Era.
    """

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "วัน/เดือน/ปี พ.ศ. เช่น 25/03/2569")
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A day as it is typed; what somebody typed stays as it is."""
        if isinstance(value, date):
            return f"{value.day:02}/{value.month:02}/{value.year + BUDDHIST_ERA_OFFSET}"
        return value

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_date(text)
        except UnreadableDate as error:
            raise forms.ValidationError(error.reason) from error


class PercentField(forms.CharField):
    """A whole number from 0 to 100 as people type it: 50, ๕๐, 50%. Empty is None."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value: Any) -> int | None:
        try:
            number = read_score_text(super().clean(value))
        except UnreadableNumber as error:
            raise forms.ValidationError(str(error)) from error
        if number is None:
            return None
        if number != int(number) or not 0 <= number <= 100:
            raise forms.ValidationError("ร้อยละต้องเป็นจำนวนเต็มตั้งแต่ 0 ถึง 100 กรุณาแก้ไข หรือเว้นว่าง")
        return int(number)


class Radios(forms.RadioSelect):
    """Radio buttons of which a summary of errors leads to the first."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index or "0")


class FilesInput(forms.FileInput):
    """Takes several files at once."""

    allow_multiple_selected = True
