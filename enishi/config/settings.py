"""Settings: one file. What an operator may change comes from `environment.py`."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from enishi.config.databases import database
from enishi.config.environment import read_environment
from enishi.config.mail import mail_settings

ENVIRONMENT = read_environment()
ROOT = Path(__file__).resolve().parents[1]
DATA = ENVIRONMENT.data.resolve()

SECRET_KEY = ENVIRONMENT.secret
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.origin]
ORIGIN = ENVIRONMENT.origin.rstrip("/")  # links in mail: never from the Host header
PROXIES = ENVIRONMENT.proxies
SEARCH_BY_MEANING = ENVIRONMENT.search_by_meaning
FETCHING = ENVIRONMENT.fetching
FETCH_ALSO: frozenset[tuple[str, int]] = frozenset()  # tests name their own server here

ROOMS = [
    "upkeep",
    "members",
    "connections",
    "organizations",
    "network",
    "profiles",
    "conversations",
    "suggestions",
    "blogs",
    "approaches",
    "introductions",
    "portability",
    "discovery",
    "standing",
    "notifications",
    "insights",
    "trust",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    *(f"enishi.rooms.{room}" for room in ROOMS),
    "enishi.doors.web",
    "enishi.doors.api",
    "enishi.doors.jobs",
    "template_partials",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "enishi.doors.web.middleware.request_log",
    "enishi.doors.web.middleware.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "enishi.doors.web.middleware.without_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "enishi.doors.web.account.sessions.session_ages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "enishi.doors.web.middleware.member_preferences",
    "enishi.doors.web.middleware.domain_errors",
]
ROOT_URLCONF = "enishi.config.urls"
WSGI_APPLICATION = "enishi.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "enishi.doors.web.context.page",
            ],
            "builtins": ["enishi.doors.web.templatetags.ui"],
        },
    }
]

DATABASES = {"default": database(ENVIRONMENT.database_url, DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Shared by all processes, so that limits hold whoever answers.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Django's 300 would forget who tried how often as soon as it gets busy.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LANGUAGE_CODE = ENVIRONMENT.language
LANGUAGES = [("ja", _("Japanese")), ("en", _("English"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [ROOT / "locale"]
USE_TZ = True
TIME_ZONE = ENVIRONMENT.time_zone

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# A member's limit is in the forms; this one only keeps a request from filling memory.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# A preview of an import has a tick for each of up to 5,000 lines.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6_000

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}  # type: ignore[assignment]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_ADAPTER = "enishi.doors.web.account.adapter.HouseAdapter"
ACCOUNT_FORMS = {
    "add_email": "enishi.doors.web.account.forms.NewMailForm",
    "change_password": "enishi.doors.web.account.forms.NewPasswordForm",
    "confirm_email_verification_code": "enishi.doors.web.account.forms.MailCodeForm",
    "login": "enishi.doors.web.account.forms.SignInForm",
    "reauthenticate": "enishi.doors.web.account.forms.AskPasswordForm",
    "reset_password": "enishi.doors.web.account.forms.ForgottenPasswordForm",
    "reset_password_from_key": "enishi.doors.web.account.forms.ReplacePasswordForm",
    "signup": "enishi.doors.web.account.signing_up.SignUpForm",
}
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "enishi.doors.web.account.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "enishi.doors.web.account.forms.AppCodeForm",
    "add_webauthn": "enishi.doors.web.account.forms.PasskeyForm",
    "authenticate": "enishi.doors.web.account.forms.SecondStepForm",
    "edit_webauthn": "enishi.doors.web.account.forms.PasskeyNameForm",
    "reauthenticate": "enishi.doors.web.account.forms.AskCodeForm",
}
MFA_TOTP_TOLERANCE = 1  # clocks of phones are up to half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.is_secure  # http://localhost only
USERSESSIONS_TRACK_ACTIVITY = False

DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
SERVER_EMAIL = ENVIRONMENT.mail_from
locals().update(mail_settings(ENVIRONMENT.mail_url))

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENVIRONMENT.is_secure
SESSION_COOKIE_NAME = "__Host-session" if ENVIRONMENT.is_secure else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if ENVIRONMENT.is_secure else "csrf"
SESSION_COOKIE_AGE = 30 * 24 * 3600
CSRF_FAILURE_VIEW = "enishi.doors.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = False  # the proxy in front redirects
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.is_secure else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
if ENVIRONMENT.is_secure:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
LOGGING_CONFIG = "enishi.ground.logs.set_up_logging"
LOGGING = {"version": 1}  # Django calls the function above only if there is something here
