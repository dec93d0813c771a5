"""Secrets of second factors, sealed before they are stored.

Who reads a copy of the database must not be able to make somebody's codes. The key comes
from the secret of the house, which is kept beside the database and not in it.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

from enishi.doors.web.account.errors import SecretUnreadable

_PURPOSE = b"enishi: secrets of second factors"
#: What every sealed text begins with; the base32 and hexadecimal of allauth never do.
_MARK = "gAAAA"


def seal(text: str) -> str:
    """`text`, unreadable without the secret of the house (Fernet: AES-128-CBC, HMAC-SHA256)."""
    return _keys().encrypt(text.encode()).decode()


def unseal(kept: str) -> str:
    """What `seal` was given; a text kept from before there were seals is itself.

    Raises
    ------
    SecretUnreadable
        It was sealed with another secret, and is of no use any more.
    """
    if not kept.startswith(_MARK):
        return kept
    try:
        return _keys().decrypt(kept.encode()).decode()
    except InvalidToken:
        raise SecretUnreadable from None


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str | bytes) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE)
    return base64.urlsafe_b64encode(kdf.derive(force_bytes(secret)))
