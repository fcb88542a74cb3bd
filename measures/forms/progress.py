"""Forms of progress reports and of their evidence."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from accounts.errors import UserError
from accounts.models import Municipality
from assessments.forms import LinesField, bare_helper
from measures.evidence_files import Preparation
from measures.evidence_limits import MAX_FILES
from measures.forms.fields import FilesInput, PercentField, Radios, ThaiDateField
from measures.forms.plan import TOO_LONG
from measures.models import Evidence, ProgressReport, Status
from measures.queries.progress import StepSheet
from measures.verbs.evidence import CAPTION_LENGTH, NewFile, NewLink, link_checked
from measures.verbs.progress import LENGTHS, ReportData, newer_report, proving, report_faults
from thaitext import fiscal
from thaitext.dates import UnreadableDate, format_date, format_period, parse_date
from thaitext.words import clean

ACCEPTED = "image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx"
MAX_LINKS = 10
NO_FILES = Preparation((), ())
_KEY = re.compile("[0-9]{1,18}")


def _text(label: str, name: str, *, rows: int, help_text: str) -> LinesField:
    """A text of a report, which its status may ask for."""
    return LinesField(
        label=label, required=False, max_length=LENGTHS[name], help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip


class EvidenceField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django has no generics at run time
    """Evidence by its keys. One that no database could hold is as little there as one that nobody has."""

    default_error_messages = dict.fromkeys(("invalid_choice", "invalid_pk_value"), "ไม่พบหลักฐานที่เลือก กรุณาเลือกใหม่")

    def clean(self, value: Any) -> Any:
        if len(_keys(value or ())) < len(value or ()):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class ReportForm(forms.Form):
    """What a department reports of a step: the first report, or the correction of one (`report`)."""

    date = ThaiDateField(label="วันที่รายงาน", error_messages={"required": "กรุณาระบุวันที่รายงาน เช่น 25/03/2569"})
    outside_year = forms.BooleanField(label="ยืนยันว่าวันที่รายงานถูกต้อง", required=False)
    due = forms.TypedChoiceField(
        label="กำหนดที่รายงาน",
        coerce=dt.date.fromisoformat,
        error_messages={"required": "กรุณาเลือกกำหนดที่รายงาน", "invalid_choice": "กรุณาเลือกกำหนดที่รายงานจากรายการ"},
    )
    status = forms.TypedChoiceField(
        label="สถานะ",
        choices=Status.choices,
        coerce=Status,
        widget=Radios,
        error_messages={"required": "กรุณาเลือกสถานะ", "invalid_choice": "กรุณาเลือกสถานะจากรายการ"},
    )
    summary = _text("สรุปผลการดำเนินการ", "summary", rows=4, help_text="ได้ทำสิ่งใด เมื่อใด กับใคร ต้องมีเมื่อดำเนินการแล้ว")
    outcome = _text("ผลลัพธ์หรือความสำเร็จ", "outcome", rows=3, help_text="เกิดผลใดขึ้นจากสิ่งที่ทำ ต้องมีเมื่อดำเนินการแล้ว")
    percent = PercentField(label="ร้อยละความก้าวหน้า (ไม่บังคับ)", required=False, help_text="0 ถึง 100")
    reason = _text("เหตุผล", "reason", rows=2, help_text="เมื่อยกเลิกขั้นตอน หรือเมื่อดำเนินการแล้วแต่ไม่มีหลักฐาน นอกนั้นเว้นว่างได้")
    uploads = forms.Field(
        label="ไฟล์",
        required=False,
        help_text=f"PDF ภาพ (JPEG PNG WEBP) Word (.docx) หรือ Excel (.xlsx) ไฟล์ละไม่เกิน 20 MB ไม่เกิน {MAX_FILES} ไฟล์",
        widget=FilesInput(attrs={"accept": ACCEPTED}),
    )
    caption = forms.CharField(
        label="คำอธิบายไฟล์ (ไม่บังคับ)", required=False, max_length=CAPTION_LENGTH,
        help_text="ใช้กับทุกไฟล์ที่เลือก หากเว้นว่าง ระบบใช้ชื่อไฟล์ แก้ไขภายหลังได้", error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
    links = LinesField(
        label="ลิงก์ (ไม่บังคับ)",
        required=False,
        help_text="บรรทัดละ 1 ลิงก์ เว้นวรรคแล้วตามด้วยคำอธิบาย เช่น https://www.example.go.th/news ประกาศบนเว็บไซต์",
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
    )
    proves_on = ThaiDateField(
        label="วันที่ของหลักฐาน (ไม่บังคับ)", required=False, help_text="วันที่จัดกิจกรรมหรือวันที่ในเอกสาร เช่น 25/03/2569"
    )
    reuse = EvidenceField(Evidence.objects.none(), label="หลักฐานที่มีอยู่แล้ว", required=False)
    helper = bare_helper()

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        municipality: Municipality,
        sheet: StepSheet,
        report: ProgressReport | None = None,
        preparation: Preparation = NO_FILES,
        initial: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, initial=_stored(sheet, report) | dict(initial or {}), **kwargs)
        self.sheet, self.report, self.preparation = sheet, report, preparation
        #: Whether the page asks if a day outside the year is meant.
        self.asks_outside = False
        dues = sorted({*sheet.open_dues, *([report.due] if report else [])})
        due, reuse = self.fields["due"], self.fields["reuse"]
        assert isinstance(due, forms.TypedChoiceField)  # noqa: S101 tells mypy what the class body says
        assert isinstance(reuse, EvidenceField)  # noqa: S101 the same
        due.choices = [(each.isoformat(), format_date(each, "short_month")) for each in dues]
        reuse.queryset = Evidence.objects.filter(municipality=municipality)

    @property
    def chosen(self) -> list[int]:
        """The keys of the evidence that is ticked."""
        keys = self.data.getlist("reuse") if isinstance(self.data, QueryDict) else self.initial.get("reuse", [])
        return _keys(keys)

    @property
    def words(self) -> dict[str, Any]:
        """What the verbs take of a valid form."""
        names = ("date", "due", "status", "summary", "outcome", "percent", "reason", "links")
        values = {name: self.cleaned_data[name] for name in names}
        return values | {"evidence": self.cleaned_data["reuse"], "files": self.cleaned_data["new_files"]}

    def clean_links(self) -> list[tuple[str, str]]:
        """Addresses with their captions; all that is wrong with them at once."""
        found, faults = [], []
        for line in clean(self.cleaned_data["links"]).splitlines():
            if not line:
                continue
            address, _, caption = line.partition(" ")
            try:
                found.append((link_checked(address), caption or address.partition("://")[2]))
            except UserError as error:
                faults.append(str(error))
        if len(found) > MAX_LINKS:
            faults.append(f"ใส่ลิงก์ได้ไม่เกิน {MAX_LINKS} ลิงก์ต่อรายงาน กรุณาเลือกเฉพาะที่สำคัญ")
        if faults:
            raise forms.ValidationError(faults)
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.preparation.refusals:
            self.add_error("uploads", list(self.preparation.refusals))
        cleaned["new_files"] = self._new_files(cleaned)
        cleaned["links"] = [
            NewLink(address, caption[:CAPTION_LENGTH], cleaned.get("proves_on"))
            for address, caption in cleaned.get("links") or []
        ]
        today = timezone.localdate()
        if (cleaned.get("proves_on") or today) > today:
            self.add_error("proves_on", "วันที่ยังมาไม่ถึง กรุณาตรวจสอบวัน เดือน และปี พ.ศ.")
        if "status" in cleaned:
            self._check_report(cleaned, today)
        self._ask_outside(cleaned)
        return cleaned

    def _check_report(self, cleaned: Mapping[str, Any], today: dt.date) -> None:
        """The rules of a report; evidence that is wrong is told so, not that it is missing."""
        new = [*cleaned["new_files"], *cleaned["links"]]
        wrong = [name for name in ("uploads", "links", "reuse") if name in self.errors]
        data = ReportData(
            date=cleaned.get("date") or today,
            status=cleaned["status"],
            summary=cleaned.get("summary", ""),
            outcome=cleaned.get("outcome", ""),
            reason=cleaned.get("reason", ""),
            evidence=len(new) + proving(cleaned.get("reuse") or []) + len(wrong),
        )
        newer = None
        if cleaned.keys() >= {"date", "due"}:
            step = self.sheet.plan.step
            newer = newer_report(step, cleaned["date"], cleaned["status"], cleaned["due"], self.report)
        for name, sentence in report_faults(data, today, newer).items():
            if name not in self.errors:
                self.add_error(name, sentence)

    def _ask_outside(self, cleaned: Mapping[str, Any]) -> None:
        """A day outside the action year is asked about, once."""
        day, measure = cleaned.get("date"), self.sheet.plan.measure
        if day is None or "date" in self.errors or (self.report and self.report.date == day):
            return
        first, last = fiscal.bounds(measure.action_year)
        if first <= day <= last:
            return
        self.asks_outside = True
        if not cleaned.get("outside_year"):
            self.add_error(
                "outside_year",
                f"วันที่ {format_date(day, 'short_month')} อยู่นอกปีงบประมาณ {measure.action_year} "
                f"({format_period(first, last)}) หากถูกต้อง กรุณาทำเครื่องหมายยืนยัน หากไม่ถูกต้อง กรุณาแก้วันที่",
            )

    def _new_files(self, cleaned: Mapping[str, Any]) -> list[NewFile]:
        """The prepared files with captions and days: each its own where the page asked for them, else the same."""
        if self.preparation.refusals:
            return []
        found = []
        for number, file in enumerate(self.preparation.files):
            own, stem = clean(self.data.get(f"caption-{number}", "")), file.name.rpartition(".")[0]
            caption = own or clean(cleaned.get("caption") or "") or stem
            try:
                day = self._own_day(number, cleaned.get("proves_on"))
            except UserError as error:
                self.add_error("uploads", f"“{file.name}” {error}")
                continue
            found.append(NewFile(file, caption[:CAPTION_LENGTH], day))
        return found

    def _own_day(self, number: int, common: dt.date | None) -> dt.date | None:
        typed = self.data.get(f"proves_on-{number}", "")
        if not typed.strip():
            return common
        try:
            day = parse_date(typed)
        except UnreadableDate as error:
            raise UserError(error.reason) from error
        if day > timezone.localdate():
            raise UserError(f"วันที่ของหลักฐาน {format_date(day, 'short_month')} ยังมาไม่ถึง กรุณาตรวจสอบวันที่")
        return day


class CorrectionForm(ReportForm):
    """The correction of a report, upon the version that the person saw."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ReplaceForm(forms.Form):
    """A newer revision of a file; `revision` is the newest that the person saw."""

    file = forms.FileField(
        label="ไฟล์ฉบับใหม่",
        allow_empty_file=True,  # what is wrong with a file is said by those who read it
        help_text="PDF ภาพ (JPEG PNG WEBP) Word (.docx) หรือ Excel (.xlsx) ไม่เกิน 20 MB ฉบับเดิมยังดาวน์โหลดได้",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": "กรุณาเลือกไฟล์ฉบับใหม่"},
    )
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    helper = bare_helper()


