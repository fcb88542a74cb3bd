"""Forms of the superuser's pages: they read as the verbs read, so that both ways store the same."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django import forms
from django.contrib.auth.forms import UserChangeForm

from accounts.errors import UserError
from accounts.models import Department, Kind, Membership, Municipality
from accounts.names import district_read, line_read, proper_name_read, province_read
from accounts.seals import seal_png


class LineField(forms.CharField):
    """One line of text, read by `read` before anything else looks at it."""

    def __init__(self, *, read: Callable[[str], str] = line_read, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.read = read

    def to_python(self, value: Any) -> str:
        return self.read(str(super().to_python(value)))


class PersonForm(UserChangeForm):  # type: ignore[type-arg]  # Django has no generics at run time
    """A person, named as a signature block prints it."""

    title = LineField(label="คำนำหน้า", max_length=50, required=False)
    first_name = LineField(label="ชื่อ", max_length=150, required=False)
    last_name = LineField(label="นามสกุล", max_length=150, required=False)


class MunicipalityForm(forms.ModelForm):  # type: ignore[type-arg]  # Django has no generics at run time
    """A municipality; its proper name is made from the name and the kind, its seal is read by its content."""

    name = LineField(label="ชื่อ", help_text="ชื่อเต็มหรือชื่อเฉพาะ เช่น เทศบาลนครบ้านสวน หรือ บ้านสวน", max_length=200)
    district = LineField(label="อำเภอ", read=district_read, max_length=100, required=False)
    province = LineField(label="จังหวัด", read=province_read, max_length=100, error_messages={"required": "กรุณาระบุจังหวัด"})
    new_seal = forms.FileField(
        label="ตราใหม่",
        help_text="ภาพ PNG หรือ JPEG ไม่เกิน 5 MB กว้างและสูงไม่เกิน 6000 จุด",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        required=False,
    )
    remove_seal = forms.BooleanField(label="เอาตราออก", required=False)

    class Meta:
        model = Municipality
        fields = ["slug", "name", "kind", "district", "province"]

    def clean_new_seal(self) -> BytesIO | None:
        """The picture as it will be kept."""
        file = self.cleaned_data["new_seal"]
        try:
            return BytesIO(seal_png(file)) if file else None
        except UserError as error:
            raise forms.ValidationError(list(error.messages)) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "name" in cleaned and "kind" in cleaned:
            try:
                proper_name_read(cleaned["name"], Kind(cleaned["kind"]))
            except UserError as error:
                self.add_error("name", list(error.messages))
        return cleaned


class DepartmentForm(forms.ModelForm):  # type: ignore[type-arg]  # Django has no generics at run time
    """A department of a municipality."""

    name = LineField(label="ชื่อส่วนราชการ", max_length=200)

    class Meta:
        model = Department
        fields = ["name", "order"]


class MembershipForm(forms.ModelForm):  # type: ignore[type-arg]  # Django has no generics at run time
    """A person's role in a municipality or a province."""

    province = LineField(label="จังหวัดที่กำกับ", read=province_read, max_length=100, required=False)
    position = LineField(label="ตำแหน่ง", max_length=200, required=False)

    class Meta:
        model = Membership
        fields = ["municipality", "role", "province", "position"]
