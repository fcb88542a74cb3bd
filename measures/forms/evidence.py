"""Forms of evidence: to look for it, and to withdraw it."""

from django import forms

from assessments.forms import LinesField, bare_helper
from measures.queries.evidence import Use
from measures.verbs.evidence import REASON_LENGTH


class EvidenceFilterForm(forms.Form):
    """What evidence a person looks for; what is not understood looks for nothing."""

    text = forms.CharField(label="คำค้น", required=False, max_length=200, help_text="คำอธิบายหรือชื่อไฟล์")
    use = forms.TypedChoiceField(
        label="การใช้งาน",
        choices=[
            ("", "ทั้งหมด"),
            (Use.USED.value, "ใช้ในรายงานหรือกิจกรรม"),
            (Use.UNUSED.value, "ยังไม่ได้ใช้"),
            (Use.WITHDRAWN.value, "ถอนแล้ว"),
        ],
        coerce=Use,
        empty_value=None,
        required=False,
    )
    helper = bare_helper()

    @property
    def sought(self) -> tuple[str, Use | None]:
        """The words and the use that are looked for."""
        self.full_clean()
        return self.cleaned_data.get("text", "").replace("\x00", ""), self.cleaned_data.get("use")


class WithdrawForm(forms.Form):
    """Why evidence is withdrawn."""

    reason = LinesField(
        label="เหตุผลที่ถอน",
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="เช่น ส่งไฟล์ผิด มีเลขประจำตัวประชาชน กรุณาอย่าเขียนข้อมูลส่วนบุคคลนั้นซ้ำ",
        error_messages={
            "required": "กรุณาเขียนเหตุผลที่ถอน",
            "max_length": f"เหตุผลยาวเกิน {REASON_LENGTH} ตัวอักษร กรุณาเขียนให้สั้นลง",
        },
    )
    helper = bare_helper()
