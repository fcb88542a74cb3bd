"""Settings of the tests: the portal's own, with a quick password hasher and plain static files."""

import os

os.environ.setdefault("PORTAL_ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ.setdefault("PORTAL_HTTPS", "false")

from ita_portal.settings import *
from ita_portal.settings import DATA_DIR, DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file as in real life: in memory, the server's threads and the test would share one connection.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
# Static files are found as they are asked for: the tests of views need no set-up of them.
WHITENOISE_AUTOREFRESH = True
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
