"""Portraits the house draws itself: a character, a muted ground, a hill.

Nobody is a grey silhouette, and nobody needs a photograph to be told apart.
"""

import math
import unicodedata
from hashlib import blake2b

from django.utils.html import format_html
from django.utils.safestring import SafeString

from enishi.doors.web.ui.types import PersonCard

TONES = 8
_RADIUS = 24


def tone_for(handle: str) -> int:
    """Ground of `handle`, 1 to 8: the same on every page and every machine.

    Examples
    --------
    >>> tone_for("fujita") == tone_for("fujita")
    True
    """
    return _digest(handle)[0] % TONES + 1


def glyph_for(name: str) -> str:
    """First character that can stand for `name`; a middle dot when there is none.

    Pass the name with the family name first in Japanese, given name first in English.

    Examples
    --------
    >>> glyph_for("藤田 直樹"), glyph_for("alex Morikawa"), glyph_for(" ")
    ('藤', 'A', '·')
    """
    for character in unicodedata.normalize("NFKC", name):
        if character.isalnum():
            return character.upper()
    return "·"


def portrait_svg(card: PersonCard, size: int) -> SafeString:
    """Portrait of `card`, `size` CSS pixels wide: their picture, or the drawn one.

    It is silent to screen readers: the name always stands beside it.
    """
    if card.portrait_url:
        return format_html(
            '<img class="portrait" src="{}" width="{}" height="{}" alt="" loading="lazy"'
            ' decoding="async">',
            card.portrait_url,
            size,
            size,
        )
    return format_html(
        '<svg class="portrait t{}" width="{}" height="{}" viewBox="0 0 48 48"'
        ' aria-hidden="true"><circle class="pa" cx="24" cy="24" r="24"/>'
        '<path class="pb" d="{}"/>'
        '<text class="glyph pc" x="24" y="31.2">{}</text></svg>',
        card.tone,
        size,
        size,
        _hill(card.handle),
        card.glyph,
    )


def _hill(handle: str) -> str:
    """Path of the lower part of the disc, cut by a slope that belongs to `handle`."""
    digest = _digest(handle)
    tilt = (digest[1] / 255 - 0.5) * 0.9
    lift = 0.1 + digest[2] / 255 * 0.35
    right, left = tilt + lift, math.pi + tilt - lift
    return f"M{_on_circle(right)}A{_RADIUS} {_RADIUS} 0 0 1 {_on_circle(left)}Z"


def _on_circle(angle: float) -> str:
    x = _RADIUS + _RADIUS * math.cos(angle)
    y = _RADIUS + _RADIUS * math.sin(angle)
    return f"{x:.1f} {y:.1f}"


def _digest(handle: str) -> bytes:
    return blake2b(handle.encode(), digest_size=4).digest()