class DescribeForm(forms.Form):
    """What evidence shows and of which day, with what the person saw of both."""

    caption = forms.CharField(
        label="คำอธิบาย",
        max_length=CAPTION_LENGTH,
        error_messages={"required": "กรุณาเขียนคำอธิบายหลักฐาน", "max_length": TOO_LONG},
    )
    proves_on = ThaiDateField(
        label="วันที่ของหลักฐาน (ไม่บังคับ)", required=False, help_text="วันที่จัดกิจกรรมหรือวันที่ในเอกสาร เช่น 25/03/2569"
    )
    seen_caption = forms.CharField(widget=forms.HiddenInput, strip=False)
    seen_day = forms.DateField(widget=forms.HiddenInput, required=False, input_formats=["%Y-%m-%d"])
    helper = bare_helper()


def _stored(sheet: StepSheet, report: ProgressReport | None) -> dict[str, Any]:
    """What the form begins with: the report to be corrected, else today and the next deadline."""
    if report is None:
        due = sheet.plan.standing.due or sheet.open_dues[-1]
        return {"date": timezone.localdate(), "due": due.isoformat()}
    names = ("date", "status", "summary", "outcome", "percent", "reason")
    return {name: getattr(report, name) for name in names} | {
        "due": report.due.isoformat(),
        "reuse": [each.pk for each in report.evidence.all()],
    }


def _keys(sent: Iterable[object]) -> list[int]:
    """The keys among what was sent that a database can hold."""
    return [int(str(key)) for key in sent if _KEY.fullmatch(str(key))]
