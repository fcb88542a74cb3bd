"""Forms of submitting, approving and returning documents."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from crispy_forms.helper import FormHelper
from django import forms

from accounts.forms import LineField
from accounts.models import User
from assessments.forms import LinesField, bare_helper
from reports.verbs.editions import GIVE_A_REASON, NOTE_LENGTH, POSITION_LENGTH

WRONG = "รหัสผ่านไม่ถูกต้อง กรุณากรอกรหัสผ่านที่ใช้เข้าสู่ระบบอีกครั้ง"
MISSING = "กรุณากรอกรหัสผ่านของท่าน เพื่อยืนยันว่าท่านเป็นผู้อนุมัติ"


class SubmitForm(forms.Form):
    """A word to the executive; which remarks were read stands beside them, in the page."""

    note = LinesField(
        label="ข้อความถึงผู้บริหาร (ถ้ามี)", max_length=NOTE_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    helper: FormHelper = bare_helper()


class PrepareForm(forms.Form):
    """As what the approver signs."""

    position = LineField(
        label="ตำแหน่งของท่าน",
        max_length=POSITION_LENGTH,
        help_text="พิมพ์ในเอกสารใต้ชื่อของท่าน",
        error_messages={"required": "กรุณาระบุตำแหน่งของท่าน ตำแหน่งจะพิมพ์ในเอกสาร"},
    )
    acting = LineField(
        label="รักษาราชการแทน (ถ้ามี)",
        max_length=POSITION_LENGTH,
        required=False,
        help_text="ระบุตำแหน่งที่ท่านรักษาราชการแทน เช่น นายกเทศมนตรีเมืองบ้านสวน",
    )
    helper: FormHelper = bare_helper()


class ReturnForm(forms.Form):
    """Why a document is given back."""

    reason = LinesField(
        label="เหตุผลที่ส่งคืน",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": GIVE_A_REASON},
    )
    helper: FormHelper = bare_helper()


class ApproveForm(forms.Form):
    """The approver's own password once more. It is compared, never kept; failures count as those of the log-in do."""

    password = forms.CharField(
        label="รหัสผ่านของท่าน",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": MISSING},
    )
    helper: FormHelper = bare_helper()

    def __init__(self, data: Mapping[str, Any] | None = None, *, person: User) -> None:
        super().__init__(data)
        self.person = person

    def clean_password(self) -> None:
        """Nothing: what was typed goes no further."""
        if not get_adapter().reauthenticate(self.person, self.cleaned_data["password"]):
            raise forms.ValidationError(WRONG)
