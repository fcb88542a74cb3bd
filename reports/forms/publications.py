"""The form of withdrawing a publication."""

from crispy_forms.helper import FormHelper
from django import forms

from assessments.forms import LinesField, bare_helper
from reports.verbs.publications import GIVE_A_REASON, REASON_LENGTH


class WithdrawForm(forms.Form):
    """Why the public does not find the document any more; the public reads it."""

    reason = LinesField(
        label="เหตุผลที่ถอน",
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="ประชาชนที่เปิดที่อยู่ของเอกสารนี้จะเห็นเหตุผล",
        error_messages={"required": GIVE_A_REASON},
    )
    helper: FormHelper = bare_helper()
