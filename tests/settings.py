"""Settings of the tests: the portal's own, with a quick password hasher and plain static files."""

import os

os.environ.setdefault("PORTAL_ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ.setdefault("PORTAL_HTTPS", "false")

from ita_portal.settings import *
from ita_portal.settings import STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
