"""A folder that mail is delivered to, for laptops and tests: one file for each Message-ID."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from django.core.mail import EmailMessage

_SAFE = re.compile(r"[A-Za-z0-9@.+=_-]{1,120}")


class FileMailbox(BaseEmailBackend):
    """Writes each message into the folder `mail` of the house; the same mail twice is one file.

    A message appears whole or not at all, and is on the disk when `send_messages` returns:
    with it a sender that dies and tries again delivers exactly once.
    """

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """Deliver `messages`; answer how many."""
        folder = settings.DATA / "mail"
        folder.mkdir(parents=True, exist_ok=True)
        for message in messages:
            written = message.message()
            _deliver(folder, file_name(written["Message-ID"]), written.as_bytes())
        return len(messages)


def file_name(message_id: str) -> str:
    """The name of the file for a Message-ID; a digest of it where it makes no good name.

    >>> file_name("<7.20261123@enishi.example>")
    '7.20261123@enishi.example.eml'
    >>> file_name("<../x>")
    '8419c39072dc15aadf97.eml'
    """
    name = message_id.strip("<>")
    if not _SAFE.fullmatch(name) or name.startswith("."):
        name = hashlib.sha256(message_id.encode()).hexdigest()[:20]
    return f"{name}.eml"


def _deliver(folder: Path, name: str, content: bytes) -> None:
    unfinished = folder / f".{secrets.token_hex(8)}.part"
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(folder / name)
