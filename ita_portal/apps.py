from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "ita_portal"

    def ready(self) -> None:
        from ita_portal import checks  # noqa: F401, PLC0415 the checks register themselves once the apps are there
