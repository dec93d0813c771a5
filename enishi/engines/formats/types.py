"""What every reader answers with, and every writer is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Small plain data that only one kind of item has.
Details = dict[str, str | list[str]]


class Problem(StrEnum):
    """What was wrong with a file, a row or a field that could be passed over."""

    FILE_TOO_LARGE = "file_too_large"
    FILE_DAMAGED = "file_damaged"
    FILE_METHOD = "file_method"
    FILE_DECODED = "file_decoded"
    ROWS_LEFT = "rows_left"
    ROW_UNREADABLE = "row_unreadable"
    ROW_TOO_LONG = "row_too_long"
    ROW_SHIFTED = "row_shifted"
    ROW_EMPTY = "row_empty"
    CONTACTS_WITHOUT_ADDRESS = "contacts_without_address"
    DATE_UNREADABLE = "date_unreadable"
    ENDS_BEFORE_START = "ends_before_start"
    TEXT_CUT = "text_cut"
    URL_REFUSED = "url_refused"
    WRONG_TYPE = "wrong_type"
    ITEMS_LEFT = "items_left"
    CARDS_LEFT = "cards_left"


class Refused(StrEnum):
    """Why a whole file was not read."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_FORMAT = "unknown_format"
    NOT_A_ZIP = "not_a_zip"
    TOO_MANY_FILES = "too_many_files"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    OVERLAPPING = "overlapping"
    FALSE_SIZE = "false_size"
    UNSAFE_PATH = "unsafe_path"
    ENCRYPTED = "encrypted"
    NESTED = "nested"
    NO_KNOWN_FILE = "no_known_file"
    NOT_JSON = "not_json"
    NOT_A_RESUME = "not_a_resume"
    NOT_A_VCARD = "not_a_vcard"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the bytes an item stood; `line` is 0 where lines mean nothing."""

    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that could not be taken as it stood; the reader went on."""

    file: str
    line: int
    code: Problem
    values: Mapping[str, str | int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing was read, and why."""

    code: Refused
    values: Mapping[str, str | int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A free text in Japanese, in English, or both."""

    ja: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.ja or self.en)

    def written(self, language: str) -> str:
        """Say it in `language`, or in the other one if only that is written."""
        return (self.ja or self.en) if language == "ja" else (self.en or self.ja)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a record, in the record's own shape.

    `starts` and `ends` are partial ISO dates; each line of `text` is one line of evidence.
    An empty visibility says that the file does not speak of it.
    """

    kind: str
    title: Text = Text()
    organization: Text = Text()
    place: Text = Text()
    text: Text = Text()
    url: str = ""
    starts: str = ""
    ends: str = ""
    is_current: bool = False
    details: Details = field(default_factory=dict, hash=False)
    visibility: str = ""
    text_visibility: str = ""
    confirmed_on: str = ""
    origin: Origin = field(default=Origin(), compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name, each script as `(family, given)`; `unsplit` where no part is known."""

    kanji: tuple[str, str] = ("", "")
    kana: tuple[str, str] = ("", "")
    romaji: tuple[str, str] = ("", "")
    unsplit: str = ""

    def written(self, language: str) -> str:
        """Say the name as a text in `language` has it: 藤田 直樹, Naoki Fujita."""
        kanji = " ".join(filter(None, self.kanji))
        romaji = " ".join(filter(None, reversed(self.romaji)))
        first, second = (kanji, romaji) if language == "ja" else (romaji, kanji)
        return first or second or self.unsplit or " ".join(filter(None, self.kana))


@dataclass(frozen=True, slots=True)
class Career:
    """Everything one file says about one person.

    Of their contacts nothing is taken but the public identifiers, as `public_ids` writes them:
    the only thing by which a contact may be matched with a member.
    """

    name: Name = Name()
    items: tuple[Item, ...] = ()
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was met: what it holds (empty: unknown), and whether it is used here."""

    name: str
    holds: str
    is_used: bool
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """The answer of every reader: a career and complaints, or a refusal and nothing else."""

    career: Career = Career()
    complaints: tuple[Complaint, ...] = ()
    files: tuple[SourceFile, ...] = ()
    refusal: Refusal | None = None
