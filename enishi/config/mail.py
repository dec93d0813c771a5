"""How mail leaves the house, from one address."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

BACKENDS = "django.core.mail.backends."


def mail_settings(url: str) -> dict[str, Any]:
    """Django's `EMAIL_*` settings for `console:`, `file:`, `smtp://…` or `smtps://…`."""
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": f"{BACKENDS}console.EmailBackend"}
    if parts.scheme == "file":
        return {"EMAIL_BACKEND": "enishi.ground.mailbox.FileMailbox"}
    is_tls = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": f"{BACKENDS}smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if is_tls else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_tls,
        "EMAIL_USE_TLS": not is_tls and bool(parts.username),
        "EMAIL_TIMEOUT": 20,
    }
