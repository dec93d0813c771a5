"""The house's settings as the tests want them: quick, and away from the operator's data."""

import os
import tempfile

for _name in [name for name in os.environ if name.startswith("ENISHI_")]:
    if _name != "ENISHI_DATABASE_URL":
        del os.environ[_name]
os.environ["ENISHI_DATA"] = tempfile.mkdtemp(prefix="enishi-tests-")
os.environ["ENISHI_SECRET_KEY"] = "only-for-tests-" + "x" * 40

from enishi.config.settings import *  # noqa: E402, F403
from enishi.config.settings import DATA, ROOT  # noqa: E402
from enishi.engines.graph.kernels import fingerprint  # noqa: E402

# Compiled once for all sessions and processes of the tests, not once a data folder.
os.environ.setdefault("NUMBA_CACHE_DIR", str(ROOT.parent / "build" / "kernels" / fingerprint()))

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# A pool would keep the test database open while it is being dropped.
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)
SEARCH_BY_MEANING = False  # a model of 70 MB; what it does is tested with one that is none
FETCHING = True  # and yet nowhere: a test that has a server of its own names it in FETCH_ALSO
