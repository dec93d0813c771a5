"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enishi.rooms.network.types import Degree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from enishi.rooms.members.models import Member


class Visibility(models.TextChoices):
    """Who may see a field, from the widest to the narrowest."""

    EVERYONE = "everyone", _("everyone, also guests")
    MEMBERS = "members", _("members of this house")
    SECOND_DEGREE = "second_degree", _("up to the 2nd degree")
    CONNECTIONS = "connections", _("my connections")
    ONLY_ME = "only_me", _("only me")


#: What somebody at each degree may see; a guest sees what is open to everyone.
SEEN_AT: dict[Degree | None, tuple[Visibility, ...]] = {
    None: (Visibility.EVERYONE,),
    Degree.BEYOND: (Visibility.EVERYONE, Visibility.MEMBERS),
    Degree.THIRD: (Visibility.EVERYONE, Visibility.MEMBERS),
    Degree.SECOND: (Visibility.EVERYONE, Visibility.MEMBERS, Visibility.SECOND_DEGREE),
    Degree.FIRST: (
        Visibility.EVERYONE,
        Visibility.MEMBERS,
        Visibility.SECOND_DEGREE,
        Visibility.CONNECTIONS,
    ),
    Degree.SELF: tuple(Visibility),
}


class Kind(models.TextChoices):
    """What a line of the record is about."""

    HEADLINE = "headline", _("Headline")
    SUMMARY = "summary", _("About")
    PLACE = "place", _("Place")
    POSITION = "position", _("Position")
    EDUCATION = "education", _("Education")
    SKILL = "skill", _("Skill")
    LANGUAGE = "language", _("Language")
    CERTIFICATE = "certificate", _("Certificate")
    PUBLICATION = "publication", _("Publication")
    PROJECT = "project", _("Project")
    LINK = "link", _("Link")
    VOLUNTEERING = "volunteering", _("Volunteering")
    AWARD = "award", _("Award")
    INTEREST = "interest", _("Interest")
    REFERENCE = "reference", _("Reference")
    CONTACT = "contact", _("Contact")
    POST = "post", pgettext_lazy("of a blog", "Post")


#: Kinds of which a record has one at most; their words stand in the text.
SINGLE = frozenset({Kind.HEADLINE, Kind.SUMMARY, Kind.PLACE})

#: Kinds that can grow old without a word, and of which one may say "still true".
CONFIRMABLE = frozenset({Kind.POSITION, Kind.VOLUNTEERING})

#: Free texts, each of which is written in Japanese and in English.
BILINGUAL = ("title", "organization", "place", "text")

#: Small plain data that only one kind of entry has.
Details = dict[str, str | list[str]]


class Direction(models.TextChoices):
    """Where an entry moves among those of its kind."""

    UP = "up", _("Up")
    DOWN = "down", _("Down")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFields:
    """What is written in one entry, before it is checked.

    Attributes
    ----------
    starts, ends
        Partial dates: empty, ``2015``, ``2015-10`` or ``2015-10-01``.
    visibility, text_visibility
        None leaves what is there; a new entry takes the member's default.
    confirmed_on
        None leaves what is there.
    """

    title_ja: str = ""
    title_en: str = ""
    organization_ja: str = ""
    organization_en: str = ""
    place_ja: str = ""
    place_en: str = ""
    text_ja: str = ""
    text_en: str = ""
    url: str = ""
    starts: str = ""
    ends: str = ""
    is_current: bool = False
    details: Mapping[str, str | list[str]] = field(default_factory=dict)
    visibility: Visibility | None = None
    text_visibility: Visibility | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to be written, for those who write many at once."""

    kind: Kind
    fields: EntryFields


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSettings:
    """What a member decided about their page as a whole."""

    has_public_page: bool = False
    is_indexable: bool = False
    has_structured_data: bool = False
    default_visibility: Visibility = Visibility.MEMBERS
    portrait_visibility: Visibility = Visibility.MEMBERS


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's page, as one viewer finds it; `portrait_url` is empty when there is none."""

    member: Member
    settings: PageSettings
    portrait_url: str = ""


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """An entry as one viewer may see it: what is hidden from them is not in here."""

    id: int
    member_id: int
    kind: Kind
    title_ja: str = ""
    title_en: str = ""
    organization_ja: str = ""
    organization_en: str = ""
    organization_id: int | None = None
    place_ja: str = ""
    place_en: str = ""
    text_ja: str = ""
    text_en: str = ""
    url: str = ""
    starts: str = ""
    ends: str = ""
    is_current: bool = False
    details: Details = field(default_factory=dict)
    confirmed_on: date | None = None

    def written(self, name: str, language: str) -> str:
        """Field `name` in `language`, or in the other language if only that is written."""
        other = "en" if language == "ja" else "ja"
        return str(getattr(self, f"{name}_{language}") or getattr(self, f"{name}_{other}"))

    def language_of(self, name: str, language: str) -> str:
        """The language `written` answers in, for the `lang` attribute of the element."""
        if getattr(self, f"{name}_{language}"):
            return language
        return "en" if language == "ja" else "ja"

    def lines(self, language: str) -> tuple[str, ...]:
        """The lines of evidence in `language`, in order; empty lines keep their number."""
        text = self.text_ja if language == "ja" else self.text_en
        return tuple(line.strip() for line in text.splitlines())


