"""Small facts about a member that leave the room."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

HANDLE = RegexValidator(
    r"^[a-z0-9](?:[a-z0-9-]{1,28}[a-z0-9])\Z",
    _("A handle has 3 to 30 small letters, digits or hyphens."),
    code="handle",
)
# Controls, zero-width and direction marks, and halves of surrogate pairs: a name that looks
# like another, or that turns the line around, deceives. Variation selectors stay: 葛󠄀 needs one.
NO_HIDDEN_CHARACTERS = RegexValidator(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]",
    _("A name has no invisible characters. Please write it again by hand."),
    code="hidden",
    inverse_match=True,
)
KANA = RegexValidator(
    r"^[ぁ-ゖァ-ヺー・ゝゞヽヾ 　]*\Z",
    _("Write the reading in hiragana or katakana."),
    code="kana",
)
ROMAJI = RegexValidator(
    r"^[A-Za-zÀ-ÖØ-öø-žȀ-ȳḀ-ỿ .,'’\-]*\Z",
    _("Write this name in Latin letters."),
    code="romaji",
)


class Status(models.TextChoices):
    """Where a member stands with the house."""

    NEW = "new", _("has not confirmed the mail address")
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


class Scope(models.TextChoices):
    """What a member lets a program do in their name."""

    ME_READ = "me:read", _("Read my record and settings")
    ME_WRITE = "me:write", _("Change my record and portrait, and bring files in")
    SETTINGS_WRITE = "settings:write", _("Change my name, handle, settings and page")
    ME_EXPORT = "me:export", _("Take everything out, letters too")
    MEMBERS_READ = "members:read", _("Read the records I may see")
    SEARCH_READ = "search:read", _("Search the house, and read my saved searches")
    SEARCH_WRITE = "search:write", _("Save searches, change and remove them")
    QUESTIONS_READ = "questions:read", _("Read standing questions, my own and those put to me")
    QUESTIONS_WRITE = "questions:write", _("Ask and end standing questions, and reply to them")
    CONNECTIONS_READ = (
        "connections:read",
        _("Read my connections and invitations, and whom I blocked"),
    )
    CONNECTIONS_WRITE = (
        "connections:write",
        _("Invite, accept, decline and remove connections, and block people"),
    )
    APPROACHES_READ = "approaches:read", _("Read approaches sent to me and by me")
    APPROACHES_WRITE = "approaches:write", _("Send and answer approaches")
    MESSAGES_READ = "messages:read", _("Read my conversations")
    MESSAGES_WRITE = (
        "messages:write",
        _("Write and take back messages, mute and leave conversations"),
    )
    INTRODUCTIONS_READ = "introductions:read", _("Read introductions I have a part in")
    INTRODUCTIONS_WRITE = (
        "introductions:write",
        _("Ask for introductions, pass them on, accept and decline"),
    )
    NOTICES_READ = "notices:read", _("Read my notices")
    NOTICES_WRITE = "notices:write", _("Mark my notices as read")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How a member reads the house, and how far they are found."""

    language: str
    time_zone: str
    show_in_threads: bool
    is_suggestable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseSettings:
    """What an operator says about the house."""

    name_ja: str
    name_en: str
    about_ja: str
    about_en: str
    joining: str
    operators_need_second_factor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """How a member's way in is kept.

    Attributes
    ----------
    passkeys
        How many.
    recovery_codes
        How many are left; None where none were made.
    sessions
        How many browsers are signed in.
    """

    has_app: bool
    passkeys: int
    recovery_codes: int | None
    sessions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """Somebody to be kept as one of many, with a confirmed mail address.

    Attributes
    ----------
    password
        As Django keeps it, hashed; empty for somebody who cannot sign in.
    """

    handle: str
    email: str
    name: PersonName
    language: str = Language.JA
    password: str = ""
    is_operator: bool = False
