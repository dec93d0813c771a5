"""The public identifier an address leads to: the only thing by which a contact is matched."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

#: A locale may stand before the path (`/ja/in/…`), and LinkedIn's light pages put `mwlite`.
_BEFORE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?|mwlite", re.IGNORECASE)
_LONGEST = 200


def public_id(address: str) -> str:
    """Name whose LinkedIn profile an address is, however it is written; empty for any other.

    Scheme, host of a country, case, percent encoding, locale, trailing slash and whatever
    follows do not matter; a host that only looks like LinkedIn's does.

    >>> public_id("https://www.linkedin.com/in/Naoki-Fujita/?locale=ja_JP")
    'linkedin:naoki-fujita'
    >>> public_id("jp.linkedin.com/in/%E8%97%A4%E7%94%B0/en")
    'linkedin:藤田'
    >>> public_id("https://linkedin.com.example/in/naoki-fujita")
    ''
    """
    address = address.strip()
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not f".{host}".endswith(".linkedin.com"):
        return ""
    slug = _slug([step for step in parts.path.split("/") if step])
    return f"linkedin:{slug}" if slug and len(slug) <= _LONGEST else ""


def _slug(steps: list[str]) -> str:
    """Find the name in the steps of a path, as everybody would write it."""
    if steps and _BEFORE.fullmatch(steps[0]) and steps[0].casefold() != "in":
        steps = steps[1:]
    if len(steps) < 2 or steps[0].casefold() != "in":  # noqa: PLR2004 - `in`, and who
        return ""
    try:
        slug = unquote(steps[1], errors="strict").strip()
    except UnicodeDecodeError:
        return ""
    slug = unicodedata.normalize("NFC", slug.lower())
    is_name = not any(unicodedata.category(one) in {"Cc", "Cs"} or one == "/" for one in slug)
    return slug if is_name else ""