@dataclass(frozen=True, slots=True)
class Workplace:
    """An organization and who works there now, each once, in the order they were found."""

    id: int
    name_ja: str
    name_en: str
    member_ids: dict[int, None] = field(default_factory=dict)

    def written(self, language: str) -> str:
        """Its name in `language`, or in the other one if only that is written."""
        names = (
            (self.name_ja, self.name_en) if language == "ja" else (self.name_en, self.name_ja)
        )
        return names[0] or names[1]


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """An entry as its owner sees it: everything, and who else sees it."""

    seen: SeenEntry
    visibility: Visibility
    text_visibility: Visibility


@dataclass(frozen=True, slots=True)
class Gap:
    """A free text that is written in one language only, or longer in one of them.

    Attributes
    ----------
    name
        One of `BILINGUAL`.
    language
        The language in which it is missing.
    lines
        How many lines are missing; 0 when the whole text is.
    """

    entry_id: int
    kind: Kind
    name: Literal["title", "organization", "place", "text"]
    language: Literal["ja", "en"]
    lines: int = 0


class RecordGap(models.TextChoices):
    """What a record does not say yet. A list, not a score."""

    HEADLINE = "headline", _("There is no headline yet.")
    POSITION = "position", _("There is no position yet.")
    TEXT = "text", _("No position says what was done; those lines are what people find.")
    CONFIRMATION = "confirmation", _("No position was confirmed in the last twelve months.")
    PORTRAIT = "portrait", _("There is no portrait; the house draws one from the name.")


@dataclass(frozen=True, slots=True)
class LineRef:
    """One line of a record: `entry:language:number`, as addresses and forms carry it.

    Number −1 is the title of the entry, 0 its first line of text.
    """

    entry_id: int
    language: str
    number: int

    def __str__(self) -> str:
        return f"{self.entry_id}:{self.language}:{self.number}"

    @classmethod
    def parse(cls, text: str) -> LineRef | None:
        """Read what `str` wrote; None when it is not such a reference."""
        entry, _colon, rest = text.partition(":")
        language, _colon, number = rest.partition(":")
        if language not in {"ja", "en"} or not entry.isdecimal():
            return None
        if number != "-1" and not number.isdecimal():
            return None
        if len(entry) > 18 or len(number) > 4:  # noqa: PLR2004 - within a 64-bit id
            return None
        return cls(int(entry), language, int(number))


#: Kinds of entries that say where somebody was, and when.
STAYS = (Kind.POSITION, Kind.EDUCATION)


@dataclass(frozen=True, slots=True)
class Together:
    """Where two members were at the same time: an organization, and the years of both.

    Attributes
    ----------
    people
        How many were ever there, as far as whoever asks may see.
    """

    organization_id: int
    kind: Kind
    organization_ja: str
    organization_en: str
    first_year: int
    last_year: int
    people: int = 2

    @property
    def years(self) -> int:
        """How many calendar years they shared."""
        return self.last_year - self.first_year + 1

    def organization(self, language: str) -> str:
        """The organization's name in `language`, or in the other if only that is written."""
        names = (self.organization_ja, self.organization_en)
        first, second = names if language == "ja" else names[::-1]
        return first or second
