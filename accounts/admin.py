"""The superuser's pages: people, municipalities, departments and memberships."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from accounts.models import Department, Membership, Municipality, User


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]  # Django has no generics at run time
    model = Membership
    extra = 1
    autocomplete_fields = ["municipality"]


class DepartmentInline(admin.TabularInline):  # type: ignore[type-arg]  # Django has no generics at run time
    model = Department
    extra = 1


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]  # Django has no generics at run time
    fieldsets = [*(UserAdmin.fieldsets or []), ("คำนำหน้า", {"fields": ["title"]})]
    inlines = [MembershipInline]
    list_display = ["username", "first_name", "last_name", "is_active", "is_superuser"]


@admin.register(Municipality)
class MunicipalityAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django has no generics at run time
    list_display = ["name", "kind", "district", "province", "slug"]
    list_filter = ["kind", "province"]
    search_fields = ["name", "slug"]
    inlines = [DepartmentInline]
