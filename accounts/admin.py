"""The superuser's pages: people, municipalities, departments and memberships."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from accounts.forms import DepartmentForm, MembershipForm, MunicipalityForm, PersonForm
from accounts.models import Department, Kind, Membership, Municipality, User
from accounts.verbs import municipality_change, seal_set


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]  # Django has no generics at run time
    model = Membership
    form = MembershipForm
    extra = 1
    autocomplete_fields = ["municipality"]


class DepartmentInline(admin.TabularInline):  # type: ignore[type-arg]  # Django has no generics at run time
    model = Department
    form = DepartmentForm
    extra = 1


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]  # Django has no generics at run time
    form = PersonForm
    # No groups and no single permissions: a membership says what a person may do.
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("ข้อมูลส่วนตัว", {"fields": ["title", "first_name", "last_name", "email"]}),
        ("สิทธิ์", {"fields": ["is_active", "is_staff", "is_superuser"]}),
        ("วันที่สำคัญ", {"fields": ["last_login", "date_joined"]}),
    ]
    inlines = [MembershipInline]
    list_display = ["username", "first_name", "last_name", "is_active", "is_superuser"]
    list_filter = ["is_active", "is_superuser", "memberships__role"]


@admin.register(Municipality)
class MunicipalityAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django has no generics at run time
    form = MunicipalityForm
    fields = ["slug", "name", "kind", "district", "province", "has_seal", "new_seal", "remove_seal", "look"]
    readonly_fields = ["has_seal", "look"]
    list_display = ["name", "kind", "district", "province", "slug"]
    list_filter = ["kind", "province"]
    search_fields = ["name", "slug"]
    inlines = [DepartmentInline]

    @admin.display(description="มีตรา", boolean=True)
    def has_seal(self, municipality: Municipality) -> bool:
        return municipality.seal_file is not None

    @admin.display(description="รูปแบบเอกสาร")
    def look(self, municipality: Municipality) -> str:
        """Where head line, margins and signatories are set."""
        if not municipality.slug:
            return "–"
        address = reverse("letterhead", args=[municipality.slug])
        return format_html('<a href="{}">หัวกระดาษ ระยะขอบ เลขหน้า และผู้ลงนาม</a>', address)

    def save_model(self, request: HttpRequest, obj: Municipality, form: MunicipalityForm, change: bool) -> None:
        """Stores by the verbs, whose rules the form has applied already."""
        data = form.cleaned_data
        municipality_change(
            municipality=obj,
            slug=data["slug"],
            name=data["name"],
            kind=Kind(data["kind"]),
            province=data["province"],
            district=data["district"],
        )
        if data["new_seal"] or data["remove_seal"]:
            seal_set(municipality=obj, file=data["new_seal"])
