"""What the generator makes: plain, frozen records that know nothing of any table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Pair(NamedTuple):
    """The same words in Japanese and in English; either may be empty."""

    ja: str = ""
    en: str = ""


#: Nothing was written.
NOTHING = Pair()


@dataclass(frozen=True, slots=True)
class FictionalEntry:
    """One row of a career record; the fields are those of a profile's entry."""

    kind: str
    title: Pair = NOTHING
    organization: Pair = NOTHING
    place: Pair = NOTHING
    text: Pair = NOTHING
    starts: str = ""
    ends: str = ""
    is_current: bool = False
    details: Mapping[str, str] = field(default_factory=dict)
    visibility: str = "members"
    text_visibility: str = "members"
    confirmed_on: str = ""


@dataclass(frozen=True, slots=True)
class FictionalName:
    """A name in its three scripts, family and given apart."""

    family: str
    given: str
    family_kana: str
    given_kana: str
    family_romaji: str
    given_romaji: str


@dataclass(frozen=True, slots=True)
class Welcome:
    """On what terms a member is willing to be asked, for one purpose.

    `stance` is `open`, `ask_first`, `priced` or `closed`; `fee` is yen for `minutes`.
    """

    purpose: str
    stance: str
    fee: int = 0
    minutes: int = 30


@dataclass(frozen=True, slots=True)
class FictionalMember:
    """One invented person and their whole record."""

    index: int
    handle: str
    name: FictionalName
    language: str
    entries: tuple[FictionalEntry, ...]
    welcome: tuple[Welcome, ...]
    is_cast: bool = False
