"""Forms of documents."""

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any

from django import forms

from accounts.errors import UserError
from accounts.forms import LineField
from accounts.seals import seal_png
from assessments.forms import LinesField, bare_helper
from reports.models import Duty, Letterhead, NumbersPlace, Signatory
from reports.renderers.registry import FORMATS
from reports.verbs.letterheads import head_line_fault, margin_faults
from thaitext.numbers import UnreadableNumber, plain_score, read_score_text

NO_MARGIN = "กรุณาระบุระยะขอบ เช่น 2.5"
DIGITS = [("thai", "เลขไทย"), ("arabic", "เลขอารบิก")]


class JobForm(forms.Form):
    """In which format and digits a document is wanted."""

    format = forms.ChoiceField(choices=[(each.ending, each.name) for each in FORMATS.values()])
    digits = forms.ChoiceField(choices=DIGITS)


class BatchForm(forms.Form):
    """In which formats and digits all documents of a year are wanted."""

    formats = forms.MultipleChoiceField(
        label="รูปแบบไฟล์",
        choices=[(each.ending, each.name) for each in FORMATS.values() if each.downloadable],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "กรุณาเลือกอย่างน้อยหนึ่งรูปแบบ"},
    )
    digits = forms.ChoiceField(label="ตัวเลขในเอกสาร", choices=DIGITS, widget=forms.RadioSelect)


class CentimetreField(forms.CharField):
    """A length as people type it: 2.5, ๒.๕, "2.5 ซม."."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": "6"})

    def prepare_value(self, value: Any) -> Any:
        return plain_score(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        try:
            return read_score_text(text.replace("ซม.", "").replace("ซม", "").replace("cm", ""))
        except UnreadableNumber as error:
            raise forms.ValidationError(str(error).replace("98.28", "2.5")) from error


class LetterheadForm(forms.Form):
    """How the municipality's documents look. Margins and the seal's picture are read as the verbs read them."""

    head_line = LineField(
        label="ข้อความหัวกระดาษ",
        help_text="พิมพ์ที่มุมซ้ายบนของทุกหน้า เช่น ชื่อส่วนราชการเจ้าของเรื่อง เว้นว่างได้",
        max_length=120,
        required=False,
    )
    top_cm = CentimetreField(label="ขอบบน (ซม.)")
    bottom_cm = CentimetreField(label="ขอบล่าง (ซม.)")
    left_cm = CentimetreField(label="ขอบซ้าย (ซม.)")
    right_cm = CentimetreField(label="ขอบขวา (ซม.)")
    numbers = forms.ChoiceField(label="ตำแหน่งเลขหน้า (ตั้งแต่หน้าที่ 2)", choices=NumbersPlace.choices)
    new_seal = forms.FileField(
        label="ตราใหม่",
        help_text="ภาพ PNG หรือ JPEG ไม่เกิน 5 MB กว้างและสูงไม่เกิน 6000 จุด",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        required=False,
    )
    remove_seal = forms.BooleanField(label="เอาตราออก", required=False)
    helper = bare_helper()

    def __init__(self, *args: Any, letterhead: Letterhead, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": _initial(letterhead), **kwargs})
        for side in ("top", "bottom", "left", "right"):
            self.fields[f"{side}_cm"].error_messages["required"] = NO_MARGIN
        for duty in Duty:
            self.fields[f"{duty}_name"] = LineField(
                label=f"ชื่อ{duty.label}", help_text="คำนำหน้า ชื่อ และนามสกุล", max_length=200, required=False
            )
            self.fields[f"{duty}_position"] = LinesField(
                label=f"ตำแหน่ง{duty.label}",
                help_text="พิมพ์ได้ไม่เกิน 3 บรรทัด",
                max_length=300,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"{duty}_acting_for"] = LineField(
                label=f"{duty.label}รักษาราชการแทนตำแหน่ง",
                help_text="เว้นว่างหากลงนามในตำแหน่งของตนเอง",
                max_length=200,
                required=False,
            )

    def clean_new_seal(self) -> BytesIO | None:
        """The picture as it will be kept."""
        file = self.cleaned_data["new_seal"]
        try:
            return BytesIO(seal_png(file)) if file else None
        except UserError as error:
            raise forms.ValidationError(list(error.messages)) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for side in ("top", "bottom", "left", "right"):
            if f"{side}_cm" in cleaned and cleaned[f"{side}_cm"] is None:  # a dash
                self.add_error(f"{side}_cm", NO_MARGIN)
        if not any(f"{side}_cm" in self.errors for side in ("top", "bottom", "left", "right")):
            for side, fault in margin_faults(self.margins(cleaned)).items():
                self.add_error(f"{side}_cm", fault)
        numbers = NumbersPlace(cleaned.get("numbers", NumbersPlace.NONE))
        if not self.errors and (fault := head_line_fault(cleaned["head_line"], self.margins(cleaned), numbers)):
            self.add_error("head_line", fault)
        return cleaned

    def margins(self, cleaned: Mapping[str, Any]) -> dict[str, Decimal]:
        """The margins by their side."""
        return {side: cleaned[f"{side}_cm"] for side in ("left", "right", "top", "bottom")}

    def signatories(self) -> dict[Duty, Signatory]:
        """Who signs, as it was typed."""
        data = self.cleaned_data
        return {
            duty: Signatory(data[f"{duty}_name"], data[f"{duty}_position"], data[f"{duty}_acting_for"]) for duty in Duty
        }

    def duties(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each signatory under the name of the duty."""
        return [(duty.label, [self[f"{duty}_{part}"] for part in ("name", "position", "acting_for")]) for duty in Duty]


def _initial(letterhead: Letterhead) -> dict[str, Any]:
    names = ["head_line", "left_cm", "right_cm", "top_cm", "bottom_cm", "numbers"]
    names += [f"{duty}_{part}" for duty in Duty for part in ("name", "position", "acting_for")]
    return {name: getattr(letterhead, name) for name in names}
