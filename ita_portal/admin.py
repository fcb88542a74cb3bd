"""The site of the superuser's pages."""

from typing import Any

from auditlog.models import LogEntry
from django.contrib.admin import AdminSite
from django.http import HttpRequest


class SuperuserSite(AdminSite):
    site_header = site_title = "ผู้ดูแลระบบวิเคราะห์ผล ITA"
    index_title = "ข้อมูลหลักของระบบ"

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Names the entries of the history in Thai: a name in their model would ask for a migration of auditlog's."""
        apps: list[dict[str, Any]] = super().get_app_list(request, app_label)
        for model in (model for app in apps for model in app["models"] if model["model"] is LogEntry):
            model["name"] = "รายการแก้ไข"
        return apps
