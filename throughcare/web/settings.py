"""Settings of the service. What differs between places is read in `configuration`."""

from pathlib import Path

from csp.constants import NONE, SELF

from throughcare.screening.instrument import supply
from throughcare.web import configuration

HERE = Path(__file__).parent

DEMONSTRATION = configuration.is_demonstration()
DEBUG = False
SECRET_KEY = configuration.secret_key()
SEALING_KEYS = configuration.sealing_keys()
ALLOWED_HOSTS = configuration.hosts()
DATABASES = configuration.databases()
PDS_ADDRESS = configuration.pds_address()
DRAFTS_ON_DEVICE = DEMONSTRATION or configuration.flag("THROUGHCARE_DRAFTS_ON_DEVICE")
SIGN_IN_LIMITS = configuration.text("THROUGHCARE_SIGN_IN_LIMITS")
BEHIND_PROXY = configuration.flag("THROUGHCARE_BEHIND_PROXY")
SERVICE_ADDRESS = configuration.text("THROUGHCARE_ADDRESS")
DEFAULT_FROM_EMAIL = configuration.text("THROUGHCARE_EMAIL_FROM") or "throughcare@localhost"
_EMAIL = configuration.email()
EMAIL_BACKEND, EMAIL_READY = _EMAIL["backend"], _EMAIL["ready"]
EMAIL_HOST, EMAIL_PORT = _EMAIL.get("host", "localhost"), _EMAIL.get("port", 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _EMAIL.get("user", ""), _EMAIL.get("password", "")
EMAIL_USE_SSL = bool(_EMAIL.get("ssl"))
EMAIL_USE_TLS = EMAIL_READY and not EMAIL_USE_SSL
supply(configuration.wordings())

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "throughcare.access",
    "throughcare.people",
    "throughcare.pathway",
    "throughcare.sharing",
    "throughcare.screening",
    "throughcare.care",
    "throughcare.documents",
    "throughcare.web",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "throughcare.web.handed_over.HandedOver",
    "throughcare.web.door.Door",
]

ROOT_URLCONF = "throughcare.web.urls"
WSGI_APPLICATION = "throughcare.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "OPTIONS": {
            "environment": "throughcare.web.environment.environment",
            "context_processors": ["throughcare.web.frame.frame"],
        },
    }
]

AUTH_USER_MODEL = "access.Worker"
AUTHENTICATION_BACKENDS = ["throughcare.web.signing_in.ByPassword"]
PASSWORD_HASHERS = ["throughcare.web.signing_in.Argon2At19MiB"]
LOGIN_URL = "sign_in"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

SESSION_COOKIE_NAME = "throughcare"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMONSTRATION
SESSION_IDLE_SECONDS = 30 * 60
CSRF_FAILURE_VIEW = "throughcare.web.pages.errors.csrf_failed"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": browsers would then send forms with Origin: null, which no check can accept.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = not DEMONSTRATION
SECURE_HSTS_SECONDS = 0 if DEMONSTRATION else 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
