"""What a template receives to draw a person and the way to them."""

from dataclasses import dataclass

SELF = 0
"""Degree of the viewer to themself; also of anybody to a guest: nothing is drawn."""

BEYOND = None
"""Degree of somebody farther away than the house looks, or whom nobody agrees to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """One person as they stand on a page, seen by one viewer.

    Attributes
    ----------
    name
        In the order of the language it is shown in: 藤田 直樹, Naoki Fujita.
    reading
        Kana in the same order and with the same spaces as `name`; empty when none is needed.
    honorific
        How the page speaks of them: 藤田 直樹さん, Naoki Fujita.
    called
        The same where space is scarce: 藤田さん, Naoki Fujita.
    headline_lang
        Language the headline was written in, so that it can be said in the markup.
    degree
        1, 2, 3, `BEYOND` or `SELF`.
    glyph, tone
        The drawn portrait: one character on one of eight grounds (see `ui.portraits`).
    """

    handle: str
    name: str
    reading: str = ""
    honorific: str
    called: str = ""
    headline: str = ""
    headline_lang: str = ""
    degree: int | None = BEYOND
    portrait_url: str | None = None
    glyph: str
    tone: int


@dataclass(frozen=True, slots=True)
class PathStep:
    """One member on the path, and what ties them to the step before (empty for the first)."""

    card: PersonCard
    tie: str = ""
