"""Forms of the plan's workbook: the file, and what a preview of it showed, sent back to be stored."""

import base64
import binascii

from django import forms

from assessments.forms import REOPEN, bare_helper
from assessments.importers.reading import MAX_BYTES


class PlanFileForm(forms.Form):
    """A workbook of a plan."""

    file = forms.FileField(
        label="ไฟล์ Excel",
        help_text="ไม่เกิน 1 MB",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "กรุณาเลือกไฟล์", "empty": "ไฟล์นี้ว่างเปล่า กรุณาเลือกไฟล์ที่มีแผน"},
    )
    helper = bare_helper()


class PlanApplyForm(forms.Form):
    """The file of a preview, the mark of the plan that the person saw, and what the person confirms."""

    file = forms.CharField(max_length=MAX_BYTES * 4 // 3 + 4, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)
    outside = forms.BooleanField(label="ยืนยันว่าตั้งใจให้อยู่นอกปีงบประมาณ", required=False)
    stale = forms.BooleanField(label="ยืนยันให้ใช้ค่าในไฟล์แทนค่าที่มีผู้แก้ไขหลังดาวน์โหลด", required=False)
    helper = bare_helper()

    def clean_file(self) -> bytes:
        try:
            return base64.b64decode(self.cleaned_data["file"], altchars=b"-_", validate=True)
        except (binascii.Error, ValueError) as error:
            raise forms.ValidationError(REOPEN) from error


def file_written(raw: bytes) -> str:
    """A file as `PlanApplyForm` takes it."""
    return base64.urlsafe_b64encode(raw).decode("ascii")
