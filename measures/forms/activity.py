"""Forms of meetings and activities and of their pictures."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from assessments.forms import LinesField, bare_helper
from measures.forms.fields import ThaiDateField
from measures.forms.plan import TOO_LONG
from measures.models import Activity
from thaitext.hours import UnreadableHour, format_hour, parse_hour
from thaitext.words import clean

#: Pictures that can be sent at once: one page of the document.
PICTURES_AT_ONCE = 4


class ThaiHourField(forms.CharField):
    """An hour of the day as people type it: 10.00 น., ๑๐.๓๐, 9:05; shown as 10.00 น."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        """An hour as it is typed; what somebody typed stays as it is."""
        return format_hour(value) if isinstance(value, time) else value

    def clean(self, value: Any) -> time:
        try:
            return parse_hour(super().clean(value))
        except UnreadableHour as error:
            raise forms.ValidationError(error.reason) from error


class ActivityForm(forms.Form):
    """What is written of an activity, with the version that the person saw (0 for a new one)."""

    title = forms.CharField(
        label="เรื่อง",
        max_length=300,
        help_text="เช่น ประชุมประจำเดือนและชี้แจงปฏิทินการประเมิน ITA",
        error_messages={"required": "กรุณาระบุเรื่องของการประชุมหรือกิจกรรม", "max_length": TOO_LONG},
    )
    date = ThaiDateField(
        label="วันที่",
        help_text="เช่น 25 มีนาคม 2568 หรือ 25/03/2568",
        error_messages={"required": "กรุณาระบุวันที่จัด"},
    )
    hour = ThaiHourField(
        label="เวลา", help_text="เช่น 10.00 น.", error_messages={"required": "กรุณาระบุเวลาเริ่ม เช่น 10.00 น."}
    )
    place = forms.CharField(
        label="สถานที่",
        max_length=300,
        help_text="เช่น ห้องประชุมสำนักงานเทศบาล",
        error_messages={"required": "กรุณาระบุสถานที่จัด", "max_length": TOO_LONG},
    )
    attendees = LinesField(
        label="ผู้เข้าร่วม (ไม่บังคับ)",
        required=False,
        max_length=3000,
        help_text="ระบุตำแหน่งหรือส่วนราชการ บรรทัดละรายการ",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )
    text = LinesField(
        label="สาระสำคัญและมติ",
        max_length=8000,
        help_text="ขึ้นบรรทัดใหม่เพื่อแยกย่อหน้า บรรทัดที่เริ่มด้วย - จะพิมพ์เป็นรายการ",
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "กรุณาเขียนสาระสำคัญและมติของการประชุมหรือกิจกรรม", "max_length": TOO_LONG},
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    helper = bare_helper()

    @property
    def starts(self) -> datetime:
        """The day and hour of a valid form, in Bangkok's time."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["date"], self.cleaned_data["hour"]))

    @property
    def words(self) -> dict[str, Any]:
        """What the verbs take of a valid form."""
        return {name: self.cleaned_data[name] for name in ("title", "place", "attendees", "text")} | {
            "starts": self.starts
        }

    @classmethod
    def of(cls, activity: Activity) -> "ActivityForm":
        """The form of an activity as it is stored."""
        starts = timezone.localtime(activity.starts)
        stored = {name: getattr(activity, name) for name in ("title", "place", "attendees", "text", "version")}
        return cls(initial=stored | {"date": starts.date(), "hour": starts.time()})


class PictureForm(forms.Form):
    """A picture to be sent, with what it shows. A row that is left empty is no picture."""

    file = forms.FileField(
        label="ไฟล์ภาพ",
        required=False,
        allow_empty_file=True,  # what is wrong with a file is said by those who read it
        help_text="JPEG PNG หรือ WEBP ไม่เกิน 20 MB",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    caption = forms.CharField(
        label="คำอธิบายภาพ",
        required=False,
        max_length=300,
        help_text="พิมพ์ใต้ภาพในเอกสาร",
        error_messages={"max_length": TOO_LONG},
    )
    helper = bare_helper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        caption = clean(cleaned.get("caption") or "")
        if cleaned.get("file") and not caption and "caption" not in self.errors:
            self.add_error("caption", "กรุณาเขียนคำอธิบายของภาพนี้")
        if caption and not cleaned.get("file") and "file" not in self.errors:
            self.add_error("file", "กรุณาเลือกไฟล์ของภาพนี้ (เบราว์เซอร์ไม่เก็บไฟล์ที่เลือกไว้ก่อนหน้า)")
        return cleaned


class ArrangeForm(forms.Form):
    """A picture to be moved or taken out ("up-7", "down-7", "out-7"), and the version that the person saw."""

    version = forms.IntegerField(min_value=0)
    arrange = forms.RegexField(r"\A(up|down|out)-[0-9]{1,18}\Z")

    @property
    def act(self) -> str:
        """What a valid form wants: "up", "down" or "out"."""
        return str(self.cleaned_data["arrange"].partition("-")[0])

    @property
    def picture(self) -> int:
        """The key of the picture in a valid form."""
        return int(self.cleaned_data["arrange"].partition("-")[2])


class ChooseForm(forms.Form):
    """Pictures of the evidence to be laid out as well."""

    chosen = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, *args: Any, pictures: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chosen"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101 tells mypy what the class body says
        field.choices = [(number, number) for number in pictures]
