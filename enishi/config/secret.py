"""The secret of a house that was given none: made once, kept where only its owner reads."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def house_secret(data: Path) -> str:
    """The secret kept in `data/secret`; made at the first call.

    Two processes may start at once: the file is created exclusively, and whoever comes
    second reads what the first one wrote.
    """
    path = data / "secret"
    data.mkdir(parents=True, exist_ok=True)
    fresh = data / f".secret-{secrets.token_hex(8)}"
    if not path.exists():
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()
