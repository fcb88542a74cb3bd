"""What ``manage.py check``, and every command before it starts, finds wrong in a set-up."""

import shutil
import subprocess
from ctypes.util import find_library
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 the name that Django gives it

from reports.renderers.pdf_needs import FONT, FONT_PACKAGE, LIBRARIES, LIBRARY_PACKAGES


@register
def proxies_said(**kwargs: Any) -> list[CheckMessage]:
    """HTTPS ends at a proxy: without trust in it, every request looks like HTTP and is redirected for ever."""
    if not settings.HTTPS or settings.TRUSTED_PROXIES is not None:
        return []
    return [
        Error(
            "The portal redirects to HTTPS, but PORTAL_TRUSTED_PROXIES does not say how many proxies stand before it.",
            hint="Set PORTAL_TRUSTED_PROXIES=1 behind one proxy that speaks HTTPS (0 where gunicorn itself does), "
            "or PORTAL_HTTPS=false on a machine without HTTPS.",
            id="portal.E001",
        )
    ]


@register
def static_files_collected(**kwargs: Any) -> list[CheckMessage]:
    """Without DEBUG, a page asks for the names that ``collectstatic`` has given to its files."""
    storage: object = staticfiles_storage
    if not isinstance(storage, ManifestFilesMixin) or storage.hashed_files:
        return []
    return [
        Error(
            f"The static files are not in {settings.STATIC_ROOT}: no page could be shown.",
            hint="Run make setup.",
            id="portal.E002",
        )
    ]


@register
def pdf_drawable(**kwargs: Any) -> list[CheckMessage]:
    """The PDF needs libraries and a font of the system; all else works without."""
    messages: list[CheckMessage] = []
    missing = [name for name in LIBRARIES if not find_library(name)]
    if missing:
        messages.append(
            Warning(
                f"No PDF can be made: the system lacks {', '.join(missing)}.",
                hint=f"On Debian: apt-get install {LIBRARY_PACKAGES}",
                id="portal.W001",
            )
        )
    if not font_installed(FONT):
        messages.append(
            Warning(
                f"Documents will not look official: the font {FONT} is missing.",
                hint=f"On Debian: apt-get install {FONT_PACKAGE}",
                id="portal.W002",
            )
        )
    return messages


def font_installed(family: str) -> bool:
    """Whether fontconfig, which comes with Pango, knows the family."""
    program = shutil.which("fc-list")
    if program is None:
        return False
    return bool(subprocess.run([program, family, "family"], capture_output=True, check=False).stdout)
