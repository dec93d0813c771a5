"""Small facts about a member that leave the room."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a member stands with the house."""

    WAITING = "waiting", _("waiting for approval")
    ACTIVE = "active", _("active")
    SUSPENDED = "suspended", _("suspended")
    LEFT = "left", _("left")


class Joining(models.TextChoices):
    """How people may join this house."""

    OPEN = "open", _("Anybody may join")
    INVITATION = "invitation", _("By invitation")
    APPROVAL = "approval", _("By approval of an operator")


class NameOrder(models.TextChoices):
    """Which part of a name stands first."""

    FAMILY_FIRST = "family", _("family name first")
    GIVEN_FIRST = "given", _("given name first")


class Language(models.TextChoices):
    """The languages of the house, each in its own words."""

    JA = "ja", "日本語"
    EN = "en", "English"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in up to three scripts, each with its own order.

    Each part is `(family, given)`; either may be empty. `orders` holds, for kanji, kana
    and romaji, whether the family name stands first.
    """

    kanji: tuple[str, str] = ("", "")
    kana: tuple[str, str] = ("", "")
    romaji: tuple[str, str] = ("", "")
    orders: tuple[bool, bool, bool] = (True, True, False)

    def written(self, language: str) -> str:
        """The name as a page in `language` writes it; falls back to the other script."""
        kanji = _joined(self.kanji, family_first=self.orders[0])
        romaji = _joined(self.romaji, family_first=self.orders[2])
        first, second = (kanji, romaji) if language == Language.JA else (romaji, kanji)
        return first or second or _joined(self.kana, family_first=self.orders[1])

    @property
    def reading(self) -> str:
        """The kana reading, family and given name in its own order; may be empty."""
        return _joined(self.kana, family_first=self.orders[1])

    @property
    def glyph(self) -> str:
        """The character a drawn portrait shows."""
        for part in (*self.kanji, *self.romaji, *self.kana):
            if part:
                return part[0].upper()
        return "縁"

    def family(self, language: str) -> str:
        """The name to greet somebody by (「藤田さん」), or the whole name."""
        pair = self.kanji if language == Language.JA and any(self.kanji) else self.romaji
        return pair[0] or self.written(language)


def _joined(pair: tuple[str, str], *, family_first: bool) -> str:
    ordered = pair if family_first else pair[::-1]
    return " ".join(part for part in ordered if part)
