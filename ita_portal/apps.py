"""The portal itself as an app, and two foreign apps as the portal sets them up."""

from auditlog.apps import AuditlogConfig
from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class PortalConfig(AppConfig):
    name = "ita_portal"

    def ready(self) -> None:
        from ita_portal import checks  # noqa: F401, PLC0415 the checks register themselves once the apps are there


class HistoryConfig(AuditlogConfig):
    verbose_name = "ประวัติการแก้ไข"


class SuperuserConfig(AdminConfig):
    """The superuser's pages, without what the portal does not use: groups, and allauth's e-mail addresses."""

    default_site = "ita_portal.admin.SuperuserSite"

    def ready(self) -> None:
        super().ready()
        from allauth.account.models import EmailAddress  # noqa: PLC0415 models are there from here on
        from django.contrib.admin import site  # noqa: PLC0415
        from django.contrib.auth.models import Group  # noqa: PLC0415

        site.unregister([EmailAddress, Group])
